"""Gives a packet its number: eight signs that follow from what is in it, so that the same packet has the same number again."""

from __future__ import annotations

import base64
import dataclasses
import hashlib

from medbills.domain.packet import PacketPlan

_SIGNS = 8  # of 32 kinds: two packets of one family do not meet


def numbered(plan: PacketPlan) -> PacketPlan:
    """The plan with its number. It comes from a hash, and tells nothing of the patient."""
    told = hashlib.sha256()
    bare = dataclasses.replace(plan, number="", exhibits=())
    told.update(repr(bare).encode())
    for exhibit in plan.exhibits:
        told.update(repr(dataclasses.replace(exhibit, pdf=b"")).encode())
        told.update(hashlib.sha256(exhibit.pdf).digest())
    return dataclasses.replace(plan, number=base64.b32encode(told.digest()).decode()[:_SIGNS])
