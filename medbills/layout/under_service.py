"""A service's code and day where they stand under its words in the same cell: "80053 on 2/25/2026"."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from medbills.domain.page import Word
from medbills.layout.codes import code_of, system_of
from medbills.layout.columns import DAY_COLUMNS
from medbills.layout.table_line import Cell, TableLine
from medbills.layout.table_rows import Table, TableRow
from medbills.layout.tokens import DAY, MONEY, SPAN, Token

_BETWEEN = re.compile(
    r"(?:on|for|of|from|and|cpt|hcpcs|cdt|code|billing|procedure|service|services|date|dates|dos|el|del?|fecha|c[oó]digo|"
    r"[-–—•·|/,()#]+)[:.,#]*",
    re.I,
)
_TIGHT = 0.8  # of the type's size between the rows of one cell
_SURE, _NOTED = 0.96, 0.93
_IN_BRACKETS = re.compile(r"[(\[][A-Z]{0,2}\d{1,3}[)\]]|[(\[][A-Z][)\]]")  # a note's mark


def take_under(table: Table, lines: Sequence[TableLine], rest: Sequence[TableRow]) -> list[TableRow]:
    """Gives the rows that say nothing but a code or a day to the line they stand under; returns the others."""
    place = table.column("description")
    left = []
    for row in rest:
        line = _line_over(table, lines, row)
        if place is None or set(row.cells) != {place} or line is None or line.under is not None or not _says_only(row, place):
            left.append(row)
        else:
            line.under = row
    return left


def take_day(table: Table, line: TableLine) -> None:
    """The day that stands alone in a row under a line's words, "on 2/19/26", perhaps with notes in brackets beside it."""
    place = table.column("description")
    if place is None or any(column.field in DAY_COLUMNS for column in table.columns):
        return
    for row in line.rows:
        tokens = [token for cell in sorted(row.cells) for token in row.cells[cell]]
        days = [token for token in row.cells.get(place, ()) if token.kind in (DAY, SPAN)]
        rest = [token for token in tokens if token not in days]
        if row is line.anchor or len(days) != 1 or not all(_BETWEEN.fullmatch(t.text) or _IN_BRACKETS.fullmatch(t.text) for t in rest):
            continue
        line.rows.remove(row)
        _give_day(line, days[0], row.page)
        notes = tuple(token for token in rest if _IN_BRACKETS.fullmatch(token.text))
        if notes and "remark_codes" not in line.cells:
            words = tuple(word for token in notes for word in token.words)
            line.cells["remark_codes"] = Cell(tuple(token.text.strip("()[]").upper() for token in notes), words, row.page, _NOTED)
        return


def _give_day(line: TableLine, token: Token, page: int) -> None:
    if token.kind == SPAN and token.value.first != token.value.last:
        line.cells["service_from"] = Cell(token.value.first, token.words, page, _SURE)
        line.cells["service_to"] = Cell(token.value.last, token.words, page, _SURE)
    else:
        line.cells["service_date"] = Cell(token.value.first if token.kind == SPAN else token.value, token.words, page, _SURE)


def read_under(table: Table, line: TableLine) -> None:
    """The code and the day that stand under the words of a line."""
    place = table.column("description")
    if line.under is None or place is None:
        return
    page = line.under.page
    for token in line.under.cells[place]:
        code = _code(token)
        if token.kind == DAY and not line.cells.keys() & {"service_date", "service_from"}:
            line.cells["service_date"] = Cell(token.value, token.words, page, _SURE)
        elif token.kind == SPAN and not line.cells.keys() & {"service_date", "service_from"}:
            line.cells["service_from"] = Cell(token.value.first, token.words, page, _SURE)
            line.cells["service_to"] = Cell(token.value.last, token.words, page, _SURE)
        elif code is not None and "code" not in line.cells:
            _give_code(line, code, token.words, page)


def _give_code(line: TableLine, code: tuple[str, tuple[str, ...]], words: tuple[Word, ...], page: int) -> None:
    line.cells["code"] = Cell(code[0], words, page, _SURE)
    system = system_of(code[0])
    if system:
        line.cells["code_system"] = Cell(system, words, page, 0.94)
    if code[1]:
        line.cells.setdefault("modifiers", Cell(code[1], words, page, 0.94))


def _line_over(table: Table, lines: Sequence[TableLine], row: TableRow) -> TableLine | None:
    """The line whose cell the row goes on with: no gap between its own row and this one."""
    over = [line for line in lines if line.anchor.page == row.page and line.anchor.order < row.order]
    if not over:
        return None
    line = over[-1]
    cell = [other for other in table.rows if other.page == row.page and line.anchor.order <= other.order <= row.order]
    tight = all(below.row.top - above.row.bottom < _TIGHT * max(below.row.size, 4.0) for above, below in itertools.pairwise(cell))
    return line if tight else None


def _says_only(row: TableRow, place: int) -> bool:
    """Whether a cell holds nothing but a code, perhaps with a day, and words that say so."""
    tokens = row.cells[place]
    known = [token for token in tokens if token.kind in (DAY, SPAN) or _code(token) is not None]
    rest = [token for token in tokens if token not in known]
    codes = [token for token in known if token.kind not in (DAY, SPAN)]
    return len(codes) == 1 and len(known) <= 2 and all(_BETWEEN.fullmatch(token.text) and token.kind != MONEY for token in rest)


def _code(token: Token) -> tuple[str, tuple[str, ...]] | None:
    """The national code that a word is: "80053", "(CPT:80053)", "97140-GP"."""
    if token.kind in (DAY, SPAN, MONEY):
        return None
    found = code_of(token.text.strip("()[],;"))
    return found if found is not None and system_of(found[0]) not in (None, "NDC") else None
