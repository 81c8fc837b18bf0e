"""Days and counts in the words people use.

The names are written out here: `strftime` would take them from the computer's language, and a letter is in English everywhere.
"""

from __future__ import annotations

import datetime

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def month_name(day: datetime.date) -> str:
    """ "October"."""
    return MONTHS[day.month - 1]


def short_month(day: datetime.date) -> str:
    """ "Oct"."""
    return MONTHS[day.month - 1][:3]


def month_called(word: str) -> int | None:
    """The number of a month by its name, or by how that begins ("Oct", "sept"); None when there is none."""
    return next((number for number, name in enumerate(MONTHS, 1) if word and name.lower().startswith(word.lower())), None)


def day_name(day: datetime.date) -> str:
    """ "Friday"."""
    return _WEEK[day.weekday()]


def month_day(day: datetime.date) -> str:
    """ "October 30"."""
    return f"{month_name(day)} {day.day}"


def long_day(day: datetime.date) -> str:
    """ "October 30, 2026": as letters write it."""
    return f"{month_name(day)} {day.day}, {day.year}"


def week_day(day: datetime.date) -> str:
    """ "Friday, November 20": as sentences say it."""
    return f"{day_name(day)}, {month_day(day)}"


def time_of_day(at: datetime.datetime) -> str:
    """ "2:05 PM"."""
    return f"{at.hour % 12 or 12}:{at.minute:02} {'AM' if at.hour < 12 else 'PM'}"


def short_day(day: datetime.date, today: datetime.date) -> str:
    """ "Nov 20", with the year only when it is not this one."""
    text = f"{short_month(day)} {day.day}"
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
