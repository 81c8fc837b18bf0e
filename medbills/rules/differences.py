"""What differs between two rule packs, rule by rule and field by field, in words that a person can read before saying yes."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from medbills.domain.rule import Pack
from medbills.domain.rule_difference import Difference, FieldChange, Turn
from medbills.domain.wording import long_day

NOTHING = "nothing"
_FIELDS = {
    "title": "Title", "kind": "Kind", "applies_when": "Counts for", "trigger": "Starts with", "trigger_event": "Event", "duration": "Time",
    "who_must_act": "Who must act", "consequence_if_missed": "If it is missed", "citation": "Source", "exceptions": "Exceptions",
    "as_of": "Checked", "confidence": "How sure", "notes": "Notes", "late_letter": "Letter when late",
    "app_years": "Longest time, in years",
}  # fmt: skip
_TABLES = {
    "reference_figures": "Figures", "state_statutes_of_limitations": "Time to sue", "coordination_of_benefits": "Which plan pays first",
    "state_medical_debt_credit_reporting": "State laws on credit reports", "article_claims": "Claims of articles",
    "day_count_conventions": "How days are counted", "meta": "About the rules",
}  # fmt: skip
_KEYS = ("state", "year", "area", "reason", "code", "id", "claim")  # columns that tell one row of a table from the others


def differences(before: Pack, after: Pack) -> tuple[Difference, ...]:
    """Everything that differs but the version: rules first, then events and tables; what is gone before what is new."""
    rules = tuple(_between(_rules(before), _rules(after)))
    events = tuple(_between(_events(before), _events(after)))
    tables = tuple(_between(_rows(before), _rows(after)))
    order = {Turn.REMOVED: 0, Turn.ADDED: 1, Turn.CHANGED: 2}
    return tuple(found for part in (rules, events, tables) for found in sorted(part, key=lambda found: (order[found.turn], found.key)))


@dataclass(frozen=True, slots=True)
class _Entry:
    title: str
    says: str
    plain: Mapping[str, Any]


def _between(before: Mapping[str, _Entry], after: Mapping[str, _Entry]) -> Iterator[Difference]:
    for key in before.keys() | after.keys():
        old, new = before.get(key), after.get(key)
        if old is None or new is None:
            found = new or old
            assert found is not None
            yield Difference(turn=Turn.ADDED if old is None else Turn.REMOVED, key=key, title=found.title, says=found.says)
        elif old.plain != new.plain:
            yield Difference(turn=Turn.CHANGED, key=key, title=new.title, fields=tuple(_fields(old.plain, new.plain)))


def _fields(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[FieldChange]:
    for name in dict.fromkeys([*before, *after]):
        old, new = before.get(name), after.get(name)
        if old != new:
            yield FieldChange(_FIELDS.get(name, _spaced(name).capitalize()), in_words(old), in_words(new))


def _rules(pack: Pack) -> dict[str, _Entry]:
    return {
        rule.id: _Entry(rule.title, f"{in_words(rule.entry['duration']).capitalize()}. {rule.citation}.", rule.entry)
        for rule in pack.rules.values()
    }  # fmt: skip


def _events(pack: Pack) -> dict[str, _Entry]:
    return {f"events.{name}": _Entry(f"Event: {_spaced(name)}", text, {"event": text}) for name, text in pack.events.items()}


def _rows(pack: Pack) -> dict[str, _Entry]:
    """Every row of every table, by its table and what tells it from the others."""
    found: dict[str, _Entry] = {}
    for name, table in pack.tables.items():
        if name not in ("pack_version", "meta"):
            _gather(found, (name,), table)
    meta = {name: value for name, value in pack.tables["meta"].items() if name != "prepared"}
    found["meta"] = _Entry(_TABLES["meta"], "", meta)
    return found


def _gather(found: dict[str, _Entry], path: tuple[str, ...], part: Any) -> None:
    if isinstance(part, list):
        for place, row in enumerate(part):
            own = _row_key(row)
            key = own if own and ".".join((*path, own)) not in found else str(place + 1)
            found[".".join((*path, key))] = _entry((*path, key), row)
    elif isinstance(part, Mapping) and any(isinstance(value, list | Mapping) for value in part.values()):
        for name, value in part.items():
            _gather(found, (*path, str(name)), value)
    else:
        found[".".join(path)] = _entry(path, part)


def _entry(path: tuple[str, ...], row: Any) -> _Entry:
    title = ", ".join([_TABLES.get(path[0], _spaced(path[0]).capitalize()), *(_spaced(part) for part in path[1:])])
    plain = row if isinstance(row, Mapping) else {"text": row}
    return _Entry(title, in_words(row), plain)


def _row_key(row: Any) -> str:
    return " ".join(str(row[name]) for name in _KEYS if name in row) if isinstance(row, Mapping) else ""


def in_words(value: Any) -> str:
    """A value of a rule's file as words: "180 calendar days", "October 1, 2026", "yes"."""
    if value is None or value == "" or value == []:
        return NOTHING
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime.date):
        return long_day(value)
    if isinstance(value, Mapping):
        return _span_in_words(value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "; ".join(in_words(part) for part in value)
    return _spaced(value) if isinstance(value, str) and " " not in value else str(value)


def _span_in_words(value: Mapping[str, Any]) -> str:
    """A number with its unit first, then whatever stands beside it."""
    parts = []
    if "unit" in value:
        number, unit = value.get("value"), _spaced(str(value["unit"]))
        parts.append("no number of days" if number is None else f"{number} {unit[:-1] if number == 1 else unit}")
    parts += [f"{_spaced(str(name))}: {in_words(part)}" for name, part in value.items() if name not in ("value", "unit")]
    return ", ".join(parts) or NOTHING


def _spaced(name: str) -> str:
    return name.replace("_", " ")
