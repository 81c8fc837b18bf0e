"""A payment or a refund, and what proves it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from medbills.domain.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """Money that went out; negative when it came back (a refund)."""

    id: str
    date: datetime.date
    amount: Money
    what: str
    person_id: str | None = None
    case_id: str | None = None
    payer_from: str = ""  # "Checking", "HSA card", "Check 1182"
    reference: str = ""
    proof: str = ""  # the papers, in words
    document_id: str | None = None
