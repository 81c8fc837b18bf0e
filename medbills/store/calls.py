"""The phone calls, drafts of running ones among them."""

from __future__ import annotations

from medbills.domain.call import Call
from medbills.store.records import OfCases
from medbills.store.schema import CALL


class Calls(OfCases[Call]):
    """In the order they were made."""

    table = CALL
    value = Call
    order = ("at",)
