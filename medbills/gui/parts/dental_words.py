"""A dental plan's rules as fields: how often it pays in which time, and months."""

from __future__ import annotations

from medbills.domain.dental_limits import Frequency
from medbills.gui.widgets.field import Field

MOST = 120
WINDOWS = (
    ("", "No rule"), ("calendar year", "Calendar year"), ("6 months", "6 months"), ("12 months", "12 months"), ("24 months", "24 months"),
    ("36 months", "3 years"), ("60 months", "5 years"), ("84 months", "7 years"),
)  # fmt: skip


def number_field(label: str, number: int | None, hint: str = "") -> Field:
    """A whole number, which may be blank."""
    return Field(
        label, hint, text=str(number) if number else "", check=lambda text: None if read_number(text) else "Type a number like 12"
    )


def read_number(text: str) -> int | None:
    """A whole number from 1 to 120; None when it is none."""
    return int(text) if text.isascii() and text.isdigit() and 1 <= int(text) <= MOST else None


def is_listed(often: Frequency | None) -> bool:
    """Whether the list of windows has the rule's own."""
    return often is not None and window_of(often) in dict(WINDOWS)


def window_of(often: Frequency | None) -> str:
    """The key of the window that a rule counts in."""
    if often is None:
        return ""
    return "calendar year" if often.months is None else f"{often.months} months"
