"""The next best step of a case: one sentence, why, the money, the day, and the one thing to press."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum

from medbills.domain.money import ZERO, Money


class Action(StrEnum):
    """What pressing the step's button starts."""

    REVIEW = "review"
    CALL = "call"
    LETTER = "letter"
    WAIT = "wait"
    LOOK = "look"


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """`letter` is the slug of the letter that an Action.LETTER starts, `script` that of the phone script of an Action.CALL;
    `by` is the last day to act."""

    case_id: str
    heading: str  # "Dad · MRI of the back"
    icon: str
    sentence: str
    why: str
    action: Action
    button: str
    letter: str | None = None
    script: str = ""  # empty: the one that fits the case
    at_stake: Money = ZERO
    by: datetime.date | None = None
    yours: bool = True

    def rank(self, today: datetime.date) -> tuple[int, int]:
        """Sorts the most worth doing first: your turn before theirs, then money weighed by the time left."""
        days = (self.by - today).days if self.by else 365
        weight = 8 if days <= 3 else 4 if days <= 14 else 3 if days <= 30 else 2
        return (0 if self.yours else 1, -weight * max(self.at_stake.cents, 1))
