"""Totals that no word calls so: a table's last row, "All visits", whose amounts are the sums of all the rows over it."""

from __future__ import annotations

from collections.abc import Sequence

from medbills.domain.money import Money, total
from medbills.layout.columns import DAY_COLUMNS
from medbills.layout.table_rows import Table, TableRow
from medbills.layout.tokens import MONEY

_OPENS = DAY_COLUMNS | {"code", "revenue_code", "ndc"}
_LEAST = 2  # rows that are summed up, and columns in which they are


def take_unnamed_sums(tables: Sequence[Table]) -> None:
    """Moves such rows to the tables' sums; one column alone may be a coincidence."""
    for table in tables:
        _take_only_part(table)
        paid = [row for row in table.rows if _amounts(table, row)]
        if len(paid) > _LEAST and _sums_up(table, paid[-1], paid[:-1]):
            table.rows.remove(paid[-1])
            table.sums.append(paid[-1])


def _take_only_part(table: Table) -> None:
    """Where one row alone sums up a part of a table that prints no other total, and the part is all of it, it is the table's total."""
    paid = [row for row in table.rows if _amounts(table, row)]
    if not table.sums and len(table.parts) == 1 and _sums_up(table, table.parts[0], paid):
        table.sums.append(table.parts[0])


def _sums_up(table: Table, last: TableRow, over: Sequence[TableRow]) -> bool:
    if any(table.columns[index].field in _OPENS and tokens for index, tokens in last.cells.items()):
        return False
    said = _amounts(table, last)
    held = [_amounts(table, row) for row in over]
    same = [total([row[index] for row in held if index in row]) == amount for index, amount in said.items()]
    counted = [index for index, amount in said.items() if amount.cents and sum(bool(row.get(index)) for row in held) >= _LEAST]
    return all(same) and len(counted) >= _LEAST


def _amounts(table: Table, row: TableRow) -> dict[int, Money]:
    found = ((i, next((token.value for token in row.cells.get(i, ()) if token.kind == MONEY), None)) for i in table.money_columns)
    return {index: amount for index, amount in found if amount is not None}
