"""Days and amounts that a narrow cell broke over two rows, put together again: 02/25/20 over 26."""

from __future__ import annotations

import datetime
import itertools
import re
from collections.abc import Sequence

from medbills.domain.page import Word
from medbills.layout.amounts import amount_of
from medbills.layout.columns import DAY_COLUMNS, Column
from medbills.layout.days import Span, day_of
from medbills.layout.rows import text_of
from medbills.layout.table_rows import Table, TableRow
from medbills.layout.tokens import DAY, MONEY, SPAN, Token

_WHOLE_DAY = re.compile(r"\d{4}$|^\d{4}-\d\d-\d\d$")
_DAY_REST = re.compile(r"[/\-.]?\d{1,4}|\d{1,2}(?:st|nd|rd|th)?, ?(?:19|20)\d\d|\d{1,2}[/\-.]\d{2,4}|[/\-.]\d{1,2}[/\-.]\d{2,4}")
_MONEY_PIECE = re.compile(r"[-($]*\$?[\d,]*\.?\d?")
_MONEY_REST = re.compile(r"[\d,]*\.?\d{0,2}\)?-?")
_LONGEST_STAY = datetime.timedelta(days=120)
_TIGHT = 0.45  # of the type's size between two pieces of one cell


def mend(table: Table) -> None:
    """Joins the pieces of torn days and amounts in the upper row's cell; a row left without words is dropped."""
    for index, column in enumerate(table.columns):
        if column.money or column.field in DAY_COLUMNS:
            holders = [row for row in table.rows if row.cells.get(index)]
            for upper, lower in itertools.pairwise(holders):
                _join(column, index, upper, lower)
    table.rows = [row for row in table.rows if row.cells]


def _join(column: Column, index: int, upper: TableRow, lower: TableRow) -> None:
    if index not in upper.cells or upper.page != lower.page or not _near(upper.cells[index], lower.cells[index]):
        return
    first, second = (text_of([word for token in row.cells[index] for word in token.words]) for row in (upper, lower))
    words = tuple(word for row in (upper, lower) for token in row.cells[index] for word in token.words)
    made = _amount(first, second, words) if column.money else _day(first, second, words) or _span(index, upper, lower)
    if made is not None:
        upper.cells[index] = [made]
        del lower.cells[index]


def _near(above: Sequence[Token], below: Sequence[Token]) -> bool:
    last, first = above[-1].words[-1], below[0].words[0]
    if not -1 < first.top - last.bottom < _TIGHT * max(last.size, 4.0):
        return False
    return min(above[-1].x1, below[-1].x1) > max(above[0].x0, below[0].x0)


def _day(first: str, second: str, words: tuple[Word, ...]) -> Token | None:
    if _WHOLE_DAY.search(first.rstrip(",")) or not _DAY_REST.fullmatch(second):
        return None
    for text in (first + second, f"{first} {second}"):
        day = day_of(text)
        if day is not None:
            return Token(DAY, day, words)
    return None


def _span(index: int, upper: TableRow, lower: TableRow) -> Token | None:
    """The days from and to where they stand over one another in a column of days: 03/14/26 over 03/16/26."""
    first, last = upper.cells[index], lower.cells[index]
    alone = set(lower.cells) == {index} and len(first) == len(last) == 1 and first[0].kind == last[0].kind == DAY
    if not alone or len(upper.cells) < 2 or not first[0].value < last[0].value <= first[0].value + _LONGEST_STAY:
        return None
    return Token(SPAN, Span(first[0].value, last[0].value), (*first[0].words, *last[0].words))


def _amount(first: str, second: str, words: tuple[Word, ...]) -> Token | None:
    if not _MONEY_PIECE.fullmatch(first) or not _MONEY_REST.fullmatch(second):
        return None
    whole = second[0].isdigit() and amount_of(second) is not None
    if whole and not first.endswith((",", "$", "-", "(")):
        return None
    amount = amount_of(first + second)
    return Token(MONEY, amount, words) if amount is not None and re.search(r"\.\d\d", first + second) else None
