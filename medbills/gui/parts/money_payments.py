"""Payments and refunds: the year's sums, each payment, and the money that should come back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QWidget

from medbills.domain.money import Money
from medbills.domain.payment import Payment
from medbills.domain.wording import counted, short_day
from medbills.gui import dialogs
from medbills.gui.desk import Desk
from medbills.gui.parts.money_form import MoneyForm
from medbills.gui.parts.month_sums import MonthsCard
from medbills.gui.parts.paying import PayingPart
from medbills.gui.parts.payment_form import RefundForm
from medbills.gui.parts.row_table import Cell, Column, Row, RowTable
from medbills.gui.parts.save_picture import save_picture
from medbills.gui.parts.start import show_places
from medbills.gui.parts.sum_card import sum_card
from medbills.gui.widgets.buttons import Button, button
from medbills.gui.widgets.empty_state import EmptyState
from medbills.gui.widgets.header import SectionTitle
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.reflow import ResponsiveGrid
from medbills.gui.widgets.segmented import SegmentedControl
from medbills.services.expect_refund import ExpectedRefund, expected_refunds, keep_refund, receive_refund, remove_refund
from medbills.services.find_double_dips import patient_shares
from medbills.services.light_spots import places_of_paper
from medbills.services.list_payments import PaymentList, PaymentRow, YearSums, list_payments, year_sums

PAYMENTS = (Column("For", waits=3), Column("Paid from", waits=4), Column("Proof", waits=5), Column("Amount", right=True))
FILES = "Tables (*.csv *.tsv *.txt);;All files (*)"
REFUNDS = (Column("For", waits=3), Column("State", waits=2), Column("Amount", right=True))


@dataclass(frozen=True)
class _Shown:
    payments: PaymentList
    refunds: tuple[ExpectedRefund, ...]
    shares: Mapping[str, Money]


class PaymentsPart(PayingPart):
    """Pressing a payment changes it; one that only a receipt tells of shows the receipt."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._refunds: tuple[ExpectedRefund, ...] = ()
        self._year: int | None = None
        self.add_refund: Button | None = None
        self.table: RowTable | None = None
        self.refunds: RowTable | None = None
        self.months: MonthsCard | None = None
        self.years: SegmentedControl | None = None

    def question(self) -> Callable[[Any], _Shown]:
        today, person = self.desk.today(), self.desk.person_filter
        return lambda vault: _Shown(
            list_payments(vault, today=today, person_id=person), expected_refunds(vault, person_id=person),
            patient_shares(vault, today=today),
        )

    def show_answer(self, answer: _Shown) -> None:
        self.listed, self._refunds, self.shares = answer.payments, answer.refunds, answer.shares
        years = self._years()
        if self._year not in years:
            self._year = years[0]
        self.show_again()

    def _years(self) -> list[int]:
        days = {row.day.year for row in self.listed.rows if row.day}
        return sorted({self.desk.today().year, *days}, reverse=True)

    def show_again(self) -> None:
        self.told.emit("What you paid, what came back, and what should.")
        self.table = self.refunds = self.months = None
        self.begin(*self._bar())
        rows = self.listed.of_year(self._year or 0)
        undated = tuple(row for row in self.listed.rows if row.day is None)
        if rows or undated:
            self.column.addWidget(_sums(year_sums(rows), self._year or 0))
            self.table = RowTable("Paid to", PAYMENTS, [self._row(row) for row in (*rows, *undated)], "Payments")
            self.table.pressed.connect(self._open)
            self.column.addWidget(self.table)
        else:
            self._show_nothing()
        if rows:
            self.months = MonthsCard([row.spent for row in rows], self._year or 0)
            self.months.picture_asked.connect(lambda picture: save_picture(self.desk, self, picture))
            self.column.addWidget(self.months)
        self.add_refund = button("Add a refund", "plain", "add", bar=True)
        self.add_refund.clicked.connect(lambda: self._type_refund(None))
        self.column.addWidget(SectionTitle("Refunds expected", self.add_refund))
        if self._refunds:
            rows_back = [self._refund_row(at, one) for at, one in enumerate(self._refunds)]
            self.refunds = RowTable("From whom", REFUNDS, rows_back, "Refunds")
            self.refunds.pressed.connect(lambda key: self._type_refund(self._refunds[int(key)]))
            self.column.addWidget(self.refunds)
        else:
            words = "None so far. When you paid too much, we list here what should come back."
            self.column.addWidget(ReadingLabel(words, "body", "text2"))
        self.column.addStretch(1)

    def _bar(self) -> Sequence[QWidget]:
        self.add = button("Add a payment", "main", "add", bar=True)
        self.add.clicked.connect(lambda: self.type_payment(None))
        self.from_file = button("Read a bank or HSA file", "plain", bar=True)
        self.from_file.clicked.connect(self._read_file)
        years = self._years()
        if len(years) < 2:
            return self.add, self.from_file
        self.years = SegmentedControl([(year, str(year)) for year in years], "Year", self._year)
        self.years.chosen.connect(self._choose_year)
        return self.add, self.from_file, self.years

    def _read_file(self) -> None:
        path = dialogs.open_file(self, "A file of your bank or health account", FILES)
        if path is not None:
            from medbills.gui.wizards.account_rows import AccountRowsTask  # loaded when it is asked for

            self.desk.open_task(AccountRowsTask(self.desk, path))

    def _choose_year(self, year: object) -> None:
        self._year = year if isinstance(year, int) else self._year
        self.show_again()
        if self.years:
            self.years.setFocus()

    # rows

    def _row(self, row: PaymentRow) -> Row:
        day = short_day(row.day, self.desk.today()) if row.day else "Day not read"
        told = f"{day} · number {row.payment.reference}" if row.payment and row.payment.reference else day
        proof = Cell(row.proof, "text2") if row.payment else Cell("Read from a receipt", chip="quiet", icon="papers")
        amount = Cell(_signed(row.amount), "success" if row.amount.cents < 0 else "text", 600)
        return Row(row.key, row.what, told, (Cell(row.who, "text2"), Cell(row.how, "text2"), proof, amount))

    def _refund_row(self, at: int, one: ExpectedRefund) -> Row:
        refund, today = one.refund, self.desk.today()
        since = f"since {short_day(refund.since, today)}"
        if refund.received_on:
            state, amount = Cell("Came", chip="green", icon="check"), Cell(f"+{refund.amount}", "success", 600)
            since = f"came {short_day(refund.received_on, today)}"
        else:
            words = f"{counted(max((today - refund.since).days, 0), 'day')} waiting" if one.kept else "Ask for it"
            state, amount = Cell(words, chip="quiet" if one.kept else "amber"), Cell(str(refund.amount), weight=600)
        return Row(str(at), refund.from_whom, f"{one.why} · {since}", (Cell(one.who, "text2"), state, amount))

    def _open(self, key: str) -> None:
        row = next(row for row in self.listed.rows if row.key == key)
        if row.payment is not None:
            self.type_payment(row.payment)
        elif row.receipt is not None:
            places = places_of_paper(row.receipt)
            show_places(self.desk, places[0].paper, places)

    def _show_nothing(self) -> None:
        why = "Note what you paid. We look for it on the next statement."
        self.column.addWidget(EmptyState("money", f"No payments in {self._year}", why))

    # typing

    def type_in(self, form: MoneyForm, instead_of: QWidget | None = None) -> None:
        if self.add_refund:
            self.add_refund.hide()
        super().type_in(form, instead_of)

    def kept_payment(self, payment: Payment) -> None:
        self._year = payment.date.year

    def _type_refund(self, one: ExpectedRefund | None) -> None:
        form = RefundForm(one.refund if one else None, self.listed.bills, self.listed.people, self.desk.person_filter, self.desk.today())
        form.saved.connect(lambda: self._keep_refund(form))
        if one is not None and one.kept:
            form.removed.connect(lambda: self.write(lambda vault: remove_refund(vault, one.refund.id), "Refund removed."))
        self.type_in(form)

    def _keep_refund(self, form: RefundForm) -> None:
        refund, back, today = form.refund(), form.coming_back(), self.desk.today()
        if back is None:
            self.write(lambda vault: keep_refund(vault, refund), "Refund saved.")
            return
        day = back.date
        self.look_twice(form, back, lambda vault: receive_refund(vault, refund, day, today=today), "Noted: the money came back.")


def _sums(sums: YearSums, year: int) -> QWidget:
    parts = [(f"Paid in {year}", str(sums.paid), counted(sums.payments, "payment"), "text")]
    parts.append(("Came back", f"+{sums.came_back}" if sums.refunds else str(sums.came_back), counted(sums.refunds, "refund"), "success"))
    parts.append(("Paid from HSA or FSA", str(sums.tax_free), "Not for a tax deduction too", "text"))
    return ResponsiveGrid(*(sum_card(*part) for part in parts), most=3)


def _signed(amount: Money) -> str:
    return f"+{-amount}" if amount.cents < 0 else str(amount)
