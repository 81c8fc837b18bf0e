"""Saved so far: each closed case with the paper that proves it, and what the cases took."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from medbills.domain.wording import counted, short_day
from medbills.gui.desk import Desk
from medbills.gui.parts.effort_table import EffortTable
from medbills.gui.parts.money_part import MoneyPart
from medbills.gui.parts.row_table import Cell, Column, Row, RowTable
from medbills.gui.parts.save_picture import save_picture
from medbills.gui.parts.saved_over_time import SavedOverTime
from medbills.gui.widgets.empty_state import EmptyState
from medbills.gui.widgets.header import SectionTitle
from medbills.services.add_up_effort import Effort, add_up_effort
from medbills.services.list_saved import SavedCase, SavedList, list_saved

COLUMNS = (Column("Whose", waits=2), Column("Proved by", waits=1), Column("Saved", right=True))


class SavedPart(MoneyPart):
    """A row opens its case."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.over_time: SavedOverTime | None = None
        self.table: RowTable | None = None
        self.coming: RowTable | None = None
        self.effort: EffortTable | None = None

    def question(self) -> Callable[[Any], tuple[SavedList, Effort]]:
        today, person = self.desk.today(), self.desk.person_filter
        return lambda vault: (
            list_saved(vault, today=today, person_id=person), add_up_effort(vault, today=today, person_id=person),
        )  # fmt: skip

    def show_answer(self, told: tuple[SavedList, Effort]) -> None:
        answer, effort = told
        self.empty()
        self.table = self.coming = self.effort = self.over_time = None
        if answer.closed:
            self.told.emit(f"{answer.saved} saved in {counted(len(answer.closed), 'closed case')}, each proved by a paper.")
            self.over_time = SavedOverTime(answer.closed, self.desk.today(), lambda case_id: self.desk.go("cases", case_id))
            self.over_time.picture_asked.connect(lambda picture: save_picture(self.desk, self, picture))
            self.column.addWidget(self.over_time)
            self.table = self._table(answer.closed, "Saved in closed cases")
        else:
            self.told.emit("Only what a later paper proves is counted.")
            why = "When a later bill asks for less, or money comes back, close the case. We count it here."
            self.column.addWidget(EmptyState("check_circle", "Nothing is counted yet", why))
        if answer.open:
            self.column.addWidget(SectionTitle("Proved already, counted once you close the case"))
            self.coming = self._table(answer.open, "Proved in open cases")
        if effort.ways:
            self.effort = EffortTable(effort)
            self.column.addWidget(self.effort)
        self.column.addStretch(1)

    def _table(self, cases: Sequence[SavedCase], spoken: str) -> RowTable:
        table = RowTable("Case", COLUMNS, [self._row(case) for case in cases], spoken)
        table.pressed.connect(lambda case_id: self.desk.go("cases", case_id))
        self.column.addWidget(table)
        return table

    def _row(self, case: SavedCase) -> Row:
        closed = f"Closed {short_day(case.closed_on, self.desk.today())}" if case.closed_on else "Open"
        cells = (Cell(case.who, "text2"), Cell(case.proof, "text2"), Cell(str(case.amount), "success" if case.closed_on else "text", 600))
        return Row(case.case_id, case.title, closed, cells)
