"""Days as papers print them, with English and Spanish names of months, and spans of days."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

_NAMES = (
    ("january", "jan", "enero", "ene"),
    ("february", "feb", "febrero"),
    ("march", "mar", "marzo"),
    ("april", "apr", "abril", "abr"),
    ("may", "mayo"),
    ("june", "jun", "junio"),
    ("july", "jul", "julio"),
    ("august", "aug", "agosto", "ago"),
    ("september", "sep", "sept", "septiembre", "setiembre"),
    ("october", "oct", "octubre"),
    ("november", "nov", "noviembre"),
    ("december", "dec", "diciembre", "dic"),
)
_MONTHS = {name: number for number, names in enumerate(_NAMES, 1) for name in names}
_MONTH = "(" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_FORMS = (
    (re.compile(r"(\d{1,2})[/](\d{1,2})[/](\d{4}|\d{2})$"), "mdy"),
    (re.compile(r"(\d{1,2})-(\d{1,2})-(\d{4}|\d{2})$"), "mdy"),
    (re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})$"), "mdy"),
    (re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$"), "ymd"),
    (
        re.compile(
            rf"(?:(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?,?\s+)?{_MONTH}\s*(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})$", re.I
        ),
        "bdy",
    ),
    (re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th)?(?:\s+(?:of|de)\s+|[\s-]+){_MONTH},?(?:\s+de\s+|\s+del\s+|[\s-]+)(\d{{4}})$", re.I), "dby"),
    (re.compile(rf"(\d{{1,2}})-{_MONTH}-(\d{{2}})$", re.I), "dby"),
    (re.compile(rf"{_MONTH}[\s-]+(\d{{1,2}})-(\d{{4}})$", re.I), "bdy"),
)
_PACKED = re.compile(r"(\d{2})(\d{2})([0-3]\d|(?:19|20)\d\d)$")  # with two figures of this century: no year of birth
_PACKED_SPAN = re.compile(r"(\d{6}|\d{8})(?:\s*[-\u2013\u2014]\s*|\s+(?:to|thru|through)\s+|\s+)(\d{6}|\d{8})$", re.I)
_WITHIN = re.compile(rf"{_MONTH}\s+(\d{{1,2}})\s*[-\u2013\u2014]\s*(\d{{1,2}}),?\s+(\d{{4}})$", re.I)
_SHORT = re.compile(r"(\d{1,2}/\d{1,2})\s*[-\u2013\u2014]\s*(\d{1,2}/\d{1,2}/\d{2,4})$")
_BETWEEN = re.compile(r"\s*(?:-|\u2013|\u2014|to|thru|through|al?|hasta)\s*", re.I)


@dataclass(frozen=True, slots=True)
class Span:
    """A span of days, both included."""

    first: datetime.date
    last: datetime.date


def day_of(text: str) -> datetime.date | None:
    """The day printed in `text`, US order where both are numbers; None when it is no day."""
    text = " ".join(text.strip().rstrip(".,;:").split())
    if not 6 <= len(text) <= 34 or not any(c.isdigit() for c in text):
        return None
    for form, order in _FORMS:
        found = form.match(text)
        if found:
            return _made(found.groups(), order)
    return None


def packed_day(text: str) -> datetime.date | None:
    """The day in six or eight digits without marks between, MMDDYY, as mainframes print it; only where a day is expected."""
    found = _PACKED.match(text.strip(" .,;"))
    return _made(found.groups(), "mdy") if found else None


def packed_span(text: str) -> Span | None:
    """Two days in digits without marks, "020926 - 021126"; only where a span of days is expected."""
    found = _PACKED_SPAN.match(text.strip(" .,;"))
    return _ordered(packed_day(found[1]), packed_day(found[2])) if found else None


def span_of(text: str) -> Span | None:
    """A span such as "01/02/2026 - 01/05/2026" or "Jan 10-15, 2026"; None when it is none."""
    text = " ".join(text.strip().rstrip(".,;:").split())
    if len(text) < 12:
        return None
    found = _SHORT.match(text)
    if found:  # "02/11-02/14/2026": the year is printed once, for both
        last = day_of(found[2])
        return _ordered(day_of(f"{found[1]}/{last.year}"), last) if last else None
    found = _WITHIN.match(text)
    if found:
        return _ordered(_made((found[1], found[2], found[4]), "bdy"), _made((found[1], found[3], found[4]), "bdy"))
    for gap in _BETWEEN.finditer(text):
        if gap.start() < 6 or not gap[0].strip():
            continue
        first, last = day_of(text[: gap.start()]), day_of(text[gap.end() :])
        if first and last:
            return _ordered(first, last)
    return None


def _ordered(first: datetime.date | None, last: datetime.date | None) -> Span | None:
    return Span(first, last) if first and last and first <= last else None


def _made(parts: tuple[str | None, ...], order: str) -> datetime.date | None:
    a, b, c = (part or "" for part in parts)
    year, month, day = {"mdy": (c, a, b), "ymd": (a, b, c), "bdy": (c, a, b), "dby": (c, b, a)}[order]
    count = int(month) if month.isdigit() else _MONTHS[month.lower()]
    full = int(year) if len(year) == 4 else 2000 + int(year) if int(year) < 60 else 1900 + int(year)
    try:
        made = datetime.date(full, count, int(day))
    except ValueError:
        return None
    return made if 1900 <= made.year <= 2100 else None
