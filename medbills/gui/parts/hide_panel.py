"""What to hide before a packet is sent: values to tick, words to type, spots covered by hand."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from medbills.gui.language import tr
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.choices import CheckRow
from medbills.gui.widgets.editors import LineEdit
from medbills.gui.widgets.field import Field
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.reflow import clear
from medbills.gui.widgets.row_button import two_lines
from medbills.services.hide_in_packet import CoveredSpot, HiddenPlan, Hiding
from medbills.services.values_to_hide import FROM_THE_START

PICTURES = "Papers with hidden spots go out as pictures. Nothing lies under the black."
HIDDEN_ALREADY = "Hidden from the start."


class HidePanel(QWidget):
    """`changed` tells that the choice is another; `hiding` is the choice."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.hiding = Hiding()
        self.rows: dict[str, CheckRow] = {}
        self._shown: tuple[tuple[str, str], ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(ReadingLabel("Hide before sending", "body", weight=600))
        self._values = _stack(column)
        self.field = Field("Hide other words", "We look for them on every page.")
        self.hide_words = button("Hide", "plain", bar=True)
        self.hide_words.setAccessibleName(tr("Hide these words on every page"))
        self.field.add_beside(self.hide_words)
        column.addWidget(self.field)
        self.hide_words.clicked.connect(self._add_words)
        if isinstance(self.field.editor, LineEdit):
            self.field.editor.returnPressed.connect(self._add_words)
        self._taken = _stack(column)
        self.pictures = ReadingLabel(PICTURES, "small", "text2")
        column.addWidget(self.pictures)
        self.pictures.hide()

    def show_found(self, hidden: HiddenPlan) -> None:
        """What can be hidden on the exhibits as they are now, and where typed words were found."""
        shown = tuple((found.key, found.where) for found in hidden.values)
        if shown != self._shown:
            self._shown = shown
            self._make_rows(hidden)
        for key, row in self.rows.items():
            row.blockSignals(True)
            row.setChecked(key in self.hiding.values)
            row.blockSignals(False)
        clear(self._taken)
        for found in hidden.words:
            self._taken.addWidget(self._removable(found.name, found.where, partial(self._drop_words, found.key)))
        for number, (spot, label) in enumerate(hidden.spots, 1):
            where = f"Exhibit {label}, page {spot.page}" if label else "On a paper that is left out"
            self._taken.addWidget(self._removable(f"Spot {number}", where, partial(self._drop_spot, spot)))
        self.pictures.setVisible(hidden.has_covers)

    def cover(self, spot: CoveredSpot) -> None:
        """A spot was covered by hand."""
        self._choose(spots=(*self.hiding.spots, spot))

    def _make_rows(self, hidden: HiddenPlan) -> None:
        held = next((key for key, row in self.rows.items() if row.hasFocus()), None)
        clear(self._values)
        self.rows = {}
        for found in hidden.values:
            first = f"{found.where}. {HIDDEN_ALREADY}" if found.key in FROM_THE_START else found.where
            row = CheckRow(f"{found.name[0].upper()}{found.name[1:]}", first)
            row.toggled.connect(partial(self._tick, found.key))
            self.rows[found.key] = row
            self._values.addWidget(row)
        if held in self.rows:
            self.rows[held].setFocus()

    def _removable(self, name: str, where: str, take_back: Callable[[], None]) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(0)
        for label in two_lines(name, where, 400):
            words.addWidget(label)
        line.addLayout(words, 1)
        back = button("Take back", "quiet", small=True, bar=True)
        back.setAccessibleName(tr(f"Take back: {name}, {where}"))
        back.clicked.connect(take_back)
        line.addWidget(back)
        return row

    def _tick(self, key: str, on: bool) -> None:
        self._choose(values=self.hiding.values | {key} if on else self.hiding.values - {key})

    def _add_words(self) -> None:
        words = " ".join(self.field.text().split())
        if not any(char.isalnum() for char in words):
            self.field.set_problem("Type the words as they are printed, like Orchard Street")
            self.field.setFocus()
            return
        self.field.set_text("")
        if words not in self.hiding.words:
            self._choose(words=(*self.hiding.words, words))

    def _drop_words(self, words: str) -> None:
        self.field.setFocus()
        self._choose(words=tuple(other for other in self.hiding.words if other != words))

    def _drop_spot(self, spot: CoveredSpot) -> None:
        self.field.setFocus()
        self._choose(spots=tuple(other for other in self.hiding.spots if other != spot))

    def _choose(self, **changes: Any) -> None:
        self.hiding = dataclasses.replace(self.hiding, **changes)
        self.changed.emit()


def _stack(column: QVBoxLayout) -> QVBoxLayout:
    inner = QVBoxLayout()
    inner.setSpacing(4)
    column.addLayout(inner)
    return inner
