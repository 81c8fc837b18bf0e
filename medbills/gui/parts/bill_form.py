"""A form about money for a bill: choosing the bill fills in the name on it and whose it is; it can warn before it is kept."""

from __future__ import annotations

from collections.abc import Sequence

from medbills.domain.payment import Payment
from medbills.domain.person import Person
from medbills.gui.parts.money_form import MoneyForm
from medbills.gui.widgets.banner import Banner
from medbills.gui.widgets.field import ChoiceField, Field
from medbills.services.list_payments import BillChoice

NO_BILL = ""


class BillForm(MoneyForm):
    """`bill`, `person` and `name` are fields for the form to put where it wants them."""

    def __init__(self, title: str, remove: str = "") -> None:
        super().__init__(title, remove)
        self._bills: dict[str, BillChoice] = {}
        self._warned: Payment | None = None
        self.warning = Banner("")
        self.warning.setVisible(False)

    def about(
        self, name: Field, bills: Sequence[BillChoice], people: Sequence[Person], case_id: str | None, person_id: str | None
    ) -> None:
        """Makes the choices of the bill and of whose it is; `name` is the field for the name that stands on the bill."""
        self._bills = {bill.case_id: bill for bill in bills}
        self.name = name
        self.several = len(people) > 1
        choices = [(NO_BILL, "No bill here"), *((bill.case_id, bill.title) for bill in bills)]
        self.bill = ChoiceField("Which bill", choices, key=case_id or NO_BILL)
        self.person = ChoiceField(
            "For whom", [(person.id, person.short) for person in people], key=person_id or (people[0].id if people else None)
        )
        self.bill.changed.connect(self._take_bill)

    def whose(self) -> tuple[Field, ...]:
        """The choice of the person, where there is one to make."""
        return (self.person,) if self.several else ()

    def _take_bill(self) -> None:
        bill = self._bills.get(self.bill.key())
        if bill is not None:
            if bill.provider and not self.name.text():
                self.name.set_text(bill.provider)
            self.person.set_key(bill.person_id or "")

    def end(self) -> None:
        self.body.addWidget(self.warning)
        super().end()

    def warn(self, payment: Payment, words: str) -> None:
        """Say what to look at before this payment is kept; Save then keeps it all the same."""
        self._warned = payment
        self.warning.set_text(words)
        self.warning.show()
        self.save.setText("Save all the same")
        self.save.setFocus()

    def was_warned_of(self, payment: Payment) -> bool:
        """Whether just this was warned of; what was changed since is looked at again."""
        return self._warned == payment
