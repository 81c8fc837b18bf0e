"""What a dental practice counted, time by time."""

from __future__ import annotations

from medbills.domain.practice import Outcome
from medbills.store.records import Records
from medbills.store.schema import OUTCOME


class Outcomes(Records[Outcome]):
    """By time."""

    table = OUTCOME
    value = Outcome
    order = ("first_on",)
