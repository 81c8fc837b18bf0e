"""Bills that give one row to each account or visit: their rows sum up a visit, and are no services."""

from __future__ import annotations

from collections.abc import Sequence

from medbills.layout.labels import text_field
from medbills.layout.rows import text_of
from medbills.layout.table_line import TableLine
from medbills.layout.table_rows import Table

_OF_A_VISIT = frozenset({"account_number", "claim_number"})
_OF_A_SERVICE = frozenset({"code", "revenue_code", "ndc", "tooth", "units"})


def lists_accounts(tables: Sequence[Table], charged: Sequence[TableLine]) -> bool:
    """Whether every charge stands beside the number of an account, visit or claim of its own, under a heading that says so."""
    if not charged or any(line.cells.keys() & _OF_A_SERVICE for line in charged):
        return False
    numbers: dict[tuple[int, int], str] = {}
    for table in tables:
        for index, column in enumerate(table.columns):
            if text_field(text_of(column.words)) in _OF_A_VISIT:
                numbers |= {(row.page, row.order): text_of(row.words(index)) for row in table.rows}
    own = [numbers.get((line.anchor.page, line.anchor.order), "") for line in charged]
    return all(own) and len(set(own)) == len(own)
