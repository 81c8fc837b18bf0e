"""What the papers asked for over time: the line of the sum, and the same as a table."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from medbills.domain.money import ZERO, Money
from medbills.domain.wording import long_day, short_day
from medbills.gui.parts.chart_card import ChartCard
from medbills.gui.parts.row_table import Cell, Column, Row, RowTable
from medbills.gui.widgets.pointed import Pointed
from medbills.gui.widgets.step_chart import ChartStep, StepChart
from medbills.services.trace_owed import OwedDay

COLUMNS = (Column("Change", right=True, waits=1), Column("Asked in all", right=True))
KEYS = "Left and right go from change to change."
HINT = "Point at a change, or go through them with the arrow keys."
ABOUT = "All open bills together, as your papers stood on each day."


class OwedOverTime(ChartCard):
    """The parts of the chart are the days on which the sum changed."""

    def __init__(self, days: Sequence[OwedDay], today: datetime.date) -> None:
        before = [ZERO, *(day.asked for day in days)]
        changes = [day.asked - last for day, last in zip(days, before, strict=False)]
        steps = [ChartStep(day.day, day.asked, "", _words(day, change)) for day, change in zip(days, changes, strict=True)]
        first = days[0].day.replace(day=1)

        def make() -> Pointed:
            spoken = f"Chart of what your papers asked for. Now {days[-1].asked}. The table says the same."
            return StepChart(spoken, steps, first, today, None, until=today, keys=KEYS)

        # The newest first, as one looks for what changed last.
        rows = [_row(at, day, change, today) for at, (day, change) in enumerate(zip(days, changes, strict=True))][::-1]
        table = RowTable("What happened", COLUMNS, rows, "What you owe over time, as a table", opens=False)
        super().__init__("What you owe over time", ABOUT, make, HINT, table, "owed-over-time")


def _row(at: int, day: OwedDay, change: Money, today: datetime.date) -> Row:
    moved = Cell(_signed(change), "text" if change > ZERO else "success")
    return Row(str(at), " · ".join(day.what), short_day(day.day, today), (moved, Cell(str(day.asked), weight=600)))


def _words(day: OwedDay, change: Money) -> str:
    moved = f"{abs(change)} more." if change > ZERO else f"{abs(change)} less."
    happened = [f"{what}." for what in day.what]
    return " ".join([f"{long_day(day.day)}:", *happened, moved, f"In all {day.asked}."])


def _signed(change: Money) -> str:
    return f"+{change}" if change > ZERO else str(change)
