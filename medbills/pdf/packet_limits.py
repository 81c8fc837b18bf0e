"""The page of a packet on which the plan year's limits are drawn: what each statement takes, until the limit and above it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from fractions import Fraction

from reportlab.platypus import Flowable, Spacer

from medbills.domain.money import Money
from medbills.domain.packet import DrawnLimit, PacketPlan
from medbills.domain.wording import counted, long_day, short_month
from medbills.pdf.packet_front import WIDTH, proofs, ruled
from medbills.pdf.type_setting import REGULAR, color, paragraph, style

_HIGH, _HEAD, _FOOT, _LEFT, _RIGHT = 120.0, 10.0, 18.0, 70.0, 10.0  # points
_BODY, _SMALL = 11.5, 8.5
_DOT = 3.2
_LEAST = Money(100_00)  # that the scale shows


def limits_in_time(plan: PacketPlan, first_pages: Mapping[str, int]) -> list[Flowable]:
    """Each limit: its sums in a sentence, the line of the sum, and the statements with what each takes."""
    story: list[Flowable] = [paragraph("Limits of the plan year", style(18, bold=True, after=4, leading=1.2))]
    for limit in plan.limits:
        heads = ("Statement of", "It takes", "Sum so far", "It prints", "Above it", "Proof")
        rows: list[list[object]] = [[paragraph(text, style(_BODY, right=at > 0)) for at, text in enumerate(heads)]]
        for step in limit.steps:
            printed = step.printed.text() if step.printed is not None else ""
            sums = (step.taken.text(), step.running.text(), printed, step.above.text() if step.above else "")
            cells: list[object] = [paragraph(long_day(step.day), style(_BODY))]
            cells += [paragraph(text, style(_BODY, right=True)) for text in sums]
            rows.append([*cells, proofs([step.proof] if step.proof else [], first_pages)])
        story += [
            paragraph(limit.title, style(12, bold=True, before=8, after=2)), paragraph(_says(limit), style(_BODY, after=6)),
            LimitFigure(limit), Spacer(1, 8), ruled(rows, [WIDTH * share for share in (0.29, 0.16, 0.16, 0.16, 0.13, 0.1)]),
        ]  # fmt: skip
    return story


def _says(limit: DrawnLimit) -> str:
    """The sum of the statements that are here; where one prints more, that too, so that nothing is said against the patient."""
    last = limit.steps[-1]
    said = f"By {counted(len(limit.steps), 'statement')} from {long_day(limit.first)} on: {last.running} of {limit.limit}."
    more = [step for step in limit.steps if step.printed is not None and step.printed > step.running]
    if not more:
        return said
    return f"{said} The statement of {long_day(more[-1].day)} prints {more[-1].printed} (square): earlier ones are not here."


class LimitFigure(Flowable):
    """The sum in steps over the plan year, under the dashed line of the limit; a filled dot is above it.

    A square is a sum that a statement prints beyond those that are here.
    """

    def __init__(self, limit: DrawnLimit) -> None:
        super().__init__()
        self.limit = limit
        self.width, self.height = WIDTH, _HEAD + _HIGH + _FOOT
        sums = [amount for step in limit.steps for amount in (step.running, step.printed) if amount is not None]
        self._top = max([_LEAST, limit.limit, *sums])

    def wrap(self, *_room: float) -> tuple[float, float]:
        return self.width, self.height

    def x(self, day: datetime.date) -> float:
        """How far to the right a day stands, in points."""
        days = max((self.limit.last - self.limit.first).days, 1)
        return _LEFT + (WIDTH - _LEFT - _RIGHT) * min(max((day - self.limit.first).days / days, 0.0), 1.0)

    def y(self, amount: Money) -> float:
        """How high a sum stands, in points."""
        share = Fraction(amount.cents, self._top.cents)
        return _FOOT + _HIGH / 1.06 * float(share)

    def draw(self) -> None:
        """In black and white, so that a copy or a fax of it reads as well."""
        self._draw_ground()
        canvas, limit = self.canv, self.limit
        canvas.setStrokeColor(color("ink"))
        canvas.setLineWidth(0.9)
        canvas.setDash(4, 3)
        canvas.line(_LEFT, self.y(limit.limit), WIDTH - _RIGHT, self.y(limit.limit))
        canvas.setDash()
        self._sum_beside(self.y(limit.limit), limit.limit.text())
        canvas.setLineWidth(1.4)
        at, high = _LEFT, self.y(Money(0))
        for step in limit.steps:
            right, up = self.x(step.day), self.y(step.running)
            canvas.line(at, high, right, high)
            canvas.line(right, high, right, up)
            at, high = right, up
        for step in limit.steps:
            canvas.setFillColor(color("surface"))
            if step.printed is not None and step.printed > step.running:
                canvas.rect(self.x(step.day) - _DOT, self.y(step.printed) - _DOT, 2 * _DOT, 2 * _DOT, stroke=1, fill=1)
            canvas.setFillColor(color("ink" if step.above else "surface"))
            canvas.circle(self.x(step.day), self.y(step.running), _DOT, stroke=1, fill=1)

    def _draw_ground(self) -> None:
        canvas = self.canv
        canvas.setStrokeColor(color("control"))
        canvas.setLineWidth(0.6)
        canvas.line(_LEFT, _FOOT, WIDTH - _RIGHT, _FOOT)
        self._sum_beside(_FOOT, "$0")
        month = self.limit.first.year * 12 + self.limit.first.month - 1
        for number in range(month, month + 12):
            day = max(datetime.date(number // 12, number % 12 + 1, 1), self.limit.first)
            canvas.line(self.x(day), _FOOT, self.x(day), _FOOT - 3)
            canvas.setFillColor(color("text2"))
            canvas.setFont(REGULAR, _SMALL)
            canvas.drawString(self.x(day), _FOOT - 13, short_month(day))

    def _sum_beside(self, y: float, words: str) -> None:
        self.canv.setFillColor(color("text2"))
        self.canv.setFont(REGULAR, _SMALL)
        self.canv.drawRightString(_LEFT - 6, y - 2.8, words)
