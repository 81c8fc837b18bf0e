"""Tables: the rows under a header, each word given to the column it stands in, ruled or not."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from statistics import median

from medbills.domain.page import Word
from medbills.layout.assignment import CODE, assigned
from medbills.layout.bands import Bands, bands_of
from medbills.layout.columns import DAY_COLUMNS, Column, Header, headers_of
from medbills.layout.days import packed_day
from medbills.layout.labels import NOTHING, money_field
from medbills.layout.rows import Row, text_of
from medbills.layout.sheet import Sheet
from medbills.layout.storeys import storeys_of, title_over
from medbills.layout.tokens import DAY, MONEY, SPAN, WORD, Token

_SUM_ROW = re.compile(
    r"(?:sub ?-?total|grand total|total|totals|totales|(?:claim|page|visit|invoice|statement|column|service|account|"
    r"encounter|your|line|amounts?|charges?)s? (?:sub)?totals?)\b",
    re.I,
)

_TOTAL_CODE = re.compile(r"^0?001\s+(?=\D)")  # the revenue code of a claim's total (NUBC form locator 42)
_FOLIO = re.compile(r"\bpage \d+(?: of \d+)?$", re.I)  # the number of a page, at its head or foot
_EARLY = 4  # rows at the head of a page that may end the description of the page before
_AGING = re.compile(r"\bcurrent\b.*\b(?:30|60|90)\b|\b30\b.*\b60\b.*\b90\b", re.I)


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
    bands: dict[int, Bands] = field(default_factory=dict)  # of each page it stands on
    storeys: dict[tuple[int, int], dict[str, Token]] = field(default_factory=dict)  # more amounts of a row, by field
    titles: dict[tuple[int, ...], tuple[Word, ...]] = field(default_factory=dict)  # of a row printed as a card

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
    table.bands[sheet.page.number] = bands_of(sheet.page)
    indices = _body(table, sheet, header.last, end)
    storeys = storeys_of(sheet, indices)
    if storeys.used:
        table.storeys |= {(sheet.page.number, index): amounts for index, amounts in storeys.amounts.items()}
        title = title_over(sheet, header.first)
        if title and len(storeys.amounts) == 1:
            table.titles[(sheet.page.number, *storeys.amounts)] = title
        table.used |= {(sheet.page.number, index) for index in storeys.used}
        indices = [index for index in indices if index not in storeys.used]
    columns = _refined(_worded(header.columns, sheet, indices), sheet, indices)
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
    quiet = 0.0  # rows without an amount; those of one narrow cell stand tight and count half
    for index in range(last + 1, end):
        row = sheet.rows[index]
        if _FOLIO.search(row.text):
            continue
        gap = row.top - before.bottom
        if gap > max(4.5 * row.size, 2.2 * pitch):
            break
        typed = any(token.kind == MONEY or (not table.money_columns and CODE.fullmatch(token.text)) for token in sheet.tokens[index])
        if not typed and (_AGING.search(row.text) or _running_text(row, table) or _heading(sheet, index, sheet.rows[last])):
            break
        quiet = 0 if typed else quiet + (1 if gap > 0.35 * row.size else 0.5)
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


def _heading(sheet: Sheet, index: int, header: Row) -> bool:
    """Whether the row is the title of another part of the page: alone, apart from what follows, larger than the table's header."""
    row = sheet.rows[index]
    if sheet.rows[index - 1].bottom > row.top or any(below.top < row.bottom for below in sheet.rows[index + 1 : index + 2]):
        return False  # a cell of several rows, centered beside its amounts
    return len(row.phrases) == 1 and row.size > (1.08 if row.phrases[0].bold else 1.3) * header.size


def _worded(columns: tuple[Column, ...], sheet: Sheet, indices: Sequence[int]) -> tuple[Column, ...]:
    """A lone column headed "Procedure" or "Code" in whose room words stand with the code describes the service."""
    fields = [column.field for column in columns]
    if "code" not in fields or {"description", "_unknown"} & set(fields):
        return columns
    place = fields.index("code")
    left = columns[place - 1].right if place else 0.0
    right = columns[place + 1].left if place + 1 < len(columns) else sheet.page.width
    holding = [
        [token.text for token in sheet.tokens[index] if token.kind == WORD and left < (token.x0 + token.x1) / 2 < right]
        for index in indices
    ]
    spoken = sum(any(map(CODE.fullmatch, texts)) and any(len(text) > 2 and text.isalpha() for text in texts) for texts in holding)
    if spoken <= 0.3 * sum(any(token.kind == MONEY for token in sheet.tokens[index]) for index in indices):
        return columns
    return tuple(replace(column, field="description") if column.field == "code" else column for column in columns)


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
    paid: set[int] = set()  # bands of the page in which an amount stands: a "subtotal" may wrap there
    for n, row in enumerate(made):
        amounts = sum(token.kind == MONEY for token in sheet.tokens[row.order])
        if is_sum(row.row) and (amounts or table.bands[page].of(row.row) not in paid):
            if amounts:
                table.sums.append(row)
                table.used.add((page, row.order))
                closed = not row.row.text.lower().startswith(("sub", "page"))
            else:
                _take_back_sum(table, row)
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
        if amounts and len(table.bands[page].edges) > 2:
            paid.add(table.bands[page].of(row.row))
    return closed


def _take_back_sum(table: Table, row: TableRow) -> None:
    """A row that says "subtotal" without an amount ends a label that wrapped: the rows above it were no line."""
    label: list[TableRow] = []
    below = row
    for above in reversed(table.rows[-4:]):
        apart = below.row.top - above.row.bottom > 0.5 * row.row.size if above.page == below.page else below.order >= _EARLY
        if apart or _line_like(above, table.columns):
            return
        label.append(above)
        if any(token.kind == MONEY for tokens in above.cells.values() for token in tokens):
            break
        below = above
    else:
        return
    table.rows = table.rows[: -len(label)]
    table.sums.append(label[-1])


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
        return any(token.kind in (DAY, SPAN) or packed_day(token.text) for token in tokens)
    if column.field in {"code", "revenue_code"}:
        return any(CODE.fullmatch(token.text) for token in tokens)
    return False


def is_sum(row: Row) -> bool:
    """Whether the row prints a total or subtotal."""
    return says_sum(row.text)


def says_sum(text: str) -> bool:
    """Whether words name a total or subtotal."""
    if _SUM_ROW.match(_TOTAL_CODE.sub("", text.lstrip("*-= "))):
        return True
    words = [word.lower().strip(":*") for word in text.split() if any(c.isalpha() for c in word)]
    return bool(words) and len(words) <= 6 and words[-1] in {"total", "totals", "subtotal"} and "price" not in words


def _run_on(table: Table, sheet: Sheet, end: int) -> bool:
    """Takes rows of the next page that go on in the same columns without a header; True when they may go on further."""
    page = sheet.page.number
    table.bands[page] = bands_of(sheet.page)
    taken = strange = 0
    early: list[TableRow] = []
    for index in range(end):
        row = sheet.rows[index]
        if _FOLIO.search(row.text):
            continue
        made = TableRow(page, index, row, assigned(sheet.tokens[index], table.columns))
        if is_sum(row) and index < _EARLY and not taken and not any(token.kind == MONEY for token in sheet.tokens[index]):
            _take_back_sum(table, made)
            continue
        if is_sum(row) and any(token.kind == MONEY for token in sheet.tokens[index]):
            if taken or _aligned(made, table.columns):
                table.sums.append(made)
                table.used.add((page, index))
                if not row.text.lower().startswith(("sub", "page")):
                    return False
            continue
        line = _line_like(made, table.columns) or _summary_line(table, made)
        if (line and _aligned(made, table.columns)) or (taken and _goes_on(table, sheet, made)):
            for other in [*(early if not taken else ()), made]:
                table.rows.append(other)
                table.used.add((page, other.order))
            taken += 1
            strange = 0
        elif not taken and index < _EARLY and _starts_in(made, table):
            early.append(made)
        elif taken:
            strange += 1
            if strange > 2 or _running_text(row, table):
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
    return bool(amounts) and abs(row.words(place)[0].x0 - _left_edge(table, place)) < 2 and money_field(_label(row)) is None


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
