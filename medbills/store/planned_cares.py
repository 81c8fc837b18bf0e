"""Care that is planned."""

from __future__ import annotations

from medbills.domain.planned_care import PlannedCare
from medbills.store.records import OfCases
from medbills.store.schema import PLANNED_CARE


class PlannedCares(OfCases[PlannedCare]):
    """In the order of their days."""

    table = PLANNED_CARE
    value = PlannedCare
    order = ("care_on", "title")
    at_hand_from = (PLANNED_CARE,)
