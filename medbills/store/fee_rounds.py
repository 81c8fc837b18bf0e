"""Rounds of a dental practice's negotiations about fees."""

from __future__ import annotations

from medbills.domain.practice import FeeRound
from medbills.store.records import Records
from medbills.store.schema import FEE_ROUND


class FeeRounds(Records[FeeRound]):
    """In the order they were made."""

    table = FEE_ROUND
    value = FeeRound
    order = ("made_on", "number")
