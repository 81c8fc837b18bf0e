"""A payment plan as it was agreed: with whom, how much, in how many instalments, at what interest."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal

from medbills.domain.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Due each month from `first_on`; payments count from `agreed_on`. `yearly_rate` 0.2699 is 26.99 %.

    `deferred`: no interest while it runs, but all of it from the first day if something is left at the end.
    """

    id: str
    with_whom: str
    amount: Money
    count: int  # of instalments
    agreed_on: datetime.date
    first_on: datetime.date
    yearly_rate: Decimal | None = None
    deferred: bool = False
    person_id: str | None = None
    case_id: str | None = None
    note: str = ""
