"""The short message at the bottom that says what happened, and takes it back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRect, QTimer, Signal
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QApplication, QFrame, QHBoxLayout, QWidget
from shiboken6 import isValid

from medbills.gui.language import tr
from medbills.gui.type import type_
from medbills.gui.widgets.buttons import button, icon_button
from medbills.gui.widgets.icon_label import IconLabel
from medbills.gui.widgets.label import ReadingLabel

STAYS_MS = 10_000
NARROWEST, WIDEST, FROM_BOTTOM, APART = 400, 560, 24, 8


def _scrolls(part: QWidget) -> bool:
    """Whether it can be scrolled away from under a message."""
    above = part.parentWidget()
    while above is not None and not isinstance(above, QAbstractScrollArea):
        above = above.parentWidget()
    return above is not None


def _seen(part: QWidget, over: QWidget) -> QRect:
    """What is to be seen of a part, within `over`: of one that is scrolled away nothing."""
    seen = part.visibleRegion().boundingRect()
    return seen.translated(part.mapTo(over, seen.topLeft()) - seen.topLeft()) if not seen.isEmpty() else seen


class Toast(QFrame):
    """Stays ten seconds, longer while the mouse or the keyboard is in it. It places itself in its parent."""

    undone = Signal()

    def __init__(self, parent: QWidget, text: str, undo: Callable[[], None] | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "popup")
        self.setAccessibleName(tr(text))
        row = self._row = QHBoxLayout(self)
        self._over = parent
        row.setContentsMargins(16, 6, 8, 6)
        row.setSpacing(12)
        row.addWidget(IconLabel("check_circle", "success"))
        row.addWidget(ReadingLabel(text), 1)
        if undo:
            self.undo = button("Undo", "quiet", "undo", bar=True)
            self.undo.clicked.connect(self.undone)
            row.addWidget(self.undo)
        close = icon_button("close", "Close this message", "quiet")
        close.clicked.connect(self.leave)
        row.addWidget(close)
        self._clock = QTimer(self)
        self._clock.setInterval(STAYS_MS)
        self._clock.timeout.connect(self._expire)
        self._clock.start()
        parent.installEventFilter(self)
        type_().scaled.connect(self._rescale)
        if isinstance(app := QApplication.instance(), QApplication):
            app.focusChanged.connect(self._move_away)  # each page that comes puts the keyboard somewhere
        self.place()
        self.show()
        self.raise_()

    def place(self) -> None:
        """Bottom center of the parent, above what can be pressed there."""
        parent = self._over
        width = min(max(self.sizeHint().width(), NARROWEST), round(WIDEST * max(type_().scale, 1)), parent.width() - 32)
        layout = self._row
        width = max(width, layout.totalMinimumSize().width())
        height = max(layout.totalHeightForWidth(width), layout.totalMinimumSize().height())
        lowest = QRect((parent.width() - width) // 2, parent.height() - height - FROM_BOTTOM, width, height)
        self.setGeometry(self._free_place(lowest))

    def _free_place(self, lowest: QRect) -> QRect:
        """The lowest place, in the lower two thirds, where it lies over no fixed button and not over what is typed in; else the bottom."""
        fixed = [part for part in self._over.findChildren(QAbstractButton) if part.isVisible() and part.isEnabled() and not _scrolls(part)]
        held = self._over.window().focusWidget()
        parts = [*fixed, *([held] if held is not None and not isinstance(held, QAbstractButton) and held.isVisible() else [])]
        seen = [_seen(part, self._over) for part in parts if not self.isAncestorOf(part)]
        taken = [rect.adjusted(-APART, -APART, APART, APART) for rect in seen if 0 < rect.height() <= lowest.height() * 2]
        place = QRect(lowest)
        while hit := [rect for rect in taken if rect.intersects(place)]:
            place.moveBottom(min(rect.top() for rect in hit) - 1)
        return place if place.top() > self._over.height() // 3 else lowest

    def _rescale(self, _scale: float) -> None:
        self.place()

    def _move_away(self, _left: QWidget | None, _held: QWidget | None) -> None:
        self.make_way()

    def make_way(self) -> None:
        """Another page may have come, with a button where this lies; never under a mouse or a keyboard that is in it."""
        if not isValid(self._over):
            return
        held = self._over.window().focusWidget()
        if self.isVisible() and not self.underMouse() and not (held is not None and self.isAncestorOf(held)):
            self.place()

    def leave(self) -> None:
        """Go now."""
        self._clock.stop()
        self.hide()
        self.deleteLater()

    def _expire(self) -> None:
        if self.underMouse() or self.isAncestorOf(self.window().focusWidget() or self.window()):
            return
        self.leave()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._clock.start()
        super().enterEvent(event)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if watched is self._over and event.type() == QEvent.Type.Resize:
            self.place()
        return False
