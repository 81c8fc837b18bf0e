"""Says in words what two copies of the vault have differently, the one beside the other."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from medbills.domain.conflict import WHOLE, Conflict
from medbills.domain.fields import FieldType
from medbills.domain.money import Money
from medbills.domain.paper import PAPER_FIELDS
from medbills.domain.wording import counted, long_day
from medbills.services.say_rows import name_of
from medbills.store import Vault

_PAPER_TABLES = ("bill", "eob", "notice")
_THINGS = {
    "paper": "Paper", "person": "Person", "case_": "Case", "call": "Call", "call_promise": "Promise", "letter": "Letter",
    "packet": "Packet", "payment": "Payment",
    "plan": "Insurance plan", "provider": "Provider", "document": "File", "setting": "Setting", "offer": "Offer",
    "agreement": "Payment plan", "planned_care": "Planned care",
}  # fmt: skip
_FIELDS = {
    "lines": "The lines", "kind": "What kind of paper it is", "person_id": "Whose it is", "case_id": "Its case",
    "provider_id": "Its provider", "plan_id": "Its plan", "person": "Who was spoken to", "they_will": "What they promised",
    "you_will": "What you promised", "at": "When", "sent_on": "Sent on", "value": "What it says", "notes": "Notes",
}  # fmt: skip
_CENTS = ("amount", "saved", "estimate", "predetermined", "deductible", "maximum", "max")
REMOVED = "Removed"
KEPT = "Kept, with what was changed or added"
NOTHING = "Nothing"


@dataclass(frozen=True, slots=True)
class Differing:
    """Both words of a conflict. `one_stands` says which is in the vault, or would be."""

    id: str
    about: str  # "Paper: Riverbend General"
    field: str  # "Amount due"
    one: str
    other: str
    one_when: str
    other_when: str
    one_stands: bool


def say_conflict(vault: Vault, conflict: Conflict, rows: Mapping[tuple[str, str], Mapping[str, Any]] | None = None) -> Differing:
    """`rows` are those of the merge that is still to come; else the vault's own are looked at."""
    row = _row(vault, conflict, rows or {})
    table = next((table for table in _PAPER_TABLES if conflict.noun == "paper"), conflict.noun)
    name = name_of(table, row) if row else ""
    thing = _THINGS.get(conflict.noun, conflict.noun.strip("_").replace("_", " ").capitalize())
    return Differing(
        id=conflict.id, about=f"{thing}: {name}" if name else thing, field=_field(conflict), one=_word(vault, conflict, conflict.one),
        other=_word(vault, conflict, conflict.other), one_when=_when(conflict.one_at), other_when=_when(conflict.other_at),
        one_stands=conflict.kept_one,
    )  # fmt: skip


def _row(vault: Vault, conflict: Conflict, rows: Mapping[tuple[str, str], Mapping[str, Any]]) -> Mapping[str, Any]:
    tables = _PAPER_TABLES if conflict.noun == "paper" else (conflict.noun,)
    for table in tables:
        if (table, conflict.row) in rows:
            return rows[table, conflict.row]
        for entry in reversed(vault.history(table, conflict.row)):
            if entry.after or entry.before:
                return entry.after or entry.before or {}
    return {}


def _field(conflict: Conflict) -> str:
    if conflict.field == WHOLE:
        return "Whether it is still there"
    if conflict.noun == "paper" and conflict.field in PAPER_FIELDS:
        return PAPER_FIELDS[conflict.field].label
    return _FIELDS.get(conflict.field, conflict.field.removesuffix("_id").replace("_", " ").capitalize())


def _word(vault: Vault, conflict: Conflict, word: Any) -> str:
    if conflict.field == WHOLE:
        return REMOVED if word is None else KEPT
    if conflict.noun == "paper" and conflict.field in PAPER_FIELDS:
        return _paper_value(conflict.field, word[0] if word else None)
    if conflict.field == "lines":
        return counted(len(word or ()), "line")
    if conflict.field.endswith("_id"):
        return _named(vault, conflict.field, word)
    if isinstance(word, int) and not isinstance(word, bool) and any(part in conflict.field for part in _CENTS):
        return Money(word).text()
    return _plain(word)


def _named(vault: Vault, field: str, word: Any) -> str:
    """Who or what an id stands for."""
    found = {"person_id": vault.people, "case_id": vault.cases, "provider_id": vault.providers, "plan_id": vault.plans}.get(field)
    value = found.get(word) if found is not None and word else None  # type: ignore[attr-defined]
    if value is None:
        return "Another one" if word else NOTHING
    return str(getattr(value, "name", None) or getattr(value, "title", None) or NOTHING)


def _paper_value(name: str, value: Any) -> str:
    if value is None:
        return NOTHING
    kind = PAPER_FIELDS[name].type
    if kind is FieldType.MONEY:
        return Money(value).text()
    if kind is FieldType.DATE:
        return long_day(datetime.date.fromisoformat(value))
    return _plain(value)


def _plain(value: Any) -> str:
    if value is None or value == "":
        return NOTHING
    if isinstance(value, bool):
        return "Yes" if value else "No"
    text = str(value)
    if text[:1] in "[{":
        try:
            found = json.loads(text)
        except ValueError:
            return text
        return ", ".join(str(part) for part in found) if isinstance(found, list) else ", ".join(f"{k}: {v}" for k, v in found.items())
    try:
        return long_day(datetime.date.fromisoformat(text))
    except ValueError:
        return text


def _when(at: str) -> str:
    return long_day(datetime.datetime.fromisoformat(at).astimezone().date()) if at else ""
