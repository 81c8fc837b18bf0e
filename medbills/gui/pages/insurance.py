"""Insurance: refusals with their clocks and next step, and each insurer's statement (EOB) with its bill."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from medbills.domain.matter import Matter
from medbills.domain.money import ZERO
from medbills.domain.wording import counted, short_day
from medbills.gui.desk import Desk
from medbills.gui.language import tr
from medbills.gui.page import PageSpec
from medbills.gui.parts.code_card import CodeLink
from medbills.gui.parts.matters_page import TOPICS, MattersPage
from medbills.gui.parts.refusal_card import RefusalCard
from medbills.gui.parts.row_table import Cell, Column, Row, RowTable
from medbills.gui.parts.start import show_places, take_step
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.header import PageHeader
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.reflow import Flow
from medbills.services.codes_on_papers import codes_at
from medbills.services.light_spots import places_of_paper
from medbills.services.list_insurance import Insurance, RefusalRow, StatementRow, list_insurance, shows_codes

COLUMNS = (
    Column("Day", waits=2), Column("Plan paid", right=True, waits=1), Column("Not covered", right=True, waits=3),
    Column("You owe", right=True), Column("Bill asks", right=True, waits=4),
)  # fmt: skip
WHAT = "What your insurer said of each bill. A statement (EOB) is not a bill."


class InsurancePage(MattersPage):
    """`show_item` takes a paper's id, and shows that paper."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.papers = Insurance((), ())
        self.refusals: list[RefusalCard] = []
        self.table: RowTable | None = None
        self.replaced: RowTable | None = None

    def show_item(self, item_id: str) -> None:
        row = next((row for row in self.papers.statements if row.paper.id == item_id), None)
        if row is not None:
            self._open(row.paper.id)

    def show_matter(self, matter: Matter | None) -> None:
        self.clear()

    @staticmethod
    def listed(matters: Sequence[Matter], today: datetime.date) -> Insurance:
        return list_insurance(matters, today)

    def show_matters(self, listed: Insurance) -> None:
        self.papers = listed
        refusals, statements = listed.refusals, listed.statements
        self.refusals, self.table, self.replaced = [], None, None
        parts = [counted(len(refusals), "open refusal")] if refusals else []
        parts += [counted(len(statements), "statement")] if statements else []
        self.content.addWidget(PageHeader("Insurance", f"{', '.join(parts)}. {WHAT}" if parts else ""))
        if not parts:
            why = "Add the letters of your insurer. We show what it paid, what you owe, and how to ask again."
            self.show_nothing_yet("insurance", "No insurer’s papers yet", why)
        for row in refusals:
            self._add_refusal(row)
        live, old = [row for row in statements if not row.replaced], [row for row in statements if row.replaced]
        if live:
            self.content.addWidget(ReadingLabel("Statements (EOBs)", "head"))
            self.table = self._add_table(live, "Insurers’ statements")
        if old:
            self.content.addWidget(ReadingLabel("Replaced by a later statement", "head"))
            self.replaced = self._add_table(old, "Statements that a later one replaced")
        self.content.addStretch(1)

    def _add_refusal(self, row: RefusalRow) -> None:
        card = RefusalCard(row, self.desk.today())
        card.paper_asked.connect(lambda: show_places(self.desk, row.title, places_of_paper(row.paper)))
        card.step_taken.connect(lambda step: take_step(self.desk, step))
        card.case_asked.connect(lambda: self.desk.go("cases", row.case_id))
        self.refusals.append(card)
        self.content.addWidget(card)

    def _add_table(self, rows: list[StatementRow], spoken: str) -> RowTable:
        by_id = {row.paper.id: row for row in rows}
        table = RowTable("Care", COLUMNS, [self._row(row) for row in rows], spoken, beneath=lambda key: self._beneath(by_id[key]))
        table.pressed.connect(self._open)
        self.content.addWidget(table)
        return table

    def _row(self, row: StatementRow) -> Row:
        day = Cell(short_day(row.day, self.desk.today()) if row.day else "", "text2")
        denied = Cell(str(row.denied), "amber", 600) if row.denied else Cell(str(row.denied) if row.denied is not None else "")
        asks = Cell(str(row.bill_asks) if row.bill_asks is not None else "No bill", "text" if row.bill_asks is not None else "text2")
        if row.bill_asks is not None and row.you_owe is not None and row.bill_asks > row.you_owe:
            asks = Cell(str(row.bill_asks), "amber", 600)
        second = " · ".join(part for part in (row.insurer, row.who) if part)
        paid, owe = (
            Cell(str(amount) if amount is not None else "", weight=weight) for amount, weight in ((row.plan_paid, 400), (row.you_owe, 600))
        )
        return Row(row.paper.id, row.care, second, (day, paid, denied, owe, asks))

    def _beneath(self, row: StatementRow) -> list[QWidget]:
        """Why something was refused, and the one next step."""
        parts: list[QWidget] = []
        if row.denied and row.denied > ZERO:
            why = " ".join(row.why) or "The statement prints no reason that we know."
            parts.append(ReadingLabel(f"Not covered: {why}", "small", "text2"))
        links: list[QWidget] = []
        if row.versions is not None:
            versions = button("See what changed", "quiet", small=True, bar=True)
            versions.setAccessibleDescription(tr(f"{row.care}, {row.insurer}"))
            versions.clicked.connect(lambda: self._compare(row))
            links.append(versions)
        if shows_codes(row):
            links.append(CodeLink("What the codes mean", f"What the codes of {row.insurer} mean", lambda: codes_at((row.paper,), row.refs)))
        if not row.replaced:
            links.append(self._next(row))
        if links:
            parts.append(Flow(*links, gap=16))
        return parts

    def _next(self, row: StatementRow) -> QWidget:
        step = row.step
        if step is not None and step.yours:
            made = button(step.button, "quiet", small=True, bar=True)
            made.setAccessibleDescription(tr(f"{row.care}: {step.sentence}"))
            made.clicked.connect(lambda: take_step(self.desk, step))
        else:
            made = button("See the bill" if row.bill else "See the case", "quiet", small=True, bar=True)
            made.setAccessibleDescription(tr(row.care))
            made.clicked.connect(lambda: self.desk.go("bills", row.case_id) if row.bill else self.desk.go("cases", row.case_id))
        return made

    def _compare(self, row: StatementRow) -> None:
        from medbills.gui.wizards.versions import VersionsTask  # loaded when it is asked for

        if row.versions is not None:
            self.desk.open_task(VersionsTask(self.desk, row.versions))

    def _open(self, paper_id: str) -> None:
        row = next(row for row in self.papers.statements if row.paper.id == paper_id)
        places = places_of_paper(row.paper)
        show_places(self.desk, places[0].paper, places)


PAGE = PageSpec(slug="insurance", title="Insurance", icon="insurance", order=40, make=InsurancePage, topics=TOPICS | {"links"})
