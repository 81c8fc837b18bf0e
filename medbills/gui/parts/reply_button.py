"""One thing they may say: its number on the keyboard, its words, and what comes next."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from medbills.domain.script import Reply
from medbills.gui.language import tr
from medbills.gui.widgets.chip import Chip
from medbills.gui.widgets.icon_label import IconLabel
from medbills.gui.widgets.row_button import RowButton, see_through, two_lines
from medbills.gui.widgets.shapes import rounded, soft

RADIUS = 8


class ReplyButton(RowButton):
    """Pressed by a click, Enter, Space, its number, or Alt and its number. `chosen` marks the answer given before."""

    def __init__(self, reply: Reply, number: int, chosen: bool = False) -> None:
        super().__init__(f"{reply.label}. {reply.follows}".strip(), RADIUS)
        self.reply = reply
        self.setCheckable(True)
        self.setChecked(chosen)
        self.setAccessibleDescription(tr(f"Key {number}, or Alt and {number}"))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 12, 10)
        row.setSpacing(12)
        row.addWidget(Chip(str(number), "quiet"), 0, Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(0)
        for label in two_lines(reply.label, reply.follows):
            if label.text():
                words.addWidget(label)
        row.addLayout(words, 1)
        row.addWidget(IconLabel("chevron_right", "text2", 16))
        see_through(self)

    def nextCheckState(self) -> None:
        """A press takes the answer; which one is marked is the call's to say."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = QRectF(self.rect())
        if self.isChecked():
            soft(painter, area, RADIUS, "accent-soft", "accent")
            rounded(painter, area, RADIUS, None, "accent")
        else:
            rounded(painter, area, RADIUS, "sunken" if self.underMouse() or self.isDown() else "surface", "control")
        painter.end()
