"""A calendar file (.ics) of days to keep: all-day entries with reminders, the same ids each time."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass

from icalendar import Alarm, Calendar, Event

_NOT_IN_XML = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_LONGEST = 4000  # characters of a description


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarDay:
    """A day to keep. `id` stays the same as long as it is the same duty; `reminders` are calendar days before it."""

    id: str
    day: datetime.date
    title: str
    text: str = ""
    reminders: tuple[int, ...] = (3, 1)


def calendar_file(days: Sequence[CalendarDay], *, made_on: datetime.date) -> bytes:
    """The file; the same days give the same bytes. A day has no hour, so no time zone can move it."""
    calendar = Calendar()
    calendar.add("prodid", "-//Medbills//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    stamp = datetime.datetime.combine(made_on, datetime.time(), tzinfo=datetime.UTC)
    for one in sorted(days, key=lambda one: (one.day, one.id)):
        calendar.add_component(_event(one, stamp))
    return bytes(calendar.to_ical())


def _event(one: CalendarDay, stamp: datetime.datetime) -> Event:
    event = Event()
    event.add("uid", one.id)
    event.add("dtstamp", stamp)
    event.add("dtstart", one.day)
    event.add("dtend", one.day + datetime.timedelta(days=1))
    event.add("summary", " ".join(_plain(one.title).split()))
    if one.text:
        event.add("description", _plain(one.text)[:_LONGEST])
    event.add("transp", "TRANSPARENT")  # it does not fill the day
    event.add("class", "PRIVATE")
    for before in one.reminders:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", " ".join(_plain(one.title).split()))
        # Nine in the morning: an all-day entry begins at midnight.
        alarm.add("trigger", datetime.timedelta(days=-before, hours=9))
        event.add_component(alarm)
    return event


def _plain(text: str) -> str:
    """Line ends are one sign; what the format cannot hold is left out."""
    return _NOT_IN_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
