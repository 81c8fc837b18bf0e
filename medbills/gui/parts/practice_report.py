"""The dollars that payers paid on codes the practice never billed, by year, payer and code."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from medbills.domain.never_billed import NeverBilled
from medbills.gui import dialogs
from medbills.gui.desk import Desk
from medbills.gui.parts.money_part import MoneyPart
from medbills.gui.parts.row_table import Cell, Column, Row, RowTable
from medbills.gui.parts.sum_card import sum_card
from medbills.gui.widgets.banner import Banner
from medbills.gui.widgets.buttons import Button, button
from medbills.gui.widgets.empty_state import EmptyState
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.reflow import Flow, ResponsiveGrid
from medbills.services.report_never_billed import Report, report_never_billed, report_table
from medbills.services.write_file import write_file

ABOUT = "Dollars that plans paid on codes you never billed."
HOW = (
    "Worked out: your counts, times the payer’s amount for the cheaper code, at your proposal’s rate. "
    "The sums above leave out codes that you billed too."
)
COLUMNS = (
    Column("Instead of", waits=2), Column("Treatments", right=True, waits=1), Column("You billed it", right=True, waits=3),
    Column("Plan paid", right=True),
)  # fmt: skip


class ReportPart(MoneyPart):
    """Nothing is kept here: the lists and volumes tell it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.table: RowTable | None = None
        self.save: Button | None = None
        self.banners: list[Banner] = []
        self._report: Report | None = None

    def question(self) -> Callable[[Any], Report]:
        return report_never_billed

    def show_answer(self, answer: Report) -> None:
        self._report = answer
        self.told.emit(ABOUT)
        self.empty()
        self.table, self.save, self.banners = None, None, []
        for words in answer.left_out:
            self.banners.append(Banner(words))
            self.column.addWidget(self.banners[-1])
        if not answer.rows:
            why = "Add a payer’s alternate list and your volumes. Then this is added up by year."
            empty = EmptyState("money", "Nothing to add up yet", why, "Add volumes", main=True)
            empty.pressed.connect(lambda: self.desk.go("practice", "volumes"))
            self.column.addWidget(empty)
            self.column.addStretch(1)
            return
        self.save = button("Save as a table (CSV)", "plain", "save", bar=True)
        self.save.clicked.connect(self._save)
        self.column.addWidget(Flow(self.save))
        cards = [sum_card(f"In {year}", str(amount), "on codes never billed") for year, amount in list(answer.sums.items())[:3]]
        if cards:
            self.column.addWidget(ResponsiveGrid(*cards))
        rows = [_row(at, one) for at, one in enumerate(answer.rows)]
        self.table = RowTable("Paid on", COLUMNS, rows, "Dollars paid on codes never billed", opens=False)
        self.column.addWidget(self.table)
        self.column.addWidget(ReadingLabel(HOW, "small", "text2"))
        self.column.addStretch(1)

    def _save(self) -> None:
        report = self._report
        path = dialogs.save_file(self, "Save the report", f"never-billed-{self.desk.today().isoformat()}.csv", "Tables (*.csv)")
        if path is not None and report is not None:
            data = report_table(report)
            self.desk.paper_job(lambda _job: write_file(path, data), lambda _none: self.desk.toast(f"Saved as {path.name}."))


def _row(at: int, one: NeverBilled) -> Row:
    billed = "Never" if not one.billed else f"{one.billed:,} times"
    cells = (
        Cell(", ".join(one.done), "text2"), Cell(f"{one.treatments:,}", "text2"), Cell(billed, "text2"), Cell(str(one.paid), weight=600),
    )  # fmt: skip
    return Row(str(at), one.code, f"{one.payer} · {one.year}", cells)
