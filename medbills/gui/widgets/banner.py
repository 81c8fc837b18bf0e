"""A banner under the title: soft ground, icon, one sentence, at most one link."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from medbills.gui.language import tr
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.icon_label import IconLabel
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.shapes import soft

# kind: ground, icon, ink of the icon
KINDS = {
    "warning": ("amber-soft", "warning", "amber"),
    "danger": ("danger-soft", "warning", "danger"),
    "info": ("accent-soft", "info", "accent"),
    "done": ("success-soft", "check_circle", "success"),
    "quiet": ("sunken", "info", "text2"),
}


class Banner(QWidget):
    """One calm sentence. Kinds: warning, danger, info, done, quiet."""

    linked = Signal()

    def __init__(self, text: str, kind: str = "warning", link: str = "", icon: str | None = None) -> None:
        super().__init__()
        self._ground, default, self._ink = KINDS[kind]
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 8, 8)
        row.setSpacing(12)
        row.addWidget(IconLabel(icon or default, self._ink))
        self.label = ReadingLabel(text, "small")
        self.label.setContentsMargins(0, 3, 0, 3)
        row.addWidget(self.label, 1)
        self.setAccessibleName(tr(text))
        self.link = button(link, "quiet", small=True, bar=True) if link else None
        if self.link:
            row.setContentsMargins(16, 2, 8, 2)
            self.link.clicked.connect(self.linked)
            row.addWidget(self.link)

    def set_text(self, text: str) -> None:
        """Another sentence."""
        self.label.setText(text)
        self.setAccessibleName(tr(text))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        soft(painter, QRectF(self.rect()), 8, self._ground, self._ink)
        painter.end()
