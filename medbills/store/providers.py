"""The hospitals, practices, labs and collectors that send bills."""

from __future__ import annotations

from medbills.domain.person import Provider
from medbills.store.records import Records
from medbills.store.schema import PROVIDER


class Providers(Records[Provider]):
    """By name."""

    table = PROVIDER
    value = Provider
    order = ("name",)
    at_hand_from = (PROVIDER,)
