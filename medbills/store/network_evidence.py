"""Who said what about the network of planned care."""

from __future__ import annotations

from medbills.domain.planned_care import NetworkEvidence
from medbills.store.records import Records
from medbills.store.schema import NETWORK_EVIDENCE


class NetworkEvidences(Records[NetworkEvidence]):
    """In the order of their days."""

    table = NETWORK_EVIDENCE
    value = NetworkEvidence
    order = ("told_on",)
    at_hand_from = (NETWORK_EVIDENCE,)
