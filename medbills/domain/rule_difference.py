"""One difference between two sets of rules, as it is shown before a newer one is taken into use."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Turn(StrEnum):
    """What became of an entry."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a changed entry, before and after, in words."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One rule, event or row of a table. `says` is a sentence for an entry that is new or gone."""

    turn: Turn
    key: str  # the rule's id, or where the row stands
    title: str
    says: str = ""
    fields: tuple[FieldChange, ...] = ()
