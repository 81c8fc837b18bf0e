"""What became of it for a practice's patients: surprise balances and accepted plans, before a day and after it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from medbills.domain.practice import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """The counts of one side of the day. None where nothing was counted. Days are those with a count of surprises."""

    surprises: int | None
    days: int
    shown: int | None
    accepted: int | None

    @property
    def a_month(self) -> Fraction | None:
        """Surprise balances in 30 days."""
        return None if self.surprises is None or not self.days else Fraction(self.surprises * 30, self.days)

    @property
    def percent(self) -> int | None:
        """The plans accepted of those shown, in whole percent, rounded half up."""
        if self.accepted is None or not self.shown:
            return None
        return (200 * self.accepted + self.shown) // (2 * self.shown)


@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """Both sides, and the times that lie on both and are counted on neither."""

    before: Tally
    after: Tally
    across: tuple[Outcome, ...]


def before_and_after(outcomes: Iterable[Outcome], day: datetime.date) -> BeforeAfter:
    """A time that ends before the day is before it, one that begins on it or later is after it."""
    every = tuple(outcomes)
    before = [one for one in every if one.last_on < day]
    after = [one for one in every if one.first_on >= day]
    return BeforeAfter(_tally(before), _tally(after), tuple(one for one in every if one not in before and one not in after))


def _tally(found: list[Outcome]) -> Tally:
    counted = [one for one in found if one.surprises is not None]
    shown = [one for one in found if one.shown is not None and one.accepted is not None]
    return Tally(
        surprises=sum(one.surprises or 0 for one in counted) if counted else None,
        days=sum((one.last_on - one.first_on).days + 1 for one in counted),
        shown=sum(one.shown or 0 for one in shown) if shown else None, accepted=sum(one.accepted or 0 for one in shown) if shown else None,
    )  # fmt: skip


def tenths(value: Fraction | None) -> str:
    """A count with one place after the point, rounded half up; "–" for none."""
    if value is None:
        return "–"
    size = (20 * value.numerator + value.denominator) // (2 * value.denominator)
    return f"{size // 10}.{size % 10}"
