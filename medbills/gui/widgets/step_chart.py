"""A sum that changes in steps over the days, with the limit it must not pass. A table beside it says the same."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPolygonF

from medbills.domain.money import ZERO, Money
from medbills.gui.icons import pixmap, scaled
from medbills.gui.language import tr
from medbills.gui.theme import theme
from medbills.gui.type import type_
from medbills.gui.widgets.pointed_chart import SHORT_MONTHS, PointedChart, whole
from medbills.gui.widgets.shapes import pen, rounded

HIGH_LINES = 11  # body lines that the chart is high
KEYS = "Left and right go from paper to paper, Enter opens one."
A_YEAR = 370  # days; over more than that a January bears its year


@dataclass(frozen=True, slots=True)
class ChartStep:
    """The sum after one paper. `mark` is "", "reached" (a check) or "above" (a warning sign); `words` tell it whole.

    `printed` is another sum, which the paper itself prints: a square of its own.
    """

    day: datetime.date
    total: Money
    mark: str
    words: str
    printed: Money | None = None


class StepChart(PointedChart):
    """Its parts are the steps. With `until` the last sum holds up to that day; `keys` says what the arrow keys do."""

    def __init__(
        self, spoken: str, steps: Sequence[ChartStep], first: datetime.date, last: datetime.date, limit: Money | None,
        *, until: datetime.date | None = None, keys: str = KEYS,
    ) -> None:  # fmt: skip
        super().__init__(spoken, [step.words for step in steps], keys, HIGH_LINES)
        self._steps, self._limit, self._until = tuple(steps), limit, until
        self._first = min([first, *(step.day for step in steps)])
        self._last = max([last, *(step.day for step in steps)])

    # places

    def area(self) -> QRectF:
        """Where the line is drawn, without the words at its sides."""
        return self.area_beside(whole(self._limit or self.top()), scaled(14))

    def top(self) -> Money:
        highest = max((max(step.total, step.printed or ZERO) for step in self._steps), default=ZERO)
        return max(highest, self._limit or ZERO, Money(100_00))

    def place(self, at: int) -> QPointF:
        """The point of a step."""
        step = self._steps[at]
        return QPointF(self._x(step.day), self._y(step.total))

    def _x(self, day: datetime.date) -> float:
        area = self.area()
        return area.left() + area.width() * (day - self._first).days / max((self._last - self._first).days, 1)

    def _y(self, amount: Money) -> float:
        return self.y_in(self.area(), amount)

    def near(self, where: QPointF) -> int:
        """The step whose point is nearest across, within the reach of a finger."""
        if not self._steps or not self.area().adjusted(-8, -scaled(16), 16, 8).contains(where):
            return -1
        at = min(range(len(self._steps)), key=lambda at: (abs(self.place(at).x() - where.x()), abs(self.place(at).y() - where.y())))
        return at if abs(self.place(at).x() - where.x()) <= scaled(24) else -1

    # drawing

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(type_().font("small", 500, True))
        self._paint_ground(painter)
        if self._limit is not None:
            self._paint_limit(painter, self._limit)
        else:
            self._paint_top(painter)
        self._paint_line(painter)
        for step in self._steps:
            self._paint_printed(painter, step)
        for at, step in enumerate(self._steps):
            self._paint_mark(painter, at, step)
        painter.end()

    def _paint_ground(self, painter: QPainter) -> None:
        small = self.small()
        bottom = self.paint_floor(painter, self.area())
        years = (self._last - self._first).days > A_YEAR
        places: list[tuple[float, float]] = []
        # The years first: where room is short, a month gives way to a year.
        for day in sorted(_month_days(self._first, self._last), key=lambda day: not (years and day.month == 1)):
            x = round(self._x(day)) + 0.5
            painter.setPen(pen("hairline"))
            painter.drawLine(QPointF(x, bottom), QPointF(x, bottom + 4))
            words = str(day.year) if years and day.month == 1 else tr(SHORT_MONTHS[day.month - 1])
            end = x + small.horizontalAdvance(words) + 6
            if end <= self.width() and all(end <= left or x >= right for left, right in places):
                painter.setPen(theme().color("text2"))
                painter.drawText(QPointF(x, bottom + 6 + small.ascent()), words)
                places.append((x, end))

    def _paint_limit(self, painter: QPainter, limit: Money) -> None:
        area = self.area()
        y = round(self._y(limit)) + 0.5
        dashed = pen("text2", 1.5)
        dashed.setDashPattern([4.0, 3.0])
        painter.setPen(dashed)
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
        self.paint_sum(painter, area, y, whole(limit))
        painter.drawText(QPointF(area.left() + 4, y - 5), tr("Limit"))

    def _paint_top(self, painter: QPainter) -> None:
        """Without a limit the highest sum gives the scale."""
        area = self.area()
        y = round(self._y(self.top())) + 0.5
        painter.setPen(pen("hairline"))
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
        self.paint_sum(painter, area, y, whole(self.top()))

    def _paint_line(self, painter: QPainter) -> None:
        area = self.area()
        line = QPolygonF([QPointF(area.left(), area.bottom())])  # nothing before the first step
        for at in range(len(self._steps)):
            point = self.place(at)
            line.append(QPointF(point.x(), line.at(line.size() - 1).y()))
            line.append(point)
        if self._until is not None:
            line.append(QPointF(self._x(self._until), line.at(line.size() - 1).y()))
        if self._steps:
            painter.setPen(pen("accent", 2))
            painter.drawPolyline(line)

    def _paint_printed(self, painter: QPainter, step: ChartStep) -> None:
        if step.printed is not None and step.printed != step.total:
            side = float(scaled(9))
            box = QRectF(self._x(step.day) - side / 2, self._y(step.printed) - side / 2, side, side)
            rounded(painter, box, 1, "surface", "text2", 2)

    def _paint_mark(self, painter: QPainter, at: int, step: ChartStep) -> None:
        point = self.place(at)
        token = {"above": "amber", "reached": "success"}.get(step.mark, "accent")
        side = float(scaled(16 if step.mark else 9))
        if at == self.at:
            rounded(painter, QRectF(point.x() - side, point.y() - side, 2 * side, 2 * side), side, "accent-soft", "accent", 2)
        box = QRectF(point.x() - side / 2, point.y() - side / 2, side, side)
        if not step.mark:
            rounded(painter, box, side / 2, "surface", token, 2)
            return
        rounded(painter, box.adjusted(-2, -2, 2, 2), side, "surface")
        name = "warning" if step.mark == "above" else "check_circle"
        painter.drawPixmap(box.topLeft(), pixmap(name, token, round(side), self.devicePixelRatioF()))


def _month_days(first: datetime.date, last: datetime.date) -> list[datetime.date]:
    """The first days of the months between two days."""
    month = first.year * 12 + first.month - 1 + (first.day > 1)
    days = []
    while (day := datetime.date(month // 12, month % 12 + 1, 1)) <= last:
        days.append(day)
        month += 1
    return days
