"""The plan year that a day falls in."""

from __future__ import annotations

import datetime

from medbills.domain.plan import Plan
from medbills.domain.wording import long_day


def plan_year_of(plan: Plan | None, day: datetime.date) -> datetime.date:
    """The first day of the plan year that holds `day`; the calendar year where the plan's start is not known."""
    start = plan.year_start if plan else None
    if start is None:
        return datetime.date(day.year, 1, 1)
    this_year = _anniversary(start, day.year)
    return this_year if this_year <= day else _anniversary(start, day.year - 1)


def year_words(plan: Plan | None, first: datetime.date) -> str:
    """How a sentence calls a plan year."""
    if plan is None or plan.year_start is None or (first.month, first.day) == (1, 1):
        return f"in {first.year}"
    return f"in the plan year from {long_day(first)}"


def _anniversary(start: datetime.date, year: int) -> datetime.date:
    try:
        return start.replace(year=year)
    except ValueError:  # February 29
        return start.replace(year=year, day=28)
