"""A dated rule applied to an event: the day, whose turn it is, and the receipt that shows how it was found."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from medbills.domain.paper import Spot


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened on a day and sets off rules. `printed` is a last day printed on the user's own notice."""

    event: str  # a name under `events:` of the rules, or "trigger_of:RULE_ID"
    date: datetime.date
    id: str = ""
    printed: datetime.date | None = None
    printed_rule: str | None = None  # the rule the printed day belongs to, when the notice says
    statuses: frozenset[str] = frozenset()
    source: str = ""  # the paper, in words
    document: str | None = None
    spot: Spot | None = None


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """One step of how a date was found: who says it, what it says, and on which paper."""

    says: str  # "The letter says", "The law says", ...
    what: str
    document: str | None = None
    spot: Spot | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A rule's answer. `date` is None where the rule gives no computed day; then `cautious_date` or the words count."""

    rule: str
    event: str
    kind: str  # deadline, decision_clock, protection, habit, status
    whose: str  # patient, insurer, provider, collector, credit_bureau, iro, agency, employer, app_habit
    title: str
    date: datetime.date | None = None
    cautious_date: datetime.date | None = None
    safe_mailing_date: datetime.date | None = None
    computed: str
    consequence: str = ""
    citation: str
    checked_on: datetime.date
    confidence: str  # verified, well_known, uncertain
    notes: str = ""
    receipt: tuple[ReceiptLine, ...] = ()

    @property
    def yours(self) -> bool:
        return self.whose in ("patient", "app_habit")

    @property
    def acts_on(self) -> datetime.date | None:
        """The day that counts for lists and reminders."""
        return self.date or self.cautious_date

    def to_json(self) -> dict[str, Any]:
        """The object of the contract's answer of `deadlines`; days that do not exist are left out."""
        plain: dict[str, Any] = {"rule": self.rule, "event": self.event}
        for name in ("date", "cautious_date", "safe_mailing_date"):
            day = getattr(self, name)
            if day is not None:
                plain[name] = day.isoformat()
        return plain | {
            "whose": self.whose,
            "title": self.title,
            "computed": self.computed,
            "kind": self.kind,
            "citation": self.citation,
            "checked_on": self.checked_on.isoformat(),
            "confidence": self.confidence,
            "consequence_if_missed": self.consequence,
            "notes": self.notes,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptDeadline:
    """A deadline of a case in the vault, with the day the user marked it as done."""

    id: str
    case_id: str
    deadline: Deadline
    done_on: datetime.date | None = None
