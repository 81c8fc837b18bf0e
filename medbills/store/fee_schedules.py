"""A dental practice's fee lists, its own and those of its payers."""

from __future__ import annotations

from medbills.domain.practice import FeeSchedule
from medbills.store.records import Records
from medbills.store.schema import FEE_SCHEDULE


class FeeSchedules(Records[FeeSchedule]):
    """By payer, the newest last."""

    table = FEE_SCHEDULE
    value = FeeSchedule
    order = ("payer", "kind", "effective_on")
