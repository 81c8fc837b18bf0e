"""A sum that grows in steps over the days of a year, with the limit it must not pass. A table beside it says the same."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from medbills.domain.money import ZERO, Money
from medbills.gui.icons import pixmap, scaled
from medbills.gui.theme import theme
from medbills.gui.type import type_
from medbills.gui.widgets.shapes import pen, rounded

HIGH_LINES = 11  # body lines that the chart is high
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class ChartStep:
    """The sum after one paper. `mark` is "", "reached" (a check) or "above" (a warning sign); `words` tell it whole."""

    day: datetime.date
    total: Money
    mark: str
    words: str


class StepChart(QWidget):
    """Arrow keys and the mouse go to a step: `pointed` carries its number; Enter and a click open it: `opened`."""

    pointed = Signal(int)
    opened = Signal(int)

    def __init__(
        self, spoken: str, steps: Sequence[ChartStep], first: datetime.date, last: datetime.date, limit: Money | None
    ) -> None:
        super().__init__()
        self._spoken, self._steps, self._limit = spoken, tuple(steps), limit
        self._first = min([first, *(step.day for step in steps)])
        self._last = max([last, *(step.day for step in steps)])
        self.at = -1
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ringRadius", 8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(spoken)
        self.setAccessibleDescription("Left and right go from paper to paper, Enter opens one.")

    # places

    def sizeHint(self) -> QSize:
        return QSize(320, HIGH_LINES * type_().line("body"))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height())

    def _small(self) -> QFontMetricsF:
        return QFontMetricsF(type_().font("small", 500, True))

    def area(self) -> QRectF:
        """Where the line is drawn, without the words at its sides."""
        small = self._small()
        left = max(small.horizontalAdvance(words) for words in ("$0", _whole(self._limit or self._top())))
        line = small.height()
        return QRectF(left + 10, line + 8, self.width() - left - 10 - scaled(14), self.height() - 2 * line - 22)

    def _top(self) -> Money:
        highest = max((step.total for step in self._steps), default=ZERO)
        return max(highest, self._limit or ZERO, Money(100_00))

    def place(self, at: int) -> QPointF:
        """The point of a step."""
        step = self._steps[at]
        return QPointF(self._x(step.day), self._y(step.total))

    def _x(self, day: datetime.date) -> float:
        area = self.area()
        return area.left() + area.width() * (day - self._first).days / max((self._last - self._first).days, 1)

    def _y(self, amount: Money) -> float:
        area = self.area()
        return area.bottom() - area.height() * amount.cents / (self._top().cents * 1.06)

    # where one is

    def point_at(self, at: int) -> None:
        """Go to a step; -1 leaves them all."""
        if at == self.at:
            return
        self.at = at
        words = self._steps[at].words if at >= 0 else ""
        self.setAccessibleName(f"{words} {self._spoken}".strip())
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))
        self.update()
        self.pointed.emit(at)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        near = self._near(event.position())
        if near >= 0:
            self.point_at(near)
        self.setCursor(Qt.CursorShape.PointingHandCursor if near >= 0 else Qt.CursorShape.ArrowCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and (near := self._near(event.position())) >= 0:
            self.point_at(near)
            self.opened.emit(near)

    def _near(self, where: QPointF) -> int:
        """The step whose point is nearest across, within the reach of a finger."""
        if not self._steps or not self.area().adjusted(-8, -scaled(16), 16, 8).contains(where):
            return -1
        at = min(range(len(self._steps)), key=lambda at: (abs(self.place(at).x() - where.x()), abs(self.place(at).y() - where.y())))
        return at if abs(self.place(at).x() - where.x()) <= scaled(24) else -1

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.at < 0 and self._steps:
            self.point_at(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys, last = Qt.Key, len(self._steps) - 1
        to = {keys.Key_Left: self.at - 1, keys.Key_Right: self.at + 1, keys.Key_Home: 0, keys.Key_End: last}.get(keys(event.key()))
        if to is not None and self._steps:
            self.point_at(min(max(to, 0), last))
        elif event.key() in (keys.Key_Return, keys.Key_Enter, keys.Key_Space) and self.at >= 0:
            self.opened.emit(self.at)
        else:
            super().keyPressEvent(event)

    # drawing

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(type_().font("small", 500, True))
        self._paint_ground(painter)
        if self._limit is not None:
            self._paint_limit(painter, self._limit)
        self._paint_line(painter)
        for at, step in enumerate(self._steps):
            self._paint_mark(painter, at, step)
        painter.end()

    def _paint_ground(self, painter: QPainter) -> None:
        area, small = self.area(), self._small()
        painter.setPen(pen("hairline"))
        bottom = round(area.bottom()) + 0.5
        painter.drawLine(QPointF(area.left(), bottom), QPointF(area.right(), bottom))
        painter.setPen(theme().color("text2"))
        painter.drawText(QRectF(0, bottom - small.height() / 2, area.left() - 8, small.height()), int(_RIGHT), "$0")
        wide, free = max(map(small.horizontalAdvance, _MONTHS)) + 6, -1.0
        for day in _month_days(self._first, self._last):
            x = round(self._x(day)) + 0.5
            painter.setPen(pen("hairline"))
            painter.drawLine(QPointF(x, bottom), QPointF(x, bottom + 4))
            if x >= free and x + wide <= self.width():
                painter.setPen(theme().color("text2"))
                painter.drawText(QPointF(x, bottom + 6 + small.ascent()), _MONTHS[day.month - 1])
                free = x + wide

    def _paint_limit(self, painter: QPainter, limit: Money) -> None:
        area, small = self.area(), self._small()
        y = round(self._y(limit)) + 0.5
        dashed = pen("text2", 1.5)
        dashed.setDashPattern([4.0, 3.0])
        painter.setPen(dashed)
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
        painter.setPen(theme().color("text2"))
        painter.drawText(QRectF(0, y - small.height() / 2, area.left() - 8, small.height()), int(_RIGHT), _whole(limit))
        painter.drawText(QPointF(area.left() + 4, y - 5), "Limit")

    def _paint_line(self, painter: QPainter) -> None:
        area = self.area()
        line = QPolygonF([QPointF(area.left(), area.bottom())])
        for at in range(len(self._steps)):
            point = self.place(at)
            line.append(QPointF(point.x(), line.at(line.size() - 1).y()))
            line.append(point)
        if self._steps:
            painter.setPen(pen("accent", 2))
            painter.drawPolyline(line)

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


_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def _whole(amount: Money) -> str:
    return str(amount).removesuffix(".00")


def _month_days(first: datetime.date, last: datetime.date) -> list[datetime.date]:
    """The first days of the months between two days."""
    month = first.year * 12 + first.month - 1 + (first.day > 1)
    days = []
    while (day := datetime.date(month // 12, month % 12 + 1, 1)) <= last:
        days.append(day)
        month += 1
    return days
