"""The history of every write: what, when, before, after, each entry chained to the one before it."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, delete, insert, select, update

from medbills.store.columns import canonical
from medbills.store.lane import Lane
from medbills.store.schema import JOURNAL, META

UPGRADE = "upgrade"  # stands under `undoes` for what a migration did: no undo reaches behind it
ERASING = "erasing"  # stands under `undoes` for a removal for good, which nothing undoes
ERASED = "erased"  # the row under which such a removal says which entries it emptied

START = "0" * 64
_HEAD = "history"  # where the seal of the newest entry stands

Seal = Callable[[str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One row's part in a change. `before` is None where the row was made, `after` where it was removed; both in plain form."""

    seq: int
    change_id: str
    at: datetime.datetime
    what: str
    undoes: str | None
    table: str
    row: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    hash: str = ""

    @property
    def emptied(self) -> bool:
        """Whether a removal for good took what it held."""
        return not self.what and self.before is None and self.after is None


@dataclass(frozen=True, slots=True)
class Touched:
    """A write that waits for its journal entry."""

    table: str
    row: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


class Journal:
    """Reads and appends; there is no way to alter an entry."""

    def __init__(self, lane: Lane) -> None:
        self._lane = lane

    def append(
        self, writes: Sequence[Touched], *, change_id: str, at: datetime.datetime, what: str, undoes: str | None, seal: Seal
    ) -> None:
        """Adds one entry for each write, inside the open transaction, and seals the newest so that none can be cut off."""
        seq, previous = self._head()
        rows = []
        for write in writes:
            seq += 1
            row = {
                "seq": seq, "change_id": change_id, "at": at.isoformat(), "what": what, "undoes": undoes, "table_name": write.table,
                "row_id": write.row, "before": _text(write.before), "after": _text(write.after),
            }  # fmt: skip
            previous = row["hash"] = _hash(previous, row)
            rows.append(row)
        if rows:
            self._lane.run(insert(JOURNAL), rows)
            self.seal_head(seal)

    def seal_head(self, seal: Seal) -> None:
        """Says under the vault's own seal which entry is the newest."""
        seq, newest = self._head()
        self._lane.run(delete(META).where(META.c.id == _HEAD))
        self._lane.run(insert(META), {"id": _HEAD, "value": canonical([seq, newest, seal(_sealed(seq, newest))])})

    def erase(self, wholly: Sequence[int], names: Sequence[int]) -> dict[str, Any]:
        """Empties entries: `wholly` lose what they held, and `names` only the words of their change.

        Gives what must be written as the next entry under `ERASED`, so that the chain still shows that nothing else was altered.
        """
        told = {}
        for seq in sorted({*wholly, *names}):
            (found,) = self._lane.rows(select(JOURNAL).where(JOURNAL.c.seq == seq))
            left = dict(found._mapping) | {"what": ""} | ({"before": None, "after": None} if seq in wholly else {})
            stated = left.pop("hash")
            self._lane.run(update(JOURNAL).where(JOURNAL.c.seq == seq), {name: left[name] for name in ("what", "before", "after")})
            told[str(seq)] = [stated, _hash("", left)]
        return told

    def of_row(self, table: str, row: str) -> tuple[Entry, ...]:
        """What happened to one row, oldest first."""
        query = select(JOURNAL).where(JOURNAL.c.table_name == table, JOURNAL.c.row_id == row).order_by(JOURNAL.c.seq)
        return tuple(_entry(found) for found in self._lane.rows(query))

    def of_change(self, change_id: str) -> tuple[Entry, ...]:
        """The entries of one change, oldest first."""
        query = select(JOURNAL).where(JOURNAL.c.change_id == change_id).order_by(JOURNAL.c.seq)
        return tuple(_entry(found) for found in self._lane.rows(query))

    def last(self) -> Entry | None:
        """The newest entry of all."""
        found = self._lane.rows(select(JOURNAL).order_by(JOURNAL.c.seq.desc()).limit(1))
        return _entry(found[0]) if found else None

    def last_change(self) -> Entry | None:
        """The newest entry that is not a migration's."""
        theirs = JOURNAL.c.undoes.is_(None) | (JOURNAL.c.undoes != UPGRADE)
        found = self._lane.rows(select(JOURNAL).where(theirs).order_by(JOURNAL.c.seq.desc()).limit(1))
        return _entry(found[0]) if found else None

    def entries(self) -> Iterator[Entry]:
        """All entries, oldest first."""
        for found in self._lane.rows(select(JOURNAL).order_by(JOURNAL.c.seq)):
            yield _entry(found)

    def breaks(self, seal: Seal | None = None) -> list[str]:
        """Where the chain does not hold, in sentences; empty when nothing was altered or taken out.

        With `seal`, entries that were cut off at the end are found too. Not found: the whole vault put back to an earlier day.
        """
        rows = [dict(found._mapping) for found in self._lane.rows(select(JOURNAL).order_by(JOURNAL.c.seq))]
        emptied = _emptied(rows)
        previous, number, problems = START, 0, []
        for row in rows:
            stated, number = row.pop("hash"), number + 1
            genuine = _hash(previous, row) == stated or emptied.get(row["seq"]) == (stated, _hash("", row))
            if row["seq"] != number:
                problems.append(f"The history was altered: entries before entry {row['seq']} are missing.")
                number = row["seq"]
            elif not genuine:
                problems.append(f"The history was altered at entry {row['seq']}, “{row['what']}”.")
            previous = stated
        return problems + (self._cut_off(seal) if seal else [])

    def _cut_off(self, seal: Seal) -> list[str]:
        found = self._lane.rows(select(META.c.value).where(META.c.id == _HEAD))
        seq, newest = self._head()
        if not found:
            return ["The seal of the history is missing."]
        told = json.loads(found[0].value)
        if told[2] != seal(_sealed(told[0], told[1])):
            return ["The seal of the history was altered."]
        if [seq, newest] == told[:2]:
            return []
        return [f"The history ends at entry {seq}, but its seal names entry {told[0]}: entries were cut off."]

    def _head(self) -> tuple[int, str]:
        last = self._lane.rows(select(JOURNAL.c.seq, JOURNAL.c.hash).order_by(JOURNAL.c.seq.desc()).limit(1))
        return (last[0].seq, last[0].hash) if last else (0, START)


def _sealed(seq: int, newest: str) -> str:
    return f"history {seq} {newest}"


def _emptied(rows: Sequence[Mapping[str, Any]]) -> dict[int, tuple[str, str]]:
    """Of each entry that a removal for good emptied: its hash, and the hash of what was left of it."""
    told: dict[int, tuple[str, str]] = {}
    for row in rows:
        if row["table_name"] == JOURNAL.name and row["row_id"] == ERASED and row["after"]:
            told.update({int(seq): (stated, left) for seq, (stated, left) in json.loads(row["after"]).items()})
    return told


def _text(row: dict[str, Any] | None) -> str | None:
    return None if row is None else canonical(row)


def _hash(previous: str, row: dict[str, Any]) -> str:
    return hashlib.sha256((previous + canonical(row)).encode("utf-8", "surrogatepass")).hexdigest()


def _entry(row: Row[Any]) -> Entry:
    return Entry(
        seq=row.seq, change_id=row.change_id, at=datetime.datetime.fromisoformat(row.at), what=row.what, undoes=row.undoes,
        table=row.table_name, row=row.row_id, before=json.loads(row.before) if row.before else None,
        after=json.loads(row.after) if row.after else None, hash=row.hash,
    )  # fmt: skip
