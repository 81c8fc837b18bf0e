"""A quiet page while something takes its time before the papers are open."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from medbills.gui.language import tr
from medbills.gui.type import type_
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.progress_card import ProgressCard

WIDTH = 520


class Working(QWidget):
    """What is under way, how far it is, and Cancel where that is possible."""

    def __init__(self, title: str, about: str, can_cancel: bool = True) -> None:
        super().__init__()
        self.card = ProgressCard(title)
        self.card.cancel.setVisible(can_cancel)
        inner = QWidget()
        inner.setMaximumWidth(round(WIDTH * type_().scale))
        words = QVBoxLayout(inner)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(16)
        words.addStretch(1)
        words.addWidget(self.card)
        words.addWidget(ReadingLabel(about, "body", "text2"))
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(32, 24, 32, 24)
        row.addStretch(1)
        row.addWidget(inner, 1000)
        row.addStretch(1)
        self.setAccessibleName(tr(title))
