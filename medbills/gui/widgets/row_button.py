"""A whole row that can be pressed: a layout of labels that behaves as one button."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from medbills.gui.language import tr
from medbills.gui.widgets.buttons import SMALLEST_TARGET
from medbills.gui.widgets.icon_label import IconLabel
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.shapes import soft


class SizedByLayout:
    """Takes its sizes from the layout inside, as plain buttons do not."""

    def sizeHint(self) -> QSize:
        layout = cast(QWidget, self).layout()
        return layout.totalSizeHint().expandedTo(QSize(32, 32)) if layout else QSize(32, 32)

    def minimumSizeHint(self) -> QSize:
        layout = cast(QWidget, self).layout()
        return layout.totalMinimumSize().expandedTo(QSize(32, 32)) if layout else QSize(32, 32)

    def hasHeightForWidth(self) -> bool:
        layout = cast(QWidget, self).layout()
        return layout is not None and layout.hasHeightForWidth()

    def heightForWidth(self, width: int) -> int:
        layout = cast(QWidget, self).layout()
        return max(layout.totalHeightForWidth(width), 32) if layout else -1


def see_through(row: QWidget) -> None:
    """Let clicks on the labels reach the row they stand on."""
    for child in row.findChildren(QWidget):
        child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, child.focusPolicy() == Qt.FocusPolicy.NoFocus)


class RowButton(SizedByLayout, QAbstractButton):
    """Soft ground while the mouse is over it or it is chosen; Enter and Space press it. Fill `layout()`, then `spoken`."""

    def __init__(self, spoken: str, radius: float = 8) -> None:
        super().__init__()
        self.setAccessibleName(tr(spoken))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setProperty("ringRadius", radius)
        self._radius = radius
        self.setMinimumHeight(SMALLEST_TARGET)  # a layout around it asks the layout inside, and never `heightForWidth`
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.isChecked():
            soft(painter, QRectF(self.rect()), self._radius, "accent-soft", "accent")
        elif self.underMouse() or self.isDown():
            soft(painter, QRectF(self.rect()), self._radius, "sunken", "control")
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()  # a list of rows moves between them
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.update()
        super().leaveEvent(event)


def link_row(text: str, icon: str, end_icon: str = "chevron_right") -> RowButton:
    """A row with an icon, words and an arrow, as under the passphrase."""
    row = RowButton(text)
    line = QHBoxLayout(row)
    line.setContentsMargins(4, 8, 4, 8)
    line.setSpacing(12)
    line.addWidget(IconLabel(icon, "text"))
    line.addWidget(ReadingLabel(text, "body", weight=500), 1)
    line.addWidget(IconLabel(end_icon, "text2"))
    see_through(row)
    return row


def two_lines(first: str, second: str, weight: int = 500, as_written: bool = False) -> tuple[ReadingLabel, ReadingLabel]:
    """The two labels of a row: names 500, what follows small in secondary text. `as_written`: the first are a paper's own words."""
    head = ReadingLabel(first, "body", weight=weight, line_height=1.3, as_written=as_written)
    return head, ReadingLabel(second, "small", "text2", line_height=1.35)
