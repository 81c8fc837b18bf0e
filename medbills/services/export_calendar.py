"""Puts the days to keep into a file for another calendar, in words that tell a stranger nothing."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator, Sequence

from medbills.deadlines.calendar_file import CalendarDay, calendar_file
from medbills.domain.matter import Matter
from medbills.services.keep_authority import EndingForm
from medbills.services.offer_days import TAG, offer_days
from medbills.services.say_deadline import turn_words

_NEUTRAL = {True: "Paperwork: a day to keep", False: "Paperwork: an answer is due"}
_OPEN_MEDBILLS = "Open Medbills to see what it is about."


def calendar_export(
    matters: Sequence[Matter], *, today: datetime.date, in_words: bool = False, forms: Sequence[EndingForm] = ()
) -> bytes:
    """The open days of these cases, the calls to make again, days proposed for an offer, and the ends of signed forms.

    Titles are neutral, since others may see a calendar; `in_words` says what each is about.
    """
    days = {day.id: day for matter in matters for day in (*_days(matter, in_words), *_offers(matter, today, in_words))}
    days |= {day.id: day for day in _ends(forms, in_words)}
    return calendar_file(tuple(days.values()), made_on=today)


def count_days(matters: Sequence[Matter], today: datetime.date | None = None, forms: Sequence[EndingForm] = ()) -> int:
    """How many days such a file holds; those proposed for an offer only where today is told."""
    proposed = [day for matter in matters for day in _offers(matter, today, False)] if today else []
    return len({day.id for day in (*(day for matter in matters for day in _days(matter, False)), *proposed)}) + len(forms)


def _days(matter: Matter, in_words: bool) -> Iterator[CalendarDay]:
    who = matter.person.short if matter.person else ""
    for kept in matter.open_deadlines:
        deadline = kept.deadline
        if deadline.acts_on is None:
            continue
        told = f"{deadline.title}\n{turn_words(deadline, who)}\n{deadline.computed}"
        yield CalendarDay(
            id=_id(matter.id, deadline.rule, deadline.event), day=deadline.acts_on,
            title=deadline.title if in_words else _NEUTRAL[deadline.yours], text=told if in_words else _OPEN_MEDBILLS,
            reminders=(7, 3, 1) if deadline.yours else (0,),
        )  # fmt: skip
    for call in matter.calls if matter.case.closed_on is None else ():
        if call.follow_up_on is not None:
            said = f"Call again: {call.organization}".strip(": ")
            yield CalendarDay(
                id=_id(matter.id, "call", call.id), day=call.follow_up_on, title=said if in_words else _NEUTRAL[True],
                text=call.you_will if in_words else _OPEN_MEDBILLS, reminders=(0,),
            )  # fmt: skip


def _offers(matter: Matter, today: datetime.date, in_words: bool) -> Iterator[CalendarDay]:
    """The first good day for a call about an offer; one a month, for it is only a proposal."""
    proposed = offer_days(matter, today)
    if proposed is not None:
        day = proposed.days[0]
        title = f"Call about the offer ({TAG.lower()})"
        told = " ".join(part for part in (proposed.says, proposed.first) if part)
        yield CalendarDay(
            id=_id(matter.id, "offer", f"{day:%Y-%m}"), day=day, title=title if in_words else _NEUTRAL[True],
            text=told if in_words else _OPEN_MEDBILLS, reminders=(0,),
        )  # fmt: skip


def _ends(forms: Sequence[EndingForm], in_words: bool) -> Iterator[CalendarDay]:
    """The last day of each form, told in time to have a new one signed."""
    for ending in forms:
        title = f"Last day of a form: {ending.shown.form.title} ({ending.person.short})"
        yield CalendarDay(
            id=_id("form", ending.shown.form.id), day=ending.day, title=title if in_words else _NEUTRAL[True],
            text="Ask for a new form before this day." if in_words else _OPEN_MEDBILLS, reminders=(30, 7),
        )  # fmt: skip


def _id(*parts: str) -> str:
    """The same for the same duty also when its day moves, so that a calendar moves it instead of showing it twice."""
    return f"{hashlib.sha256('|'.join(parts).encode()).hexdigest()[:32]}@medbills"
