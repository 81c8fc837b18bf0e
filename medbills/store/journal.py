"""The history of every write: what, when, before, after, each entry chained to the one before it."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, func, insert, select

from medbills.store.columns import canonical
from medbills.store.lane import Lane
from medbills.store.schema import JOURNAL

UPGRADE = "upgrade"  # stands under `undoes` for what a migration did: no undo reaches behind it

_START = "0" * 64


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

    def append(self, writes: Sequence[Touched], *, change_id: str, at: datetime.datetime, what: str, undoes: str | None) -> None:
        """Adds one entry for each write, inside the open transaction."""
        last = self._lane.rows(select(JOURNAL.c.seq, JOURNAL.c.hash).order_by(JOURNAL.c.seq.desc()).limit(1))
        seq, previous = (last[0].seq, last[0].hash) if last else (0, _START)
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

    def last_to_undo(self) -> str | None:
        """The newest change that neither reverts another nor was reverted; None when there is none."""
        upgraded = select(func.coalesce(func.max(JOURNAL.c.seq), 0)).where(JOURNAL.c.undoes == UPGRADE).scalar_subquery()
        undone = select(JOURNAL.c.undoes).where(JOURNAL.c.undoes.is_not(None))
        query = (
            select(JOURNAL.c.change_id)
            .where(JOURNAL.c.undoes.is_(None), JOURNAL.c.change_id.not_in(undone), JOURNAL.c.seq > upgraded)
            .group_by(JOURNAL.c.change_id)
            .order_by(func.max(JOURNAL.c.seq).desc())
            .limit(1)
        )
        found = self._lane.rows(query)
        return str(found[0].change_id) if found else None

    def entries(self) -> Iterator[Entry]:
        """All entries, oldest first."""
        for found in self._lane.rows(select(JOURNAL).order_by(JOURNAL.c.seq)):
            yield _entry(found)

    def breaks(self) -> list[str]:
        """Where the chain does not hold, in sentences; empty when nothing was altered or taken out."""
        previous, problems = _START, []
        for found in self._lane.rows(select(JOURNAL).order_by(JOURNAL.c.seq)):
            row = dict(found._mapping)
            stated = row.pop("hash")
            if stated != _hash(previous, row):
                problems.append(f"The history was altered at entry {row['seq']}, “{row['what']}”.")
            previous = stated
        return problems


def _text(row: dict[str, Any] | None) -> str | None:
    return None if row is None else canonical(row)


def _hash(previous: str, row: dict[str, Any]) -> str:
    return hashlib.sha256((previous + canonical(row)).encode("utf-8", "surrogatepass")).hexdigest()


def _entry(row: Row[Any]) -> Entry:
    return Entry(
        seq=row.seq, change_id=row.change_id, at=datetime.datetime.fromisoformat(row.at), what=row.what, undoes=row.undoes,
        table=row.table_name, row=row.row_id, before=json.loads(row.before) if row.before else None,
        after=json.loads(row.after) if row.after else None,
    )  # fmt: skip
