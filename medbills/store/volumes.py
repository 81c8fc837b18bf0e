"""How often a dental practice did what, payer by payer."""

from __future__ import annotations

from medbills.domain.practice import Volumes
from medbills.store.records import Records
from medbills.store.schema import VOLUMES


class KeptVolumes(Records[Volumes]):
    """By payer and time."""

    table = VOLUMES
    value = Volumes
    order = ("payer", "first_on")
