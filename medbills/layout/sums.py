"""Checks the lines against the totals the paper prints, and says where they disagree."""

from __future__ import annotations

from collections.abc import Sequence

from medbills.domain.money import Money, total
from medbills.layout.doubts import doubt_grouping, doubt_undated
from medbills.layout.facts import Fact, Facts
from medbills.layout.table_line import TableLine

PROVEN, DOUBTED = 0.99, 0.8
UNMATCHED = 0.85  # weight at most of a total that its lines do not add up to
_TOTALS = {
    "billed": "total_billed",
    "adjustment": "total_adjustments",
    "allowed": "total_allowed",
    "plan_paid": "plan_paid",
    "deductible": "deductible",
    "copay": "copay",
    "coinsurance": "coinsurance",
    "not_covered": "not_covered",
    "patient_owes": "patient_responsibility",
    "patient_paid": "patient_paid",
}


def total_field(column: str) -> str | None:
    """The field that a column's total fills."""
    return _TOTALS.get(column)


def sum_of(lines: Sequence[TableLine], name: str) -> Money | None:
    """What the lines add up to; None when none has such an amount."""
    amounts = [amount for line in lines if (amount := line.amount(name)) is not None]
    return total(amounts) if amounts else None


def check_sums(lines: Sequence[TableLine], facts: Facts, columns: Sequence[str] = tuple(_TOTALS), ahead: bool = False) -> list[str]:
    """Raises the confidence of lines and totals that agree, lowers it where they do not; returns the warnings.

    `ahead` says that the services lie ahead, and need no day.
    """
    warnings: list[str] = []
    if not ahead:
        doubt_undated(lines, len({fact.words for fact in facts.all("service_from")}))
    for column in columns:
        field = _TOTALS[column]
        fact, found = facts.best(field), sum_of(lines, column)
        if fact is None or found is None or len([line for line in lines if column in line.cells]) < 1:
            continue
        if any(column in line.doubted | line.unproven and column in line.cells for line in lines):  # lines and total stand under one header
            same = fact if abs(found) == abs(fact.value) else _like(facts, field, found)
            if same is not None:
                facts.drop(field)
                facts.add(Fact(field, same.value, same.page, same.words, DOUBTED))
            continue
        if abs(found) == abs(fact.value):
            _mark(lines, column, PROVEN)
            facts.add(Fact(field, fact.value, fact.page, fact.words, 1.2))
        elif column == "billed" or len(lines) > 1:
            other = _like(facts, field, found)
            if other is not None:
                facts.add(Fact(field, other.value, other.page, other.words, 1.2))
                _mark(lines, column, PROVEN)
                continue
            facts.weaken(field, UNMATCHED)
            if column == "billed":
                _mark(lines, column, DOUBTED)
                doubt_grouping(lines)
                warnings.append(f"The lines add up to {found}, but the paper says {fact.value}. Please compare them with the paper.")
    return warnings


def _like(facts: Facts, field: str, amount: Money) -> Fact | None:
    """A candidate of a field with just this amount."""
    return next((fact for fact in facts.all(field) if abs(fact.value) == abs(amount)), None)


def _mark(lines: Sequence[TableLine], column: str, confidence: float) -> None:
    for line in lines:
        if column in line.cells:
            line.cells[column].confidence = confidence if confidence > 0.9 else min(confidence, line.cells[column].confidence)
