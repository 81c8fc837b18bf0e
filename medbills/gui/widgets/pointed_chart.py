"""A painted chart of sums whose parts one goes to by arrow keys or the mouse. A table beside it says the same."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from medbills.domain.money import Money
from medbills.domain.wording import MONTHS
from medbills.gui.language import tr
from medbills.gui.theme import theme
from medbills.gui.type import type_
from medbills.gui.widgets.pointed import Pointed
from medbills.gui.widgets.shapes import pen

SHORT_MONTHS = tuple(name[:3] for name in MONTHS)
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class PointedChart(Pointed):
    """Sums stand at the left of the drawing; `high_lines` is its height in lines of body text."""

    def __init__(self, spoken: str, words: Sequence[str], keys: str, high_lines: int) -> None:
        super().__init__(spoken, words, keys)
        self._high_lines = high_lines

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
        painter.drawText(QRectF(0, y - small.height() / 2, area.left() - 8, small.height()), int(RIGHT), tr(words))


def whole(amount: Money) -> str:
    """A sum without cents where it has none."""
    return str(amount).removesuffix(".00")
