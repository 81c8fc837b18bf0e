"""The days on which papers arrived, as the user told them."""

from __future__ import annotations

from medbills.domain.reply import Arrival
from medbills.store.records import Records
from medbills.store.schema import ARRIVAL


class Arrivals(Records[Arrival]):
    """By the paper's id."""

    table = ARRIVAL
    value = Arrival
    at_hand_from = (ARRIVAL,)
