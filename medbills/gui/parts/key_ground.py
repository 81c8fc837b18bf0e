"""The content of a scroll area whose keys are offered to its owner before they scroll; and whole fields brought to view."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from medbills.gui.widgets.scroll import ROOM, Scroll


class KeyGround(QWidget):
    """`take` gets every key that no child used, and says whether it did."""

    def __init__(self, take: Callable[[QKeyEvent], bool]) -> None:
        super().__init__()
        self._take = take

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._take(event):
            event.accept()
        else:
            super().keyPressEvent(event)


def bring_whole(area: Scroll, part: QWidget) -> None:
    """Scroll until a part of the area shows with its label and hint, once what changed with it has its place."""
    QTimer.singleShot(0, part, lambda: area.ensureWidgetVisible(part, ROOM, ROOM))
