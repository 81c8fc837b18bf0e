"""An account in time, painted: what happened on a line, and below it a lane for each clock; a list beside it says the same."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent

from medbills.domain.debt import Mark, Side
from medbills.domain.wording import short_day, short_month
from medbills.gui.language import tr
from medbills.gui.theme import theme
from medbills.gui.type import type_
from medbills.gui.widgets.pointed import Pointed
from medbills.gui.widgets.shapes import pen, rounded

BEFORE, AFTER = datetime.timedelta(days=21), datetime.timedelta(days=240)
BARS = {
    Side.YOURS: ("amber-soft", "amber-fill", False), Side.SAFE: ("success-soft", "success", False), Side.THEIRS: (None, "control", True),
}  # fmt: skip
MOST_TICKS = 12


class DebtLanes(Pointed):
    """Shows a window from the first event to some months after today; what ends later runs to the edge and names its day.

    Its parts are the events in their order, then the lanes.
    """

    def __init__(self, marks: Sequence[Mark], today: datetime.date) -> None:
        self._today = today
        events = [mark for mark in marks if mark.side is Side.FACT and mark.day]
        self._events = sorted(events, key=lambda mark: mark.day or today)
        self._lanes = [mark for mark in marks if mark.side is not Side.FACT and (mark.start or mark.day)]
        words = [f"{mark.title}: {mark.says}" for mark in (*self._events, *self._lanes)]
        super().__init__("The account in time. The list says the same.", words, "Left and right go from one day or clock to the next.")
        days = [day for mark in marks for day in (mark.start, mark.day) if day and day <= today]
        self._first = min(days, default=today) - BEFORE
        self._last = today + AFTER
        type_().scaled.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(480, self._head() + self._lane() * len(self._lanes) + self._line() + 8)

    minimumSizeHint = sizeHint

    def near(self, where: QPointF) -> int:
        """The lane under the mouse, or the event within the reach of a finger."""
        lane = int((where.y() - self._head()) // self._lane())
        if where.y() >= self._head():
            return len(self._events) + lane if lane < len(self._lanes) else -1
        reach = [abs(self._x(mark.day or self._today) - where.x()) for mark in self._events]
        at = min(range(len(reach)), key=reach.__getitem__, default=-1)
        return at if at >= 0 and reach[at] <= self._line() * 1.5 else -1

    def _line(self) -> int:
        return type_().line("small")

    def _head(self) -> int:
        return round(self._line() * 4.4)

    def _lane(self) -> int:
        return round(self._line() * 2.5)

    def _x(self, day: datetime.date) -> float:
        span = (self._last - self._first).days
        return 8 + (self.width() - 16) * min(max((day - self._first).days / span, 0.0), 1.0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(type_().font("small"))
        self._paint_months(painter)
        self._paint_today(painter)
        self._paint_events(painter)
        for at, mark in enumerate(self._lanes):
            self._paint_lane(painter, mark, self._head() + at * self._lane(), at + len(self._events) == self.at)
        painter.end()

    def _paint_months(self, painter: QPainter) -> None:
        months = _months(self._first, self._last)
        step = -(-len(months) // MOST_TICKS)
        for month in months[::step]:
            x = round(self._x(month)) + 0.5
            painter.setPen(pen("hairline"))
            painter.drawLine(QPointF(x, 0), QPointF(x, self._line()))
            painter.setPen(theme().color("text2"))
            words = short_month(month) if month.month != 1 else f"{short_month(month)} {month.year}"
            painter.drawText(QPointF(x + 5, self._line() - 4), tr(words))

    def _paint_today(self, painter: QPainter) -> None:
        """The line goes behind the words, which keep a ground of their own."""
        x = round(self._x(self._today)) + 0.5
        foot = self.height() - self._line() - 4.0
        painter.setPen(pen("accent", 2))
        painter.drawLine(QPointF(x, self._line() * 1.3), QPointF(x, foot))
        width = painter.fontMetrics().horizontalAdvance(tr("Today"))
        painter.setPen(theme().color("accent"))
        painter.drawText(QPointF(x - width / 2, foot + self._line() - 4), tr("Today"))

    def _write(self, painter: QPainter, place: QRectF, words: str) -> None:
        painter.fillRect(place.adjusted(-2, 2, 2, -2), theme().color("surface"))
        painter.setPen(theme().color("text"))
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), tr(words))

    def _paint_events(self, painter: QPainter) -> None:
        """Dots on the line; a word that would touch the one before it stands a line lower, or is left to the list."""
        y = self._line() * 1.8
        painter.setPen(pen("hairline"))
        painter.drawLine(QPointF(8, y), QPointF(self.width() - 8, y))
        ends = [0.0, 0.0]
        for at, mark in enumerate(self._events):
            x = self._x(mark.day or self._today)
            if at == self.at:
                rounded(painter, QRectF(x - 9, y - 9, 18, 18), 9, "accent-soft", "accent", 2)
            rounded(painter, QRectF(x - 5, y - 5, 10, 10), 5, "surface", "accent" if at == self.at else "text2", 2)
            width = painter.fontMetrics().horizontalAdvance(tr(mark.title))
            left = min(max(x - 8, 0.0), self.width() - width - 4.0)
            row = next((row for row, end in enumerate(ends) if left > end + 8), None)
            if row is not None:
                ends[row] = left + width
                self._write(painter, QRectF(left, y + self._line() * (0.35 + 0.95 * row), width + 4, self._line()), mark.title)

    def _paint_lane(self, painter: QPainter, mark: Mark, top: int, here: bool) -> None:
        ground, edge, dashed = BARS[mark.side]
        end = mark.day or mark.not_before
        start = mark.start or end or self._today
        left, right = self._x(start), self._x(end) if end else self.width() - 8.0
        height = round(self._line() * 0.7)
        words = f"{tr(mark.title)}: {tr(_until(mark, self._today))}"
        width = painter.fontMetrics().horizontalAdvance(tr(words))
        at = min(max(left, 4.0), max(self.width() - width - 8.0, 4.0))
        self._write(painter, QRectF(at, top, width + 4, self._line()), words)
        bar = QRectF(left, top + self._line() + 2, max(right - left, 8.0), height)
        rounded(painter, bar, 4, ground, edge, 1, dashed=dashed or mark.day is None)
        if here:
            rounded(painter, bar.adjusted(-2, -1, 2, 2), 5, None, "accent", 2)


def _until(mark: Mark, today: datetime.date) -> str:
    if mark.day:
        return f"until {short_day(mark.day, today)}" if mark.day >= today else f"until {short_day(mark.day, today)}, over"
    if mark.not_before:
        return f"not over before {short_day(mark.not_before, today)}"
    return "no last day known"


def _months(first: datetime.date, last: datetime.date) -> list[datetime.date]:
    """The first days of the months in between."""
    found = []
    year, month = first.year, first.month
    while (year, month) < (last.year, last.month):
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
        found.append(datetime.date(year, month, 1))
    return found
