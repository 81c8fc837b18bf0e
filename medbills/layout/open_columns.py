"""Columns whose header left it open what they hold: what stands in them decides."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from medbills.layout.codes import code_of, notes_of
from medbills.layout.columns import DAY_COLUMNS, Column
from medbills.layout.rows import text_of
from medbills.layout.table_line import TableLine
from medbills.layout.table_rows import Table
from medbills.layout.tokens import MONEY, Token
from medbills.layout.wording import canonical

_DEPARTMENT = re.compile(r"0[1-9]\d\d")
_NOTE = re.compile(r"(?:(?:CO|PR|OA|PI|CR)-)?[A-Z]{0,3}\d{0,3}|[A-Z]\d{1,3}[A-Z]?", re.I)  # shorter than any national code
_DENTAL = re.compile(r"\b(?:oral|dental|bitewings?|periapical|intraoral|panoramic|prophylaxis|tooth|teeth|bucal|dientes?)\b", re.I)
_MOSTLY = 0.8  # of the lines
_CREDITED = frozenset({"_credits", "_payments", "plan_paid", "patient_paid", "adjustment"})  # what such a ledger's head names
_AMOUNTS_OF = {"patient": "patient_owes", "plan": "plan_paid", "insurance": "plan_paid", "payer": "plan_paid", "member": "patient_owes"}


def settle_columns(table: Table, lines: list[TableLine]) -> None:
    """Lets what stands in them decide about columns whose header left it open."""
    if not lines:
        return
    _code_or_description(table, lines)
    _credits_or_description(table, lines)
    _number_or_description(table, lines)
    _code_or_department(table, lines)
    _code_or_note(table, lines)
    columns = list(table.columns)
    fields = {column.field for column in columns}
    widest: tuple[float, int] | None = None
    for index, column in enumerate(columns):
        cells = [tokens for line in lines if (tokens := line.anchor.cells.get(index))]
        if not cells or column.field not in {"_unknown", "_status", "_patient"}:
            continue
        if "units" not in fields and index and canonical(text_of(column.words)) == "number" and _counts(cells):
            columns[index] = replace(column, field="units")
            continue
        amounts = sum(any(token.kind == MONEY for token in tokens) for tokens in cells)
        named = _AMOUNTS_OF.get(canonical(text_of(column.words)))
        if amounts > 0.6 * len(cells):
            if named == "patient_owes" and named in fields:
                named = "patient_paid"  # "Patient" beside "Patient balance"
            if named is not None and named not in fields:
                columns[index] = replace(column, field=named)
            continue
        words = sum(any(c.isalpha() for c in token.text) for tokens in cells for token in tokens) / len(cells)
        if column.field == "_unknown" and words >= 1.5 and (widest is None or words > widest[0]):
            widest = (words, index)
    if widest is not None and "description" not in fields:
        columns[widest[1]] = replace(columns[widest[1]], field="description")
    table.columns = tuple(columns)


def _counts(cells: Sequence[Sequence[Token]]) -> bool:
    """Whether a column headed "No." holds small counts, and not the numbers of the rows."""
    texts = [text_of([word for token in tokens for word in token.words]) for tokens in cells]
    return all(text.isdigit() and len(text) <= 3 for text in texts) and texts != [str(n) for n in range(1, len(texts) + 1)]


def _number_or_description(table: Table, lines: list[TableLine]) -> None:
    """A column headed "Test" or "Item" that holds nothing but the sender's own numbers, beside one of words: these describe."""
    place = table.column("description")
    if place is None:
        return
    texts = [text_of(line.anchor.words(place)) for line in lines if line.anchor.words(place)]
    if not texts or any(c.isalpha() for text in texts for c in text) or not all(any(c.isdigit() for c in text) for text in texts):
        return
    for other, column in enumerate(table.columns):
        said = [text_of(line.anchor.words(other)) for line in lines if line.anchor.words(other)]
        worded = sum(any(c.isalpha() for c in text) for text in said)
        if column.field == "_unknown" and other > place and worded > _MOSTLY * len(lines):
            columns = list(table.columns)
            columns[place], columns[other] = replace(columns[place], field="_unknown"), replace(column, field="description")
            table.columns = tuple(columns)
            return


def _code_or_department(table: Table, lines: list[TableLine]) -> None:
    """A column headed just "Code" that holds nothing but "0450", "0300" gives the hospital's departments: revenue codes (NUBC)."""
    place = table.column("code")
    fields = {column.field for column in table.columns}
    if place is None or table.columns[place].national or fields & {"revenue_code", "tooth", "surface", "_tooth_surface", "quadrant"}:
        return
    texts = [text_of(line.anchor.words(place)) for line in lines if line.anchor.words(place)]
    if texts and all(_DEPARTMENT.fullmatch(text) for text in texts) and not any(_DENTAL.search(row.row.text) for row in table.rows):
        columns = list(table.columns)
        columns[place] = replace(columns[place], field="revenue_code")
        table.columns = tuple(columns)


def _code_or_note(table: Table, lines: list[TableLine]) -> None:
    """A column headed just "Code" behind the amounts, with "G2, D1" in it, gives the plan's notes and no procedure."""
    place = table.column("code")
    if place is None or table.columns[place].national or table.column("remark_codes") is not None:
        return
    if not table.money_columns or place < max(table.money_columns):
        return
    parts = [part for line in lines for row in line.rows for part in notes_of(text_of(row.words(place)))]
    if parts and all(_NOTE.fullmatch(part) for part in parts):
        columns = list(table.columns)
        columns[place] = replace(columns[place], field="remark_codes")
        table.columns = tuple(columns)


def _credits_or_description(table: Table, lines: list[TableLine]) -> None:
    """A ledger's column headed "Payments and adjustments" that holds words, the amounts in one of their own: these describe."""
    fields = [column.field for column in table.columns]
    if "description" in fields or not DAY_COLUMNS & set(fields) or not {"billed", "_money"} & set(fields):
        return
    for place, field in enumerate(fields):
        cells = [tokens for line in lines if (tokens := line.anchor.cells.get(place))]
        worded = sum(any(c.isalpha() for t in tokens for c in t.text) and all(t.kind != MONEY for t in tokens) for tokens in cells)
        if field not in _CREDITED or worded < _MOSTLY * len(lines):
            continue
        columns = [replace(c, field="_credits") if c.field in {"billed", "_money"} else c for c in table.columns]
        columns[place] = replace(columns[place], field="description")
        table.columns = tuple(columns)
        return


def _code_or_description(table: Table, lines: list[TableLine]) -> None:
    """A column headed "Procedure" or "Service" may hold words or codes: what stands in it decides."""
    place, other = table.column("code"), table.column("description")
    if place is None:
        return
    texts = [text_of(line.anchor.words(place)) for line in lines if line.anchor.words(place)]
    codes = sum(code_of(text) is not None for text in texts)
    if other is None and texts and codes < 0.3 * len(texts):
        columns = list(table.columns)
        columns[place] = Column("description", columns[place].words, columns[place].left, columns[place].right)
        table.columns = tuple(columns)
