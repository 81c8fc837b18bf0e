"""Offers in rounds about one bill: yours and theirs, and the most you would pay, which stays private."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from medbills.domain.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """To settle the bill for `amount`. `until` is how long it stands."""

    id: str
    case_id: str | None
    made_on: datetime.date
    yours: bool
    amount: Money
    until: datetime.date | None = None
    note: str = ""  # who said so, and on what terms
    number: int = 0  # counts up as they are noted, so that two of one day keep their order


@dataclass(frozen=True, slots=True, kw_only=True)
class WalkAway:
    """The most the user would pay in a case. Private: no letter, packet or export may hold it, so no matter carries it."""

    id: str
    case_id: str
    amount: Money
