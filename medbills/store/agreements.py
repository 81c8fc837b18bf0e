"""Payment plans as they were agreed."""

from __future__ import annotations

from medbills.domain.agreement import Agreement
from medbills.store.records import OfCases
from medbills.store.schema import AGREEMENT


class Agreements(OfCases[Agreement]):
    """In the order they begin."""

    table = AGREEMENT
    value = Agreement
    order = ("first_on",)
    at_hand_from = (AGREEMENT,)
