"""A dated rule and the pack it belongs to: what the law sets, for whom, and how sure that is."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

PLAN_UNITS = ("calendar_days", "business_days", "months", "years")  # in which a plan document sets limits
UNITS = ("hours", "calendar_days", "business_days", "months", "years", "none")


@dataclass(frozen=True, slots=True)
class Span:
    """A number of units to add or to go back: (30, "calendar_days")."""

    value: int
    unit: str


@dataclass(frozen=True, slots=True)
class PlanLimit:
    """What the plan document says instead of a rule's own limit, and where ("page 41")."""

    span: Span
    where: str = ""


NO_LIMITS: Mapping[str, PlanLimit] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Variant:
    """Another limit of the same rule, for a case named in words ("expedited", "extension")."""

    name: str
    span: Span
    condition: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One dated rule. `span` is None where no date may be computed; `cautious` is an earlier limit that is safe in every variant."""

    id: str
    section: str  # the file it stands in
    kind: str
    title: str
    plan_types: frozenset[str]
    statuses: frozenset[str]
    conditions: tuple[str, ...]
    states: frozenset[str]
    trigger: str
    event: str
    span: Span | None
    cautious: Span | None
    offset: Span | None
    backward: bool
    time_of_day: str | None
    fixed_date: datetime.date | None
    federal_maximum: Span | None
    variants: tuple[Variant, ...]
    words: tuple[str, ...]
    defined_by: str  # "plan", "state", "contract" where the real number is there, else ""
    no_deadline: bool
    whose: str
    consequence: str
    citation: str
    exceptions: tuple[str, ...]
    as_of: datetime.date
    confidence: str
    notes: str
    late_letter: str  # the slug of the letter to send when their time has run out, else ""
    entry: Mapping[str, Any] = field(repr=False, compare=False)  # as it stands in the file

    @property
    def by_receipt(self) -> bool:
        """Whether the clock starts on the day a paper was received."""
        return self.event.endswith("_received")


@dataclass(frozen=True)
class Pack:
    """All rules and the tables beside them. `version` goes into every letter and packet."""

    version: str
    rules: Mapping[str, Rule]
    events: Mapping[str, str]  # name -> what happened, in words
    plan_types: tuple[str, ...]
    tables: Mapping[str, Any]  # meta, conventions, figures, states: as they stand in the files

    @property
    def checked_on(self) -> datetime.date:
        """The day the pack as a whole was checked."""
        day: datetime.date = self.tables["meta"]["prepared"]
        return day

    def set_off_by(self, event: str) -> tuple[Rule, ...]:
        """The rules that an event sets off, in the order of the files."""
        return tuple(rule for rule in self.rules.values() if rule.event == event)


def version_number(text: str) -> tuple[int, ...]:
    """A version like "2026.11.21" or "2026.11.21.2" so that versions can be compared. Raises ValueError for another form."""
    parts = str(text).split(".")
    if len(parts) not in (3, 4) or not all(part.isascii() and part.isdigit() and len(part) <= 4 for part in parts) or len(parts[0]) != 4:
        raise ValueError(f"not a version of rules: {text!r}")
    return tuple(int(part) for part in parts)
