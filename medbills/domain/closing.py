"""What has to be on file before a case is closed, and what the user says of an item that does not apply."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum


class ClosingItem(StrEnum):
    """One line of the list."""

    ZERO_BALANCE = "zero_balance"
    REFUND = "refund"
    FINAL_EOB = "final_eob"
    CREDIT_CHECK = "credit_check"
    AID_DECISION = "aid_decision"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingWord:
    """The user's written reason why an item does not apply to a case."""

    case_id: str
    item: ClosingItem
    reason: str
    told_on: datetime.date

    @property
    def id(self) -> str:
        """One for each item of a case."""
        return f"{self.case_id}:{self.item.value}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingLine:
    """An item as it stands. `paper_id` is the paper that settles it; `letter` the slug of the one that asks for it."""

    item: ClosingItem
    what: str
    why: str
    proof: str = ""  # the paper or the user's reason, in words; "" while it is missing
    paper_id: str = ""
    letter: str = ""
    reason: str = ""  # the user's own word, where it does not apply

    @property
    def settled(self) -> bool:
        return bool(self.proof or self.reason)
