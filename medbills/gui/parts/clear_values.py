"""The values of a paper that were clear on it, one row each, in the order of the paper's fields."""

from __future__ import annotations

import datetime
from collections.abc import Collection

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from medbills.domain.paper import PAPER_FIELDS, Paper
from medbills.gui.parts.clear_row import ClearRow
from medbills.gui.parts.value_field import EDITABLE
from medbills.services.edit_paper import with_value


class ClearValues(QWidget):
    """`pressed` asks for the spot of a value, `fixed` carries one that was corrected, `typing` follows each key."""

    pressed = Signal(str)
    fixed = Signal(str, object)
    typing = Signal()

    def __init__(self, today: datetime.date) -> None:
        super().__init__()
        self._today = today
        self.rows: dict[str, ClearRow] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_paper(self, paper: Paper, doubtful: Collection[str]) -> None:
        """A row for each value of the paper that has none yet and is not in doubt."""
        for name, spec in PAPER_FIELDS.items():
            if getattr(paper, name) is not None and name not in doubtful and name not in self.rows and spec.type in EDITABLE:
                self.add(paper, name)

    def add(self, paper: Paper, name: str) -> ClearRow:
        """A row for this value, printed or not."""
        spot = paper.spots.get(name)
        row = ClearRow(name, PAPER_FIELDS[name], getattr(paper, name), self._today, typed=bool(spot and spot.typed))
        row.pressed.connect(self.pressed)
        row.fixed.connect(self.fixed)
        row.typing.connect(self.typing)
        self.rows[name] = row
        self._column.addWidget(row)
        return row

    def fold(self, paper: Paper, show_all: bool = False) -> None:
        """Hide the rows of values that were accepted; what the user typed stays."""
        for name, row in self.rows.items():
            spot = paper.spots.get(name)
            accepted = spot is not None and not spot.typed and spot.confidence >= 1.0
            row.setVisible(show_all or row.editing or not accepted)

    def holding(self, held: QWidget | None) -> ClearRow | None:
        """The row that has the keyboard."""
        return next((row for row in self.rows.values() if held and (row is held or row.isAncestorOf(held))), None)

    def so_far(self, paper: Paper) -> Paper:
        """The paper with what stands in open fields, where it can be read; they stay open."""
        for name, row in self.rows.items():
            if row.editing and (typed := row.so_far()) != getattr(paper, name):
                paper = with_value(paper, name, typed)
        return paper

    def finish(self) -> bool:
        """Take what stands in open fields, up to the first that cannot be read; False then."""
        return all(row.finish() for row in self.rows.values())
