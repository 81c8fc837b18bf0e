"""A painted chart whose parts one goes to by arrow keys or the mouse. A table beside it says the same."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QFocusEvent, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from medbills.domain.money import Money
from medbills.gui.theme import theme
from medbills.gui.type import type_
from medbills.gui.widgets.shapes import pen

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class PointedChart(QWidget):
    """Arrow keys and the mouse go to a part: `pointed` carries its number; Enter and a click open it: `opened`.

    `words` tell each part whole.
    """

    pointed = Signal(int)
    opened = Signal(int)

    def __init__(self, spoken: str, words: Sequence[str], keys: str, high_lines: int) -> None:
        super().__init__()
        self._spoken, self._words, self._high_lines = spoken, tuple(words), high_lines
        self.at = -1
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ringRadius", 8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(spoken)
        self.setAccessibleDescription(keys)

    def near(self, where: QPointF) -> int:
        """The part under the mouse, or -1."""
        raise NotImplementedError  # abstract

    def top(self) -> Money:
        """The sum at the upper end of the scale."""
        raise NotImplementedError  # abstract

    # places

    def sizeHint(self) -> QSize:
        return QSize(320, self._high_lines * type_().line("body"))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height())

    def small(self) -> QFontMetricsF:
        """The measure of the words beside the drawing."""
        return QFontMetricsF(type_().font("small", 500, True))

    def area_beside(self, words: str, right: int) -> QRectF:
        """Where the parts are drawn: these words stand at the left, `right` pixels stay free at the other side."""
        small = self.small()
        left = max(small.horizontalAdvance(each) for each in ("$0", words))
        line = small.height()
        return QRectF(left + 10, line + 8, self.width() - left - 10 - right, self.height() - 2 * line - 22)

    def y_in(self, area: QRectF, amount: Money) -> float:
        """How high a sum stands."""
        return area.bottom() - area.height() * amount.cents / (self.top().cents * 1.06)

    # where one is

    def point_at(self, at: int) -> None:
        """Go to a part; -1 leaves them all."""
        if at == self.at:
            return
        self.at = at
        words = self._words[at] if at >= 0 else ""
        self.setAccessibleName(f"{words} {self._spoken}".strip())
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))
        self.update()
        self.pointed.emit(at)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        near = self.near(event.position())
        if near >= 0:
            self.point_at(near)
        self.setCursor(Qt.CursorShape.PointingHandCursor if near >= 0 else Qt.CursorShape.ArrowCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and (near := self.near(event.position())) >= 0:
            self.point_at(near)
            self.opened.emit(near)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.at < 0 and self._words:
            self.point_at(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys, last = Qt.Key, len(self._words) - 1
        to = {keys.Key_Left: self.at - 1, keys.Key_Right: self.at + 1, keys.Key_Home: 0, keys.Key_End: last}.get(keys(event.key()))
        if to is not None and self._words:
            self.point_at(min(max(to, 0), last))
        elif event.key() in (keys.Key_Return, keys.Key_Enter, keys.Key_Space) and self.at >= 0:
            self.opened.emit(self.at)
        else:
            super().keyPressEvent(event)

    # drawing

    def paint_floor(self, painter: QPainter, area: QRectF) -> float:
        """The line at zero with its sum beside it; gives its height."""
        painter.setPen(pen("hairline"))
        bottom = round(area.bottom()) + 0.5
        painter.drawLine(QPointF(area.left(), bottom), QPointF(area.right(), bottom))
        self.paint_sum(painter, area, bottom, "$0")
        return bottom

    def paint_sum(self, painter: QPainter, area: QRectF, y: float, words: str) -> None:
        """A sum at the left of the drawing."""
        small = self.small()
        painter.setPen(theme().color("text2"))
        painter.drawText(QRectF(0, y - small.height() / 2, area.left() - 8, small.height()), int(RIGHT), words)


def whole(amount: Money) -> str:
    """A sum without cents where it has none."""
    return str(amount).removesuffix(".00")
