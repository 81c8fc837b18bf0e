"""Rows of cells, as a spreadsheet or a delimited text holds them: all cells are text, nothing is computed."""

from __future__ import annotations

from dataclasses import dataclass

MOST_ROWS = 50_000
MOST_COLUMNS = 500
TOO_LONG = "{name} holds more than {rows:,} rows, more than Medbills reads at once. Download fewer years."
TOO_WIDE = "{name} holds more than {columns} columns. That is no table of claims: add the insurer's own download."


@dataclass(frozen=True, slots=True)
class Row:
    """One row with the number a spreadsheet program shows beside it, from 1."""

    number: int
    cells: tuple[str, ...]

    def at(self, place: int) -> str:
        """The text of a cell by its column, from 0; empty where the row is shorter."""
        return self.cells[place].strip() if place < len(self.cells) else ""

    @property
    def filled(self) -> tuple[str, ...]:
        return tuple(cell for cell in self.cells if cell.strip())


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of one sheet that hold anything. `sheet` is its name where the file has several."""

    rows: tuple[Row, ...]
    sheet: str | None = None
