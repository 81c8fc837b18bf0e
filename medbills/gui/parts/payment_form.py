"""The fields of a payment, and of a refund one waits for."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Sequence

from medbills.domain.payment import Payment
from medbills.domain.person import Person
from medbills.domain.refund import Refund
from medbills.gui.parts.bill_form import BillForm
from medbills.gui.widgets.field import ChoiceField, DateField, Field, MoneyField
from medbills.services.list_payments import BillChoice

HOW = ("Checking", "Credit card", "HSA card", "FSA card", "Check", "Cash", "Money order", "Online")


class PaymentForm(BillForm):
    """`payment()` gives what stands here. Choosing a bill fills in whom it was paid to and for whom; so does a payment without
    an id, which is new."""

    def __init__(
        self, payment: Payment | None, bills: Sequence[BillChoice], people: Sequence[Person], person_id: str | None, today: datetime.date
    ) -> None:
        kept = payment is not None and bool(payment.id)
        super().__init__("Change this payment" if kept else "A payment you made", "Remove this payment" if kept else "")
        self._payment, self._today = payment, today
        came_back = payment is not None and payment.amount.cents < 0
        self.amount = MoneyField("How much came back" if came_back else "How much", amount=abs(payment.amount) if payment else None)
        self.day = DateField("On which day", today, day=payment.date if payment else today)
        self.what = Field("Paid to, as the bill names them", text=payment.what if payment else "")
        self.about(self.what, bills, people, payment.case_id if payment else None, (payment.person_id if payment else None) or person_id)
        self.how = ChoiceField("How", self._ways(), key=payment.payer_from if payment and kept else HOW[0])
        self.reference = Field("Check or confirmation number, if any", text=payment.reference if payment else "")
        self.put((self.amount, self.day, self.bill))
        self.put((self.what, *self.whose(), self.how))
        self.put((self.reference,))
        self.end()

    def _ways(self) -> list[tuple[str, str]]:
        own = self._payment.payer_from if self._payment and self._payment.id else HOW[0]
        return [(way, way or "Not said") for way in dict.fromkeys([*HOW, own])]

    def complete(self) -> bool:
        day = self.day.day()
        if not self.require(self.amount, "Type a sum like 120.00") or not self.require(self.what, "Type whom you paid, like Oak Clinic."):
            return False
        if day is None or day > self._today:
            self.day.set_problem("This day is still to come. Note a payment once it is made." if day else "Type the day you paid.")
            self.day.setFocus()
            return False
        return True

    def payment(self) -> Payment:
        """The payment with what stands here; its id is empty where it is new."""
        amount, day = self.amount.money(), self.day.day()
        assert amount is not None and day is not None
        before = self._payment or Payment(id="", date=day, amount=abs(amount), what="")
        return dataclasses.replace(
            before, date=day, amount=-abs(amount) if before.amount.cents < 0 else abs(amount), what=self.what.text(),
            person_id=self.person.key() or None, case_id=self.bill.key() or None, payer_from=self.how.key(),
            reference=self.reference.text(),
        )  # fmt: skip


class RefundForm(BillForm):
    """`refund()` gives what stands here; `received()` the day it came, or None."""

    def __init__(
        self, refund: Refund | None, bills: Sequence[BillChoice], people: Sequence[Person], person_id: str | None, today: datetime.date
    ) -> None:
        kept = refund is not None and bool(refund.id)
        super().__init__("A refund you wait for", "Remove this refund" if kept else "")
        self._refund, self._today = refund, today
        self.amount = MoneyField("How much should come back", amount=refund.amount if refund else None)
        self.whom = Field("From whom", text=refund.from_whom if refund else "")
        self.since = DateField("Since when", today, day=refund.since if refund else today)
        self.about(self.whom, bills, people, refund.case_id if refund else None, (refund.person_id if refund else None) or person_id)
        self.came = DateField("Came on (blank while you wait)", today, day=refund.received_on if refund else None)
        self.put((self.amount, self.whom, self.since))
        self.put((self.bill, *self.whose(), self.came))
        self.end()
        if refund is not None and refund.received_on:
            for field in (self.amount, self.came):
                field.editor.setEnabled(False)
            self.came.set_hint("It is among the payments: change it there.")

    def complete(self) -> bool:
        if not self.require(self.amount, "Type a sum like 120.00") or not self.require(self.whom, "Type who should pay you back."):
            return False
        came = self.came.day()
        if came is not None and came > self._today:
            self.came.set_problem("This day is still to come. Leave it blank until the money is there.")
            return False
        return self.require(self.since, "Type the day you asked, or paid too much.")

    def coming_back(self) -> Payment | None:
        """The payment below zero that noting this refund as come would add."""
        refund, came = self.refund(), self.received()
        if came is None:
            return None
        return Payment(
            id="", date=came, amount=-refund.amount, what=refund.from_whom, person_id=refund.person_id, case_id=refund.case_id
        )

    def refund(self) -> Refund:
        """The refund with what stands here, but for the day it came."""
        amount, since = self.amount.money(), self.since.day()
        assert amount is not None and since is not None
        before = self._refund or Refund(id="", from_whom="", amount=amount, since=since)
        return dataclasses.replace(
            before, from_whom=self.whom.text(), amount=abs(amount), since=since, person_id=self.person.key() or None,
            case_id=self.bill.key() or None,
        )  # fmt: skip

    def received(self) -> datetime.date | None:
        """The day it came, where that is new."""
        return self.came.day() if self._refund is None or self._refund.received_on is None else None
