"""Merges what two copies of a vault hold, record by record and field by field: the same answer whichever copy comes first."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from medbills.domain.conflict import WHOLE, Conflict
from medbills.store.columns import canonical
from medbills.store.merge_align import aligned, one_document_a_file
from medbills.store.merge_history import Side
from medbills.store.merge_records import PAPER, Key, Record, Records, as_records, as_rows, noun_of, table_of
from medbills.store.rows import Plain
from medbills.store.schema import ARRIVAL, CASE, CONFLICT, DOCUMENT, LINK, METADATA, READER_MARK, REPLY, SETTING
from medbills.store.undo import WORKED_OUT

# Where the two differ, the newer one stands, and nobody is asked: worked out anew, or of this program's own keeping.
QUIET_NOUNS = WORKED_OUT | {CONFLICT.name, READER_MARK.name}
QUIET_FIELDS = frozenset({(CASE.name, "stage"), (LINK.name, "score"), (LINK.name, "reason"), (DOCUMENT.name, "name"),
                          (DOCUMENT.name, "kept_at"), (PAPER, "kept_at"), (PAPER, "warnings"), (PAPER, "confirmed")})  # fmt: skip
QUIET_SETTINGS = ("last_verified_backup", "watched_folder", "left_out")
# What names a paper by its id alone: without the paper, a user's word brings it back, and a machine's goes.
OF_PAPER = {REPLY.name: ("paper_id",), ARRIVAL.name: ("id",)}
GOES_WITH_PAPER = {LINK.name: ("paper_id", "other_id"), READER_MARK.name: ("id",)}


@dataclass(frozen=True, slots=True)
class Merged:
    """All rows as they are to be, and what the two copies did not agree on."""

    rows: dict[Key, Plain]
    conflicts: tuple[Conflict, ...]


def merged(before: dict[Key, Plain], one: Side, other: Side) -> Merged:
    """Three ways: what only one copy changed since `before` comes in; what both changed differently is a conflict.

    Of a conflict the reviewed value stands, else the newer one; what one copy removed and the other changed stays. The word that
    does not stand is kept in the conflict.
    """
    one, other = aligned(before, one, other)
    merge = _Merge(as_records(before), as_records(one.rows), as_records(other.rows), _by_noun(one.written), _by_noun(other.written))
    return merge.whole()


def joined(before: dict[Key, Plain], one: Side, other: Side) -> dict[Key, Plain]:
    """The rows alone."""
    return merged(before, one, other).rows


def _by_noun(written: Mapping[Key, str]) -> dict[Key, str]:
    found: dict[Key, str] = {}
    for (table, row), at in written.items():
        noun = noun_of(table)
        key = (noun, row.rpartition(":")[0] if noun == PAPER and table.endswith("_line") else row)
        found[key] = max(at, found.get(key, ""))
    return found


@dataclass
class _Merge:
    base: Records
    one: Records
    other: Records
    one_at: Mapping[Key, str]
    other_at: Mapping[Key, str]
    result: Records = field(default_factory=dict)
    conflicts: dict[str, Conflict] = field(default_factory=dict)

    def whole(self) -> Merged:
        for key in sorted(self.one.keys() | self.other.keys()):
            found = self._record(key)
            if found is not None:
                self.result[key] = found
        self._bring_back_owners()
        one_document_a_file(self.result)
        for conflict in self.conflicts.values():
            self.result.setdefault((CONFLICT.name, conflict.id), _fields_of(conflict))
        rows: dict[Key, Plain] = {}
        for (noun, row_id), record in sorted(self.result.items()):
            rows |= as_rows(noun, row_id, record)
        return Merged(rows, tuple(conflict for _, conflict in sorted(self.conflicts.items())))

    def _record(self, key: Key) -> Record | None:
        base, one, other = self.base.get(key), self.one.get(key), self.other.get(key)
        if one == other or other == base:
            return one
        if one == base:
            return other
        if one is None or other is None:
            self._tell(key, WHOLE, one, other, keep_one=one is not None)
            return one if one is not None else other
        if base is None and key[0] == PAPER and bool(one.get("confirmed")) != bool(other.get("confirmed")):
            return one if one.get("confirmed") else other  # the same file came in twice, and only one reading was looked at
        return self._fields(key, base or {}, one, other)

    def _fields(self, key: Key, base: Record, one: Record, other: Record) -> Record:
        result: Record = {}
        for name in sorted(one.keys() | other.keys()):
            mine, theirs, was = one.get(name), other.get(name), base.get(name)
            if mine == theirs or theirs == was:
                value = mine
            elif mine == was:
                value = theirs
            else:
                keep_one = self._one_stands(key, name, one, other)
                self._tell(key, name, mine, theirs, keep_one=keep_one)
                value = mine if keep_one else theirs
            if value is not None:
                result[name] = value
        return result

    def _one_stands(self, key: Key, name: str, one: Record, other: Record) -> bool:
        reviewed = bool(one.get("confirmed")), bool(other.get("confirmed"))
        if key[0] == PAPER and reviewed[0] != reviewed[1]:
            return reviewed[0]
        return self._order(key, one.get(name), True) > self._order(key, other.get(name), False)

    def _order(self, key: Key, value: Any, one: bool) -> tuple[str, str]:
        return (self.one_at if one else self.other_at).get(key, ""), canonical(value)

    def _tell(self, key: Key, name: str, mine: Any, theirs: Any, *, keep_one: bool) -> None:
        noun, row = key
        if noun in QUIET_NOUNS or (noun, name) in QUIET_FIELDS or (noun == SETTING.name and row.startswith(QUIET_SETTINGS)):
            return
        words = sorted([(*self._order(key, mine, True), True, mine), (*self._order(key, theirs, False), False, theirs)], key=_first_two)
        (one_at, _, is_one, one), (other_at, _, _, other) = words
        told = canonical([noun, row, name, one, other])
        conflict = Conflict(
            id=hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:32], noun=noun, row=row, field=name, one=one, other=other,
            one_at=one_at, other_at=other_at, kept_one=is_one is keep_one,
        )  # fmt: skip
        self.conflicts[conflict.id] = conflict

    # what refers to what

    def _bring_back_owners(self) -> None:
        """What was added to something, in one copy, that the other removed: it comes back, and that is told."""
        while True:
            missing = {
                owner: key
                for key, record in self.result.items()
                for owner in _owners(key, record)
                if owner not in self.result
            }  # fmt: skip
            if not missing:
                return
            for owner, key in sorted(missing.items()):
                self._bring_back(owner, key)

    def _bring_back(self, owner: Key, key: Key) -> None:
        goes = key[0] in WORKED_OUT or key[0] in GOES_WITH_PAPER
        found = self.one.get(owner) or self.other.get(owner) or self.base.get(owner)
        if goes or found is None:
            self.result.pop(key, None)
        elif owner not in self.result:
            self.result[owner] = found
            self._tell(owner, WHOLE, self.one.get(owner), self.other.get(owner), keep_one=owner in self.one)


def _first_two(word: tuple[Any, ...]) -> tuple[Any, ...]:
    return word[:2]


def _owners(key: Key, record: Record) -> Iterable[Key]:
    """The records that must be there for this one."""
    noun, row_id = key
    for name in (*OF_PAPER.get(noun, ()), *GOES_WITH_PAPER.get(noun, ())):
        yield PAPER, row_id if name == "id" else record[name]
    for column in METADATA.tables[table_of(noun, record)].columns:
        value = record.get(column.name)
        for reference in column.foreign_keys:
            if value is not None:
                yield noun_of(reference.column.table.name), value


def _fields_of(conflict: Conflict) -> Record:
    """As the vault keeps it: see the schema."""
    told = {
        "noun": conflict.noun, "row": conflict.row, "field": conflict.field, "one_at": conflict.one_at, "other_at": conflict.other_at,
        "kept_one": conflict.kept_one,
    }  # fmt: skip
    return told | {name: canonical(word) for name, word in (("one", conflict.one), ("other", conflict.other)) if word is not None}
