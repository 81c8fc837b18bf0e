"""What a cell of a table of claims says: amounts, days, codes; what could be read two ways is not read."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal

from medbills.domain.fields import FieldType, Value, from_plain
from medbills.domain.money import Money
from medbills.layout.amounts import amount_of, is_blank
from medbills.layout.codes import code_of, modifiers_of, notes_of
from medbills.layout.days import Span, day_of, span_of

_COMMA_CENTS = re.compile(r"(?P<rest>\D*)(?P<whole>\d{1,3}(?:\.\d{3})+|\d+),(?P<cents>\d{2})(?P<end>\D*)$")
_ONE_PLACE = re.compile(r"(?P<start>.*\d\.\d|[^\d.]*\.\d)(?P<end>\D*)$")
_LOOKS_LIKE_MONEY = re.compile(r"[$\u20ac\u00a3]|\d[.,]\d\d\)?(?!\d)")
_TIME = re.compile(r"[T ]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[AP]M)?(?:Z|[+-]\d{2}:?\d{2})?$", re.I)
_PACKED = re.compile(r"(?:19|20)\d{6}$", re.ASCII)
_SLASHED = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?!\d)", re.ASCII)
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?$", re.ASCII)
_COUNT = re.compile(r"-?\d{1,9}(?:\.\d{1,6})?$", re.ASCII)
_MOST = Money(10**14)  # cents: what is larger is a number of something else
_LONGEST = 300  # characters: what is longer is no name and no code
_EMPTY = frozenset({"n/a", "na", "none", "null", "nan", "-", "--", "not available", "not applicable"})


def is_empty(text: str) -> bool:
    """Whether a cell says nothing: blank, a dash, "N/A"."""
    return not text.strip() or text.strip().lower() in _EMPTY or (is_blank(text) and not text.strip().startswith("="))


def value_of(field: str, kind: FieldType, text: str) -> Value | None:
    """The cell's value for the field; None where it is not one, or could be two."""
    text = text.strip()
    if len(text) > _LONGEST:
        return None
    match field, kind:
        case _, FieldType.MONEY:
            return money_in(text)
        case _, FieldType.DATE:
            return day_in(text)
        case _, FieldType.NUMBER:
            return Decimal(text) if _COUNT.match(text) else None
        case "modifiers", _:
            return modifiers_of(text) or None
        case "remark_codes", _:
            return notes_of(text) or None
        case _, FieldType.LIST:
            return tuple(part.upper() for part in re.split(r"[\s,;|]+", text) if part) or None
        case "network_status", _:
            return _network(text)
        case "code", _:
            found = code_of(text)
            return found[0] if found else None
        case _, FieldType.CODE:
            return from_plain(kind, text) or None
        case _:
            return from_plain(kind, text) or None


def money_in(text: str) -> Money | None:
    """An amount as people and programs write it: "$1,234.56", "(12.00)", "12.00-", "12.5", "1.234,56".

    "1.234" and "12.500" are None: thousands or parts of a cent, nobody knows.
    """
    found = amount_of(text, bare_whole=True)
    if found is None and (comma := _COMMA_CENTS.match(text)):
        found = amount_of(f"{comma['rest']}{comma['whole'].replace('.', '')}.{comma['cents']}{comma['end']}")
    if found is None and (one := _ONE_PLACE.match(text)):
        found = amount_of(f"{one['start']}0{one['end']}")
    return found if found is not None and abs(found) <= _MOST else None


def looks_like_money(text: str) -> bool:
    """Whether a cell shows an amount by itself: a sign of currency or two decimals, not any number."""
    return bool(_LOOKS_LIKE_MONEY.search(text)) and money_in(text.strip()) is not None


def day_in(text: str) -> datetime.date | None:
    """A day in US order or ISO 8601, with or without the time of day; an Excel serial number is None."""
    bare = _TIME.sub("", text.strip())
    if _PACKED.match(bare):
        try:
            return datetime.date(int(bare[:4]), int(bare[4:6]), int(bare[6:]))
        except ValueError:
            return None
    return None if _SERIAL.match(bare) else day_of(bare)


def days_in(text: str) -> Span | None:
    """A span of days in one cell."""
    return span_of(text)


def has_digits(text: str) -> bool:
    """Whether a cell could be a number or a day at all."""
    return any(c.isdigit() for c in text)


def has_day_first(text: str) -> bool:
    """Whether a cell can only be a day before its month: then no other cell of its column says which it means."""
    found = _SLASHED.match(text.strip())
    return bool(found) and int(found[1]) > 12 >= int(found[2]) > 0 if found else False


def is_slashed(text: str) -> bool:
    """Whether a day is written in figures that depend on an order."""
    return _SLASHED.match(text.strip()) is not None


def _network(text: str) -> str | None:
    first = re.sub(r"[^a-z]+", " ", text.lower()).split()
    if not first:
        return None
    if first[0] in {"in", "yes", "y", "participating", "inn"}:
        return "in"
    return "out" if first[0] in {"out", "no", "n", "non", "nonparticipating", "oon"} else None
