"""Says in words what another copy of the vault brings in: so many papers, calls, letters, each with a few names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from medbills.domain.paper import Kind
from medbills.domain.wording import counted
from medbills.store import ComingIn

# What a person would look for; all else comes along silently.
_NOUNS = {
    "person": "person", "bill": "bill", "eob": "insurer’s statement", "notice": "paper", "case_": "case", "call": "call",
    "letter": "letter", "packet": "packet", "payment": "payment", "refund": "refund", "agreement": "payment plan", "offer": "offer",
    "planned_care": "planned care", "plan": "insurance plan", "provider": "provider", "booklet": "plan booklet",
    "correction": "correction", "setting": "setting", "fee_schedule": "fee list",
}  # fmt: skip
_MANY = {"person": "people", "planned_care": "planned care"}
_MOST = 3  # names in a line


@dataclass(frozen=True, slots=True)
class Coming:
    """One line of what comes in: "2 bills are new", with their names."""

    text: str
    names: tuple[str, ...]


def say_rows(found: ComingIn) -> tuple[Coming, ...]:
    """New things first, then changed ones, then those that were removed there."""
    altered = {key: row for key, (_, row) in found.altered.items()}
    lines = (
        *_lines(found.added, "new"), *_lines(altered, "changed"), *_lines(found.removed, "removed there"),
    )  # fmt: skip
    if not lines and not found.nothing:
        return (Coming("Small changes: marks, settings or days", ()),)
    return lines


def _lines(rows: Mapping[tuple[str, str], Mapping[str, Any]], what: str) -> tuple[Coming, ...]:
    told = []
    for table, word in _NOUNS.items():
        those = [row for (name, _), row in rows.items() if name == table]
        if those:
            many = _MANY.get(table)
            names = tuple(dict.fromkeys(name for row in those if (name := name_of(table, row))))
            number = f"{len(those)} {many}" if many and len(those) > 1 else counted(len(those), word)
            told.append(Coming(f"{number} {'is' if len(those) == 1 else 'are'} {what}", names[:_MOST]))
    return tuple(told)


def name_of(table: str, row: Mapping[str, Any]) -> str:
    """A few words that tell one row of a table from the next; empty where it has none."""
    if table in ("bill", "eob", "notice"):
        return str(row.get("issuer_name") or row.get("provider_name") or row.get("payer_name") or _kind(row))
    if table == "call":
        return str(row.get("organization") or row.get("person") or "")
    return str(row.get("title") or row.get("name") or row.get("with_whom") or row.get("what") or row.get("from_whom") or "")


def _kind(row: Mapping[str, Any]) -> str:
    return Kind(row["kind"]).value.replace("_", " ")
