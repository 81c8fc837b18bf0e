"""Reads the files of a rule pack into frozen values, and refuses every entry this program does not fully know."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import yaml

from medbills.domain.rule import UNITS, Pack, Rule, Span, Variant, version_number

_ENTRY = frozenset({
    "id", "kind", "title", "applies_when", "trigger", "trigger_event", "duration", "who_must_act", "consequence_if_missed", "citation",
    "exceptions", "as_of", "confidence", "notes",
})  # fmt: skip
_OPTIONAL = frozenset({"late_letter"})
_APPLIES = frozenset({"plan_types", "status", "conditions", "state"})
_WORDS = frozenset({"rule", "note", "then", "condition"})  # words of the rule, shown as they stand
_SPANS = frozenset({"cautious_value", "trigger_offset", "federal_maximum"})
_KNOWN = _SPANS | {"value", "unit", "direction", "time_of_day", "fixed_date"}
_TOLD = frozenset({  # figures beside the limit that checks and pages look up, or that explain it
    "typical_range", "typical_days", "typical_years", "range", "shortest_known_days", "maximum", "minimum", "contract_defined",
    "plan_defined", "state_defined", "no_deadline", "alternates", "amount_usd", "max_calls", "percent_agi", "grace_period_option_months",
    "carryover_option",
})  # fmt: skip
_SPAN_KEYS = frozenset({
    "value", "unit", "condition", "per", "from", "amount_at_least", "no_collection_if_within_days", "treasury_referral_after_days",
})  # fmt: skip
_FROM_DAY = re.compile(r"from_(\d{4})_(\d{2})_(\d{2})")  # a change of the law that is known before its day
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_TABLES = frozenset({
    "pack_version", "meta", "day_count_conventions", "events", "reference_figures", "state_statutes_of_limitations",
    "state_medical_debt_credit_reporting", "coordination_of_benefits",
})  # fmt: skip


class UnknownExpression(ValueError):
    """A rule says something that this program cannot count or show."""


def pack_from(files: Mapping[str, str]) -> Pack:
    """The pack in these YAML files, by name.

    Raises UnknownExpression for what this program does not know, and ValueError for an entry that is not whole.
    """
    rules: dict[str, Rule] = {}
    tables: dict[str, Any] = {}
    entries: list[tuple[str, Any]] = []
    for name, text in sorted(files.items()):
        content = _loaded(name, text)
        entries += [(name.removesuffix(".yaml"), entry) for entry in content.pop("rules", ())]
        if twice := tables.keys() & content.keys():
            raise ValueError(f"two files hold {sorted(twice)}")
        tables |= content
    if lacking := _TABLES - tables.keys():
        raise ValueError(f"the pack lacks {sorted(lacking)}")
    events = tables.pop("events")
    for section, entry in entries:
        found = _whole(entry, section, tables["meta"], events)
        if found.id in rules:
            raise ValueError(f"two rules are called {found.id}")
        rules[found.id] = found
    version_number(tables["pack_version"])
    if type(tables["meta"].get("prepared")) is not datetime.date:
        raise ValueError("the pack does not say on which day it was checked")
    return Pack(
        version=tables["pack_version"], rules=MappingProxyType(rules), events=MappingProxyType(events),
        plan_types=tuple(tables["meta"]["plan_types"]), tables=MappingProxyType(tables),
    )  # fmt: skip


def _loaded(name: str, text: str) -> dict[str, Any]:
    try:
        content = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - a SafeLoader, in C where there is one
    except yaml.YAMLError as problem:
        raise ValueError(f"{name} cannot be read") from problem
    if not isinstance(content, dict):
        raise ValueError(f"{name} holds no table")
    return content


def _whole(entry: Any, section: str, meta: Mapping[str, Any], events: Mapping[str, str]) -> Rule:
    """The rule of an entry, once it is sure that nothing in it would be passed over."""
    name = entry.get("id") if isinstance(entry, Mapping) else None
    if not isinstance(name, str):
        raise ValueError(f"an entry of {section} has no id")
    if lacking := _ENTRY - entry.keys():
        raise ValueError(f"rule {name} lacks {sorted(lacking)}")
    if strange := entry.keys() - _ENTRY - _OPTIONAL:
        raise UnknownExpression(f"rule {name} has parts that are not known: {sorted(strange)}")
    try:
        found = _rule(entry, section)
    except UnknownExpression:
        raise
    except (KeyError, TypeError, AttributeError, ValueError) as problem:
        raise ValueError(f"rule {name} is not written as a rule: {problem}") from problem
    _prove_known(found, meta)
    if found.event not in events:
        raise ValueError(f"rule {name} names an event that does not exist: {found.event}")
    return found


def _prove_known(found: Rule, meta: Mapping[str, Any]) -> None:
    for what, value, known in (
        ("kind", found.kind, meta["kinds"]),
        ("who must act", found.whose, meta["who_values"]),
        ("confidence", found.confidence, meta["confidence_levels"]),
    ):
        if value not in known:
            raise UnknownExpression(f"rule {found.id} has a {what} that is not known: {value}")
    if strange := found.plan_types - set(meta["plan_types"]):
        raise UnknownExpression(f"rule {found.id} has plan types that are not known: {sorted(strange)}")
    if not (found.title and found.citation and found.trigger) or type(found.as_of) is not datetime.date:
        raise ValueError(f"rule {found.id} lacks its title, source, start or the day it was checked")


def _rule(entry: Mapping[str, Any], section: str) -> Rule:
    applies, duration = entry["applies_when"], entry["duration"]
    _prove_duration(entry["id"], applies, duration)
    words = [_in_words(name, duration[name]) for name in duration if name in _WORDS or _FROM_DAY.fullmatch(name)]
    return Rule(
        id=entry["id"], section=section, kind=entry["kind"], title=entry["title"],
        plan_types=frozenset(applies.get("plan_types", ("any",))), statuses=frozenset(applies.get("status", ())),
        conditions=tuple(applies.get("conditions", ())), states=frozenset(applies.get("state", ())),
        trigger=entry["trigger"], event=entry["trigger_event"],
        span=_span(duration), cautious=_span(duration.get("cautious_value")), offset=_span(duration.get("trigger_offset")),
        backward=duration.get("direction") == "backward", time_of_day=duration.get("time_of_day"),
        fixed_date=duration.get("fixed_date"), federal_maximum=_span(duration.get("federal_maximum")),
        variants=_variants(duration), words=tuple(words + [str(item) for item in duration.get("alternates", ())]),
        defined_by=next((who for who in ("plan", "state", "contract") if duration.get(f"{who}_defined")), ""),
        no_deadline=bool(duration.get("no_deadline")), whose=entry["who_must_act"], consequence=entry["consequence_if_missed"],
        citation=entry["citation"], exceptions=tuple(entry["exceptions"]), as_of=entry["as_of"], confidence=entry["confidence"],
        notes=entry["notes"], late_letter=entry.get("late_letter", ""), entry=entry,
    )  # fmt: skip


def _prove_duration(name: str, applies: Mapping[str, Any], duration: Mapping[str, Any]) -> None:
    """Nothing in a duration may be passed over: what is not known could change the day."""
    if strange := applies.keys() - _APPLIES:
        raise UnknownExpression(f"rule {name} applies when something is so that is not known: {sorted(strange)}")
    if duration["unit"] not in UNITS:
        raise UnknownExpression(f"rule {name} counts in a unit that is not known: {duration['unit']}")
    if duration.get("direction", "backward") != "backward":
        raise UnknownExpression(f"rule {name} counts in a direction that is not known: {duration['direction']}")
    clock = duration.get("time_of_day")
    if clock is not None and not (isinstance(clock, str) and _CLOCK.fullmatch(clock)):
        raise UnknownExpression(f"rule {name} names a time of day that is not known: {clock}")
    if duration.get("fixed_date") is not None and type(duration["fixed_date"]) is not datetime.date:
        raise UnknownExpression(f"rule {name} names a fixed day that is none")
    for key, part in duration.items():
        if key in _KNOWN | _WORDS | _TOLD and (key in _SPANS) == isinstance(part, Mapping):
            spans = [part] if key in _SPANS else []
        elif isinstance(part, Mapping):
            spans = list(part.values()) if key == "parts" else [part]
        elif _FROM_DAY.fullmatch(key) and isinstance(part, str):
            spans = []
        else:
            raise UnknownExpression(f"rule {name} says something about its time that is not known: {key}")
        for span in spans:
            if not isinstance(span, Mapping) or span.keys() - _SPAN_KEYS or span.get("unit", "none") not in UNITS:
                raise UnknownExpression(f"rule {name} says something about its time that is not known: {key}")


def _in_words(name: str, text: Any) -> str:
    """ "From 2027-01-01: 1 month ..." for a change of the law that is known before its day."""
    change = _FROM_DAY.fullmatch(name)
    return f"From {'-'.join(change.groups())}: {text}" if change else str(text)


def _span(entry: Any) -> Span | None:
    if not isinstance(entry, Mapping) or entry.get("value") is None or entry.get("unit") in (None, "none"):
        return None
    if type(entry["value"]) is not int or not 0 <= entry["value"] <= 100_000:
        raise UnknownExpression(f"a number of {entry['unit']} that cannot be counted: {entry['value']!r}")
    return Span(entry["value"], entry["unit"])


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
