"""Lines of service that stand without a header: a code or a day at the left, an amount at the right."""

from __future__ import annotations

import re

from medbills.layout.codes import IN_TEXT
from medbills.layout.columns import Column
from medbills.layout.labels import NOTHING, money_field
from medbills.layout.laid import Laid
from medbills.layout.lines import lines_of
from medbills.layout.rows import Row
from medbills.layout.sheet import Sheet
from medbills.layout.sum_rows import is_sum
from medbills.layout.table_line import TableLine
from medbills.layout.table_rows import Table, TableRow
from medbills.layout.tokens import DAY, MONEY, SPAN, Token

_OPENS = re.compile(
    r"^(?:\d+\. *)?(?:[\w&/' ]{0,30}\b)?(?:charges|services?|procedures|items|items? purchased|treatments?)\b[\w ]{0,20}:?$", re.I
)


def loose_lines(laid: Laid) -> list[TableLine]:
    """Lines read from rows outside of tables; amounts that have a label of their own are left alone."""
    used = {place for table in laid.tables for place in table.used}
    found: list[TableLine] = []
    for sheet in laid.sheets:
        table = _as_table(sheet, {order for page, order in used if page == sheet.page.number})
        for line in lines_of(table):
            for cell in line.cells.values():
                cell.confidence = min(cell.confidence, 0.9)
            found.append(line)
    return found


def _as_table(sheet: Sheet, skip: set[int]) -> Table:
    columns = (Column("service_date", (), 0, 0), Column("description", (), 0, 0), Column("units", (), 0, 0), Column("billed", (), 0, 0))
    table = Table(columns, sheet.page.number, 0)
    opened = False
    for order, row in enumerate(sheet.rows):
        if order in skip:
            continue
        tokens = sheet.tokens[order]
        amounts = [token for token in tokens if token.kind == MONEY]
        if not amounts:
            opened = opened or bool(_OPENS.match(row.text))
            continue
        if is_sum(row):
            opened = False
            continue
        cells = _cells(row, tokens, amounts, opened)
        if cells:
            table.rows.append(TableRow(sheet.page.number, order, row, cells))
    return table


def _cells(row: Row, tokens: tuple[Token, ...], amounts: list[Token], opened: bool) -> dict[int, list[Token]] | None:
    first = next(index for index, token in enumerate(tokens) if token.kind == MONEY)
    before = list(tokens[:first])
    days = [token for token in before if token.kind in (DAY, SPAN)]
    words = [token for token in before if token.kind == "word"]
    text = " ".join(token.text for token in words)
    if not any(c.isalpha() for c in text) or len(amounts) > 1 or text.rstrip().endswith(":"):
        return None
    coded = IN_TEXT.search(text) is not None
    dated = bool(days) and before[0] is days[0]
    named = money_field(text) not in (None, "fees")
    if (
        not (coded or (dated and len(words) > 0) or (opened and not named))
        or (named and not (coded or dated))
        or money_field(text) == NOTHING
    ):
        return None
    trailing = tokens[first + 1 :]
    if sum(len(token.words) for token in trailing) > 2 or len(words) > 14:
        return None
    return {0: days[:1], 1: words, 3: [amounts[0]]}
