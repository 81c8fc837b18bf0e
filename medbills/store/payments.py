"""The payments and refunds."""

from __future__ import annotations

from medbills.domain.payment import Payment
from medbills.store.records import OfCases
from medbills.store.schema import PAYMENT


class Payments(OfCases[Payment]):
    """In the order they were made."""

    table = PAYMENT
    value = Payment
    order = ("date",)
    at_hand_from = (PAYMENT,)
