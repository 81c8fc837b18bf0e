"""Offers in rounds, yours and theirs."""

from __future__ import annotations

from medbills.domain.offer import Offer
from medbills.store.records import OfCases
from medbills.store.schema import OFFER


class Offers(OfCases[Offer]):
    """In the order they were made."""

    table = OFFER
    value = Offer
    order = ("made_on", "number")
