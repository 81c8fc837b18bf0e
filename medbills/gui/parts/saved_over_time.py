"""What was saved over time: the sum grows with each case that closed on a proof; and the same as a table."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence

from medbills.domain.money import ZERO
from medbills.domain.wording import long_day, short_day
from medbills.gui.parts.chart_card import ChartCard
from medbills.gui.parts.row_table import Cell, Column, Row, RowTable
from medbills.gui.widgets.pointed import Pointed
from medbills.gui.widgets.step_chart import ChartStep, StepChart
from medbills.services.list_saved import SavedCase

COLUMNS = (Column("Saved", right=True, waits=1), Column("In all", right=True))
KEYS = "Left and right go from case to case, Enter opens one."
HINT = "Point at a step, or go through them with the arrow keys."
ABOUT = "Only what a paper proves, on the day its case was closed."


class SavedOverTime(ChartCard):
    """The parts of the chart are the closed cases, the oldest first; `opened` gets the id of one."""

    def __init__(self, closed: Sequence[SavedCase], today: datetime.date, opened: Callable[[str], object]) -> None:
        cases = sorted(closed, key=lambda case: (case.closed_on or today, case.case_id))
        steps: list[ChartStep] = []
        rows: list[Row] = []
        running = ZERO
        for case in cases:
            running = running + case.amount
            day = case.closed_on or today
            words = f"{long_day(day)}: {case.title}. Saved {case.amount}. In all {running}."
            steps.append(ChartStep(day, running, "", words))
            cells = (Cell(f"+{case.amount}", "success"), Cell(str(running), weight=600))
            rows.append(Row(case.case_id, case.title, short_day(day, today), cells))
        first = steps[0].day.replace(day=1)

        def make() -> Pointed:
            spoken = f"Chart of what was saved. In all {running}. The table says the same."
            return StepChart(spoken, steps, first, today, None, until=today, keys=KEYS)

        table = RowTable("Case", COLUMNS, rows, "What was saved over time, as a table")
        super().__init__("Saved over time", ABOUT, make, HINT, table, "saved-over-time")
        table.pressed.connect(opened)
        self.chart.opened.connect(lambda at: opened(cases[at].case_id))
