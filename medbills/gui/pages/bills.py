"""Bills: the list of them, and one bill beside what the insurer says."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from medbills.domain.matter import Matter
from medbills.domain.wording import counted, short_day
from medbills.gui import dialogs
from medbills.gui.desk import Desk
from medbills.gui.page import GAP, PageSpec, PageWidget
from medbills.gui.parts.bill_view import STAGES, BillView
from medbills.gui.parts.row_table import Cell, Column, Row, RowTable
from medbills.gui.widgets.empty_state import EmptyState
from medbills.gui.widgets.header import PageHeader
from medbills.gui.widgets.reflow import clear
from medbills.services.list_bills import BillRow, list_bills
from medbills.services.load_matters import load_matters

COLUMNS = (
    Column("Care", waits=3), Column("Date", waits=4), Column("Bill asks", right=True), Column("Insurer says", right=True, waits=2),
    Column("In question", right=True), Column("Stage", waits=1),
)  # fmt: skip


class BillsPage(PageWidget):
    """The list, or one bill: `show_item` takes a case id."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._item: str | None = None
        self._matters: dict[str, Matter] = {}
        self._loaded = False
        self._content = QVBoxLayout()
        self._content.setSpacing(GAP)
        self.body.addLayout(self._content, 1)
        self.table: RowTable | None = None
        self.bill: BillView | None = None

    def reload(self) -> None:
        today, person = self.desk.today(), self.desk.person_filter
        self.desk.vault_job(lambda vault: load_matters(vault, today=today, person_id=person), self._came)

    def show_item(self, item_id: str) -> None:
        self._item = item_id
        if self._loaded:
            self._show()
            self.to_top()

    def show_list(self) -> None:
        """Back to all bills."""
        self._item = None
        self._show()
        self.to_top()

    def _came(self, matters: tuple[Matter, ...]) -> None:
        self._matters = {matter.id: matter for matter in matters}
        self._loaded = True
        self._show()

    def _show(self) -> None:
        view = self.bill.state if self.bill and self.bill.matter.id == self._item else None
        clear(self._content)
        self.table = self.bill = None
        matter = self._matters.get(self._item or "")
        if matter is None:
            self._item = None
            self._show_list()
        else:
            self.bill = BillView(self.desk, matter, view)
            self.bill.list_asked.connect(self.show_list)
            self._content.addWidget(self.bill, 1)

    def _show_list(self) -> None:
        rows = list_bills(self._matters.values())
        open_ones = sum(1 for row in rows if not row.settled)
        told = f"{counted(open_ones, 'open bill')}. Open one to see it beside what the insurer says." if rows else ""
        self._content.addWidget(PageHeader("Bills", told))
        if rows:
            self.table = RowTable("From", COLUMNS, [self._row(row) for row in rows], "Bills")
            self.table.pressed.connect(self.show_item)
            self._content.addWidget(self.table)
        else:
            empty = EmptyState("bill", "No bills yet", "Add a bill. We set it beside what your insurer says.", "Add papers")
            empty.pressed.connect(lambda: self.desk.add_papers(dialogs.open_files(self)))
            self._content.addWidget(empty)
        self._content.addStretch(1)

    def _row(self, row: BillRow) -> Row:
        asks = Cell(str(row.asks) if row.asks is not None else "")
        says = Cell(str(row.insurer_says) if row.insurer_says is not None else "")
        question = Cell(str(row.in_question), "amber", 600) if row.in_question else Cell("")
        stage = Cell(STAGES[list(type(row.stage)).index(row.stage)], chip="green" if row.settled else "quiet")
        day = Cell(short_day(row.day, self.desk.today()) if row.day else "", "text2")
        return Row(row.case_id, row.provider, row.who, (Cell(row.care), day, asks, says, question, stage))


PAGE = PageSpec(
    slug="bills", title="Bills", icon="bill", order=30, make=BillsPage,
    topics=frozenset({"papers", "cases", "findings", "deadlines", "calls", "letters", "packets", "payments", "people", "plans"}),
)  # fmt: skip
