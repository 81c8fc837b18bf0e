"""The foot of a review: its keys, said quietly, and the buttons that end it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.reflow import Flow

KEYS = "Enter: next · F2: fix · F3: lines · Esc: later"
KEYS_KEPT = "F2: fix · F3: lines · Esc: close"


class ReviewFoot(QWidget):
    """`fix`, `later` and `accept` are its buttons; a paper that was accepted before is saved and closed."""

    def __init__(self, confirmed: bool) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 8, 28, 16)
        column.setSpacing(8)
        keys = ReadingLabel(KEYS_KEPT if confirmed else KEYS, "small", "text2")
        keys.setAlignment(Qt.AlignmentFlag.AlignRight)
        column.addWidget(keys)
        self.fix = button("Fix something", "quiet", "edit")
        self.later = button("Close" if confirmed else "Later")
        self.accept = button("Save" if confirmed else "Accept", "main")
        self.accept.cap = "Enter"
        column.addWidget(Flow(self.fix, self.later, self.accept, gap=12, right=True))
