"""Keeps a payment as the user types it, and checks that person's cases anew with it."""

from __future__ import annotations

import dataclasses
import datetime

from medbills.domain.changes import Changes
from medbills.domain.payment import Payment
from medbills.errors import IN_HISTORY, UnusableInput
from medbills.services.keep_and_check import keep_and_check, remove_and_check
from medbills.store import Change, Vault


def keep_payment(vault: Vault, payment: Payment, *, today: datetime.date) -> Changes:
    """Adds it, or updates the one of the same id. Below zero is money that came back.

    Raises UnusableInput without an amount or a name, or for a day to come.
    """
    if not payment.amount:
        raise UnusableInput("A payment needs an amount. Type a sum like 120.00.")
    if not payment.what.strip():
        raise UnusableInput("A payment needs a name. Say whom you paid, as the bill names them.")
    if payment.date > today:
        raise UnusableInput("This day is still to come. Note a payment once it is made.")

    def what(there: bool) -> str:
        return f"{'Changed' if there else 'Added'} the payment to {payment.what}"

    return keep_and_check(vault, lambda of: of.payments, payment, what, today=today)


def remove_payment(vault: Vault, payment_id: str, *, today: datetime.date) -> Changes:
    """Takes a payment away; a refund that came with it is expected again. Raises UnusableInput when it is gone already."""
    payment = vault.payments.get(payment_id)
    if payment is None:
        raise UnusableInput(f"This payment was removed already. {IN_HISTORY}")

    def expect_again(change: Change) -> None:
        for refund in vault.refunds.all():
            if refund.payment_id == payment_id:
                change.refunds.update(dataclasses.replace(refund, received_on=None, payment_id=None))

    what = f"Removed the payment to {payment.what}"
    return remove_and_check(vault, lambda of: of.payments, payment, what, today=today, first=expect_again)
