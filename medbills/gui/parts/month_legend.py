"""What the colors of the month mean, in words."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from medbills.gui.language import tr
from medbills.gui.theme import theme
from medbills.gui.type import type_
from medbills.gui.widgets.shapes import rounded
from medbills.services.calendar_days import Turn

GROUNDS = {Turn.SOON: ("danger-soft", "danger"), Turn.YOURS: ("amber-soft", "amber"), Turn.OVER: ("sunken", "text2")}


class Legend(QWidget):
    """A line under the month."""

    WORDS = ((Turn.SOON, "Soon, your turn"), (Turn.YOURS, "Your turn"), (Turn.THEIRS, "Their turn"), (Turn.OVER, "Past or done"))

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("What the colors mean"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(400, type_().line("body") + 6)

    minimumSizeHint = sizeHint

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(type_().font("small"))
        left, middle = 4.0, self.height() / 2
        for turn, words in self.WORDS:
            box = QRectF(left, middle - 6, 16, 12)
            if turn is Turn.THEIRS:
                rounded(painter, box, 3, None, "control", 1, dashed=True)
            else:
                ground, ink = GROUNDS[turn]
                rounded(painter, box, 3, "hairline" if turn is Turn.OVER else ground, None if turn is Turn.OVER else ink)
            painter.setPen(theme().color("text2"))
            width = painter.fontMetrics().horizontalAdvance(tr(words))
            painter.drawText(QRectF(left + 22, 0, width + 2, self.height()), int(Qt.AlignmentFlag.AlignVCenter), tr(words))
            left += 22 + width + 20
        painter.end()
