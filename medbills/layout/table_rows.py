"""A table as it is read: its columns, the tokens that stand in each row, and what makes a row a line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from medbills.domain.page import Word
from medbills.layout.assignment import CODE
from medbills.layout.bands import Bands
from medbills.layout.columns import DAY_COLUMNS, Column
from medbills.layout.days import packed_day
from medbills.layout.rows import Row, text_of
from medbills.layout.tokens import DAY, MONEY, SPAN, WORD, Token

_DAY_OPENS = re.compile(  # a day without its year, which may stand in the row below
    r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?(?: \d{1,2},?)?|\d{1,2}[/-]\d{1,2}[/-]?", re.I
)
_OPENS = re.compile(r"(?:\d{5}|[A-V]\d{4})(?:-[A-Z0-9]{2})*")  # a national code at the head of the words


@dataclass
class TableRow:
    """One printed row under a header: the tokens of each column by its index."""

    page: int
    order: int  # of the row on its page
    row: Row
    cells: dict[int, list[Token]]
    notes: list[Token] = field(default_factory=list)  # that stand beside its amounts

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
    parts: list[TableRow] = field(default_factory=list)  # rows that sum up the rows over them, without a word that says so
    used: set[tuple[int, int]] = field(default_factory=set)
    bands: dict[int, Bands] = field(default_factory=dict)  # of each page it stands on
    storeys: dict[tuple[int, int], dict[str, Token]] = field(default_factory=dict)  # more amounts of a row, by field
    titles: dict[tuple[int, ...], tuple[Word, ...]] = field(default_factory=dict)  # of a row printed as a card

    def column(self, name: str) -> int | None:
        return next((i for i, c in enumerate(self.columns) if c.field == name), None)

    @property
    def money_columns(self) -> list[int]:
        return [i for i, c in enumerate(self.columns) if c.money]


def label_of(row: TableRow) -> str:
    """The words of a row that are no amounts and no days."""
    return text_of([word for i in sorted(row.cells) for token in row.cells[i] if token.kind == WORD for word in token.words])


def line_like(row: TableRow, columns: Sequence[Column]) -> bool:
    """Whether a row after the totals is a line all the same: an amount, and a day or a code."""
    fields = {columns[i].field for i, tokens in row.cells.items() if typed(tokens, columns[i])}
    opens = any(columns[i].field == "description" and tokens and _OPENS.fullmatch(tokens[0].text) for i, tokens in row.cells.items())
    return any(columns[i].money and typed(t, columns[i]) for i, t in row.cells.items()) and (
        opens or bool(fields & (DAY_COLUMNS | {"code", "revenue_code"}))
    )


def typed(tokens: Sequence[Token], column: Column) -> bool:
    if column.money:
        return any(token.kind == MONEY for token in tokens)
    if column.field in DAY_COLUMNS:
        opens = _DAY_OPENS.fullmatch(text_of([word for token in tokens for word in token.words])) is not None
        return opens or any(token.kind in (DAY, SPAN) or packed_day(token.text) for token in tokens)
    if column.field in {"code", "revenue_code"}:
        return any(CODE.fullmatch(token.text) for token in tokens)
    return False


def running_text(row: Row, table: Table) -> bool:
    """Whether a row reads like a sentence."""
    longest = max(len(phrase.words) for phrase in row.phrases)
    return longest >= 11 or (longest >= 7 and row.text.rstrip().endswith((".", "?")))
