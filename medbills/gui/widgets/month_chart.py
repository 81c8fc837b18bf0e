"""Columns for the months of a year: filled for what went out, open with a plus for what came back. A table says the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPaintEvent

from medbills.domain.money import ZERO, Money
from medbills.gui.icons import scaled
from medbills.gui.language import tr
from medbills.gui.theme import theme
from medbills.gui.type import type_
from medbills.gui.widgets.pointed_chart import SHORT_MONTHS, PointedChart, whole
from medbills.gui.widgets.shapes import pen, rounded

HIGH_LINES = 9  # body lines that the chart is high


@dataclass(frozen=True, slots=True)
class ChartMonth:
    """What was paid in a month and what came back, both above zero; `words` tell it whole."""

    paid: Money
    came_back: Money
    words: str


class MonthChart(PointedChart):
    """Its parts are the months, January first."""

    def __init__(self, spoken: str, months: Sequence[ChartMonth]) -> None:
        super().__init__(spoken, [month.words for month in months], "Left and right go from month to month.", HIGH_LINES)
        self._months = tuple(months)

    def top(self) -> Money:
        return max([Money(100_00), *(max(month.paid, month.came_back) for month in self._months)])

    def area(self) -> QRectF:
        """Where the columns are drawn."""
        return self.area_beside(whole(self.top()), 4)

    def column(self, at: int) -> QRectF:
        """The place of a month, from the floor to the top."""
        area = self.area()
        width = area.width() / max(len(self._months), 1)
        return QRectF(area.left() + at * width, area.top(), width, area.height())

    def near(self, where: QPointF) -> int:
        area = self.area()
        if not self._months or not area.contains(where):
            return -1
        return min(int((where.x() - area.left()) / self.column(0).width()), len(self._months) - 1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(type_().font("small", 500, True))
        area, small = self.area(), self.small()
        high = round(self.y_in(area, self.top())) + 0.5
        painter.setPen(pen("hairline"))
        painter.drawLine(QPointF(area.left(), high), QPointF(area.right(), high))
        self.paint_sum(painter, area, high, whole(self.top()))
        bottom = self.paint_floor(painter, area)
        free = -1.0
        for at, month in enumerate(self._months):
            self._paint_month(painter, at, month)
            place, name = self.column(at), SHORT_MONTHS[at % 12]
            wide = small.horizontalAdvance(tr(name))
            left = place.center().x() - wide / 2
            if left >= free:
                painter.setPen(theme().color("text" if at == self.at else "text2"))
                painter.drawText(QPointF(left, bottom + 6 + small.ascent()), tr(name))
                free = left + wide + 6
        painter.end()

    def _paint_month(self, painter: QPainter, at: int, month: ChartMonth) -> None:
        place = self.column(at)
        if at == self.at:
            rounded(painter, place.adjusted(1, 0, -1, 0), 6, "accent-soft", "accent", 1)
        bars = [(amount, back) for amount, back in ((month.paid, False), (month.came_back, True)) if amount > ZERO]
        width = min(float(scaled(22)), place.width() * 0.7) / max(len(bars), 1)
        left = place.center().x() - width * len(bars) / 2
        for amount, back in bars:
            top = min(self.y_in(self.area(), amount), place.bottom() - 2)
            bar = QRectF(left + 1, top, width - 2, place.bottom() - top)
            if back:
                rounded(painter, bar, 3, "surface", "success", 2)
                painter.setPen(theme().color("success"))
                painter.drawText(QPointF(bar.center().x() - self.small().horizontalAdvance("+") / 2, top - 3), tr("+"))
            else:
                rounded(painter, bar, 3, "accent")
            left += width
