"""What two copies of a vault have in common, told by their histories."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from medbills.store.journal import Entry
from medbills.store.merge_records import Key
from medbills.store.rows import Plain
from medbills.store.schema import KEPT, META
from medbills.store.standing import standing

MERGED = "merged"  # the row under which the history says what was merged
_MARK = 16  # letters of a hash that name an entry

_TABLES = frozenset(table.name for table in KEPT)


@dataclass(frozen=True, slots=True)
class Side:
    """One copy's rows, and when each was written last there (a removed one: when it was removed)."""

    rows: dict[Key, Plain]
    written: Mapping[Key, str]


Join = Callable[[dict[Key, Plain], Side, Side], dict[Key, Plain]]


@dataclass(frozen=True)
class History:
    """One copy's entries, oldest first. A point in it is the number of entries up to there.

    `texts` holds what an entry said where this copy removed it for good and the other one still has it.
    """

    entries: Sequence[Entry]
    texts: Mapping[str, Entry]

    @property
    def end(self) -> int:
        return len(self.entries)

    @cached_property
    def marks(self) -> tuple[str, ...]:
        """A short name of each entry; its hash covers all before it."""
        return tuple(entry.hash[:_MARK] for entry in self.entries)

    def known(self, point: int) -> frozenset[str]:
        """The entries that the copy had seen by then: its own, and those of copies that were merged into it and not undone."""
        entries = self.entries[:point]
        stands = _standing(entries)
        seen = set(self.marks[:point])
        for entry in entries:
            if entry.table == META.name and entry.row == MERGED and entry.after and stands[entry.change_id]:
                seen.update(entry.after["knows"])
        return frozenset(seen)

    def rows_at(self, point: int) -> dict[Key, Plain]:
        """Every row as it stood then."""
        rows: dict[Key, Plain] = {}
        for entry in self.entries[:point]:
            if entry.table in _TABLES:
                after = self.texts[entry.hash].after if entry.emptied and entry.hash in self.texts else entry.after
                if after is None:
                    rows.pop((entry.table, entry.row), None)
                else:
                    rows[entry.table, entry.row] = after
        return rows

    def side(self, point: int) -> Side:
        """Every row as it stood then, and when each was written last: what was undone, and its undo, do not count."""
        entries = self.entries[:point]
        stands = _standing(entries)
        written = {
            (entry.table, entry.row): entry.at.isoformat()
            for entry in entries
            if entry.table in _TABLES and stands[entry.change_id] and entry.undoes not in stands
        }
        return Side(self.rows_at(point), written)


def histories(one: Sequence[Entry], other: Sequence[Entry]) -> tuple[History, History]:
    """Both copies' histories; each fills in what the other removed for good, so that both see the same past."""
    texts = {entry.hash: entry for entry in (*one, *other) if not entry.emptied}
    return History(one, texts), History(other, texts)


def seen_of(history: History, other: History, point: int, other_point: int) -> int:
    """How far into `other` the copy has seen: the point of its newest entry that is known."""
    known = history.known(point)
    return next((at for at in range(other_point, 0, -1) if other.marks[at - 1] in known), 0)


def common_rows(one: History, at_one: int, other: History, at_other: int, join: Join) -> dict[Key, Plain]:
    """The rows as they were where the two went apart. Where each had seen a part of the other, `join` merges these parts."""
    seen_other, seen_one = seen_of(one, other, at_one, at_other), seen_of(other, one, at_other, at_one)
    if seen_other == at_other:
        return other.rows_at(at_other)
    if seen_one == at_one:
        return one.rows_at(at_one)
    shared = _shared(one, other)
    if seen_other <= shared:
        return one.rows_at(seen_one)
    if seen_one <= shared:
        return other.rows_at(seen_other)
    before = common_rows(one, seen_one, other, seen_other, join)
    return join(before, one.side(seen_one), other.side(seen_other))


def _standing(entries: Sequence[Entry]) -> dict[str, bool]:
    return standing({entry.change_id: entry.undoes for entry in entries})


def _shared(one: History, other: History) -> int:
    """Length of the history that both began with."""
    number = 0
    for mine, theirs in zip(one.marks, other.marks, strict=False):
        if mine != theirs:
            break
        number += 1
    return number
