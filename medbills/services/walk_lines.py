"""Sets the lines of a bill beside what is known of each day, so that the user can say what care was received."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from medbills.domain.case import KeptPaper
from medbills.domain.line_mark import Mark, mark_of, marks_of
from medbills.domain.matter import Matter
from medbills.domain.money import Money
from medbills.domain.statements import charges_of
from medbills.domain.told_fact import Owner, ToldFact
from medbills.domain.wording import counted, listed, long_day, month_day, short_month
from medbills.services.case_timeline import case_timeline
from medbills.services.load_matters import load_matter
from medbills.store import Vault

CHECK = "service_not_received"
_NEAR = datetime.timedelta(days=3)  # a note of a few days later often tells of the visit


@dataclass(frozen=True, slots=True, kw_only=True)
class WalkRow:
    """One charge of a bill, from 0 by `line`; `mark` is None before the user said anything."""

    paper_id: str
    line: int
    service: str
    code: str
    day: datetime.date | None
    billed: Money | None
    mark: Mark | None = None
    told_on: datetime.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DayNote:
    """What else is on file of a day: a call, a letter, a paper, another visit."""

    day: datetime.date
    title: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """The charges of one bill in the order of their days, and the diary of those days."""

    case_id: str
    paper_id: str
    title: str
    provider: str
    rows: tuple[WalkRow, ...]
    notes: tuple[DayNote, ...]
    in_letter: bool = False  # the letter about the bill speaks of a line that was not received

    @property
    def marked(self) -> int:
        return sum(row.mark is not None for row in self.rows)

    @property
    def not_received(self) -> int:
        return sum(row.mark is Mark.NOT_RECEIVED for row in self.rows)

    @property
    def unsure(self) -> int:
        return sum(row.mark is Mark.UNSURE for row in self.rows)


def load_walk(vault: Vault, case_id: str, *, today: datetime.date) -> Walk | None:
    """The lines of the case's bill to go through; None for a closed case, or where no bill lists any."""
    matter = load_matter(vault, case_id, today=today)
    kept = _listing(matter)
    if kept is None or matter.case.closed_on:
        return None
    told = vault.told_facts.about(Owner.PAPER, kept.id)
    rows = _rows(kept, told)
    days = {row.day for row in rows if row.day}
    return Walk(
        case_id=case_id, paper_id=kept.id, title=matter.case.title, rows=rows, notes=_notes(matter, days, today),
        in_letter=any(kept.finding.check == CHECK and kept.counted for kept in matter.in_question),
        provider=matter.provider.name if matter.provider else kept.paper.provider_name or kept.paper.issuer_name or "the billing office",
    )  # fmt: skip


def what_to_ask(walk: Walk) -> tuple[str, ...]:
    """What to say to the billing office about the lines that the user is not sure of, or did not receive."""
    unsure = [row for row in walk.rows if row.mark is Mark.UNSURE]
    missing = [row for row in walk.rows if row.mark is Mark.NOT_RECEIVED]
    said = []
    if unsure:
        said.append(f"I am not sure about {counted(len(unsure), 'line')} of my bill: {listed([_named(row) for row in unsure])}.")
        said.append("What was done, who did it, and at what time? Which record shows it?")
    if missing:
        said.append(f"I did not receive {listed([_named(row) for row in missing])}.")
        said.append("Please send the record that shows it was done, or take it off.")
    if said:
        said.append("Please hold the account until I have your answer. May I have your name and a reference number?")
    return tuple(said)


def ask_about_unsure(vault: Vault, matter: Matter) -> tuple[tuple[str, str], ...]:
    """A question for each line of the bill that the user is not sure of, under the id of the mark."""
    kept = _listing(matter)
    if kept is None:
        return ()
    marks = marks_of(kept.paper, vault.told_facts.about(Owner.PAPER, kept.id))
    named = {row.line: _named(row) for row in _rows(kept, tuple(marks.values()))}
    return tuple((told.id, f"Was this done: {named[at]}?") for at, told in marks.items() if mark_of(told) is Mark.UNSURE and at in named)


def _listing(matter: Matter) -> KeptPaper | None:
    """The newest bill that lists more than one charge, else any that lists one."""
    bills = [kept for kept in matter.counting if kept.paper.is_bill and charges_of(kept.paper)]
    detailed = [kept for kept in bills if len(charges_of(kept.paper)) > 1]
    found = detailed or bills
    return found[-1] if found else None


def _rows(kept: KeptPaper, told: tuple[ToldFact, ...]) -> tuple[WalkRow, ...]:
    marks = marks_of(kept.paper, told)
    rows = []
    for at in charges_of(kept.paper):
        line, mark = kept.paper.lines[at], marks.get(at)
        rows.append(
            WalkRow(
                paper_id=kept.id, line=at, service=line.description or f"Line {at + 1}", code=line.code or "", day=line.first_day,
                billed=line.billed, mark=mark_of(mark) if mark else None, told_on=mark.told_on if mark else None,
            )
        )  # fmt: skip
    return tuple(sorted(rows, key=lambda row: (row.day or datetime.date.max, row.line)))


def _notes(matter: Matter, days: set[datetime.date], today: datetime.date) -> tuple[DayNote, ...]:
    """What the case's timeline and calls tell of these days, and of the few after them."""
    last = {day + datetime.timedelta(days=more) for day in days for more in range(_NEAR.days + 1)}
    found = [
        DayNote(day=entry.day, title=entry.title, detail=entry.detail)
        for entry in case_timeline(matter, today)
        if not entry.ahead and entry.day in last
    ]
    found += [
        DayNote(day=call.at.date(), title=f"Your notes of the call with {call.person or call.organization or 'them'}", detail=call.notes)
        for call in matter.calls
        if call.notes and any(word in call.notes for day in days for word in _ways_to_write(day))
    ]
    return tuple(sorted({(note.day, note.title): note for note in found}.values(), key=lambda note: (note.day, note.title)))


def _ways_to_write(day: datetime.date) -> tuple[str, ...]:
    return (month_day(day), f"{short_month(day)} {day.day}", f"{day.month}/{day.day}")


def _named(row: WalkRow) -> str:
    parts = [row.service, f"on {long_day(row.day)}" if row.day else "", f"for {row.billed}" if row.billed is not None else ""]
    return " ".join(part for part in parts if part)
