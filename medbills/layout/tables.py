"""Tables: the rows under a header, each word given to the column it stands in, ruled or not."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from statistics import median

from medbills.layout.amount_notes import parted, table_row
from medbills.layout.assignment import CODE, assigned
from medbills.layout.bands import bands_of
from medbills.layout.columns import DAY_COLUMNS, Column
from medbills.layout.headers import Header, headers_of
from medbills.layout.labels import NOTHING, money_field
from medbills.layout.page_breaks import FOLIO, run_on
from medbills.layout.part_sums import sums_a_part_of
from medbills.layout.rows import Row
from medbills.layout.sheet import Sheet
from medbills.layout.side_panels import without_panel
from medbills.layout.storeys import storeys_of, title_over
from medbills.layout.sum_rows import out_of_place, prints_sum, sums_a_share, take_back_sum
from medbills.layout.table_rows import Table, label_of, line_like, running_text
from medbills.layout.tokens import DAY, MONEY, SPAN, WORD, tokens_of
from medbills.layout.unnamed_sums import take_unnamed_sums

_AGING = re.compile(r"\bcurrent\b.*\b(?:30|60|90)\b|\b30\b.*\b60\b.*\b90\b|\b60\b.*\b90\b.*\b120\b.*\bdays\b", re.I)
_SLIP = re.compile(  # the line along which the slip is torn off that goes back with the payment
    r"\bdetach\b|\b(?:tear|cut) (?:off|here|along)\b|"
    r"\breturn (?:this|the|top|bottom|lower|upper|that)(?: (?:top|bottom|lower|upper))? (?:portion|part|stub|slip|section|coupon)\b|"
    r"\b(?:return|send|include|enclose|mail)(?: \w+){0,2} (?:coupon|stub|slip)\b|"
    r"\bdesprenda\b|\bdevuelva (?:esta|la) (?:parte|porción|secci[oó]n)\b",
    re.I,
)


def tables_of(sheets: Sequence[Sheet]) -> list[Table]:
    """Every table with a known header, in reading order; one that runs over a page break is one table."""
    found: list[Table] = []
    running: Table | None = None
    for sheet in sheets:
        headers = headers_of(sheet.rows)
        first = headers[0].first if headers else len(sheet.rows)
        if running is not None and not (headers and _repeats(running, headers[0])):
            running = running if run_on(running, sheet, first) and not headers else None
        for index, header in enumerate(headers):
            end = headers[index + 1].first if index + 1 < len(headers) else len(sheet.rows)
            again = running is not None and index == 0 and _repeats(running, header)
            table = running if again and running is not None else Table(header.columns, sheet.page.number, header.first)
            table.used |= {(sheet.page.number, n) for n in range(header.first, header.last + 1)}
            done = _fill(table, sheet, header, end)
            if not again:
                found.append(table)
            running = None if done else table
    take_unnamed_sums(found)
    return found


def _repeats(table: Table, header: Header) -> bool:
    return [c.field for c in table.columns] == [c.field for c in header.columns]


def _fill(table: Table, sheet: Sheet, header: Header, end: int) -> bool:
    """Adds the rows under a header; True when the table ends on this page."""
    table.bands[sheet.page.number] = bands_of(sheet.page)
    own = without_panel(sheet, header, end)
    sheet = own.sheet
    indices = _body(table, sheet, header.last, end, own.bare)
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
    return done or sum(len(row.words) for row in rest) > 60 or any(_SLIP.search(row.text) for row in rest)


def _body(table: Table, sheet: Sheet, last: int, end: int, bare: Collection[int]) -> list[int]:
    """Indices of the rows that may belong to the table: until a gap too wide, or running text; `bare` are not of its part of the page."""
    indices: list[int] = []
    before = sheet.rows[last]
    pitch = 0.0
    quiet = 0.0  # rows without an amount; those of one narrow cell stand tight and count half
    for index in range(last + 1, end):
        row = sheet.rows[index]
        if FOLIO.search(row.text) or index in bare:
            continue
        gap = row.top - before.bottom
        if gap > max(4.5 * row.size, 2.2 * pitch):
            break
        of_care = not table.money_columns  # a list of care that is asked for: codes, and no amounts
        typed = any(CODE.fullmatch(token.text) if of_care else token.kind == MONEY for token in sheet.tokens[index])
        if of_care and not typed and indices and gap > 0.9 * row.size:
            break
        ends = _AGING.search(row.text) or _SLIP.search(row.text)
        if not typed and (ends or running_text(row, table) or _heads_on(sheet, index, sheet.rows[last], table.columns)):
            break
        quiet = 0 if typed else quiet + (1 if gap > 0.35 * row.size else 0.5)
        if quiet > 6:
            break
        if indices:
            pitch = max(pitch, row.top - before.top)
        indices.append(index)
        before = row
    return indices


def _heads_on(sheet: Sheet, index: int, header: Row, columns: Sequence[Column]) -> bool:
    """Whether a row is the title of another part; a department's name over lines that fill the table's columns is none."""
    return _heading(sheet, index, header) and not any(_fills(sheet, below, columns) for below in range(index + 1, index + 3))


def _fills(sheet: Sheet, index: int, columns: Sequence[Column]) -> bool:
    """Whether a row is a line of the table beyond doubt: most columns are filled, one with a day or a code, one with an amount."""
    if index >= len(sheet.rows):
        return False
    cells = assigned(sheet.tokens[index], columns)
    kinds = {token.kind for tokens in cells.values() for token in tokens}
    named = kinds & {DAY, SPAN} or any(CODE.fullmatch(token.text) for tokens in cells.values() for token in tokens)
    amounts = any(columns[place].money and any(token.kind == MONEY for token in tokens) for place, tokens in cells.items())
    return bool(named) and amounts and len(cells) >= max(3, len(columns) - 2)


def _heading(sheet: Sheet, index: int, header: Row) -> bool:
    """Whether the row is the title of another part of the page: alone, apart from what follows, larger than the table's header."""
    row = sheet.rows[index]
    if all(token.kind in (DAY, SPAN) for token in sheet.tokens[index]):
        return False  # the day of the services under it, as Medicare's notices have it
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
    beside: dict[int, list[tuple[float, float]]] = {}  # of the rows with amounts: a remark under a line fills no columns
    for index in indices:
        amounts = any(token.kind == MONEY for token in sheet.tokens[index])
        for place, tokens in assigned(parted(sheet.tokens[index])[0], columns).items():
            edges.setdefault(place, []).append((tokens[0].x0, tokens[-1].x1))
            if amounts:
                beside.setdefault(place, []).append((tokens[0].x0, tokens[-1].x1))
    made = []
    for index, column in enumerate(columns):
        found = edges.get(index)
        if found and len(found) >= 2:
            own = beside.get(index, [])
            own = own if len(own) >= 2 else found
            left, right = median(e[0] for e in own), median(e[1] for e in own)
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
    made = [table_row(sheet, index, columns) for index in indices]
    anchored = any(column.field in DAY_COLUMNS | {"code", "revenue_code"} for column in columns)
    last_line = max((n for n, row in enumerate(made) if line_like(row, columns) and not _said(row.row, columns)), default=-1)
    closed = False
    shares: set[str] = set()  # what the balances of single visits are called: the last one ends no table
    paid: set[int] = set()  # bands of the page in which an amount stands: a "subtotal" may wrap there
    for n, row in enumerate(made):
        amounts = sum(token.kind == MONEY for token in sheet.tokens[row.order])
        if out_of_place(row, columns) and not prints_sum(row, columns):
            continue
        if prints_sum(row, columns) and (amounts or table.bands[page].of(row.row) not in paid):
            if amounts:
                table.sums.append(row)
                table.used.add((page, row.order))
                closed = not sums_a_share(table, row)
            else:
                take_back_sum(table, row)
            continue
        if anchored and amounts and sums_a_part_of(table.rows, row, columns):
            table.parts.append(row)
            table.used.add((page, row.order))
            continue
        if (closed and n > last_line >= 0) or (closed and not anchored):
            return True
        if anchored and amounts and not line_like(row, columns):
            field = money_field(label_of(row))
            if field in _SUMMARY or (field is not None and n > last_line >= 0):
                if n > last_line and label_of(row) not in shares:
                    return True
                shares.add(label_of(row))
                continue
        table.rows.append(row)
        table.used.add((page, row.order))
        if amounts and len(table.bands[page].edges) > 2:
            paid.add(table.bands[page].of(row.row))
    return closed


def _said(row: Row, columns: Sequence[Column]) -> bool:
    """Whether a row is a sentence across the columns, with an amount in it: "2026 benefit year: $284.60 of $1,500.00 used." """
    longest = max(row.phrases, key=lambda phrase: len(phrase.words))
    across = sum(longest.x0 < column.middle < longest.x1 for column in columns) > 2
    days = [place for place, token in enumerate(tokens_of(longest.words)) if token.kind == DAY]
    told = len(longest.words) > 2 and bool(days) and days[0] > 0  # "Payment received 05/29/26 - thank you"
    return across and (len(longest.words) >= _SENTENCE or told)


_SENTENCE = 7  # words
_SUMMARY = frozenset({"amount_due", "previous_balance", "patient_responsibility", "_balance", NOTHING, "instalment_due"})
