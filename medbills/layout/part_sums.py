"""Rows that sum up a part of a table without the word: "Balance is your responsibility: COPAY" under the services of one claim."""

from __future__ import annotations

from collections.abc import Sequence

from medbills.domain.money import Money
from medbills.layout.columns import Column
from medbills.layout.labels import money_field
from medbills.layout.table_rows import TableRow, label_of, line_like
from medbills.layout.tokens import MONEY

_LEAST = 2  # different amounts: one alone, or the same in two columns, may be a coincidence
_AGAIN = 3  # of them where a single service is summed up: two may well be those of another service like it
_MOST = 60  # rows


def sums_a_part_of(rows: Sequence[TableRow], row: TableRow, columns: Sequence[Column]) -> bool:
    """Whether a row without a day and a code of its own holds, in every column, the sums of the rows right over it."""
    said = _amounts(row, columns)
    if line_like(row, columns) or not label_of(row) or len(said) < _LEAST:
        return False
    named = money_field(label_of(row)) is not None
    differing = len({abs(amount.cents) for amount in said.values()} - {0})
    found = dict.fromkeys(said, 0)
    counted = 0
    for over in reversed(rows[-_MOST:]):
        held = _amounts(over, columns)
        if not held:
            continue
        counted += 1
        found = {index: cents + (held[index].cents if index in held else 0) for index, cents in found.items()}
        if all(found[index] == amount.cents for index, amount in said.items()):
            return differing >= (_LEAST if counted > 1 or named else _AGAIN)
    return False


def _amounts(row: TableRow, columns: Sequence[Column]) -> dict[int, Money]:
    found = ((i, next((t.value for t in tokens if t.kind == MONEY), None)) for i, tokens in row.cells.items() if columns[i].money)
    return {index: amount for index, amount in found if amount is not None}
