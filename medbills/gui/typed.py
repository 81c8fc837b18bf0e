"""What people type into fields, read kindly: sums and days."""

from __future__ import annotations

import datetime
import re

from medbills.domain.money import Money
from medbills.domain.wording import month_called

_SUM = re.compile(r"([-−]?)\s*\$?\s*([-−]?)(\d{1,3}(?:,\d{3})+|\d+)?(?:\.(\d{0,2}))?$")
_NUMBERS = re.compile(r"(\d{1,2})[/.\-\s](\d{1,2})(?:[/.\-\s](\d{2}|\d{4}))?$")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})$")
_WORDS = re.compile(r"([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?(?:,?\s+(\d{4}))?$")


def read_money(text: str) -> Money | None:
    """A sum like "$1,240", "1240.5" or "-12.50"; None when it is none."""
    found = _SUM.match(text.strip())
    if not found or not (found[3] or found[4]):
        return None
    cents = int((found[3] or "0").replace(",", "")) * 100 + int((found[4] or "").ljust(2, "0"))
    return Money(-cents if found[1] or found[2] else cents)


def read_day(text: str, today: datetime.date) -> datetime.date | None:
    """A day like 11/18/26, Nov 18 or 2026-11-18, month first; without a year the one nearest to `today`. None when it is none."""
    plain = text.strip().casefold()
    if "," in plain and plain.split(",")[0].endswith("day"):
        plain = plain.split(",", 1)[1].strip()
    if found := _ISO.match(plain):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _NUMBERS.match(plain):
        return _with_year(found[3], int(found[1]), int(found[2]), today)
    if (found := _WORDS.match(plain)) and (month := month_called(found[1])):
        return _with_year(found[3], month, int(found[2]), today)
    return None


def _day(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _with_year(year: str | None, month: int, day: int, today: datetime.date) -> datetime.date | None:
    if year:
        full = int(year)
        if full < 100:  # two digits: a birth year may be of the last century, a due date is near
            full += 2000 if full + 2000 <= today.year + 10 else 1900
        return _day(full, month, day)
    near = [found for at in (-1, 0, 1) if (found := _day(today.year + at, month, day))]
    return min(near, key=lambda found: abs(found - today), default=None)
