"""The short message at the bottom that says what happened, and takes it back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from medbills.gui.type import type_
from medbills.gui.widgets.buttons import button, icon_button
from medbills.gui.widgets.icon_label import IconLabel
from medbills.gui.widgets.label import ReadingLabel

STAYS_MS = 10_000
NARROWEST, WIDEST, FROM_BOTTOM = 400, 560, 24


class Toast(QFrame):
    """Stays ten seconds, longer while the mouse or the keyboard is in it. It places itself in its parent."""

    undone = Signal()

    def __init__(self, parent: QWidget, text: str, undo: Callable[[], None] | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "popup")
        self.setAccessibleName(text)
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
        self.place()
        self.show()
        self.raise_()

    def place(self) -> None:
        """Bottom center of the parent."""
        parent = self._over
        width = min(max(self.sizeHint().width(), NARROWEST), round(WIDEST * max(type_().scale, 1)), parent.width() - 32)
        layout = self._row
        width = max(width, layout.totalMinimumSize().width())
        height = max(layout.totalHeightForWidth(width), layout.totalMinimumSize().height())
        self.setGeometry((parent.width() - width) // 2, parent.height() - height - FROM_BOTTOM, width, height)

    def _rescale(self, _scale: float) -> None:
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
