"""Rows of a table that go on over a page break without a header."""

from __future__ import annotations

import re
from statistics import median

from medbills.layout.amount_notes import table_row
from medbills.layout.bands import bands_of
from medbills.layout.columns import DAY_COLUMNS, Column
from medbills.layout.labels import money_field
from medbills.layout.sheet import Sheet
from medbills.layout.sum_rows import EARLY, is_sum, prints_sum, sums_a_share, take_back_sum
from medbills.layout.table_rows import Table, TableRow, label_of, line_like, running_text
from medbills.layout.tokens import MONEY

FOLIO = re.compile(r"\b(?:page \d+(?: of \d+)?|p[aá]gina \d+(?: de \d+)?)$", re.I)  # the number of a page, at its head or foot


def run_on(table: Table, sheet: Sheet, end: int) -> bool:
    """Takes rows of the next page that go on in the same columns without a header; True when they may go on further."""
    page = sheet.page.number
    table.bands[page] = bands_of(sheet.page)
    taken = strange = 0
    early: list[TableRow] = []
    for index in range(end):
        row = sheet.rows[index]
        if FOLIO.search(row.text):
            continue
        made = table_row(sheet, index, table.columns)
        if is_sum(row) and index < EARLY and not taken and not any(token.kind == MONEY for token in sheet.tokens[index]):
            take_back_sum(table, made)
            continue
        if prints_sum(made, table.columns) and any(token.kind == MONEY for token in sheet.tokens[index]):
            if taken or _aligned(made, table.columns):
                table.sums.append(made)
                table.used.add((page, index))
                if not sums_a_share(table, made):
                    return False
            continue
        line = line_like(made, table.columns) or _summary_line(table, made)
        if (line and _aligned(made, table.columns)) or (taken and _goes_on(table, sheet, made)):
            for other in [*(early if not taken else ()), made]:
                table.rows.append(other)
                table.used.add((page, other.order))
            taken += 1
            strange = 0
        elif not taken and index < EARLY and _starts_in(made, table):
            early.append(made)
        elif taken:
            strange += 1
            if strange > 2 or running_text(row, table):
                return False
    return taken > 0


def _starts_in(row: TableRow, table: Table) -> bool:
    """Whether a row at the head of a page holds nothing but words right under the description's left edge."""
    place = table.column("description")
    return place is not None and set(row.cells) == {place} and abs(row.words(place)[0].x0 - _left_edge(table, place)) < 2


def _left_edge(table: Table, place: int) -> float:
    return median(words[0].x0 for row in table.rows if (words := row.words(place))) if table.rows else -1.0


def _summary_line(table: Table, row: TableRow) -> bool:
    """Whether a row goes on with a table of nothing but words and amounts, as a summary by department is."""
    fields = {column.field for column in table.columns}
    place = table.column("description")
    if fields & (DAY_COLUMNS | {"code", "revenue_code"}) or place is None or not row.words(place):
        return False
    amounts = [token for i, tokens in row.cells.items() if table.columns[i].money for token in tokens if token.kind == MONEY]
    return bool(amounts) and abs(row.words(place)[0].x0 - _left_edge(table, place)) < 2 and money_field(label_of(row)) is None


def _goes_on(table: Table, sheet: Sheet, row: TableRow) -> bool:
    """Whether a row without amounts is the rest of the description above it."""
    above = sheet.rows[row.order - 1]
    tight = row.row.top - above.bottom < 1.2 * row.row.size
    return tight and not running_text(row.row, table) and set(row.cells) <= {table.column("description")}


def _aligned(row: TableRow, columns: tuple[Column, ...]) -> bool:
    amounts = [(columns[i], token) for i, tokens in row.cells.items() if columns[i].money for token in tokens if token.kind == MONEY]
    return all(
        min(abs(token.x1 - column.right), abs(token.x0 - column.left), abs((token.x0 + token.x1) / 2 - column.middle)) < 8
        for column, token in amounts
    )
