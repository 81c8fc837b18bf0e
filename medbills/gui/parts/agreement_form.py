"""The fields of a payment plan."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Sequence
from decimal import Decimal

from medbills.domain.agreement import Agreement
from medbills.domain.instalments import LONGEST, month_after
from medbills.domain.money import Money
from medbills.domain.person import Person
from medbills.gui.parts.bill_form import BillForm
from medbills.gui.parts.plan_words import percent_words, read_percent
from medbills.gui.widgets.choices import CheckRow
from medbills.gui.widgets.field import DateField, Field, MoneyField
from medbills.services.list_payments import BillChoice


def count_field(label: str, number: int | None, what: str = "a number") -> Field:
    """A whole number of months."""
    wrong = f"Type {what} from 1 to {LONGEST}, like 12"
    return Field(label, text=str(number) if number else "", check=lambda text: None if read_count(text) else wrong)


def read_count(text: str) -> int | None:
    """A number of months, or None."""
    return int(text) if text.isascii() and text.isdigit() and 1 <= int(text) <= LONGEST else None


def rate_field(label: str, rate: Decimal | None) -> Field:
    """A yearly percent, which may be blank."""
    wrong = "Type a percent like 26.99"
    return Field(label, text=percent_words(rate), check=lambda text: None if read_percent(text) is not None else wrong)


class AgreementForm(BillForm):
    """`agreement()` gives what stands here."""

    def __init__(
        self, agreement: Agreement | None, bills: Sequence[BillChoice], people: Sequence[Person], person_id: str | None,
        today: datetime.date,
    ) -> None:  # fmt: skip
        kept = agreement is not None
        super().__init__("Change this payment plan" if kept else "A payment plan you agreed on", "Remove this plan" if kept else "")
        self._agreement = agreement
        self.whom = Field("With whom", text=agreement.with_whom if agreement else "")
        before = (agreement.case_id, agreement.person_id or person_id) if agreement else (None, person_id)
        self.about(self.whom, bills, people, *before)
        self.amount = MoneyField("How much in all", amount=agreement.amount if agreement else None)
        self.count = count_field("How many monthly payments", agreement.count if agreement else None)
        self.agreed = DateField("Agreed on", today, day=agreement.agreed_on if agreement else today)
        self.first = DateField("First payment by", today, day=agreement.first_on if agreement else month_after(today, 1))
        self.rate = rate_field("Yearly interest in percent (blank: none)", agreement.yearly_rate if agreement else None)
        self.note = Field("Who agreed, and how", text=agreement.note if agreement else "")
        self.deferred = CheckRow(
            "The interest is deferred", "Nothing now, but all of it from the first day if something is left at the end. Cards do this."
        )
        self.deferred.setChecked(agreement.deferred if agreement else False)
        self.put((self.bill, self.whom, *self.whose()))
        self.put((self.amount, self.count, self.rate))
        self.put((self.agreed, self.first, self.note))
        self.body.addWidget(self.deferred)
        self.end()
        self.rate.changed.connect(self._show_deferred)
        self._show_deferred()

    def _show_deferred(self) -> None:
        self.deferred.setVisible(bool(self.rate.text()))

    def complete(self) -> bool:
        return (
            self.require(self.whom, "Type with whom you agreed, like Oak Clinic.")
            and self.require(self.amount, "Type a sum like 900.00")
            and self.require(self.count, "Type how many payments, like 12")
            and self.require(self.agreed, "Type the day you agreed.")
            and self.require(self.first, "Type the day of the first payment.")
        )

    def agreement(self) -> Agreement:
        """The plan with what stands here; its id is empty where it is new."""
        amount, count, agreed, first = self.amount.money(), read_count(self.count.text()), self.agreed.day(), self.first.day()
        assert amount is not None and count is not None and agreed is not None and first is not None
        rate = read_percent(self.rate.text()) if self.rate.text() else None
        before = self._agreement or Agreement(id="", with_whom="", amount=Money(1), count=1, agreed_on=agreed, first_on=first)
        return dataclasses.replace(
            before, with_whom=self.whom.text(), amount=abs(amount), count=count, agreed_on=agreed, first_on=first,
            yearly_rate=rate or None, deferred=bool(rate) and self.deferred.isChecked(), person_id=self.person.key() or None,
            case_id=self.bill.key() or None, note=self.note.text(),
        )  # fmt: skip
