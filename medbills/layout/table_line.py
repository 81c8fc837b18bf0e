"""A line of service while it is put together from the rows of a table."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Any

from medbills.domain.money import Money
from medbills.domain.page import Word
from medbills.domain.paper import LINE_FIELDS
from medbills.domain.reading import ReadLine, ReadValue
from medbills.layout.facts import read_value
from medbills.layout.table_rows import TableRow

CELL = 0.97  # confidence of a cell under a clear header
UNPROVEN = 0.9  # of one that no sum proves where its header leaves room for doubt
DOUBTED = 0.6  # of one that cannot be what its header says


@dataclass
class Cell:
    """A value being made: with its words and page."""

    value: Any
    words: tuple[Word, ...]
    page: int
    confidence: float = CELL


@dataclass
class TableLine:
    """A line of service while it is put together from rows of the table."""

    anchor: TableRow
    rows: list[TableRow] = field(default_factory=list)
    cells: dict[str, Cell] = field(default_factory=dict)
    under: TableRow | None = None  # the row with its code and day, under its words
    doubted: set[str] = field(default_factory=set)  # cells that the line's other cells contradict
    unproven: set[str] = field(default_factory=set)  # cells that only a header says something for, and it may mean something else
    short_day: tuple[int, int, tuple[Word, ...]] | None = None  # a month and day printed without the year

    def dated(self, by: datetime.date) -> None:
        """Gives a day that is printed without its year the last such day up to the paper's own date."""
        if self.short_day is None or self.cells.keys() & {"service_date", "service_from"}:
            return
        month, number, words = self.short_day
        for year in (by.year, by.year - 1):
            try:
                day = datetime.date(year, month, number)
            except ValueError:
                continue
            if day <= by:
                self.cells["service_date"] = Cell(day, words, self.anchor.page, 0.85)
                return

    def amount(self, name: str) -> Money | None:
        cell = self.cells.get(name)
        return cell.value if cell is not None else None

    def made(self, value: Any, words: tuple[Word, ...]) -> Cell:
        """A cell of this line from words on its page."""
        return Cell(value, words, self.anchor.page)

    def finished(self) -> ReadLine:
        """The line by contract name, in the contract's order."""
        made: dict[str, ReadValue] = {}
        for name, spec in LINE_FIELDS.items():
            cell = self.cells.get(name)
            if cell is not None:
                made[name] = read_value(spec.type, cell.value, cell.words, cell.page, min(cell.confidence, self._most(name)))
        return made

    def _most(self, name: str) -> float:
        """How sure a cell can be at most."""
        return DOUBTED if name in self.doubted else UNPROVEN if name in self.unproven else 1.0
