"""The rule pack as frozen values, read from resources/rules/*.yaml: a new rule is a new entry there."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

import yaml

from medbills.paths import resource

UNITS = ("hours", "calendar_days", "business_days", "months", "years", "none")
_WORDS = frozenset({"rule", "note", "then", "condition"})  # words of the rule, shown as they stand
_KNOWN = frozenset({"value", "unit", "cautious_value", "trigger_offset", "direction", "time_of_day", "fixed_date", "federal_maximum"})


@dataclass(frozen=True, slots=True)
class Span:
    """A number of units to add or to go back: (30, "calendar_days")."""

    value: int
    unit: str


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

    @property
    def by_receipt(self) -> bool:
        """Whether the clock starts on the day a paper was received."""
        return self.event.endswith("_received")


@dataclass(frozen=True)
class Pack:
    """All rules and the tables beside them. `version` goes into every letter that uses a rule."""

    version: str
    rules: Mapping[str, Rule]
    events: Mapping[str, str]  # name -> what happened, in words
    plan_types: tuple[str, ...]
    tables: Mapping[str, Any]  # meta, conventions, figures, states: as they stand in the files

    def set_off_by(self, event: str) -> tuple[Rule, ...]:
        """The rules that an event sets off, in the order of the files."""
        return tuple(rule for rule in self.rules.values() if rule.event == event)


@cache
def load_pack() -> Pack:
    """Every file of resources/rules/. Raises ValueError on a rule that is not whole: a mistake of ours."""
    rules: dict[str, Rule] = {}
    tables: dict[str, Any] = {}
    for path in sorted(resource("rules").glob("*.yaml")):
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_loader())  # noqa: S506 - a SafeLoader, in C where there is one
        for entry in content.pop("rules", ()):
            if entry["id"] in rules:
                raise ValueError(f"two rules are called {entry['id']}")
            rules[entry["id"]] = _rule(entry, path.stem)
        tables |= content
    events = tables.pop("events")
    for found in rules.values():
        if found.event not in events:
            raise ValueError(f"rule {found.id} names an event that does not exist: {found.event}")
    return Pack(
        version=tables["pack_version"], rules=MappingProxyType(rules), events=MappingProxyType(events),
        plan_types=tuple(tables["meta"]["plan_types"]), tables=MappingProxyType(tables),
    )  # fmt: skip


def rule(rule_id: str) -> Rule:
    """The rule of that id. Raises KeyError when there is none."""
    return load_pack().rules[rule_id]


def _loader() -> Any:
    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _rule(entry: Mapping[str, Any], section: str) -> Rule:
    applies, duration = entry["applies_when"], entry["duration"]
    unknown = [name for name in entry if name not in _ENTRY]
    if unknown or duration["unit"] not in UNITS:
        raise ValueError(f"rule {entry['id']} is not written as a rule: {unknown or duration['unit']}")
    words = [str(duration[name]) for name in duration if name in _WORDS] + [str(item) for item in duration.get("alternates", ())]
    return Rule(
        id=entry["id"], section=section, kind=entry["kind"], title=entry["title"],
        plan_types=frozenset(applies.get("plan_types", ("any",))), statuses=frozenset(applies.get("status", ())),
        conditions=tuple(applies.get("conditions", ())), states=frozenset(applies.get("state", ())),
        trigger=entry["trigger"], event=entry["trigger_event"],
        span=_span(duration), cautious=_span(duration.get("cautious_value")), offset=_span(duration.get("trigger_offset")),
        backward=duration.get("direction") == "backward", time_of_day=duration.get("time_of_day"),
        fixed_date=duration.get("fixed_date"), federal_maximum=_span(duration.get("federal_maximum")),
        variants=_variants(duration), words=tuple(words),
        defined_by=next((who for who in ("plan", "state", "contract") if duration.get(f"{who}_defined")), ""),
        no_deadline=bool(duration.get("no_deadline")), whose=entry["who_must_act"], consequence=entry["consequence_if_missed"],
        citation=entry["citation"], exceptions=tuple(entry["exceptions"]), as_of=entry["as_of"], confidence=entry["confidence"],
        notes=entry["notes"],
    )  # fmt: skip


_ENTRY = frozenset({
    "id", "kind", "title", "applies_when", "trigger", "trigger_event", "duration", "who_must_act", "consequence_if_missed", "citation",
    "exceptions", "as_of", "confidence", "notes",
})  # fmt: skip


def _span(entry: Any) -> Span | None:
    if not isinstance(entry, Mapping) or entry.get("value") is None or entry.get("unit") in (None, "none"):
        return None
    return Span(int(entry["value"]), entry["unit"])


def _variants(duration: Mapping[str, Any]) -> tuple[Variant, ...]:
    """Every other limit named in the duration, with its condition in words."""
    found = []
    for name, entry in duration.items():
        spans = entry.items() if name == "parts" else ((name, entry),) if name not in _KNOWN else ()
        for label, part in spans:
            span = _span(part)
            if span is not None:
                found.append(Variant(label, span, str(part.get("condition") or part.get("per") or part.get("from") or "")))
    return tuple(found)
