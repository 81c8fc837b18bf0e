"""Before care: what is planned, what is on file for it, what runs out, and the habits that help."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from medbills.domain.code_formats import is_cdt
from medbills.domain.planned_care import NetworkEvidence, PlannedCare
from medbills.domain.wording import short_day
from medbills.gui import dialogs
from medbills.gui.desk import Desk
from medbills.gui.language import tr
from medbills.gui.parts.care_forms import AuthorizationForm, CareForm, DentalForm, EstimateForm, EvidenceForm, ReferralForm, WhatForm
from medbills.gui.parts.money_part import TypingPart
from medbills.gui.parts.row_table import Cell, Column, Row, RowTable
from medbills.gui.parts.start import start_letter
from medbills.gui.widgets.banner import Banner
from medbills.gui.widgets.buttons import Button, button
from medbills.gui.widgets.card import Card
from medbills.gui.widgets.chip import Chip
from medbills.gui.widgets.choices import CheckRow
from medbills.gui.widgets.empty_state import EmptyState
from medbills.gui.widgets.header import SectionTitle
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.reflow import Flow
from medbills.services.keep_planned_care import keep_evidence, keep_planned_care, remove_evidence, remove_planned_care, tick_habit
from medbills.services.list_planned_care import CareList, CareView, Standing, list_planned_care
from medbills.services.make_estimate_sheet import sheet_to_fill_in
from medbills.services.write_file import write_file

CARES = (Column("For", waits=2), Column("Day", waits=1), Column("State"))
PARTS = (Column("State"),)
NOTES = (Column("Proof", waits=2), Column("What was said"))
CHIPS: dict[bool | None, tuple[str, str | None]] = {True: ("amber", "warning"), False: ("green", "check"), None: ("quiet", None)}


class CarePlanPart(TypingPart):
    """The list above; below it the care that was chosen, with its parts, notes and habits."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._list = CareList((), (), (), ())
        self._chosen = ""
        self.cares: RowTable | None = None
        self.parts: RowTable | None = None
        self.notes: RowTable | None = None
        self.change: Button | None = None
        self.note: Button | None = None
        self.habits: dict[str, CheckRow] = {}

    def question(self) -> Callable[[Any], CareList]:
        today, person = self.desk.today(), self.desk.person_filter
        return lambda vault: list_planned_care(vault, today=today, person_id=person)

    def show_answer(self, answer: CareList) -> None:
        known = {view.care.id for view in self._list.cares}
        self._list = answer
        fresh = [view.care.id for view in answer.cares if view.care.id not in known]
        if self._chosen not in {view.care.id for view in answer.cares}:
            self._chosen = (fresh or [view.care.id for view in answer.cares] or [""])[0]
        self.show_again()

    def choose(self, care_id: str) -> None:
        """Show another planned care."""
        self._chosen = care_id
        if care_id in {view.care.id for view in self._list.cares}:
            self.show_again()

    def show_again(self) -> None:
        self.cares = self.parts = self.notes = self.change = self.note = None
        self.habits = {}
        self.told.emit("Prices and permissions, in writing, before the visit.")
        self.add = button("Add planned care", "main", "add", bar=True)
        self.add.clicked.connect(lambda: self._type_what(None))
        self.begin(self.add)
        if not self._list.cares:
            why = "Note the price you were told, permissions and who is in network. We hold the bill against it."
            self.column.addWidget(EmptyState("calendar", "No care planned yet", why))
            self.column.addStretch(1)
            return
        rows = [self._care_row(view) for view in self._list.cares]
        self.cares = RowTable("Planned care", CARES, rows, "Planned care")
        self.cares.pressed.connect(self.choose)
        self.column.addWidget(self.cares)
        self._show_care(next(view for view in self._list.cares if view.care.id == self._chosen))
        self.column.addStretch(1)

    def _care_row(self, view: CareView) -> Row:
        care = view.care
        day = short_day(care.care_on, self.desk.today()) if care.care_on else "No day yet"
        look = view.warnings
        state = Cell(f"{look[0].title}: {look[0].state}", chip="amber", icon="warning") if look else Cell("Nothing runs out", chip="quiet")
        shown = " · shown below" if care.id == self._chosen and len(self._list.cares) > 1 else ""
        return Row(care.id, care.title, f"{care.provider}{shown}", (Cell(view.who, "text2"), Cell(day, "text2"), state))

    def _show_care(self, view: CareView) -> None:
        care = view.care
        self.change = button("Change", "quiet", "edit", small=True, bar=True)
        self.change.setAccessibleName(tr(f"Change {care.title}"))
        self.change.clicked.connect(lambda: self._type_what(care))
        self.column.addWidget(SectionTitle(care.title, self.change))
        if view.says and view.overrun is not None:
            above = view.overrun.above.cents > 0
            link = "Write about it" if above and care.case_id else ""
            banner = Banner(view.says, "warning" if above else "done", link)
            banner.linked.connect(lambda: start_letter(self.desk, care.case_id or "", "gfe_overrun_notice"))
            self.column.addWidget(banner)
        self.parts = RowTable("What to have", PARTS, [_part_row(part) for part in view.parts], f"What is on file for {care.title}")
        self.parts.pressed.connect(lambda key: self._type_part(view, key))
        self.column.addWidget(self.parts)
        self.sheet = button("Print a price sheet for the dentist to sign", "quiet", "print", bar=True)
        self.sheet.clicked.connect(lambda: self._save_sheet(care))
        self.sheet.setVisible(any(is_cdt(code) for code in care.codes))
        self.column.addWidget(Flow(self.sheet))
        if view.evidence:
            self.note = button("Add a note", "quiet", "add", small=True, bar=True)
            self.note.setAccessibleName(tr("Add a note about the network"))
            self.note.clicked.connect(lambda: self._type_evidence(care, None))
            self.column.addWidget(SectionTitle("Who said it is in network", self.note))
            self.notes = RowTable("Said by", NOTES, [self._note_row(one) for one in view.evidence], "Notes about the network")
            known = {one.id: one for one in view.evidence}
            self.notes.pressed.connect(lambda key: self._type_evidence(care, known[key]))
            self.column.addWidget(self.notes)
        self.column.addWidget(self._habits(view))

    def _note_row(self, one: NetworkEvidence) -> Row:
        second = " · ".join(part for part in (one.about, short_day(one.told_on, self.desk.today())) if part)
        said = Cell("In network", chip="green", icon="check") if one.in_network else Cell("Not in network", chip="amber", icon="warning")
        return Row(one.id, one.said_by, second, (Cell(one.proof, "text2"), said))

    def _habits(self, view: CareView) -> Card:
        done = sum(1 for habit in view.habits if habit.done)
        card = Card("Habits that help", Chip(f"{done} of {len(view.habits)} done"))
        card.body.setSpacing(4)
        for habit in view.habits:
            row = CheckRow(habit.title, habit.why)
            row.setChecked(habit.done)
            row.clicked.connect(lambda on, key=habit.id: self._tick(view.care, key, on))
            card.body.addWidget(row)
            self.habits[habit.id] = row
        card.body.addWidget(ReadingLabel("Information, not legal advice.", "small", "text2"))
        return card

    def _save_sheet(self, care: PlannedCare) -> None:
        path = dialogs.save_file(self, "Save the price sheet", f"price-sheet-{self.desk.today().isoformat()}.pdf", "PDF (*.pdf)")
        if path is not None:
            place, today = (path if path.suffix.lower() == ".pdf" else path.with_suffix(".pdf")), self.desk.today()
            self.desk.vault_job(lambda vault: sheet_to_fill_in(vault, care, today=today), lambda pdf: self._write_sheet(place, pdf))

    def _write_sheet(self, place: Path, pdf: bytes) -> None:
        told = f"Saved as {place.name}. Two copies: the dentist fills in the prices."
        self.desk.paper_job(lambda _job: write_file(place, pdf), lambda _none: self.desk.toast(told))

    # typing

    def _tick(self, care: PlannedCare, habit: str, on: bool) -> None:
        self.keep(lambda vault: tick_habit(vault, care.id, habit, on), "Ticked." if on else "Tick taken away.")

    def _type_what(self, care: PlannedCare | None) -> None:
        today = self.desk.today()
        form = WhatForm(care, self._list.bills, self._list.people, self.desk.person_filter, today)
        form.saved.connect(lambda: self._keep(form.care()))
        if care is not None:
            form.removed.connect(lambda: self._remove(care.id))
        self.type_in(form)

    def _remove(self, care_id: str) -> None:
        today = self.desk.today()
        self.write(lambda vault: remove_planned_care(vault, care_id, today=today), "Planned care removed.")

    def _type_part(self, view: CareView, key: str) -> None:
        care, today, papers = view.care, self.desk.today(), self._list.papers
        if key == "network":
            self._type_evidence(care, None)
            return
        form: CareForm
        if key == "estimate":
            form = EstimateForm(care, papers, today)
        else:
            form = {"authorization": AuthorizationForm, "referral": ReferralForm, "dental": DentalForm}[key](care, today)
        form.saved.connect(lambda: self._keep(form.care()))
        self.type_in(form)

    def _keep(self, care: PlannedCare) -> None:
        today = self.desk.today()
        self.write(lambda vault: keep_planned_care(vault, care, today=today), "Saved. The papers were checked anew.")

    def _type_evidence(self, care: PlannedCare, evidence: NetworkEvidence | None) -> None:
        today = self.desk.today()
        form = EvidenceForm(care, evidence, self._list.papers, today)
        form.saved.connect(lambda: self._keep_evidence(form.evidence()))
        if evidence is not None:
            form.removed.connect(lambda: self.write(lambda vault: remove_evidence(vault, evidence.id, today=today), "Note removed."))
        self.type_in(form)

    def _keep_evidence(self, evidence: NetworkEvidence) -> None:
        today = self.desk.today()
        self.write(lambda vault: keep_evidence(vault, evidence, today=today), "Noted. The papers were checked anew.")


def _part_row(part: Standing) -> Row:
    kind, icon = CHIPS[part.look]
    return Row(part.key, part.title, part.says, (Cell(part.state, chip=kind, icon=icon),))
