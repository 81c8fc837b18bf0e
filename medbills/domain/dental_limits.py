"""A dental plan's limits: how often it pays for a service, how long one waits for it, and what is left of its yearly maximum."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from medbills.domain.dental import DentalLine, months_after
from medbills.domain.money import ZERO, Money, total
from medbills.domain.plan import Dental

_FAMILIES = (
    frozenset({"D0120", "D0140", "D0150"}), frozenset({"D1110", "D1120"}), frozenset({"D0210", "D0330"}), frozenset({"D0272", "D0274"}),
)  # fmt: skip
_CROWNS = range(2700, 2800)
_MONTHS, _YEARS = re.compile(r"(\d+) ?months?"), re.compile(r"(\d+) ?years?")
_CALENDAR = frozenset({"calendar year", "year", "benefit year"})


@dataclass(frozen=True, slots=True)
class Frequency:
    """So many times in a window: a calendar year, or the months up to a day. `per` is the rule's own word for the window."""

    times: int
    per: str
    months: int | None  # None: a calendar year

    def start(self, day: datetime.date) -> datetime.date:
        """First day of the window that ends on `day`."""
        if self.months is None:
            return datetime.date(day.year, 1, 1)
        return months_after(day, -self.months) + datetime.timedelta(days=1)

    def counted(self, done: Iterable[datetime.date], day: datetime.date) -> int:
        """How many of the days lie in the window that ends on `day`."""
        return sum(self.start(day) <= other <= day for other in done)

    def next_day(self, done: Iterable[datetime.date], since: datetime.date) -> datetime.date:
        """The first day, not before `since`, on which one more is within the rule."""
        days = tuple(done)
        free = [since] + [datetime.date(year, 1, 1) for year in range(since.year + 1, max((since, *days)).year + 2)]
        if self.months is not None:
            free = [since] + [months_after(day, self.months) + datetime.timedelta(days=later) for day in days for later in range(5)]
        return min(day for day in free if day >= since and self.counted(days, day) < self.times)


def frequency_of(rule: Mapping[str, object]) -> Frequency | None:
    """A plan's rule as it was told ("times", "per"); None where its words are not understood."""
    times, per = str(rule.get("times", "")), str(rule.get("per", "")).lower()
    if not times.isdigit() or not int(times):
        return None
    if per in _CALENDAR:
        return Frequency(int(times), per, None)
    months = int(found[1]) if (found := _MONTHS.fullmatch(per)) else int(found[1]) * 12 if (found := _YEARS.fullmatch(per)) else 0
    return Frequency(int(times), per, months) if months else None


def is_crown(code: str) -> bool:
    """Whether the code is one of a crown; those count by tooth."""
    return code[1:].isdigit() and int(code[1:]) in _CROWNS


def same_service(code: str, other: str) -> bool:
    """Whether a plan counts the two codes together."""
    code, other = code.upper(), other.upper()
    return code == other or any(code in family and other in family for family in _FAMILIES) or (is_crown(code) and is_crown(other))


def waiting_ends(began: datetime.date, months: int, prior_months: int | None = None) -> datetime.date | None:
    """The first day on which the plan pays, with months of earlier coverage counted; None where there is no waiting time."""
    wait = max(0, months - (prior_months or 0))
    return months_after(began, wait) if wait else None


def benefit_year(dental: Dental, day: datetime.date) -> int:
    """The year in which the benefit year of that day began."""
    start = dental.year_start
    return day.year - 1 if start and (day.month, day.day) < (start.month, start.day) else day.year


def toward_maximum(dental: Dental, lines: Iterable[DentalLine], day: datetime.date) -> tuple[DentalLine, ...]:
    """The paid lines of the day's benefit year that count toward the yearly maximum."""
    outside = dental.outside_maximum or ()
    return tuple(
        line for line in lines
        if line.line.plan_paid is not None and line.day and line.benefit_class not in outside
        and benefit_year(dental, line.day) == benefit_year(dental, day)
    )  # fmt: skip


def maximum_left(maximum: Money, paid: Iterable[DentalLine]) -> Money:
    """What payments leave of the yearly maximum, never below zero."""
    return max(ZERO, maximum - total(line.line.plan_paid or ZERO for line in paid))
