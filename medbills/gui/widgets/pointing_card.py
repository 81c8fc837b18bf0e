"""Dims the window but for one part of it, and says beside that part what it is for: one step after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget
from shiboken6 import isValid

from medbills.gui.language import tr
from medbills.gui.theme import theme
from medbills.gui.type import set_fonts_again, type_
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.reflow import Flow
from medbills.gui.widgets.shapes import rounded

WIDEST, MARGIN, POINTER, RADIUS = 380, 16, 12, 10
AROUND = 4  # pixels between the part and the edge of what is not dimmed


@dataclass(frozen=True, slots=True)
class Step:
    """`part` finds what is pointed at when its turn comes; a part that is not shown is passed over."""

    part: Callable[[], QWidget]
    title: str
    text: str


class PointingCards(QWidget):
    """Esc or “Skip” ends it at any step; then the keyboard is back where it was. `ended` follows once."""

    ended = Signal()

    def __init__(self, window: QWidget, steps: Sequence[Step]) -> None:
        super().__init__(window)
        self._over = window
        self._before: QWidget | None = window.focusWidget()
        self._steps = [step for step in steps if step.part().isVisible()]
        self._at, self._left = 0, False
        self._hole = QRect()
        self._pointer = QPolygonF()
        self.card = QFrame(self)
        self.card.setProperty("role", "popup")
        self._column = QVBoxLayout(self.card)
        self._column.setContentsMargins(20, 16, 20, 16)
        self._column.setSpacing(6)
        self.count = ReadingLabel("", "small", "text2")
        self.head = ReadingLabel("", "card")
        self.text = ReadingLabel("", "body")
        self.skip = button("Skip", "quiet", bar=True)
        self.back = button("Back", "plain", bar=True)
        self.next = button("Next", "main", bar=True)
        for part in (self.count, self.head, self.text):
            self._column.addWidget(part)
        self._column.addSpacing(8)
        self._column.addWidget(Flow(self.skip, self.back, self.next, gap=12, right=True))
        self.skip.clicked.connect(self.leave)
        self.back.clicked.connect(lambda: self.show_step(self._at - 1))
        self.next.clicked.connect(lambda: self.show_step(self._at + 1))
        window.installEventFilter(self)
        type_().scaled.connect(self._rescale)
        self.hide()

    @property
    def step(self) -> Step:
        """The one that is shown."""
        return self._steps[self._at]

    def start(self) -> None:
        """Show the first step, over everything."""
        if not self._steps:
            self.leave()
            return
        self.show()
        self.raise_()
        set_fonts_again(self)
        self.show_step(0)

    def show_step(self, number: int) -> None:
        """Go to a step; past the last one it is over."""
        if number >= len(self._steps):
            self.leave()
            return
        self._at = max(number, 0)
        last = self._at == len(self._steps) - 1
        self.count.setText(f"Step {self._at + 1} of {len(self._steps)}")
        self.head.setText(self.step.title)
        self.text.setText(self.step.text)
        self.skip.setVisible(not last)
        self.back.setVisible(self._at > 0)
        self.next.setText("Done" if last else "Next")
        self.next.setAccessibleName(self.next.text())
        spoken = " ".join((tr(f"Step {self._at + 1} of {len(self._steps)}") + ".", tr(self.step.title) + ".", tr(self.step.text)))
        self.card.setAccessibleName(spoken)
        self.next.setAccessibleDescription(spoken)  # said together with the button that has the keyboard
        self.place()
        self.next.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Over now."""
        if self._left:
            return
        self._left = True
        self._over.removeEventFilter(self)
        before, self._before = self._before, None
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hide()
        self.ended.emit()
        self.deleteLater()

    # where it stands

    def place(self) -> None:
        """The card beside the part, on the first side that has room for it; else at the foot of the window."""
        self.setGeometry(self._over.rect())
        part = self.step.part()
        corner = part.mapTo(self._over, QPoint(0, 0)) if part.isVisible() else QPoint(0, 0)
        around = QRect(corner, part.size()).adjusted(-AROUND, -AROUND, AROUND, AROUND)
        self._hole = around.intersected(self.rect()) if part.isVisible() else QRect()
        width = min(round(WIDEST * max(type_().scale, 1)), self.width() - 2 * MARGIN)
        self.card.setFixedWidth(width)
        self._column.activate()
        size = QSize(width, max(self._column.totalHeightForWidth(width), self._column.totalMinimumSize().height()))
        foot = QRect(QPoint((self.width() - width) // 2, self.height() - size.height() - MARGIN), size)
        place = next((spot for spot in self._sides(size) if self._fits(spot)), foot)
        self.card.setGeometry(place)
        self._pointer = self._point(place)
        self.update()

    def _sides(self, size: QSize) -> list[QRect]:
        """Right of the part, below, left and above, moved along it until the window holds them."""
        hole, gap = self._hole, POINTER + 4
        left = min(max(hole.center().x() - size.width() // 2, MARGIN), self.width() - size.width() - MARGIN)
        top = min(max(hole.center().y() - size.height() // 2, MARGIN), self.height() - size.height() - MARGIN)
        return [
            QRect(QPoint(hole.right() + gap, top), size), QRect(QPoint(left, hole.bottom() + gap), size),
            QRect(QPoint(hole.left() - gap - size.width(), top), size), QRect(QPoint(left, hole.top() - gap - size.height()), size),
        ]  # fmt: skip

    def _fits(self, spot: QRect) -> bool:
        return not self._hole.isEmpty() and self.rect().adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN).contains(spot)

    def _point(self, card: QRect) -> QPolygonF:
        """A small triangle from the card to the part; none where the card stands on the part itself."""
        hole = self._hole
        if hole.isEmpty() or card.intersects(hole):
            return QPolygonF()
        across, down = _between(card.left(), card.right(), hole.center().x()), _between(card.top(), card.bottom(), hole.center().y())
        if card.left() > hole.right():
            tip, first, second = (card.left() - POINTER, down), (card.left() + 1, down - POINTER), (card.left() + 1, down + POINTER)
        elif card.right() < hole.left():
            tip, first, second = (card.right() + POINTER, down), (card.right() - 1, down - POINTER), (card.right() - 1, down + POINTER)
        elif card.top() > hole.bottom():
            tip, first, second = (across, card.top() - POINTER), (across - POINTER, card.top() + 1), (across + POINTER, card.top() + 1)
        else:
            foot = card.bottom() - 1
            tip, first, second = (across, card.bottom() + POINTER), (across - POINTER, foot), (across + POINTER, foot)
        return QPolygonF([QPointF(*first), QPointF(*tip), QPointF(*second)])

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        dimmed = QPainterPath()
        dimmed.addRect(QRectF(self.rect()))
        hole = QPainterPath()
        hole.addRoundedRect(QRectF(self._hole), RADIUS, RADIUS)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillPath(dimmed.subtracted(hole), theme().veil)
        if not self._hole.isEmpty():
            rounded(painter, QRectF(self._hole), RADIUS, None, "accent", 2)
        if not self._pointer.isEmpty():
            painter.setPen(theme().color("control"))
            painter.setBrush(theme().color("raised"))
            painter.drawPolygon(self._pointer)
        painter.end()

    # keys and size

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab stays among the buttons of the card while it is shown."""
        held = [one for one in (self.skip, self.back, self.next) if one.isVisible()]
        if self._left or not held:
            return super().focusNextPrevChild(forward)
        at = next((place for place, one in enumerate(held) if one.hasFocus()), -1)
        held[(at + (1 if forward else -1)) % len(held)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if watched is self._over and event.type() == QEvent.Type.Resize and self.isVisible():
            self.place()
        return False

    def _rescale(self, _scale: float) -> None:
        if self.isVisible():
            self.place()


def _between(first: int, last: int, wanted: int) -> int:
    """As near to `wanted` as the straight part of an edge reaches."""
    return min(max(wanted, first + RADIUS + POINTER), last - RADIUS - POINTER)
