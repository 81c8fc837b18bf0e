"""Business days: Monday to Friday without the federal holidays. The only place that knows the holidays."""

from __future__ import annotations

import datetime
from functools import cache

import holidays

ONE_DAY = datetime.timedelta(days=1)


def is_business_day(day: datetime.date) -> bool:
    """Monday to Friday without federal holidays; a holiday on Saturday is observed on Friday, on Sunday on Monday."""
    return day.weekday() < 5 and day not in _federal_holidays(day.year)


def business_days_after(start: datetime.date, days: int) -> datetime.date:
    """The day that is so many business days after the start, before it for a number below 0; the day after the start is day 1."""
    one = ONE_DAY if days >= 0 else -ONE_DAY
    day, left = start, abs(days)
    while left:
        day += one
        left -= is_business_day(day)
    return day


def last_business_days(year: int, month: int, count: int) -> tuple[datetime.date, ...]:
    """The last so many business days of a month, the first of them first."""
    start = datetime.date(year + month // 12, month % 12 + 1, 1)
    return tuple(business_days_after(start, -back) for back in range(count, 0, -1))


@cache
def _federal_holidays(year: int) -> frozenset[datetime.date]:
    """Federal legal public holidays of a year (5 U.S.C. 6103), the observed days included."""
    return frozenset(day for day in holidays.country_holidays("US", years=(year - 1, year, year + 1), observed=True) if day.year == year)
