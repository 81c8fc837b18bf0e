"""Days that stand in a row of their own over the services of that day, as Medicare's notices and some bills print them."""

from __future__ import annotations

from collections.abc import Iterable

from medbills.layout.columns import DAY_COLUMNS
from medbills.layout.labels import DATE, text_field
from medbills.layout.rows import text_of
from medbills.layout.table_line import Cell, TableLine
from medbills.layout.table_rows import Table, TableRow
from medbills.layout.tokens import DAY, SPAN, WORD, Token

_NAMES = frozenset({"service_span", "service_from", DATE})
_SURE = 0.94


def heads_a_day(table: Table, row: TableRow) -> bool:
    """Whether a row says nothing but the day of the services under it; only where the table has no column of days."""
    return not any(column.field in DAY_COLUMNS for column in table.columns) and _day_of(row) is not None


def give_days(table: Table, lines: Iterable[TableLine]) -> None:
    """Gives each line without a day that of the heading it stands under."""
    headings = [(row.page, row.order, day) for row in table.rows if heads_a_day(table, row) and (day := _day_of(row))]
    for line in lines:
        if line.cells.keys() & {"service_date", "service_from"}:
            continue
        over = [(page, day) for page, order, day in headings if (page, order) < (line.anchor.page, line.anchor.order)]
        if not over:
            continue
        page, day = over[-1]
        if day.kind == DAY:
            line.cells["service_date"] = Cell(day.value, day.words, page, _SURE)
        else:
            line.cells["service_from"] = Cell(day.value.first, day.words, page, _SURE)
            line.cells["service_to"] = Cell(day.value.last, day.words, page, _SURE)


def _day_of(row: TableRow) -> Token | None:
    tokens = [token for index in sorted(row.cells) for token in row.cells[index]]
    days = [token for token in tokens if token.kind in (DAY, SPAN)]
    words = [word for token in tokens if token.kind == WORD for word in token.words]
    if len(days) != 1 or len(days) + sum(token.kind == WORD for token in tokens) != len(tokens):
        return None
    return days[0] if not words or text_field(text_of(words)) in _NAMES else None
