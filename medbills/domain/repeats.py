"""What tells two like lines of a bill apart: modifiers, clock times, and items that repeat by their nature."""

from __future__ import annotations

import datetime
import re
from functools import lru_cache

from medbills.domain.paper import Line, Paper
from medbills.domain.statements import care_days

REPEAT_MODIFIERS = frozenset({"76", "77", "91", "59", "XE", "XP", "XS", "XU"})  # it was done again
_DISTINCT = (
    "24 25 26 27 50 57 58 59 62 66 73 74 76 77 78 79 80 81 82 91 AS AA AD E1 E2 E3 E4 FA F1 F2 F3 F4 F5 F6 F7 F8 F9 GN GO GP JW JZ LC LD "
    "LM LT QK QX QY QZ RC RI RT TA T1 T2 T3 T4 T5 T6 T7 T8 T9 TC XE XP XS XU"
)
DISTINCT_MODIFIERS = frozenset(_DISTINCT.split())  # a reason why two lines may both be right
_NONE: frozenset[str] = frozenset()
_REPEATING_FAMILIES = frozenset({"025", "026", "027", "030", "041", "063"})  # drugs, IV, supplies, lab, breathing care
_TIME = re.compile(r"\b\d{1,2}:\d{2}\b")
_HOURLY = re.compile(r"\b(per hour|hourly|hours?|hrs?)\b", re.IGNORECASE)


def day_of(bill: Paper, line: Line) -> datetime.date | None:
    """The day of a line; of a bill about one single day, that day where the line prints none."""
    if line.first_day:
        return line.first_day
    days = care_days(bill)
    return days[0] if days and days[0] == days[1] else None


def repeats_normally(line: Line) -> bool:
    """Whether items of its family are often given several times a day."""
    revenue = (line.revenue_code or "").zfill(4)
    hourly = line.code == "G0378" or revenue.startswith("0762") or bool(_HOURLY.search(line.description or ""))
    return revenue[:3] in _REPEATING_FAMILIES or hourly


def time_stamped(line: Line) -> bool:
    """Whether the line's words bear a time of day, as in a hospital's ledger."""
    return bool(_TIME.search(line.description or ""))


def modifiers_of(line: Line) -> frozenset[str]:
    """The line's modifiers in capitals, none twice."""
    return _in_capitals(line.modifiers) if line.modifiers else _NONE


@lru_cache(maxsize=4096)
def _in_capitals(modifiers: tuple[str, ...]) -> frozenset[str]:
    return frozenset(modifier.upper() for modifier in modifiers)
