"""Payments and adjustments that stand by themselves, without a header, under the charges they belong to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from medbills.layout.columns import Column
from medbills.layout.facts import Fact
from medbills.layout.lines import lines_of
from medbills.layout.sheet import Sheet
from medbills.layout.sums import total_field
from medbills.layout.table_line import TableLine
from medbills.layout.table_rows import Table, TableRow
from medbills.layout.tokens import DAY, MONEY, WORD

_TITLE = re.compile(
    r"[\W_]*(?:(?:account |recent |your |all )?(?:payments?|receipts|credits?|pagos)"
    r"(?:(?:,| and| &| or| ?/| y)* ?(?:(?:contractual |insurance |plan |other )?(?:adjustments?|adj|credits?|payments?|discounts?|"
    r"allowances?|write-?offs?|reductions?)|ajustes|cr[eé]ditos|descuentos))*"
    r"(?: (?:received|applied|posted|activity|history|detail|made|recibidos))*|"
    r"(?:adjustments?|allowances?|discounts?|write-?offs?)(?:(?:,| and| &| ?/)* ?(?:payments?|credits?))+|"
    r"(?:payment|account|transaction) (?:activity|history|detail))[\W_]*",
    re.I,
)
_CREDIT = re.compile(
    r"\b(?:payments?|pmts?|pymts?|paid|adj|adjust\w*|discount|write[- ]?off|contractual|allowance|credit|refund|check|eft|"
    r"pagos?|ajustes?|descuento)\b",
    re.I,
)
_ONE = 0.9
_MOST = 9  # words of what a row says
_COLUMNS = (Column("service_date", (), 0, 0), Column("description", (), 0, 0), Column("_credits", (), 0, 0))


def loose_payments(sheets: Sequence[Sheet], tables: Sequence[Table]) -> list[TableLine]:
    """The rows under a title like "Payments and adjustments" that say a day, what was paid or taken off, and how much."""
    used = {place for table in tables for place in table.used}
    found: list[TableLine] = []
    for sheet in sheets:
        page = sheet.page.number
        table = Table(_COLUMNS, page, 0)
        opened = False
        for order, row in enumerate(sheet.rows):
            if _TITLE.fullmatch(row.text):
                opened = True
            elif opened and (page, order) not in used:
                made = _row(sheet, order)
                opened = made is not None or not any(token.kind == MONEY for token in sheet.tokens[order])
                if made is not None:
                    table.rows.append(made)
        found += lines_of(table)
    return found


def lone_payments(lines: Sequence[TableLine]) -> Iterator[Fact]:
    """What the plan paid, what was taken off and what the patient paid, each where one row says it: its amount is the whole."""
    for name in ("plan_paid", "adjustment", "patient_paid"):
        cells = [line.cells[name] for line in lines if name in line.cells]
        field = total_field(name)
        if len(cells) == 1 and field is not None:
            yield Fact(field, cells[0].value, cells[0].page, cells[0].words, _ONE)


def _row(sheet: Sheet, order: int) -> TableRow | None:
    tokens = sheet.tokens[order]
    words = [token for token in tokens if token.kind == WORD]
    amounts = [token for token in tokens if token.kind == MONEY]
    text = " ".join(token.text for token in words)
    shape = tokens[0].kind == DAY and tokens[-1].kind == MONEY and len(amounts) == 1 and len(words) == len(tokens) - 2
    if not shape or not 1 <= len(words) <= _MOST or not _CREDIT.search(text):
        return None
    return TableRow(sheet.page.number, order, sheet.rows[order], {0: [tokens[0]], 1: words, 2: amounts})
