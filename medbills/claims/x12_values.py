"""Values out of X12 elements: money, days, codes, each with the element it stood in."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from medbills.claims.by_path import told
from medbills.claims.x12_segments import Segment
from medbills.domain.fields import FieldType, Value, from_plain
from medbills.domain.money import Money, total
from medbills.domain.paper import LINE_FIELDS, PAPER_FIELDS
from medbills.domain.reading import ReadValue

DOUBTED = 0.8  # for amounts of a claim that does not add up
_DECIMAL = re.compile(r"(?P<sign>[-+]?)(?P<whole>\d*)(?:\.(?P<rest>\d*))?$")
_SPECS = {**LINE_FIELDS, **PAPER_FIELDS}
_MOST_PATHS = 4
_MOST_DIGITS = 12  # what a 64-bit count of cents holds with room to spare


@dataclass(slots=True)
class Found:
    """The values of one claim or one of its lines as they are found; what cannot be read becomes a warning."""

    values: dict[str, ReadValue] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)

    def take(self, name: str, segment: Segment, place: int, text: str | None = None) -> None:
        """The field from an element; an empty element leaves it absent, and what came first stays."""
        raw = segment.at(place) if text is None else text
        if not raw or name in self.values:
            return
        value = value_of(_SPECS[name].type, raw)
        if value is None:
            self.warnings.append(f"{segment.path(place)} says \u201c{raw[:40]}\u201d, which could not be read. It is left out.")
        else:
            self.values[name] = told(value, segment.path(place), raw)

    def put(self, name: str, value: Value, path: str) -> None:
        """A value made of several elements, or of words that need no reading."""
        if value not in (None, "", ()) and name not in self.values:
            self.values[name] = told(value, path)

    def add_up(self, name: str, amounts: Sequence[tuple[Money, str]]) -> None:
        """The sum of amounts that stand in several elements; absent where there is none."""
        if amounts:
            self.put(name, total(amount for amount, _ in amounts), paths(path for _, path in amounts))

    def money(self, name: str) -> Money | None:
        """The amount found under the name."""
        found = self.values.get(name)
        return found.value if found is not None and isinstance(found.value, Money) else None

    def doubt(self) -> None:
        """Lowers the confidence of every amount."""
        for name, item in self.values.items():
            if isinstance(item.value, Money):
                self.values[name] = replace(item, spot=replace(item.spot, confidence=DOUBTED))


def value_of(kind: FieldType, raw: str) -> Value | None:
    """An element's value, or None when it is not one of that type."""
    match kind:
        case FieldType.MONEY:
            return money_of(raw)
        case FieldType.DATE:
            return day_of_eight(raw)
        case FieldType.NUMBER:
            return from_plain(kind, raw) if _number(raw) else None
        case _:
            return from_plain(kind, raw)


def money_of(raw: str) -> Money | None:
    """The amount of a decimal element (X12 type R): "1922.86", ".5", "-9"; None when it is none or has parts of a cent."""
    found = _number(raw)
    if found is None:
        return None
    rest = (found["rest"] or "").rstrip("0")
    if len(rest) > 2:
        return None
    cents = int(found["whole"] or "0") * 100 + int(rest.ljust(2, "0"))
    return Money(-cents if found["sign"] == "-" else cents)


def day_of_eight(raw: str) -> datetime.date | None:
    """The day of CCYYMMDD; None when it is no day."""
    if not re.fullmatch(r"[12]\d{7}", raw, re.ASCII):
        return None
    try:
        day = datetime.date(int(raw[:4]), int(raw[4:6]), int(raw[6:]))
    except ValueError:
        return None
    return day if 1900 <= day.year <= 2100 else None


def paths(places: Iterable[str]) -> str:
    """Several elements in one path: all of a few, else the first and the last."""
    listed = list(dict.fromkeys(places))
    if len(listed) > _MOST_PATHS:
        return f"{listed[0]} \u2026 {listed[-1]}"
    return " + ".join(listed)


def _number(raw: str) -> re.Match[str] | None:
    found = _DECIMAL.match(raw) if raw.isascii() else None
    if found is None or not (found["whole"] or found["rest"]):
        return None
    return found if len(found["whole"]) <= _MOST_DIGITS else None
