"""Cases: the list of them, and one case with its timeline, tracks and proof."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from medbills.domain.matter import Matter
from medbills.domain.wording import counted, days_left, short_day
from medbills.gui.desk import Desk
from medbills.gui.page import PageSpec
from medbills.gui.parts.case_view import CaseView
from medbills.gui.parts.matters_page import TOPICS, MattersPage
from medbills.gui.parts.row_table import Cell, Column, Row, RowTable
from medbills.gui.widgets.chip import days_kind
from medbills.gui.widgets.header import PageHeader
from medbills.gui.widgets.label import ReadingLabel
from medbills.services.keep_quiet import show_quietly, shown_quietly
from medbills.services.next_steps import next_step
from medbills.services.overview import in_question

OPEN = (Column("At stake", right=True), Column("Next day", waits=1))
CLOSED = (Column("Closed", waits=1), Column("Saved", right=True))


@dataclass(frozen=True, slots=True)
class Listed:
    """The rows of open cases in question, of open ones with nothing in question, and of closed ones."""

    live: tuple[Row, ...]
    calm: tuple[Row, ...]
    closed: tuple[Row, ...]


class CasesPage(MattersPage):
    """The list, or one case: `show_item` takes a case id."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.tables: list[RowTable] = []
        self.case: CaseView | None = None
        self._quiet = False
        desk.vault_job(shown_quietly, self._know_quiet)

    def _know_quiet(self, quiet: bool) -> None:
        if quiet != self._quiet:
            self._quiet = quiet
            if self.case is not None:
                self.show_again()

    def _choose_quiet(self, quiet: bool) -> None:
        self._know_quiet(quiet)
        if self.case is not None:
            self.case.quiet.setFocus()
        self.desk.vault_job(lambda vault: show_quietly(vault, quiet), lambda changes: self.desk.tell_changed(changes.topics))

    def show_matter(self, matter: Matter | None) -> None:
        same = self.case if self.case and self.case.matter.id == self.item else None
        chosen, opened = (same.chosen, same.opened) if same else ("", "")
        self.clear()
        self.tables, self.case = [], None
        if matter is not None:
            self.case = CaseView(self.desk, matter, chosen, opened, self._quiet)
            self.case.list_asked.connect(self.show_list)
            self.case.quiet_asked.connect(self._choose_quiet)
            self.content.addWidget(self.case, 1)

    @staticmethod
    def listed(matters: Sequence[Matter], today: datetime.date) -> Listed:
        live = [matter for matter in matters if in_question(matter)]
        calm = [matter for matter in matters if not matter.case.closed_on and not in_question(matter)]
        closed = [matter for matter in matters if matter.case.closed_on]
        live.sort(key=lambda matter: (-matter.at_stake.cents, matter.case.opened_on, matter.id))
        closed.sort(key=lambda matter: (matter.case.closed_on, matter.id), reverse=True)
        return Listed(
            tuple(_open_row(matter, today) for matter in live), tuple(_open_row(matter, today) for matter in calm),
            tuple(_closed_row(matter, today) for matter in closed),
        )  # fmt: skip

    def show_matters(self, listed: Listed) -> None:
        live, calm, closed = listed.live, listed.calm, listed.closed
        told = f"{counted(len(live), 'open case')}. Each holds the papers, calls and letters about one piece of care."
        self.content.addWidget(PageHeader("Cases", told if self.matters else ""))
        if not self.matters:
            self.show_nothing_yet("case", "No cases yet", "Add a bill or a letter. We open a case for it.")
        if live:
            self._add(RowTable("Case", OPEN, live, "Open cases"))
        if calm:
            self.content.addWidget(ReadingLabel("Nothing in question", "head"))
            self._add(RowTable("Case", OPEN, calm, "Cases with nothing in question"))
        if closed:
            self.content.addWidget(ReadingLabel("Closed", "head"))
            self._add(RowTable("Case", CLOSED, closed, "Closed cases"))
        self.content.addStretch(1)

    def _add(self, table: RowTable) -> None:
        table.pressed.connect(self.show_item)
        self.tables.append(table)
        self.content.addWidget(table)


def _open_row(matter: Matter, today: datetime.date) -> Row:
    step = next_step(matter, today)
    second = " · ".join(part for part in (_who(matter), step.sentence if step else "Nothing to do now.") if part)
    stake = Cell(str(matter.at_stake), "amber", 600) if matter.at_stake else Cell("")
    return Row(matter.id, matter.case.title, second, (stake, _next_day(matter, today)))


def _next_day(matter: Matter, today: datetime.date) -> Cell:
    days = [kept.deadline for kept in matter.open_deadlines if kept.deadline.acts_on and kept.deadline.acts_on >= today]
    if not days or days[0].acts_on is None:
        return Cell("")
    kind = days_kind((days[0].acts_on - today).days, not days[0].yours)
    icon = "clock" if kind in ("red", "amber") else None
    return Cell(days_left(days[0].acts_on, today), chip=kind, icon=icon)


def _closed_row(matter: Matter, today: datetime.date) -> Row:
    closed = short_day(matter.case.closed_on, today) if matter.case.closed_on else ""
    second = " · ".join(part for part in (_who(matter), matter.case.saved_proof) if part)
    saved = Cell(str(matter.case.saved), "success", 600) if matter.case.saved else Cell("")
    return Row(matter.id, matter.case.title, second, (Cell(closed, "text2"), saved))


def _who(matter: Matter) -> str:
    return matter.person.short if matter.person else ""


PAGE = PageSpec(slug="cases", title="Cases", icon="case", order=50, make=CasesPage, topics=TOPICS | {"offers", "settings"})
