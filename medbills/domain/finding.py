"""What a check finds: papers that do not agree, the money at stake, and what to ask."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from medbills.domain.facts import Facts
from medbills.domain.money import ZERO, Money


class Severity(StrEnum):
    """high: money likely not owed, or a protected right; medium: needs an explanation; low: tidy-up."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Certainty(StrEnum):
    """sure: all inputs printed, one reading possible; likely: rule of thumb or fallback match; ask: an input was blank."""

    SURE = "sure"
    LIKELY = "likely"
    ASK = "ask"


@dataclass(frozen=True, slots=True, order=True)
class LineRef:
    """A line of a paper; lines count from 0."""

    document: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing worth asking about. `letter` is the slug of the letter that asks for the remedy.

    `explanation` speaks to the user; `reason` says the same to the one who gets the letter, so never "you". `rest_title` names
    the part that no more specific finding explains.
    """

    check: str
    severity: Severity
    title: str
    explanation: str
    amount_at_stake: Money
    documents: tuple[str, ...]
    lines: tuple[LineRef, ...] = ()
    certainty: Certainty
    question: str
    remedy: str
    letter: str
    authority: str
    checked_on: datetime.date
    reason: str = ""
    rest_title: str = ""
    part_of: str | None = None  # the check whose finding on the same papers this one explains (priority rule, section K)

    @property
    def key(self) -> str:
        """The same for the same finding on the same papers, so that an answer of the user is remembered."""
        lines = ",".join(f"{ref.document}:{ref.line}" for ref in sorted(self.lines))
        return f"{self.check}|{','.join(sorted(self.documents))}|{lines}"

    def to_json(self) -> dict[str, Any]:
        """The object of the contract's answer of `check`."""
        plain: dict[str, Any] = {
            "check": self.check,
            "severity": self.severity.value,
            "title": self.title,
            "explanation": self.explanation,
            "reason": self.reason,
            "amount_at_stake": self.amount_at_stake.plain(),
            "documents": list(self.documents),
            "lines": [{"document": ref.document, "line": ref.line} for ref in self.lines],
            "certainty": self.certainty.value,
            "question": self.question,
            "remedy": self.remedy,
            "letter": self.letter,
            "authority": self.authority,
            "checked_on": self.checked_on.isoformat(),
        }
        if self.part_of:
            plain["part_of"] = self.part_of
        return plain


class FindingState(StrEnum):
    """What the user did about it: nothing yet, asked, or "I checked, it's fine"."""

    OPEN = "open"
    ASKED = "asked"
    FINE = "fine"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFinding:
    """A finding in the vault. `counted` is what it adds when the same dollars count once (stacking rule)."""

    id: str
    case_id: str
    finding: Finding
    counted: Money
    state: FindingState = FindingState.OPEN
    asked_on: datetime.date | None = None

    @property
    def title(self) -> str:
        """What the dollars counted here are called: the rest's own name where other findings count some of them."""
        rest = ZERO < self.counted < self.finding.amount_at_stake
        return self.finding.rest_title if rest and self.finding.rest_title else self.finding.title

    @property
    def title_in_letters(self) -> str:
        """The title for the one who gets a letter or a packet, to whom the share is not "yours"."""
        return self.title.replace("your share", "the patient's share")


@dataclass(frozen=True, slots=True, order=True)
class NotChecked:
    """A check that could not run, and what it needs, in plain words."""

    check: str
    needs: str


@dataclass(frozen=True, slots=True)
class Inspection:
    """What one check says of one matter."""

    findings: tuple[Finding, ...] = ()
    not_checked: tuple[NotChecked, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """An entry of the catalogue of checks: named for the problem, found by its file in `audits/`."""

    slug: str
    number: str  # in the audit reference, "A01"
    title: str
    sentence: str  # what it looks for, in one plain sentence
    severity: Severity
    authority: str
    checked_on: datetime.date
    inspect: Callable[[Facts], Inspection]
