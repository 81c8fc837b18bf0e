"""Taxes and HSA: what of a year's payments may count on a tax return, what two purses may have paid, and the list to take away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from medbills.domain.money import ZERO, Money
from medbills.domain.tax_year import Why
from medbills.domain.wording import counted, short_day
from medbills.gui import dialogs
from medbills.gui.desk import Desk
from medbills.gui.language import tr
from medbills.gui.parts.money_form import MoneyForm
from medbills.gui.parts.money_part import TypingPart
from medbills.gui.parts.row_table import Cell, Column, Row, RowTable
from medbills.gui.parts.start import show_places
from medbills.gui.parts.sum_card import sum_card
from medbills.gui.widgets.buttons import Button, button
from medbills.gui.widgets.card import Card, divider
from medbills.gui.widgets.empty_state import EmptyState
from medbills.gui.widgets.field import MoneyField
from medbills.gui.widgets.icon_label import IconLabel
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.reflow import Flow, ResponsiveGrid
from medbills.gui.widgets.segmented import SegmentedControl
from medbills.services.export_tax_year import save_list, save_with_papers
from medbills.services.find_double_dips import SOURCE, DipView, mark_checked
from medbills.services.keep_household import keep_gross_income
from medbills.services.light_spots import places_of_paper
from medbills.services.list_tax_year import TaxBook, TaxPerson, TaxRow, TaxYear, tax_book, tax_year

PEOPLE = (Column("Paid", right=True, waits=2), Column("HSA or FSA", right=True, waits=3), Column("Came back", right=True, waits=4),
          Column("May count", right=True))  # fmt: skip
ROWS = (Column("For", waits=3), Column("Amount", right=True, waits=1), Column("Why", waits=4), Column("Counts", right=True))
TONES = {Why.COUNTS: "text", Why.CAME_BACK: "success"}
PRIVATE = "Only you see it. It stands in no letter and no packet."


class GrossIncomeForm(MoneyForm):
    """The adjusted gross income of one tax year."""

    def __init__(self, year: int, amount: Money | None) -> None:
        super().__init__(f"Adjusted gross income of {year}", "Forget it" if amount is not None else "")
        self.amount = MoneyField("From your tax return", PRIVATE, amount=amount)
        self.put((self.amount,), most=2)
        self.end()

    def complete(self) -> bool:
        amount = self.amount.money()
        if amount is not None and amount < ZERO:
            self.amount.set_problem("Type a sum like 52000.00")
            return False
        return self.require(self.amount, "Type a sum like 52000.00")


class TaxesPart(TypingPart):
    """A row shows its receipt, or leads to the payment."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._book: TaxBook | None = None
        self._year: int | None = None
        self.years: SegmentedControl | None = None
        self.people: RowTable | None = None
        self.table: RowTable | None = None
        self.income: Button | None = None
        self.with_papers: Button | None = None
        self.checks: list[Button] = []

    def question(self) -> Callable[[Any], TaxBook]:
        today, person = self.desk.today(), self.desk.person_filter
        return lambda vault: tax_book(vault, today=today, person_id=person)

    def show_answer(self, answer: TaxBook) -> None:
        self._book = answer
        years = answer.years
        if self._year not in years:
            self._year = years[0] if years else None
        self.show_again()

    def show_again(self) -> None:
        self.people = self.table = self.income = self.years = self.with_papers = None
        self.checks = []
        book = self._book
        if book is None or self._year is None:
            self.begin()
            self._show_nothing()
            return
        of_year = tax_year(book, self._year)
        self.told.emit("Paid by you in the year, not paid back, not from an HSA or FSA.")
        self.begin(*self._bar(of_year, book.years))
        if book.dips:
            self.column.addWidget(self._dips(book.dips))
        self.column.addWidget(_sums(of_year))
        self.column.addWidget(self._threshold(of_year, book.source))
        if len(of_year.people) > 1:
            self.people = RowTable("Person", PEOPLE, [_person(one) for one in of_year.people], "By person", opens=False)
            self.column.addWidget(self.people)
        self.table = RowTable("Paid to", ROWS, [self._row(row) for row in of_year.rows], f"Medical payments of {self._year}")
        self.table.pressed.connect(self._open)
        self.column.addWidget(self.table)
        about = "Other things may count too: drugs, glasses, rides to care. Keep their receipts."
        self.column.addWidget(ReadingLabel(about, "small", "text2"))
        self.column.addStretch(1)

    def _bar(self, of_year: TaxYear, years: Sequence[int]) -> Sequence[QWidget]:
        self.add = button("Save the list", "main", "save", bar=True)
        self.add.setAccessibleDescription(tr("As a table for spreadsheets (CSV)"))
        self.add.clicked.connect(lambda: self._save_list(of_year))
        self.with_papers = button("Save it with its papers", "plain", "packet", bar=True)
        self.with_papers.clicked.connect(lambda: self._save_papers(of_year))
        if len(years) < 2:
            return self.add, self.with_papers
        self.years = SegmentedControl([(year, str(year)) for year in years], "Tax year", self._year)
        self.years.chosen.connect(self._choose_year)
        return self.add, self.with_papers, self.years

    def _choose_year(self, year: object) -> None:
        self._year = year if isinstance(year, int) else self._year
        self.show_again()
        if self.years:
            self.years.setFocus()

    def _dips(self, dips: Sequence[DipView]) -> Card:
        card = Card("Look at these twice")
        card.body.setSpacing(12)
        for at, view in enumerate(dips):
            if at:
                card.body.addWidget(divider())
            card.body.addWidget(self._dip(view))
        card.body.addWidget(ReadingLabel(SOURCE, "small", "text2"))
        return card

    def _dip(self, view: DipView) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(IconLabel("warning", "amber"))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(ReadingLabel(view.title, "body", weight=600))
        words.addWidget(ReadingLabel(view.says))
        row.addLayout(words, 1)
        fine = button("It is in order", "quiet", "check", small=True, bar=True)
        fine.setAccessibleName(tr(f"It is in order: {view.title}. {view.says}"))
        fine.clicked.connect(lambda: self.keep(lambda vault: mark_checked(vault, view.dip), "Noted: you checked it."))
        row.addWidget(fine)
        self.checks.append(fine)
        return holder

    def _threshold(self, of_year: TaxYear, source: str) -> Card:
        known = of_year.gross_income is not None
        self.income = button("Change the income" if known else "Type the income", "plain", "calculator", bar=True)
        self.income.clicked.connect(lambda: self._type_income(of_year))
        card = Card("What may be above the floor")
        card.body.setSpacing(8)
        card.body.addWidget(ReadingLabel(_floor_words(of_year)))
        card.body.addWidget(Flow(self.income))
        card.body.addWidget(ReadingLabel(source, "small", "text2"))
        return card

    def _type_income(self, of_year: TaxYear) -> None:
        year = of_year.year
        form = GrossIncomeForm(year, of_year.gross_income)
        form.saved.connect(lambda: self._keep_income(year, form.amount.money()))
        form.removed.connect(lambda: self._keep_income(year, None))
        self.type_in(form, self.income)

    def _keep_income(self, year: int, amount: Money | None) -> None:
        today = self.desk.today()
        self.write(lambda vault: keep_gross_income(vault, year, amount, today=today), "Saved. Only you see it." if amount else "Forgotten.")

    def _row(self, row: TaxRow) -> Row:
        paid = row.row
        day = short_day(paid.day, self.desk.today()) if paid.day else "Day not read"
        second = " · ".join(part for part in (day, paid.how) if part)
        amount = Cell(f"+{-paid.amount}" if paid.amount < ZERO else str(paid.amount), "text2")
        why = Cell(row.words, TONES.get(row.why, "text2"))
        return Row(paid.key, paid.what, second, (Cell(paid.who, "text2"), amount, why, Cell(str(row.counts), weight=600)))

    def _open(self, key: str) -> None:
        row = next((row for row in self._book.payments.rows if row.key == key), None) if self._book else None
        if row is not None and row.receipt is not None:
            places = places_of_paper(row.receipt)
            show_places(self.desk, places[0].paper, places)
        else:
            self.desk.go("money", "payments")

    # taking it away

    def _save_list(self, of_year: TaxYear) -> None:
        path = dialogs.save_file(self, "Save the list", f"Medical expenses {of_year.year}.csv", "Table for spreadsheets (*.csv)")
        if path is not None:
            self.desk.vault_job(lambda _vault: save_list(of_year, path), lambda _done: self._saved(path, ""))

    def _save_papers(self, of_year: TaxYear) -> None:
        path = dialogs.save_file(self, "Save the list with its papers", f"Medical expenses {of_year.year}.zip", "One file (*.zip)")
        if path is not None:
            self.desk.vault_job(
                lambda vault: save_with_papers(vault, of_year, path), lambda count: self._saved(path, f" with {counted(count, 'paper')}")
            )

    def _saved(self, path: Path, more: str) -> None:
        self.desk.toast(f"Saved {path.name}{more}. It is not encrypted: keep it safe.")

    def _show_nothing(self) -> None:
        self.told.emit("")
        why = "Note what you paid. Each year’s list for your taxes is made here."
        empty = EmptyState("money", "No payments yet", why, "Go to payments")
        empty.pressed.connect(lambda: self.desk.go("money", "payments"))
        self.column.addWidget(empty)
        self.column.addStretch(1)


def _sums(of_year: TaxYear) -> QWidget:
    paid, tax_free = ZERO, ZERO
    for person in of_year.people:
        paid, tax_free = paid + person.paid, tax_free + person.tax_free
    return ResponsiveGrid(
        sum_card(f"May count in {of_year.year}", str(of_year.counts), "Before the floor of 7.5 %"),
        sum_card("Paid from HSA or FSA", str(tax_free), "Does not count a second time"),
        sum_card("Paid in all", str(paid), counted(len(of_year.rows), "entry", "entries")), most=3,
    )  # fmt: skip


def _floor_words(of_year: TaxYear) -> str:
    if of_year.floor is None or of_year.above is None:
        return "Only what is above 7.5 % of your adjusted gross income counts, and only if you itemize. Type it, and we work it out."
    if not of_year.above:
        return f"The floor is {of_year.floor}. Your payments of {of_year.counts} are not above it."
    return f"The floor is {of_year.floor}. {of_year.above} of your {of_year.counts} is above it. It counts only if you itemize."


def _person(one: TaxPerson) -> Row:
    back = Cell(f"+{one.came_back}", "success") if one.came_back else Cell("–", "text2")
    free = Cell(str(one.tax_free) if one.tax_free else "–", "text2")
    return Row(one.who, one.who, "", (Cell(str(one.paid)), free, back, Cell(str(one.counts), weight=600)))
