"""What stands on the first page: what to do, what the papers ask for, the next days, what was saved."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from medbills.domain.case import Case
from medbills.domain.deadline import KeptDeadline
from medbills.domain.matter import Matter, Owed
from medbills.domain.money import ZERO, Money, total
from medbills.domain.next_step import NextStep
from medbills.services.name_case import short_name
from medbills.services.next_steps import CARDS_ON_TODAY, next_steps

DAYS_AHEAD = 30
LATE_DAYS_SHOWN = 14  # after that a late day only stands in its case


@dataclass(frozen=True, slots=True, kw_only=True)
class Upcoming:
    """A day to come, with the case it belongs to and whose affair it is."""

    kept: KeptDeadline
    case_id: str
    who: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """`sure_of`, `disputed_of` and `waiting_of` name the bills behind each sum, in words; an insurer told `told_by_insurer` of the sure."""

    steps: tuple[NextStep, ...]
    waiting_steps: tuple[NextStep, ...]
    owed: Owed
    sure_of: tuple[str, ...]
    told_by_insurer: int = 0
    disputed_of: tuple[str, ...]
    waiting_of: tuple[str, ...]
    upcoming: tuple[Upcoming, ...]
    saved: Money
    saved_cases: int
    open_cases: int


def overview(matters: Sequence[Matter], *, today: datetime.date, cases: Iterable[Case] = ()) -> Overview:
    """The figures of all these cases together; the same dollars count once. `cases` are the closed ones where `matters` lack them."""
    live = [matter for matter in matters if not matter.case.closed_on]
    closed = {case.id: case for case in (*(matter.case for matter in matters), *cases) if case.closed_on}
    saved = [case.saved for case in closed.values() if case.saved]
    steps = next_steps(live, today)
    return Overview(
        steps=tuple(step for step in steps if step.yours)[:CARDS_ON_TODAY],
        waiting_steps=tuple(step for step in steps if not step.yours),
        owed=sum((matter.owed for matter in live), Owed()),
        sure_of=_named(live, lambda owed: owed.sure),
        told_by_insurer=sum(1 for matter in live if matter.owed.sure and matter.eob is not None),
        disputed_of=_named(live, lambda owed: owed.disputed),
        waiting_of=_named(live, lambda owed: owed.waiting),
        upcoming=upcoming(live, today=today),
        saved=total(saved) if saved else ZERO,
        saved_cases=len(saved),
        open_cases=sum(1 for matter in live if in_question(matter)),
    )


def in_question(matter: Matter) -> bool:
    """Whether a case needs somebody's attention: something is asked, refused or collected."""
    return not matter.case.closed_on and bool(matter.at_stake)


def upcoming(matters: Sequence[Matter], *, today: datetime.date, days: int | None = DAYS_AHEAD) -> tuple[Upcoming, ...]:
    """Open days of these cases from today on, and late ones, the nearest first; one entry for a day of a case and rule."""
    found = [
        Upcoming(kept=kept, case_id=matter.id, who=matter.person.short if matter.person else "", title=kept.deadline.title)
        for matter in matters
        for kept in matter.open_deadlines
        if _within(kept.deadline.acts_on, today, days)
    ]
    return tuple(sorted(found, key=lambda item: (item.kept.deadline.acts_on or today, item.title, item.case_id)))


def _within(day: datetime.date | None, today: datetime.date, days: int | None) -> bool:
    """Late days stay for two weeks."""
    if day is None or (today - day).days > LATE_DAYS_SHOWN:
        return False
    return days is None or (day - today).days <= days


def _named(matters: Sequence[Matter], part: Callable[[Owed], Money]) -> tuple[str, ...]:
    return tuple(_short(matter) for matter in matters if part(matter.owed))


def _short(matter: Matter) -> str:
    return short_name(matter.provider.name) if matter.provider else matter.case.title
