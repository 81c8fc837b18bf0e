"""What stands where nothing is yet: what belongs here, why it helps, one button."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from medbills.gui.language import tr
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.card import Card
from medbills.gui.widgets.icon_label import IconLabel
from medbills.gui.widgets.reflow import Flow
from medbills.gui.widgets.row_button import two_lines


class EmptyState(Card):
    """A card with a 44 pixel tile, a title, a reason, and a button when something can be done."""

    pressed = Signal()

    def __init__(self, icon: str, title: str, why: str, action: str = "", main: bool = False) -> None:
        super().__init__()
        about = QWidget()
        row = QHBoxLayout(about)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(IconLabel(icon, "accent-ink", 20, tile=44))
        words = QWidget()
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for label in two_lines(title, why, 600):
            column.addWidget(label)
        row.addWidget(words, 1)
        self.action = button(action, "main" if main else "plain", bar=True) if action else None
        if self.action:
            self.action.clicked.connect(self.pressed)
            self.body.addWidget(Flow(about, self.action, gap=16, first_grows=True))
        else:
            self.body.addWidget(about)
        self.setAccessibleName(tr(f"{title}. {why}"))
