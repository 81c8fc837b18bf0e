"""Lays all cases out on the days of a calendar: whose turn it is on a day, and what happened on it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from medbills.domain.deadline import KeptDeadline
from medbills.domain.matter import Matter
from medbills.domain.moment import Moment
from medbills.domain.reminder import SOON_DAYS
from medbills.services.case_timeline import case_timeline
from medbills.services.keep_authority import EndingForm
from medbills.services.name_case import short_name
from medbills.services.next_steps import heading
from medbills.services.overview import LATE_DAYS_SHOWN
from medbills.services.say_deadline import turn_words

FORM = "form"  # the item of an entry that is about a signed form


class Turn(IntEnum):
    """Whose turn it is on a day, the most pressing first."""

    SOON = 0  # yours, in three days or less, or late
    YOURS = 1
    THEIRS = 2
    OVER = 3  # done, past, or something that happened


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What stands on a day. `kept` is its deadline; else `item` and `item_id` name what happened, as in a case's timeline."""

    day: datetime.date
    turn: Turn
    title: str
    short: str  # for the narrow cell of a month
    detail: str
    heading: str  # "Dad · MRI of the back"
    who: str
    case_id: str
    kept: KeptDeadline | None = None
    item: str = ""
    item_id: str = ""

    @property
    def key(self) -> str:
        """Tells entries apart, also after the page loaded anew."""
        return self.kept.id if self.kept else f"{self.case_id} {self.item} {self.item_id} {self.day} {self.title}"


def calendar_entries(matters: Sequence[Matter], *, today: datetime.date) -> tuple[Entry, ...]:
    """Every day of these cases, in order; on one day the most pressing first."""
    found = [entry for matter in matters for part in (_days(matter, today), _happened(matter, today)) for entry in part]
    return tuple(sorted(found, key=lambda entry: (entry.day, entry.turn, entry.title, entry.case_id)))


def form_entries(forms: Sequence[EndingForm], *, today: datetime.date) -> tuple[Entry, ...]:
    """The days on which signed forms end, for the one who has to ask for new ones. `item_id` is the person."""
    return tuple(
        Entry(
            day=one.day, turn=Turn.SOON if (one.day - today).days <= SOON_DAYS else Turn.YOURS, title=form_ends(one, today),
            short="A form ends", detail=f"{one.shown.form.title}. Ask for a new one to sign.", heading=one.person.short,
            who=one.person.short, case_id="", item=FORM, item_id=one.person.id,
        )
        for one in forms
    )  # fmt: skip


def form_ends(one: EndingForm, today: datetime.date) -> str:
    """ "Your form for Lakeshore Health ends"."""
    return f"The form for {one.shown.form.towards or 'everyone'} {'ended' if one.day < today else 'ends'}"


def coming(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """The days still to keep, those that are late first."""
    return tuple(entry for entry in entries if (entry.kept or entry.item == FORM) and entry.turn is not Turn.OVER)


def done(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """What was marked as done, the latest first."""
    return tuple(entry for entry in reversed(entries) if entry.kept and entry.kept.done_on)


def _days(matter: Matter, today: datetime.date) -> Iterator[Entry]:
    who = matter.person.short if matter.person else ""
    for kept in matter.deadlines:
        day = kept.deadline.acts_on
        # What a closed case left open needs nobody any more.
        if day is None or (matter.case.closed_on and kept.done_on is None):
            continue
        title = kept.deadline.title
        yield Entry(
            day=day, turn=_turn(kept, day, today), title=title, short=title, detail=turn_words(kept.deadline, who),
            heading=heading(matter), who=who, case_id=matter.id, kept=kept,
        )  # fmt: skip


def _turn(kept: KeptDeadline, day: datetime.date, today: datetime.date) -> Turn:
    left = (day - today).days
    if kept.done_on or left < -LATE_DAYS_SHOWN:
        return Turn.OVER
    if kept.deadline.yours:
        return Turn.SOON if left <= SOON_DAYS else Turn.YOURS
    return Turn.THEIRS if left >= 0 else Turn.YOURS  # late: now it is for you to ask why


def _happened(matter: Matter, today: datetime.date) -> Iterator[Entry]:
    for moment in case_timeline(matter, today):
        if moment.ahead or moment.item not in ("paper", "call", "letter", "packet") or moment.theirs:
            continue
        yield Entry(
            day=moment.day, turn=Turn.OVER, title=moment.title, short=_short(matter, moment), detail=moment.detail,
            heading=heading(matter), who=matter.person.short if matter.person else "", case_id=matter.id,
            item=moment.item, item_id=moment.item_id,
        )  # fmt: skip


def _short(matter: Matter, moment: Moment) -> str:
    """ "Call: Riverbend", "Letter sent", "Itemized bill"."""
    if moment.item == "call":
        called = next((short_name(call.organization) for call in matter.calls if call.id == moment.item_id), "")
        return f"Call: {called}" if called else "Call"
    if moment.item == "letter":
        sent = any(letter.sent_on for letter in matter.letters if letter.id == moment.item_id)
        return "Letter sent" if sent else "Letter written"
    plain = moment.title.removeprefix("The ").removesuffix(" came")
    return plain[:1].upper() + plain[1:]
