"""Tables: the rows under a header, each word given to the column it stands in, ruled or not."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from statistics import median

from medbills.domain.page import Word
from medbills.layout.amounts import amount_of, is_blank
from medbills.layout.columns import DAY_COLUMNS, Column, Header, headers_of
from medbills.layout.labels import NOTHING, money_field
from medbills.layout.rows import Row, text_of
from medbills.layout.sheet import Sheet
from medbills.layout.tokens import DAY, MONEY, SPAN, WORD, Token

_FAR = 1e6
_CODE = re.compile(r"(?:CPT|HCPCS|CDT|HC|REV)?[-:]?(?:\d{5}|[A-Z]\d{4}|\d{4}[A-Z]|\d{3,4})(?:[-/,]?[A-Z0-9]{2})*", re.I)
_SUM_ROW = re.compile(
    r"(?:sub ?-?total|grand total|total|totals|totales|(?:claim|page|visit|invoice|statement|column|service|account|"
    r"encounter|your|line|amounts?|charges?)s? (?:sub)?totals?)\b",
    re.I,
)

_TOTAL_CODE = re.compile(r"^0?001\s+(?=\D)")  # the revenue code of a claim's total (NUBC form locator 42)
_AGING = re.compile(r"\bcurrent\b.*\b(?:30|60|90)\b|\b30\b.*\b60\b.*\b90\b", re.I)
_NO_YEAR = re.compile(r"\d{1,2}[/-]\d{1,2}$")


@dataclass
class TableRow:
    """One printed row under a header: the tokens of each column by its index."""

    page: int
    order: int  # of the row on its page
    row: Row
    cells: dict[int, list[Token]]

    def words(self, column: int) -> tuple[Word, ...]:
        return tuple(word for token in self.cells.get(column, ()) for word in token.words)


@dataclass
class Table:
    """A header with all rows under it, over page breaks; `sums` are its total rows, `used` the rows it takes on each page."""

    columns: tuple[Column, ...]
    page: int
    first: int
    rows: list[TableRow] = field(default_factory=list)
    sums: list[TableRow] = field(default_factory=list)
    used: set[tuple[int, int]] = field(default_factory=set)

    def column(self, name: str) -> int | None:
        return next((i for i, c in enumerate(self.columns) if c.field == name), None)

    @property
    def money_columns(self) -> list[int]:
        return [i for i, c in enumerate(self.columns) if c.money]


def tables_of(sheets: Sequence[Sheet]) -> list[Table]:
    """Every table with a known header, in reading order; one that runs over a page break is one table."""
    found: list[Table] = []
    running: Table | None = None
    for sheet in sheets:
        headers = headers_of(sheet.rows)
        first = headers[0].first if headers else len(sheet.rows)
        if running is not None and not (headers and _repeats(running, headers[0])):
            running = running if _run_on(running, sheet, first) and not headers else None
        for index, header in enumerate(headers):
            end = headers[index + 1].first if index + 1 < len(headers) else len(sheet.rows)
            again = running is not None and index == 0 and _repeats(running, header)
            table = running if again and running is not None else Table(header.columns, sheet.page.number, header.first)
            table.used |= {(sheet.page.number, n) for n in range(header.first, header.last + 1)}
            done = _fill(table, sheet, header, end)
            if not again:
                found.append(table)
            running = None if done else table
    return found


def _repeats(table: Table, header: Header) -> bool:
    return [c.field for c in table.columns] == [c.field for c in header.columns]


def _fill(table: Table, sheet: Sheet, header: Header, end: int) -> bool:
    """Adds the rows under a header; True when the table ends on this page."""
    indices = _body(table, sheet, header.last, end)
    columns = _refined(header.columns, sheet, indices)
    table.columns = columns if not table.rows else table.columns
    done = _take(table, sheet, indices, columns)
    last = max((order for page, order in table.used if page == sheet.page.number), default=0)
    rest = [row for row in sheet.rows[last + 1 :] if row.top > sheet.rows[last].bottom]
    return done or sum(len(row.words) for row in rest) > 60


def _body(table: Table, sheet: Sheet, last: int, end: int) -> list[int]:
    """Indices of the rows that may belong to the table: until a gap too wide, or running text."""
    indices: list[int] = []
    before = sheet.rows[last]
    pitch = 0.0
    quiet = 0
    for index in range(last + 1, end):
        row = sheet.rows[index]
        gap = row.top - before.bottom
        if gap > max(4.5 * row.size, 2.2 * pitch):
            break
        typed = any(token.kind == MONEY for token in sheet.tokens[index])
        if not typed and (_AGING.search(row.text) or _running_text(row, table) or _heading(row, sheet.rows[last])):
            break
        quiet = 0 if typed else quiet + 1
        if quiet > 6:
            break
        if indices:
            pitch = max(pitch, row.top - before.top)
        indices.append(index)
        before = row
    return indices


def _running_text(row: Row, table: Table) -> bool:
    longest = max(len(phrase.words) for phrase in row.phrases)
    return longest >= 11 or (longest >= 7 and row.text.rstrip().endswith((".", "?")))


def _heading(row: Row, header: Row) -> bool:
    """Whether the row is the title of another part of the page: alone, and larger than the table's own header."""
    return len(row.phrases) == 1 and row.size > (1.08 if row.phrases[0].bold else 1.3) * header.size


def _refined(columns: tuple[Column, ...], sheet: Sheet, indices: list[int]) -> tuple[Column, ...]:
    """The columns with their edges taken from cells that surely belong to them, not from the header alone."""
    edges: dict[int, list[tuple[float, float]]] = {}
    for index in indices:
        for place, tokens in assigned(sheet.tokens[index], columns).items():
            edges.setdefault(place, []).append((tokens[0].x0, tokens[-1].x1))
    made = []
    for index, column in enumerate(columns):
        found = edges.get(index)
        if found and len(found) >= 2:
            left, right = median(e[0] for e in found), median(e[1] for e in found)
            if column.field in {"description", "_unknown", "_provider", "_patient"}:
                column = replace(column, left=min(left, column.left), right=max(max(e[1] for e in found), column.right))
            elif column.money:  # amounts share their right edge
                column = replace(column, left=min(left, column.left), right=right if abs(right - column.right) < 60 else column.right)
            else:
                column = replace(column, left=min(left, column.left), right=max(right, column.right))
        made.append(column)
    if any(b.left < a.left for a, b in itertools.pairwise(made)):
        return columns
    return tuple(made)


def _take(table: Table, sheet: Sheet, indices: list[int], columns: tuple[Column, ...]) -> bool:
    """Gives the rows to the table; True when totals or a summary close it."""
    page = sheet.page.number
    made = [TableRow(page, index, sheet.rows[index], assigned(sheet.tokens[index], columns)) for index in indices]
    anchored = any(column.field in DAY_COLUMNS | {"code", "revenue_code"} for column in columns)
    last_line = max((n for n, row in enumerate(made) if _line_like(row, columns)), default=-1)
    closed = False
    for n, row in enumerate(made):
        amounts = sum(token.kind == MONEY for token in sheet.tokens[row.order])
        if is_sum(row.row):
            if amounts:
                table.sums.append(row)
                table.used.add((page, row.order))
                closed = not row.row.text.lower().startswith(("sub", "page"))
            continue
        if (closed and n > last_line >= 0) or (closed and not anchored):
            return True
        if anchored and amounts and not _line_like(row, columns):
            field = money_field(_label(row))
            if field in _SUMMARY or (field is not None and n > last_line >= 0):
                if n > last_line:
                    return True
                continue
        table.rows.append(row)
        table.used.add((page, row.order))
    return closed


_SUMMARY = frozenset({"amount_due", "previous_balance", "patient_responsibility", "_balance", NOTHING, "instalment_due"})


def _label(row: TableRow) -> str:
    """The words of a row that are no amounts and no days."""
    return text_of([word for i in sorted(row.cells) for token in row.cells[i] if token.kind == WORD for word in token.words])


def _line_like(row: TableRow, columns: tuple[Column, ...]) -> bool:
    """Whether a row after the totals is a line all the same: an amount, and a day or a code."""
    fields = {columns[i].field for i, tokens in row.cells.items() if _typed(tokens, columns[i])}
    return any(columns[i].money and _typed(t, columns[i]) for i, t in row.cells.items()) and bool(
        fields & (DAY_COLUMNS | {"code", "revenue_code"})
    )


def _typed(tokens: Sequence[Token], column: Column) -> bool:
    if column.money:
        return any(token.kind == MONEY for token in tokens)
    if column.field in DAY_COLUMNS:
        return any(token.kind in (DAY, SPAN) for token in tokens)
    if column.field in {"code", "revenue_code"}:
        return any(_CODE.fullmatch(token.text) for token in tokens)
    return False


def is_sum(row: Row) -> bool:
    """Whether the row prints a total or subtotal."""
    text = _TOTAL_CODE.sub("", row.text.lstrip("*-= "))
    if _SUM_ROW.match(text):
        return True
    words = [word.text.lower().strip(":*") for word in row.words if any(c.isalpha() for c in word.text)]
    return bool(words) and len(words) <= 6 and words[-1] in {"total", "totals", "subtotal"} and "price" not in words


def _run_on(table: Table, sheet: Sheet, end: int) -> bool:
    """Takes rows of the next page that go on in the same columns without a header; True when they may go on further."""
    page = sheet.page.number
    taken = strange = 0
    for index in range(end):
        row = sheet.rows[index]
        made = TableRow(page, index, row, assigned(sheet.tokens[index], table.columns))
        if is_sum(row) and any(token.kind == MONEY for token in sheet.tokens[index]):
            if taken or _aligned(made, table.columns):
                table.sums.append(made)
                table.used.add((page, index))
                if not row.text.lower().startswith(("sub", "page")):
                    return False
            continue
        if (_line_like(made, table.columns) and _aligned(made, table.columns)) or (taken and _goes_on(table, sheet, made)):
            table.rows.append(made)
            table.used.add((page, index))
            taken += 1
            strange = 0
        elif taken:
            strange += 1
            if strange > 2 or _running_text(row, table):
                return False
    return taken > 0


def _goes_on(table: Table, sheet: Sheet, row: TableRow) -> bool:
    """Whether a row without amounts is the rest of the description above it."""
    above = sheet.rows[row.order - 1]
    tight = row.row.top - above.bottom < 1.2 * row.row.size
    return tight and not _running_text(row.row, table) and set(row.cells) <= {table.column("description")}


def _aligned(row: TableRow, columns: tuple[Column, ...]) -> bool:
    amounts = [(columns[i], token) for i, tokens in row.cells.items() if columns[i].money for token in tokens if token.kind == MONEY]
    return all(
        min(abs(token.x1 - column.right), abs(token.x0 - column.left), abs((token.x0 + token.x1) / 2 - column.middle)) < 8
        for column, token in amounts
    )


def assigned(tokens: Sequence[Token], columns: Sequence[Column]) -> dict[int, list[Token]]:
    """The tokens of a row by the index of their column: the cheapest way that keeps the order of both."""
    if not tokens:
        return {}
    count = len(columns)
    costs = [[_cost(token, columns, i) for i in range(count)] for token in tokens]
    best = [costs[0][:]]
    back: list[list[int]] = [[-1] * count]
    for n in range(1, len(tokens)):
        line, marks = [], []
        for i in range(count):
            torn = _torn(tokens[n - 1], tokens[n])
            options = [(best[n - 1][j] + (_second(tokens[n - 1], tokens[n], columns[i]) if j == i else torn), j) for j in range(i + 1)]
            cheapest, j = min(options)
            line.append(cheapest + costs[n][i])
            marks.append(j)
        best.append(line)
        back.append(marks)
    place = min(range(count), key=lambda i: best[-1][i])
    cells: dict[int, list[Token]] = {}
    for n in range(len(tokens) - 1, -1, -1):
        cells.setdefault(place, []).insert(0, tokens[n])
        place = back[n][place]
    return cells


def _torn(before: Token, token: Token) -> float:
    """What it costs to part two words that stand close together, as the words of a name do."""
    if before.kind != WORD or token.kind != WORD or any(c.isdigit() for c in before.text + token.text):
        return 0.0
    return 40.0 if token.x0 - before.x1 < 0.45 * max(token.words[0].size, 4.0) else 0.0


def _second(before: Token, token: Token, column: Column) -> float:
    """What a second token in the same cell costs: one amount or day a cell, but many words."""
    if column.money or column.field in DAY_COLUMNS:
        return 80.0
    if column.field in {"units", "revenue_code", "tooth"}:
        return 40.0
    return 0.0


def _cost(token: Token, columns: Sequence[Column], index: int) -> float:
    column = columns[index]
    edges = min(abs(token.x0 - column.left), abs(token.x1 - column.right), abs((token.x0 + token.x1) / 2 - column.middle))
    apart = max(column.left - token.x1, token.x0 - column.right, 0.0)
    near = min(edges, 40.0) * 0.5 + apart
    if column.money:
        if token.kind == MONEY:
            return near
        if is_blank(token.text):
            return near
        if token.kind == WORD and amount_of(token.text, bare_whole=True) is not None:
            return near + 12
        return near + 120
    if column.field in DAY_COLUMNS:
        return near if token.kind in (DAY, SPAN) or _NO_YEAR.match(token.text) else near + 110
    if token.kind == MONEY:
        return near + (25 if column.field in {"_unknown", "_status", "_patient"} else 150)
    if token.kind in (DAY, SPAN):
        return near + (60 if column.field == "description" else 130)
    return _word_cost(token, columns, index, near)


def _word_cost(token: Token, columns: Sequence[Column], index: int, near: float) -> float:
    column = columns[index]
    text = token.text
    if column.field in {"code", "paid_as_code"}:
        return near + (
            0
            if _CODE.fullmatch(text) or (len(text) == 2 and text.isalnum() and text[-1].isdigit())
            else 14
            if any(c.isdigit() for c in text)
            else 34
        )
    if column.field == "revenue_code":
        return near + (0 if re.fullmatch(r"0?\d{3}", text) else 60)
    if column.field == "units":
        return near + (0 if re.fullmatch(r"\d{1,4}(?:\.\d{1,3})?", text) else 90)
    if column.field in {"tooth", "surface", "modifiers", "remark_codes", "_tooth_surface", "quadrant", "place_of_service"}:
        return near + (0 if len(text) <= 8 and (text.upper() == text) else 30)
    # A wide column of words: free within its own room, which ends where the next column begins.
    left = min(column.left, columns[index - 1].right + 2) if index and column.field == "description" else column.left
    right = columns[index + 1].left - 2 if index + 1 < len(columns) else column.right + 200
    if not index:
        left = 0.0
    outside = max(left - token.x0, token.x1 - right, 0.0)
    return outside * 0.8 + (0.0 if column.field == "description" else near * 0.6 + 4)
