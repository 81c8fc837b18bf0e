"""Counting days as the rules do: calendar days, business days, months, years and hours; never a roll to a later day."""

from __future__ import annotations

import calendar
import datetime

from medbills.domain.business_days import ONE_DAY, business_days_after
from medbills.domain.rule import Span


def count(start: datetime.date, span: Span, *, backward: bool = False, missing_day: str = "last") -> datetime.date:
    """The day that is `span` after the start (before it, when backward); the day after the start is day 1.

    `missing_day`: where a month has no such day (29 February, 30 February), its "last" day, or the "next" day after it
    (external review: received October 30, due March 1). Hours without a clock time count as whole days, the rest dropped.
    Raises OverflowError or ValueError past the end of the calendar.
    """
    steps = -span.value if backward else span.value
    match span.unit:
        case "calendar_days":
            return start + datetime.timedelta(days=steps)
        case "hours":
            whole_days = span.value // 24
            return start + datetime.timedelta(days=-whole_days if backward else whole_days)
        case "business_days":
            return business_days_after(start, steps)
        case "months":
            return _months(start, steps, missing_day)
        case "years":
            return _months(start, 12 * steps, missing_day)
    raise ValueError(f"not a unit of time: {span.unit}")


def _months(start: datetime.date, steps: int, missing_day: str) -> datetime.date:
    year, month = divmod(start.year * 12 + start.month - 1 + steps, 12)
    last = calendar.monthrange(year, month + 1)[1]
    if start.day <= last:
        return datetime.date(year, month + 1, start.day)
    end = datetime.date(year, month + 1, last)
    return end + ONE_DAY if missing_day == "next" else end


def spoken_span(span: Span) -> str:
    """"180 calendar days", "1 year"."""
    unit = span.unit.replace("_", " ")
    return f"{span.value} {unit[:-1] if span.value == 1 else unit}"
