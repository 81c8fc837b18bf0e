"""Refunds expected and received."""

from __future__ import annotations

from medbills.domain.refund import Refund
from medbills.store.records import OfCases
from medbills.store.schema import REFUND


class Refunds(OfCases[Refund]):
    """In the order they were first expected."""

    table = REFUND
    value = Refund
    order = ("since",)
