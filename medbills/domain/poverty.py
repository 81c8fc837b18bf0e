"""The federal poverty guideline for a household, and how its income compares with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from medbills.domain.money import Money

_AREAS = {"AK": "alaska", "HI": "hawaii"}
_NO_GUIDELINE = frozenset({"PR", "GU", "VI", "AS", "MP"})  # the territories: programs there choose their own


@dataclass(frozen=True, slots=True)
class Guideline:
    """A year's income for a household of one size, with the notice that set it."""

    line: Money
    year: int
    citation: str

    def percent(self, income: Money) -> Decimal:
        """The income in percent of it, with one decimal."""
        return Decimal(round(Fraction(1000 * income.cents, self.line.cents))).scaleb(-1)


def has_guideline(state: str | None) -> bool:
    """Whether the state is known and is none of the territories that have no guideline."""
    return bool(state) and (state or "").upper() not in _NO_GUIDELINE


def guideline_of(rows: Sequence[Mapping[str, Any]], state: str | None, size: int, year: int) -> Guideline | None:
    """`rows` are the table of the rule pack, in dollars. None where it has no such year, or the state no guideline."""
    if not has_guideline(state) or size < 1:
        return None
    area = _AREAS.get((state or "").upper(), "contiguous_48_dc")
    row = next((row for row in rows if row.get("year") == year and row.get("area") == area), None)
    if row is None:
        return None
    return Guideline(Money(100 * (row["first_person"] + (size - 1) * row["each_additional"])), year, str(row["citation"]))


def newest_guideline(rows: Sequence[Mapping[str, Any]], state: str | None, size: int, year: int) -> Guideline | None:
    """That of the year or, where it is not out yet, of the latest year before."""
    years = sorted({row["year"] for row in rows if row.get("year") and row["year"] <= year}, reverse=True)
    return next((found for one in years if (found := guideline_of(rows, state, size, one))), None)
