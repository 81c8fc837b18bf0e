"""The page of a packet on which its happenings are drawn to scale: how much time lies between them is seen at a glance."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from itertools import pairwise

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, Spacer

from medbills.domain.packet import Happening, PacketPlan
from medbills.domain.wording import counted, long_day, short_month
from medbills.pdf.packet_front import WIDTH, proofs, ruled
from medbills.pdf.type_setting import BOLD, REGULAR, color, paragraph, style

_LANES = (("papers", "Papers"), ("calls", "Calls"), ("letters", "Letters"), ("money", "Payments"))
_LEFT, _RIGHT = 62.0, 12.0  # points: the lanes' names, and room for the last dot
_DOT, _ROW, _LANE = 8.0, 19.0, 26.0  # radius, from dot to dot above one another, the least height of a lane
_HEAD, _FOOT = 22.0, 26.0  # the months, and the days between
_LONG_GAP = 14  # calendar days without anything: from so many on they are counted
_SHORTEST = 30  # calendar days that the scale shows at least
_BODY, _SMALL = 11.5, 8.5


def in_time(plan: PacketPlan, first_pages: Mapping[str, int]) -> list[Flowable]:
    """The figure, and the key to its numbers with the exhibits."""
    told = sorted(plan.happenings, key=lambda item: item.day)
    days = (told[-1].day - told[0].day).days
    span = f"From {long_day(told[0].day)} to {long_day(told[-1].day)}: {counted(days, 'day')}." if days else long_day(told[0].day)
    head = [paragraph(text, style(_BODY)) for text in ("No.", "Day", "What happened")] + [paragraph("Proof", style(_BODY, right=True))]
    rows = [head]
    for number, one in enumerate(told, 1):
        proof = proofs([one.proof] if one.proof else [], first_pages)
        cells = [paragraph(text, style(_BODY)) for text in (str(number), long_day(one.day), one.what[:300])]
        rows.append([*cells, proof])
    return [
        paragraph("This case in time", style(18, bold=True, after=4, leading=1.2)),
        paragraph(span, style(_BODY, after=10)),
        TimeFigure(told),
        Spacer(1, 14),
        ruled(rows, [WIDTH * 0.08, WIDTH * 0.27, WIDTH * 0.54, WIDTH * 0.11]),
    ]  # fmt: skip


class TimeFigure(Flowable):
    """A lane for each kind of happening, numbered dots by their day, and below them the days on which nothing happened."""

    def __init__(self, told: Sequence[Happening]) -> None:
        super().__init__()
        first, last = told[0].day, told[-1].day
        self.told, self._first = tuple(told), first
        self._days = max((last - first).days, _SHORTEST)
        self._lanes = _lanes_of(told)
        self.rows = {lane: self._stacked(lane) for lane, _ in self._lanes}
        self._heights = {lane: max(_LANE, (max(rows.values()) + 1) * _ROW + 7) for lane, rows in self.rows.items()}
        self.width, self.height = WIDTH, _HEAD + sum(self._heights.values()) + _FOOT

    def wrap(self, *_room: float) -> tuple[float, float]:
        return self.width, self.height

    def x(self, day: datetime.date) -> float:
        """How far to the right a day stands, in points."""
        return _LEFT + _DOT + (WIDTH - _LEFT - _RIGHT - _DOT) * (day - self._first).days / self._days

    def _stacked(self, lane: str) -> dict[int, int]:
        """The row of each happening of a lane, by its number: one that would touch another stands above it."""
        ends: list[float] = []
        rows: dict[int, int] = {}
        for number, one in enumerate(self.told, 1):
            if _lane(one) != lane:
                continue
            at = self.x(one.day)
            row = next((row for row, end in enumerate(ends) if at >= end), len(ends))
            ends[row:] = [at + 2 * _DOT + 2, *ends[row + 1 :]]
            rows[number] = row
        return rows

    def draw(self) -> None:
        """Black on white, so that a copy or a fax of it reads as well."""
        self._draw_months()
        top = self.height - _HEAD
        for lane, name in self._lanes:
            height = self._heights[lane]
            self._draw_lane(lane, name, top, height)
            top -= height
        self._line(0, top, WIDTH, "hairline", 0.6)
        self._draw_gaps(top)

    def _draw_months(self) -> None:
        canvas = self.canv
        free = 0.0
        for day in [self._first, *_month_days(self._first, self._first + datetime.timedelta(days=self._days))]:
            at = self.x(day)
            canvas.setStrokeColor(color("hairline"))
            canvas.setLineWidth(0.6)
            canvas.line(at, self.height, at, _FOOT)
            later = f"{short_month(day)} {day.year}" if day.month == 1 else short_month(day)
            words = f"{short_month(day)} {day.day}" if day == self._first else later
            wide = stringWidth(words, REGULAR, _SMALL)
            if at < free or at + wide > WIDTH:
                continue
            free = at + wide + 8
            canvas.setFont(REGULAR, _SMALL)
            canvas.setFillColor(color("text2"))
            canvas.drawString(at + 2, self.height - 10, words)

    def _draw_lane(self, lane: str, name: str, top: float, height: float) -> None:
        canvas = self.canv
        self._line(0, top, WIDTH, "hairline", 0.6)
        canvas.setFont(REGULAR, 9.5)
        canvas.setFillColor(color("ink"))
        canvas.drawString(0, top - 17, name)
        for number, row in self.rows[lane].items():
            at, y = self.x(self.told[number - 1].day), top - 13 - row * _ROW
            canvas.setStrokeColor(color("ink"))
            canvas.setFillColor(color("surface"))
            canvas.setLineWidth(0.9)
            canvas.circle(at, y, _DOT, stroke=1, fill=1)
            canvas.setFillColor(color("ink"))
            canvas.setFont(BOLD, 8 if number < 100 else 6.5)
            canvas.drawCentredString(at, y - 2.8, str(number))

    def _draw_gaps(self, top: float) -> None:
        """A bracket under each long time in which nothing happened, where its words have room."""
        canvas = self.canv
        days = sorted({one.day for one in self.told})
        for before, after in pairwise(days):
            gap = (after - before).days
            left, right = self.x(before) + 2, self.x(after) - 2
            words = counted(gap, "day")
            if gap < _LONG_GAP or stringWidth(words, REGULAR, _SMALL) + 6 > right - left:
                continue
            canvas.setStrokeColor(color("text2"))
            canvas.setLineWidth(0.7)
            canvas.line(left, top - 8, right, top - 8)
            for end in (left, right):
                canvas.line(end, top - 5, end, top - 11)
            canvas.setFillColor(color("ink"))
            canvas.setFont(REGULAR, _SMALL)
            canvas.drawCentredString((left + right) / 2, top - 19, words)

    def _line(self, left: float, y: float, right: float, shade: str, width: float) -> None:
        self.canv.setStrokeColor(color(shade))
        self.canv.setLineWidth(width)
        self.canv.line(left, y, right, y)


def _lane(one: Happening) -> str:
    return one.group if one.group in dict(_LANES) else _LANES[0][0]


def _lanes_of(told: Sequence[Happening]) -> list[tuple[str, str]]:
    """Only lanes with something in them."""
    used = {_lane(one) for one in told}
    return [(lane, name) for lane, name in _LANES if lane in used]


def _month_days(first: datetime.date, last: datetime.date) -> list[datetime.date]:
    """The first days of the months between two days."""
    month = first.year * 12 + first.month
    days = []
    while (day := datetime.date(month // 12, month % 12 + 1, 1)) <= last:
        days.append(day)
        month += 1
    return days
