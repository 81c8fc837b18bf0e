"""An icon that stands beside words, or on a tile; ornament to a screen reader."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from medbills.gui.icons import pixmap, scaled
from medbills.gui.type import ROLES, type_
from medbills.gui.widgets.shapes import soft

SET_CLOSE = 1.21  # line height of words without room between their lines, as the font's metrics have it


class IconLabel(QWidget):
    """The icon alone, growing with the text; on a soft tile when `tile` (pixels at 100 %) is given."""

    def __init__(self, name: str, tone: str = "text2", size: int = 20, tile: int = 0, beside: str = "", reading: bool = False) -> None:
        """`beside`: the role of the words at its right, set as `reading` text or close. At the top of a row the icon is then
        level with their first line."""
        super().__init__()
        self._beside, self._leading = beside, ROLES[beside].line_height / SET_CLOSE if reading else 1.0
        self._name, self._token, self._size, self._tile = name, tone, size, tile
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def set_icon(self, name: str, token: str | None = None) -> None:
        """Another icon, another color."""
        self._name, self._token = name, token or self._token
        self.update()

    def sizeHint(self) -> QSize:
        side = scaled(self._tile or self._size)
        return QSize(side, max(side, round(type_().line(self._beside) * self._leading)) if self._beside else side)

    minimumSizeHint = sizeHint

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._tile:
            soft(painter, QRectF(self.rect()), 12, "accent-soft", "accent")
        size = scaled(self._size)
        at = (self.width() - size) // 2
        painter.drawPixmap(at, (self.height() - size) // 2, pixmap(self._name, self._token, size, self.devicePixelRatioF()))
        painter.end()
