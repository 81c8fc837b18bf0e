"""Days and counts in the words people use."""

from __future__ import annotations

import datetime


def long_day(day: datetime.date) -> str:
    """ "October 30, 2026": as letters write it."""
    return f"{day:%B} {day.day}, {day.year}"


def week_day(day: datetime.date) -> str:
    """ "Friday, November 20": as sentences say it."""
    return f"{day:%A}, {day:%B} {day.day}"


def short_day(day: datetime.date, today: datetime.date) -> str:
    """ "Nov 20", with the year only when it is not this one."""
    text = f"{day:%b} {day.day}"
    return text if day.year == today.year else f"{text}, {day.year}"


def days_left(day: datetime.date, today: datetime.date) -> str:
    """ "today", "tomorrow", "3 days left", "2 days late"."""
    left = (day - today).days
    if left < 0:
        return f"{-left} day late" if left == -1 else f"{-left} days late"
    return {0: "today", 1: "tomorrow"}.get(left, f"{left} days left")


def counted(number: int, one: str, many: str | None = None) -> str:
    """ "1 line", "9 lines"."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def listed(items: list[str]) -> str:
    """ "A", "A and B", "A, B and C"."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"
