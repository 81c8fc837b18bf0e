"""A bill's column of payments beside its charges: whose they are, which the header alone does not say."""

from __future__ import annotations

from collections.abc import Sequence

from medbills.domain.money import total
from medbills.layout.facts import Facts
from medbills.layout.table_line import CELL, Cell, TableLine

_INFERRED = 0.85
_PAYERS = ("plan_paid", "patient_paid")


def name_payments_beside(lines: Sequence[TableLine], facts: Facts) -> None:
    """Gives the payments printed beside charges to the one who made them; where nothing tells who that is, they are left out.

    Sure where a total the paper prints for one payer is their sum. Otherwise the plan's where discounts stand beside them,
    as these come with a plan's answer, or the one's whose column is not there besides.
    """
    rows = [line for line in lines if "_payments" in line.cells and "billed" in line.cells]
    payer, confidence = _payer(rows, facts)
    for line in rows:
        cell = line.cells.pop("_payments")
        if payer is not None:
            line.cells.setdefault(payer, Cell(abs(cell.value), cell.words, cell.page, confidence))


def _payer(rows: Sequence[TableLine], facts: Facts) -> tuple[str | None, float]:
    if not rows:
        return None, 0.0
    paid = total([abs(line.cells["_payments"].value) for line in rows])
    proven = [name for name in _PAYERS if paid and any(abs(fact.value) == paid for fact in facts.all(name))]
    if len(proven) == 1:
        return proven[0], CELL
    other = [name for name in _PAYERS if any(name in line.cells for line in rows)]
    if len(other) == 1:
        return _PAYERS[1 - _PAYERS.index(other[0])], _INFERRED
    lowered = any("adjustment" in line.cells for line in rows)
    return ("plan_paid", _INFERRED) if lowered and not other and not proven else (None, 0.0)
