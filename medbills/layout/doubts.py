"""Amounts that cannot stand under the headings they were given to: a discount larger than the charge, a charge below its unit price."""

from __future__ import annotations

from collections.abc import Sequence

from medbills.domain.money import Money
from medbills.layout.table_line import TableLine
from medbills.layout.table_rows import Table

# What is a part of the charge on every paper; a plan may allow and pay more than was charged (a fixed rate for a stay).
_PARTS = ("adjustment", "not_covered", "deductible", "copay", "coinsurance", "patient_owes")
_TOO_MANY = 0.3  # of the lines with a charge


def doubt_columns(table: Table, lines: Sequence[TableLine]) -> None:
    """Marks amounts as doubtful: under a header that was half read, and all where those of too many lines contradict one another."""
    for line in lines:
        line.doubted |= {column.field for column in table.columns if column.half}
    charged = [line for line in lines if (billed := line.amount("billed")) is not None and billed.cents > 0]
    if sum(map(_contradicts, charged)) <= _TOO_MANY * len(charged):
        return
    for line in lines:
        line.doubted |= {name for name, cell in line.cells.items() if isinstance(cell.value, Money)}


def _contradicts(line: TableLine) -> bool:
    billed, price = line.amount("billed"), line.amount("unit_price")
    if billed is None:
        return False
    units = line.cells.get("units")
    if price is not None and price > billed and (units is None or units.value >= 1):
        return True
    return any((part := line.amount(name)) is not None and part > billed for name in _PARTS)
