"""The estimate and consent sheet of a practice: typed here, printed for both sides to sign, and not kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from medbills.domain.code_formats import is_cdt
from medbills.domain.estimate_sheet import EstimateLine
from medbills.errors import MedbillsError
from medbills.gui import dialogs
from medbills.gui.desk import Desk
from medbills.gui.parts.money_part import MoneyPart
from medbills.gui.parts.printing import PrintRun
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.card import Card
from medbills.gui.widgets.field import ChoiceField, Field, MoneyField
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.reflow import Columns, Flow
from medbills.services.make_estimate_sheet import PayerFees, fees_for_estimates, make_estimate_sheet
from medbills.services.write_file import write_file

ABOUT = "What the work will cost, in plain words. Both sides sign, and each keeps a copy."
NOT_KEPT = "What you type here is printed and not kept. Leave the patient’s name blank to write it by hand."
OTHER = "Another plan"


class TreatmentRow(QWidget):
    """One treatment; what the lists tell is filled in where nothing was typed."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.code = Field("Code", "Like D2392", check=lambda text: None if is_cdt(text.strip().upper()) else "Type a code like D2392")
        self.tooth = Field("Tooth", "Like 19")
        self.words = Field("In plain words", "Like: filling")
        self.fee = MoneyField("You bill", "In dollars")
        self.pays = MoneyField("Plan may pay", "In dollars")
        self.paid_as = Field("Paid as", "Blank: as itself")
        self.fields = (self.code, self.tooth, self.words, self.fee, self.pays, self.paid_as)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Columns(*self.fields, most=6, lines=5, gap=12))
        self.code.left.connect(self.changed)

    def fill(self, fees: PayerFees | None) -> None:
        """Put in what is on file for this code."""
        known = fees.line(self.code.text().upper()) if fees and self.code.text() else None
        if known is None:
            return
        if known.fee is not None and self.fee.money() is None:
            self.fee.set_money(known.fee)
        if known.plan_pays is not None and self.pays.money() is None:
            self.pays.set_money(known.plan_pays)
        if known.paid_as and not self.paid_as.text():
            self.paid_as.set_text(known.paid_as)

    def line(self) -> EstimateLine:
        """The treatment as it stands here."""
        return EstimateLine(
            code=self.code.text().upper(), tooth=self.tooth.text(), words=self.words.text(), fee=self.fee.money(),
            plan_pays=self.pays.money(), paid_as=self.paid_as.text().upper(),
        )  # fmt: skip


class EstimatePart(MoneyPart):
    """A form that stays; Save and Print make the PDF from what stands there."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._fees: tuple[PayerFees, ...] = ()
        self.rows: list[TreatmentRow] = []
        self.payer: ChoiceField | None = None

    def question(self) -> Callable[[Any], tuple[PayerFees, ...]]:
        today = self.desk.today()
        return lambda vault: fees_for_estimates(vault, today=today)

    def busy(self) -> bool:
        return any(field.text() for row in self.rows for field in row.fields)

    def show_answer(self, answer: tuple[PayerFees, ...]) -> None:
        self._fees = answer
        self.told.emit(ABOUT)
        self.empty()
        self.rows = []
        card = Card("Estimate and consent")
        card.body.setSpacing(12)
        card.body.addWidget(ReadingLabel(NOT_KEPT, "small", "text2"))
        names = [(one.payer, one.payer) for one in answer] + [("", OTHER)]
        self.office = Field("Your office", "As the patient knows it")
        self.patient = Field("Patient", "Blank: a line to write on")
        self.payer = ChoiceField("Dental plan", names, key=names[0][0])
        self.plan = Field("Name of the plan", "Blank: a line to write on")
        self.payer.changed.connect(self._take_payer)
        card.body.addWidget(Columns(self.office, self.patient, self.payer, self.plan, most=2, lines=12, gap=12))
        card.body.addWidget(ReadingLabel("Treatments", "body", weight=600))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(12)
        card.body.addLayout(self._rows)
        self.more = button("Add a treatment", "quiet", "add", bar=True)
        self.more.clicked.connect(lambda: self._add().code.setFocus(Qt.FocusReason.OtherFocusReason))
        self.save = button("Save as PDF", "main", "save", bar=True)
        self.save.clicked.connect(self._save)
        self.print = button("Print", "plain", "print", bar=True)
        self.print.clicked.connect(self._print)
        card.body.addWidget(Flow(self.more))
        card.body.addWidget(Flow(self.save, self.print, gap=12))
        self.column.addWidget(card)
        self.column.addStretch(1)
        self._add()
        self._take_payer()

    def _take_payer(self) -> None:
        assert self.payer is not None
        self.plan.setVisible(self.payer.key() == "")

    def _add(self) -> TreatmentRow:
        row = TreatmentRow()
        row.changed.connect(lambda: self._fill(row))
        self._rows.addWidget(row)
        self.rows.append(row)
        return row

    def _fill(self, row: TreatmentRow) -> None:
        assert self.payer is not None
        chosen = self.payer.key()
        row.fill(next((one for one in self._fees if one.payer == chosen), None))

    def pdf(self) -> bytes | None:
        """The sheet as it stands; None where a field cannot be read, which is shown there."""
        assert self.payer is not None
        filled = [row for row in self.rows if any(field.text() for field in row.fields)]
        wrong = next((field for row in filled for field in row.fields if not field.validate()), None)
        if wrong is not None:
            wrong.setFocus(Qt.FocusReason.OtherFocusReason)
            return None
        plan = self.payer.key() or self.plan.text()
        try:
            return make_estimate_sheet(
                self.office.text(), self.patient.text(), plan, [row.line() for row in filled], today=self.desk.today()
            )
        except MedbillsError as problem:
            (filled or self.rows)[0].code.set_problem(str(problem))
            (filled or self.rows)[0].code.setFocus(Qt.FocusReason.OtherFocusReason)
            return None

    def _save(self) -> None:
        pdf = self.pdf()
        path = dialogs.save_file(self, "Save the estimate", f"estimate-{self.desk.today().isoformat()}.pdf", "PDF (*.pdf)") if pdf else None
        if pdf is not None and path is not None:
            place = path if path.suffix.lower() == ".pdf" else path.with_suffix(".pdf")
            self.desk.paper_job(lambda _job: write_file(place, pdf), lambda _none: self._saved(place))

    def _saved(self, path: Path) -> None:
        self.desk.toast(f"Saved as {path.name}. Two copies: one for each side.")

    def _print(self) -> None:
        pdf = self.pdf()
        if pdf is not None:
            PrintRun(self.desk, self, pdf, "Estimate and consent", lambda _pages: self.desk.toast("Sent to the printer.")).start()
