"""Bills: the list of them, and one bill beside what the insurer says."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from medbills.domain.matter import Matter
from medbills.domain.wording import counted, short_day
from medbills.gui.desk import Desk
from medbills.gui.page import PageSpec
from medbills.gui.parts.bill_view import STAGES, BillView
from medbills.gui.parts.matters_page import TOPICS, MattersPage
from medbills.gui.parts.row_table import Cell, Column, Row, RowTable
from medbills.gui.widgets.header import PageHeader
from medbills.services.list_bills import BillRow, list_bills

COLUMNS = (
    Column("Care", waits=3), Column("Date", waits=4), Column("Bill asks", right=True), Column("Insurer says", right=True, waits=2),
    Column("In question", right=True), Column("Stage", waits=1),
)  # fmt: skip


class BillsPage(MattersPage):
    """The list, or one bill: `show_item` takes a case id."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.table: RowTable | None = None
        self.bill: BillView | None = None
        self._there = 0  # rows that the list had made

    def show_matter(self, matter: Matter | None) -> None:
        view = self.bill.state if self.bill and self.bill.matter.id == self.item else None
        self._there = len(self.table.rows) if self.table else self._there
        self.clear()
        self.table = self.bill = None
        if matter is not None:
            self.bill = BillView(self.desk, matter, view)
            self.bill.list_asked.connect(self.show_list)
            self.content.addWidget(self.bill, 1)

    @staticmethod
    def listed(matters: Sequence[Matter], today: datetime.date) -> tuple[tuple[Row, ...], int]:
        """The rows, and how many of the bills are open."""
        rows = list_bills(matters)
        return tuple(_row(row, today) for row in rows), sum(1 for row in rows if not row.settled)

    def show_matters(self, listed: tuple[tuple[Row, ...], int]) -> None:
        rows, open_ones = listed
        told = f"{counted(open_ones, 'open bill')}. Open one to see it beside what the insurer says." if rows else ""
        self.content.addWidget(PageHeader("Bills", told))
        if rows:
            self.table = RowTable("From", COLUMNS, rows, "Bills", at_least=self._there)
            self.table.pressed.connect(self.show_item)
            self.content.addWidget(self.table)
        else:
            self.show_nothing_yet("bill", "No bills yet", "Add a bill. We set it beside what your insurer says.")
        self.content.addStretch(1)


def _row(row: BillRow, today: datetime.date) -> Row:
    asks = Cell(str(row.asks) if row.asks is not None else "")
    says = Cell(str(row.insurer_says) if row.insurer_says is not None else "")
    question = Cell(str(row.in_question), "amber", 600) if row.in_question else Cell("")
    stage = Cell(STAGES[list(type(row.stage)).index(row.stage)], chip="green" if row.settled else "quiet")
    day = Cell(short_day(row.day, today) if row.day else "", "text2")
    return Row(row.case_id, row.provider, row.who, (Cell(row.care), day, asks, says, question, stage))


PAGE = PageSpec(slug="bills", title="Bills", icon="bill", order=30, make=BillsPage, topics=TOPICS)
