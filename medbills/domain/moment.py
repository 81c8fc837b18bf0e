"""One entry of a case's timeline: what happened, or what comes next."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from medbills.domain.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """`item` and `item_id` name what it opens ("paper", "call", "letter", "deadline")."""

    day: datetime.date
    icon: str
    title: str
    detail: str = ""
    amount: Money | None = None
    in_question: bool = False  # the amount is money at stake
    chip: str = ""
    ahead: bool = False
    theirs: bool = False
    group: str = ""  # "papers", "calls", "letters", "money"
    item: str = ""
    item_id: str = ""

    @property
    def back_and_forth(self) -> bool:
        """A call or a letter that is over: what a quiet view leaves out. What is to come stays."""
        return self.group in ("calls", "letters") and not self.ahead
