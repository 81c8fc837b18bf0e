"""Money that should come back, and the day it did."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from medbills.domain.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Refund:
    """A refund one waits for. `payment_id` is the payment, below zero, that was noted when it came."""

    id: str
    from_whom: str
    amount: Money
    since: datetime.date
    person_id: str | None = None
    case_id: str | None = None
    finding_key: str = ""  # of the finding that says so, or "" where the user added it
    received_on: datetime.date | None = None
    payment_id: str | None = None
