"""Which cases a change was about, and when each was last worked out: the others need not be looked at again."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from sqlalchemy import Table

from medbills.store.journal import Touched
from medbills.store.lane import Lane
from medbills.store.rows import Plain, Rows
from medbills.store.schema import CASE, DOCUMENT, METADATA, PROVIDER, READER_MARK

_OF_NO_CASE = frozenset({DOCUMENT.name, READER_MARK.name})


class LookedAt:
    """The day for which each case was last worked out, as long as the vault is open. A change that is dropped empties it."""

    def __init__(self, lane: Lane) -> None:
        self._days: dict[str, datetime.date] = {}
        lane.watch(self._heard)

    def on(self, case_id: str) -> datetime.date | None:
        return self._days.get(case_id)

    def note(self, case_id: str, day: datetime.date) -> None:
        self._days[case_id] = day

    def _heard(self, table: str | None, _row: str | None) -> None:
        if table is None:
            self._days.clear()


def touched_cases(rows: Rows) -> frozenset[str] | None:
    """The ids of the cases whose own rows were written; None where something was written that may concern any case."""
    found: set[str] = set()
    for write in rows.touched:
        ids = _cases_of(rows, write)
        if ids is None:
            return None
        found.update(ids)
    return frozenset(found)


def _cases_of(rows: Rows, write: Touched) -> Iterable[str] | None:
    table = METADATA.tables[write.table]
    if table is CASE:
        return (write.row,)
    new_provider = table is PROVIDER and write.before is None  # it is nobody's yet
    if new_provider or table.name in _OF_NO_CASE:
        return ()
    if "case_id" in table.columns:
        return {row["case_id"] for row in (write.before, write.after) if row and "case_id" in row}
    return _by_owner(rows, table, write.before or write.after or {})


def _by_owner(rows: Rows, table: Table, row: Plain) -> Iterable[str] | None:
    """The case of the paper, call or other row that the row belongs to; where that went, its own removal names the case."""
    owners = [(key.column.table, row.get(column.name)) for column in table.columns if not column.nullable for key in column.foreign_keys]
    if len(owners) != 1 or "case_id" not in owners[0][0].columns:
        return None
    owner, owner_id = owners[0]
    now = rows.now(owner, owner_id) if owner_id else None
    return (now["case_id"],) if now and "case_id" in now else ()
