"""What a reminder may say where others can read it: how many things are due, and never what or whose."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

SOON_DAYS = 3


@dataclass(frozen=True, slots=True)
class Due:
    """How many things are for you to do today, and in the three days after; `next_day` is the first from today on."""

    today: int
    soon: int
    next_day: datetime.date | None


def due_words(due: Due) -> str:
    """What a message of the system says. Nothing when nothing is due."""
    said = []
    if due.today:
        said.append(f"{due.today} things are due today." if due.today > 1 else "1 thing is due today.")
    if due.soon:
        said.append(f"{due.soon} things are due in the next {SOON_DAYS} days." if due.soon > 1 else "1 thing is due in the next 3 days.")
    return " ".join([*said, "Open Medbills to see more."]) if said else ""


def locked_words(next_day: datetime.date, today: datetime.date) -> str:
    """What stands before the papers are open, by one date. Nothing when it is further away."""
    if (next_day - today).days > SOON_DAYS:
        return ""
    if next_day < today:
        return "A day to keep has passed since you were here. Open your papers to see it."
    return "You have something due in the next days. Open your papers to see it."
