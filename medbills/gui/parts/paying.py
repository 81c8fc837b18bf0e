"""A section where payments are typed: the form, the look for an expense paid twice before it is kept, and the keeping."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from medbills.domain.changes import Changes
from medbills.domain.money import Money
from medbills.domain.payment import Payment
from medbills.gui.desk import Desk
from medbills.gui.parts.bill_form import BillForm
from medbills.gui.parts.money_part import TypingPart
from medbills.gui.parts.payment_form import PaymentForm
from medbills.services.find_double_dips import would_dip
from medbills.services.keep_payment import keep_payment, remove_payment
from medbills.services.list_payments import PaymentList

NO_PAYMENTS = PaymentList((), (), ())


class PayingPart(TypingPart):
    """Set `listed` and `shares` (what the insurer leaves to you, by case) from the vault's answer."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.listed = NO_PAYMENTS
        self.shares: Mapping[str, Money] = {}

    def type_payment(self, payment: Payment | None) -> None:
        """The form of a payment; one without an id is new."""
        today = self.desk.today()
        form = PaymentForm(payment, self.listed.bills, self.listed.people, self.desk.person_filter, today)
        form.saved.connect(lambda: self._keep_payment(form))
        if payment is not None and payment.id:
            form.removed.connect(lambda: self.write(lambda vault: remove_payment(vault, payment.id, today=today), "Payment removed."))
        self.type_in(form)

    def kept_payment(self, payment: Payment) -> None:
        """Told just before it is kept."""

    def _keep_payment(self, form: PaymentForm) -> None:
        payment, today = form.payment(), self.desk.today()
        words = "Payment saved. The papers were checked anew."
        self.look_twice(form, payment, lambda vault: keep_payment(vault, payment, today=today), words)

    def look_twice(self, form: BillForm, payment: Payment, work: Callable[[Any], Changes], words: str) -> None:
        """Keep it, unless another purse may have paid it too: then say so first, and keep it when Save is pressed again."""
        if not form.was_warned_of(payment):
            dips = would_dip(payment, [row.spent for row in self.listed.rows], self.shares)
            if dips:
                form.warn(payment, dips[0].says)
                return
        self.kept_payment(payment)
        self.write(work, words)
