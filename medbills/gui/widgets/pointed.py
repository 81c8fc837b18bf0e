"""A painted drawing whose parts one goes to by arrow keys or the mouse, each told in words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from medbills.gui.language import tr


class Pointed(QWidget):
    """Arrow keys and the mouse go to a part: `pointed` carries its number; Enter and a click open it: `opened`.

    `words` tell each part whole, and are spoken as one goes there.
    """

    pointed = Signal(int)
    opened = Signal(int)

    def __init__(self, spoken: str, words: Sequence[str], keys: str) -> None:
        super().__init__()
        self._spoken, self.words = spoken, tuple(words)
        self.at = -1
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ringRadius", 8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr(spoken))
        self.setAccessibleDescription(tr(keys))

    def near(self, where: QPointF) -> int:
        """The part under the mouse, or -1; a drawing with parts says which."""
        return -1

    def point_at(self, at: int) -> None:
        """Go to a part; -1 leaves them all."""
        if at == self.at:
            return
        self.at = at
        words = self.words[at] if at >= 0 else ""
        self.setAccessibleName(" ".join(tr(part) for part in (words, self._spoken) if part))
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
        if self.at < 0 and self.words:
            self.point_at(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys, last = Qt.Key, len(self.words) - 1
        to = {keys.Key_Left: self.at - 1, keys.Key_Right: self.at + 1, keys.Key_Home: 0, keys.Key_End: last}.get(keys(event.key()))
        if to is not None and self.words:
            self.point_at(min(max(to, 0), last))
        elif event.key() in (keys.Key_Return, keys.Key_Enter, keys.Key_Space) and self.at >= 0:
            self.opened.emit(self.at)
        else:
            super().keyPressEvent(event)
