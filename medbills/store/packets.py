"""The dispute packets as they were frozen."""

from __future__ import annotations

from medbills.domain.packet import Packet
from medbills.store.records import OfCases
from medbills.store.schema import PACKET


class Packets(OfCases[Packet]):
    """In the order they were made."""

    table = PACKET
    value = Packet
    order = ("made_on",)
