"""Choices large enough to hit: radio cards for one answer of several, check rows for yes or no."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from medbills.gui.icons import pixmap, scaled
from medbills.gui.language import tr
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.row_button import SizedByLayout, see_through, two_lines
from medbills.gui.widgets.shapes import rounded, soft

CARD_HEIGHT, MARK = 64, 20


class _Room(QWidget):
    """Keeps the place where the mark is painted, growing with the text."""

    def __init__(self, side: int) -> None:
        super().__init__()
        self._side = side
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        return QSize(scaled(self._side), 0)

    minimumSizeHint = sizeHint


def _policy(widget: QWidget) -> None:
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    widget.setSizePolicy(policy)


class RadioCard(SizedByLayout, QRadioButton):
    """One possible answer: what it says, and where it comes from or what follows. At least 64 pixels high."""

    def __init__(self, first: str, second: str = "", key: str = "") -> None:
        super().__init__()
        self.key = key or first
        self.setAccessibleName(tr(f"{first}. {second}" if second else first))
        self.setProperty("ringRadius", 12)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        _policy(self)
        self.setMinimumHeight(CARD_HEIGHT)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(12)
        row.addWidget(_Room(MARK))
        column = QVBoxLayout()
        column.setSpacing(0)
        self._first, below = two_lines(first, second)
        self._alone = not second
        for label in (self._first, below):
            if label.text():
                column.addWidget(label)
        row.addLayout(column, 1)
        see_through(self)

    def hitButton(self, _pos: object) -> bool:
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = QRectF(self.rect())
        on = self.isChecked()
        if on:
            soft(painter, area, 12, "accent-soft", "accent")
        rounded(painter, area, 12, None if on else "surface", "accent" if on else "control")
        side = scaled(MARK)
        line = self._first.geometry()
        height = line.height() if self._alone else min(line.height(), self._first.minimumSizeHint().height())
        mark = QRectF(16, line.top() + (height - side) // 2, side, side)
        if on:
            rounded(painter, mark, side / 2, "accent")
            inner = side * 0.32
            rounded(painter, mark.adjusted(inner, inner, -inner, -inner), side / 2, "on-accent")
        else:
            rounded(painter, mark, side / 2, "surface", "control")
        painter.end()


class CheckRow(SizedByLayout, QCheckBox):
    """A box to tick with its words, which wrap; with a second small line when one is given."""

    def __init__(self, text: str, second: str = "") -> None:
        super().__init__()
        self.setAccessibleName(tr(f"{text}. {second}" if second else text))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        _policy(self)
        self.setMinimumHeight(32)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 5, 4, 5)
        row.setSpacing(8)
        row.addWidget(_Room(MARK))
        column = QVBoxLayout()
        column.setSpacing(0)
        self.label = ReadingLabel(text)
        column.addWidget(self.label)
        if second:
            column.addWidget(ReadingLabel(second, "small", "text2"))
        row.addLayout(column, 1)
        see_through(self)

    def hitButton(self, _pos: object) -> bool:
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        side = scaled(MARK)
        line = self.label.geometry()
        first = min(line.height(), self.label.minimumSizeHint().height())
        box = QRectF(0, line.top() + (first - side) // 2, side, side)
        if self.isChecked():
            rounded(painter, box, 5, "accent")
            size = round(side * 0.8)
            spare = (side - size) // 2
            drawn = pixmap("check", "on-accent", size, self.devicePixelRatioF())
            painter.drawPixmap(round(box.left()) + spare, round(box.top()) + spare, drawn)
        else:
            rounded(painter, box, 5, "surface", "control")
        painter.end()
