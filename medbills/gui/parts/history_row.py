"""One thing that was done or removed: what, when, and what can be done about it."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from medbills.gui.language import tr
from medbills.gui.widgets.buttons import Button
from medbills.gui.widgets.chip import Chip
from medbills.gui.widgets.reflow import Flow
from medbills.gui.widgets.row_button import two_lines


def history_row(first: str, second: str, *buttons: Button, chip: str = "", about: str = "") -> QWidget:
    """The words at the left, the buttons at the right or, without room, below. `about` tells a screen reader what a button is for."""
    words = QWidget()
    column = QVBoxLayout(words)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for label in two_lines(first, second):
        column.addWidget(label)
    for one in buttons:
        one.setAccessibleDescription(tr(about or first))
    right: list[QWidget] = [Chip(chip, "quiet")] if chip else []
    row = QWidget()
    around = QVBoxLayout(row)
    around.setContentsMargins(0, 6, 0, 6)
    around.addWidget(Flow(words, *right, *buttons, gap=12, first_grows=True))
    return row
