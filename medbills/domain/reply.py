"""What answers what you sent, by the user's word; and the day a paper arrived, which no paper prints."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum


class Answers(StrEnum):
    """The user's word on whether a paper answers a letter or packet."""

    YES = "yes"
    NO = "no"  # never proposed again, and it stops no clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A paper, and the letter or packet it answers or does not. `reason` says why it was proposed."""

    paper_id: str
    sent_id: str
    word: Answers = Answers.YES
    reason: str = ""

    @property
    def id(self) -> str:
        """One for each pair, so that another word takes the place of the first."""
        return f"{self.sent_id}:{self.paper_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """The day the user held a paper in their hands. `id` is the paper's."""

    id: str
    received_on: datetime.date
