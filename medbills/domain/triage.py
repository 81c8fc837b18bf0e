"""What to do with a new envelope: one word of five, why, the figures, and the one act."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum

from medbills.domain.money import Money


class Verdict(StrEnum):
    """The five things an envelope can ask of a family."""

    PAY = "pay"
    WAIT = "wait"
    DISPUTE = "dispute"
    APPLY = "apply"
    CALL = "call"


@dataclass(frozen=True, slots=True, kw_only=True)
class Triage:
    """One verdict about one paper. The act is the letter of slug `letter`, a call, or, with neither, a look at the case."""

    paper_id: str
    case_id: str
    heading: str  # "Dad · ER visit at Riverbend"
    verdict: Verdict
    say: str  # "Wait for the insurer's statement (EOB)."
    why: str
    figures: tuple[tuple[str, Money], ...] = ()  # label and sum
    also: str = ""  # one thing to know beside it
    button: str
    letter: str = ""
    call: bool = False
    by: datetime.date | None = None
    yours: bool = True
