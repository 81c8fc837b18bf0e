"""A card in the middle of an otherwise empty window, with the look bar at the foot."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from medbills.gui.type import type_
from medbills.gui.widgets.card import Card
from medbills.gui.widgets.look_bar import LookBar
from medbills.gui.widgets.scroll import Scroll

WIDTH, INSIDE = 480, 40


class CenteredCard(QWidget):
    """Add to `body`. The card widens with the text, and scrolls when the window is too small."""

    help_asked = Signal()

    def __init__(self, with_help: bool = False, width: int = WIDTH) -> None:
        super().__init__()
        self._width = width
        self.card = Card()
        self.body: QVBoxLayout = self.card.body
        self.body.setContentsMargins(INSIDE, INSIDE, INSIDE, INSIDE)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(16, 24, 16, 24)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.card, 1000)
        row.addStretch(1)
        column.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(Scroll(middle), 1)
        look = LookBar(with_help)
        look.setContentsMargins(24, 8, 24, 16)
        look.help_asked.connect(self.help_asked)
        outer.addWidget(look, 0, Qt.AlignmentFlag.AlignBottom)
        type_().scaled.connect(self._widen)
        self._widen()

    def _widen(self) -> None:
        self.card.setMaximumWidth(round(self._width * max(type_().scale, 1.0)))
