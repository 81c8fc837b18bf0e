"""The most one would pay in each case: private."""

from __future__ import annotations

from medbills.domain.offer import WalkAway
from medbills.store.records import OfCases
from medbills.store.schema import WALK_AWAY


class WalkAways(OfCases[WalkAway]):
    """One for a case at most."""

    table = WALK_AWAY
    value = WalkAway
    order = ("case_id",)
