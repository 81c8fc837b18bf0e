"""What the user answered to one of our questions, with the day: about a person, a plan, a case or a paper."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

KEPT = "kept:"


class Owner(StrEnum):
    """What an answer is about."""

    PERSON = "person"
    PLAN = "plan"
    CASE = "case"
    PAPER = "paper"


class Answered(StrEnum):
    """A value was told, or the user does not know it, or does not want to say it now."""

    TOLD = "told"
    NOT_SURE = "not_sure"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldFact:
    """`said` holds each place of a case file ("context.stay.admitted") with its plain JSON value, as a case file writes it.

    A place after `KEPT` is kept by the plan itself since, and is shown and checked from there.
    `owner_id` is empty for papers of nobody in particular. `about` tells answers to one question apart: a code, a line.
    """

    id: str
    owner: Owner
    owner_id: str
    question: str
    about: str = ""
    answer: Answered = Answered.TOLD
    said: Mapping[str, Any] = field(default_factory=dict)
    told_on: datetime.date

    @property
    def key(self) -> tuple[str, str, str, str]:
        """The same for a later answer to the same question."""
        return (self.owner.value, self.owner_id, self.question, self.about)
