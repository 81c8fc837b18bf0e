"""The pairs of dental treatments that the user told."""

from __future__ import annotations

from medbills.domain.own_pair import OwnPair
from medbills.store.records import Records
from medbills.store.schema import OWN_PAIR


class OwnPairs(Records[OwnPair]):
    """By the code that was done."""

    table = OWN_PAIR
    value = OwnPair
    order = ("id",)
    at_hand_from = (OWN_PAIR,)
