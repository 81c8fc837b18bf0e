"""The small window that asks before what cannot be undone, or tells one sentence."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from medbills.gui.language import tr
from medbills.gui.type import type_
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.label import ReadingLabel

TEXT_WIDTH, WIDEST = 440, 800  # of the words: at 100 %, and at the largest text


class Question(QDialog):
    """A sentence and its buttons, which are verbs; the safe one has the focus."""

    def __init__(self, parent: QWidget | None, text: str, safe: str, risky: str | None = None, detail: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Medbills"))
        self.setAccessibleName(tr(text))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        for line, role in ((text, "card"), (detail, "body")):
            if line:
                label = ReadingLabel(line, role)
                width = min(round(TEXT_WIDTH * type_().scale), WIDEST)
                label.setFixedWidth(width)
                label.setMinimumHeight(label.heightForWidth(width))  # a window asks its layout only once for a height
                column.addWidget(label)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addStretch()
        if risky:
            self.risky = button(risky, "plain", danger=True)
            self.risky.clicked.connect(self.accept)
            row.addWidget(self.risky)
        self.safe = button(safe, "main")
        self.safe.clicked.connect(self.reject)
        row.addWidget(self.safe)
        column.addSpacing(8)
        column.addLayout(row)
        self.safe.setDefault(True)
        self.safe.setFocus(Qt.FocusReason.OtherFocusReason)
