"""Cases: the list of them, and one case with its timeline, tracks and proof."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from medbills.domain.matter import Matter
from medbills.domain.wording import counted, days_left, short_day
from medbills.gui import dialogs
from medbills.gui.desk import Desk
from medbills.gui.page import GAP, PageSpec, PageWidget
from medbills.gui.parts.case_view import CaseView
from medbills.gui.parts.row_table import Cell, Column, Row, RowTable
from medbills.gui.widgets.chip import days_kind
from medbills.gui.widgets.empty_state import EmptyState
from medbills.gui.widgets.header import PageHeader
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.reflow import clear
from medbills.services.load_matters import load_matters
from medbills.services.next_steps import next_step
from medbills.services.overview import in_question

OPEN = (Column("At stake", right=True), Column("Next day", waits=1))
CLOSED = (Column("Closed", waits=1), Column("Saved", right=True))


class CasesPage(PageWidget):
    """The list, or one case: `show_item` takes a case id."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._item: str | None = None
        self._matters: dict[str, Matter] = {}
        self._loaded = False
        self._content = QVBoxLayout()
        self._content.setSpacing(GAP)
        self.body.addLayout(self._content, 1)
        self.tables: list[RowTable] = []
        self.case: CaseView | None = None

    def reload(self) -> None:
        today, person = self.desk.today(), self.desk.person_filter
        self.desk.vault_job(lambda vault: load_matters(vault, today=today, person_id=person), self._came)

    def show_item(self, item_id: str) -> None:
        self._item = item_id
        if self._loaded:
            self._show()
            self.to_top()

    def show_list(self) -> None:
        """Back to all cases."""
        self._item = None
        self._show()
        self.to_top()

    def _came(self, matters: tuple[Matter, ...]) -> None:
        self._matters = {matter.id: matter for matter in matters}
        self._loaded = True
        self._show()

    def _show(self) -> None:
        chosen = self.case.chosen if self.case and self.case.matter.id == self._item else ""
        clear(self._content)
        self.tables, self.case = [], None
        matter = self._matters.get(self._item or "")
        if matter is None:
            self._item = None
            self._show_list()
        else:
            self.case = CaseView(self.desk, matter, chosen)
            self.case.list_asked.connect(self.show_list)
            self._content.addWidget(self.case, 1)

    def _show_list(self) -> None:
        live = [matter for matter in self._matters.values() if in_question(matter)]
        calm = [matter for matter in self._matters.values() if not matter.case.closed_on and matter not in live]
        closed = [matter for matter in self._matters.values() if matter.case.closed_on]
        live.sort(key=lambda matter: (-matter.at_stake.cents, matter.case.opened_on, matter.id))
        closed.sort(key=lambda matter: (matter.case.closed_on, matter.id), reverse=True)
        told = f"{counted(len(live), 'open case')}. Each holds the papers, calls and letters about one piece of care."
        self._content.addWidget(PageHeader("Cases", told if self._matters else ""))
        if not self._matters:
            empty = EmptyState("case", "No cases yet", "Add a bill or a letter. We open a case for it.", "Add papers")
            empty.pressed.connect(lambda: self.desk.add_papers(dialogs.open_files(self)))
            self._content.addWidget(empty)
        if live:
            self._add(RowTable("Case", OPEN, [self._open_row(matter) for matter in live], "Open cases"))
        if calm:
            self._content.addWidget(ReadingLabel("Nothing in question", "head"))
            self._add(RowTable("Case", OPEN, [self._open_row(matter) for matter in calm], "Cases with nothing in question"))
        if closed:
            self._content.addWidget(ReadingLabel("Closed", "head"))
            self._add(RowTable("Case", CLOSED, [self._closed_row(matter) for matter in closed], "Closed cases"))
        self._content.addStretch(1)

    def _add(self, table: RowTable) -> None:
        table.pressed.connect(self.show_item)
        self.tables.append(table)
        self._content.addWidget(table)

    def _open_row(self, matter: Matter) -> Row:
        today = self.desk.today()
        step = next_step(matter, today)
        second = " · ".join(part for part in (_who(matter), step.sentence if step else "Nothing to do now.") if part)
        stake = Cell(str(matter.at_stake), "amber", 600) if matter.at_stake else Cell("")
        return Row(matter.id, matter.case.title, second, (stake, self._next_day(matter)))

    def _next_day(self, matter: Matter) -> Cell:
        today = self.desk.today()
        days = [kept.deadline for kept in matter.open_deadlines if kept.deadline.acts_on and kept.deadline.acts_on >= today]
        if not days or days[0].acts_on is None:
            return Cell("")
        kind = days_kind((days[0].acts_on - today).days, not days[0].yours)
        icon = "clock" if kind in ("red", "amber") else None
        return Cell(days_left(days[0].acts_on, today), chip=kind, icon=icon)

    def _closed_row(self, matter: Matter) -> Row:
        closed = short_day(matter.case.closed_on, self.desk.today()) if matter.case.closed_on else ""
        second = " · ".join(part for part in (_who(matter), matter.case.saved_proof) if part)
        saved = Cell(str(matter.case.saved), "success", 600) if matter.case.saved else Cell("")
        return Row(matter.id, matter.case.title, second, (Cell(closed, "text2"), saved))


def _who(matter: Matter) -> str:
    return matter.person.short if matter.person else ""


PAGE = PageSpec(
    slug="cases", title="Cases", icon="case", order=50, make=CasesPage,
    topics=frozenset({"papers", "cases", "findings", "deadlines", "calls", "letters", "packets", "payments", "people", "plans"}),
)  # fmt: skip
