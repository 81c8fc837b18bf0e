"""Help to pay: the household beside the poverty guideline, what a hospital's policy must say, and comparisons of ways to pay."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from medbills.domain.cash_price import YearLeft
from medbills.domain.household import Household
from medbills.domain.money import ZERO, Money
from medbills.gui.desk import Desk
from medbills.gui.parts.advocate_comparison import AdvocateComparison
from medbills.gui.parts.agreement_form import count_field, read_count
from medbills.gui.parts.cash_comparison import CashComparison
from medbills.gui.parts.comparison import Comparison
from medbills.gui.parts.money_form import MoneyForm
from medbills.gui.parts.money_part import TypingPart
from medbills.gui.parts.row_table import Cell, Column, Row, RowTable
from medbills.gui.parts.start import start_letter
from medbills.gui.widgets.buttons import Button, button
from medbills.gui.widgets.card import Card
from medbills.gui.widgets.chip import Chip
from medbills.gui.widgets.choices import CheckRow
from medbills.gui.widgets.field import MoneyField
from medbills.gui.widgets.header import SectionTitle
from medbills.gui.widgets.label import ReadingLabel
from medbills.services.keep_household import MOST_PEOPLE, keep_household
from medbills.services.list_owed import list_owed
from medbills.services.weigh_aid import LETTER, Aid, AidPoint, weigh_aid
from medbills.services.year_limits import year_left

PRIVATE = "Only you see these figures. They stand in no letter and no packet unless you tick it."
POINTS = (Column("How sure"),)
BILLS = (Column("Letter"),)


@dataclass(frozen=True)
class _Shown:
    aid: Aid
    in_question: Money
    left: YearLeft | None


class HouseholdForm(MoneyForm):
    """`household()` gives what stands here."""

    def __init__(self, household: Household) -> None:
        super().__init__("Your household", "Forget these figures" if household.known else "")
        self._household = household
        self.people = count_field("How many people, with you", household.size)
        self.income = MoneyField("Income of all of them in a year, before taxes", amount=household.income)
        self.in_letters = CheckRow("Letters that ask for help may show these figures", "Only where the letter has a place for them.")
        self.in_letters.setChecked(household.in_letters)
        self.put((self.people, self.income), most=2)
        who = "Who counts? As a rule those on your tax return. The policy says it."
        self.body.addWidget(ReadingLabel(who, "small", "text2"))
        self.body.addWidget(self.in_letters)
        self.body.addWidget(ReadingLabel(PRIVATE, "small", "text2"))
        self.end()

    def complete(self) -> bool:
        size = read_count(self.people.text())
        if size is not None and size > MOST_PEOPLE:
            self.people.set_problem("Type a number from 1 to 30, like 2")
            self.people.setFocus()
            return False
        return self.require(self.people, "Type a number like 2") and self.require(self.income, "Type a sum like 31200.00")

    def household(self) -> Household:
        """The same household with what stands here."""
        income = abs(self.income.money() or ZERO)
        return dataclasses.replace(
            self._household, size=read_count(self.people.text()), income=income, in_letters=self.in_letters.isChecked()
        )


class HelpPart(TypingPart):
    """A bill's row begins the letter that asks for help."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._shown: _Shown | None = None
        self.comparison: Comparison | None = None
        self.advocate: Button | None = None
        self.cash: Button | None = None
        self.bills: RowTable | None = None
        self.points: RowTable | None = None
        self.percent: ReadingLabel | None = None

    def question(self) -> Callable[[Any], _Shown]:
        today, person = self.desk.today(), self.desk.person_filter
        return lambda vault: _Shown(
            weigh_aid(vault, today=today, person_id=person), list_owed(vault, today=today, person_id=person).owed.disputed,
            year_left(vault, today=today, person_id=person),
        )

    def busy(self) -> bool:
        return super().busy() or self.comparison is not None

    def show_answer(self, answer: _Shown) -> None:
        self._shown = answer
        self.show_again()

    def show_again(self) -> None:
        if self._shown is None:
            return
        self.comparison = None
        aid = self._shown.aid
        self.told.emit("Help from the hospital, and other ways to pay less.")
        known = aid.household.known
        self.add = button("Change your household" if known else "Type your household", "main", "people", bar=True)
        self.add.clicked.connect(lambda: self._type(aid.household))
        self.advocate = button("An advocate’s fee", "plain", "calculator", bar=True)
        self.advocate.clicked.connect(self._advocate)
        self.cash = button("Cash or insurance", "plain", "calculator", bar=True)
        self.cash.clicked.connect(self._cash)
        self.begin(self.add, self.advocate, self.cash)
        self.column.addWidget(self._percent(aid))
        if aid.bills:
            rows = [Row(bill.case_id, bill.title, bill.says, (Cell("Ask for help", "accent", 500),)) for bill in aid.bills]
            self.bills = RowTable("Bills you can ask about", BILLS, rows, "Bills you can ask help for")
            self.bills.pressed.connect(lambda case_id: start_letter(self.desk, case_id, LETTER))
            self.column.addWidget(self.bills)
        self.column.addWidget(SectionTitle("What to know, and what to ask"))
        self.points = RowTable("Rule", POINTS, [_point(at, point) for at, point in enumerate(aid.points)], "What to know", opens=False)
        self.column.addWidget(self.points)
        self.column.addWidget(ReadingLabel("Information, not legal advice.", "small", "text2"))
        self.column.addStretch(1)

    def _percent(self, aid: Aid) -> Card:
        card = Card("Your income and the poverty guideline", Chip(f"{aid.percent} %", "teal") if aid.percent is not None else None)
        card.body.setSpacing(6)
        self.percent = ReadingLabel(aid.says)
        card.body.addWidget(self.percent)
        if aid.band is not None:
            card.body.addWidget(ReadingLabel(f"{aid.band.says} Ask for the policy."))
        if aid.guideline is not None and aid.percent is not None:
            source = f"Guideline of {aid.guideline.year}: {aid.guideline.citation}."
            card.body.addWidget(ReadingLabel(source, "small", "text2"))
        card.body.addWidget(ReadingLabel(PRIVATE, "small", "text2"))
        return card

    # typing

    def _type(self, household: Household) -> None:
        form = HouseholdForm(household)
        form.saved.connect(lambda: self._keep(form.household(), "Saved. The papers were checked anew."))
        gone = dataclasses.replace(household, size=None, income=None, in_letters=False)
        form.removed.connect(lambda: self._keep(gone, "Forgotten."))
        self.type_in(form)

    def _keep(self, household: Household, words: str) -> None:
        today = self.desk.today()
        self.write(lambda vault: keep_household(vault, household, today=today), words)

    def _advocate(self) -> None:
        self._compare(AdvocateComparison(self._shown.in_question if self._shown and self._shown.in_question else None))

    def _cash(self) -> None:
        self._compare(CashComparison(self._shown.left if self._shown else None))

    def _compare(self, comparison: Comparison) -> None:
        self.empty()
        self.comparison = comparison
        comparison.closed.connect(self.close_form)
        self.column.addWidget(comparison)
        self.column.addStretch(1)
        self.top_asked.emit()
        comparison.typed.take_focus()


def _point(at: int, point: AidPoint) -> Row:
    sure = Cell("In the law", chip="green", icon="check") if point.sure else Cell("Ask", chip="amber")
    return Row(str(at), f"{point.title}: {point.says}", point.source, (sure,))
