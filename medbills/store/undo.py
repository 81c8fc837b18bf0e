"""Takes back one change of the history, unless a later one stands in the way."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from medbills.domain.changes import Changes
from medbills.errors import UnusableInput
from medbills.store.journal import Entry, Journal
from medbills.store.lane import Lane
from medbills.store.rows import Plain, Rows
from medbills.store.schema import DEADLINE, FINDING, KEPT, METADATA
from medbills.store.standing import Done, Standings

# Worked out anew from all the rest: what a later check made of them is never in the way.
WORKED_OUT = frozenset({FINDING.name, DEADLINE.name})

RowKey = tuple[str, str]


class Undoable(Protocol):
    """A vault, as far as this goes."""

    @property
    def lane(self) -> Lane: ...
    @property
    def journal(self) -> Journal: ...
    def written(self, what: str, change_id: str, undoes: str | None) -> AbstractContextManager[Rows]: ...


def revert(vault: Undoable, done: Done) -> Changes:
    """Makes every row of the change what it was before, as a change of its own.

    Raises UnusableInput when it was undone already or removed for good, or names the later change that stands in the way. Findings and
    days that a later check worked out anew stay as they are.
    """
    standings = Standings(vault.lane)
    if not standings.may_be_undone(done):
        raise UnusableInput(
            "This cannot be undone any more. It was undone before, or part of it is gone for good. "
            "Look in History, under What was done."
        )  # fmt: skip
    parts = [entry for entry in vault.journal.of_change(done.id) if entry.table in METADATA.tables and _is_kept(entry.table)]
    what = f"Undid: {done.what}" if done.own else f"Did again: {done.what.removeprefix('Undid: ')}"
    with vault.written(what, uuid.uuid4().hex, done.id) as rows:
        left = _in_the_way(rows, parts, done, standings, vault.journal)
        for entry in reversed(parts):
            if (entry.table, entry.row) not in left:
                rows.restore(METADATA.tables[entry.table], entry.row, entry.before)
    return Changes(rows.topics, what)


def _is_kept(table: str) -> bool:
    return METADATA.tables[table] in KEPT


def _in_the_way(rows: Rows, parts: Sequence[Entry], done: Done, standings: Standings, journal: Journal) -> frozenset[RowKey]:
    """The worked-out rows that stay. Raises UnusableInput for any other row that a later change altered or leans on."""
    last = {(entry.table, entry.row): entry.after for entry in parts}
    first: dict[RowKey, Plain | None] = {}
    for entry in parts:
        first.setdefault((entry.table, entry.row), entry.before)
    stays = set()
    for (table, row), after in last.items():
        if rows.now(METADATA.tables[table], row) != _known(table, after):
            if table not in WORKED_OUT:
                raise _refused(done, _later(table, row, done, standings, journal))
            stays.add((table, row))
    for (table, row), before in first.items():
        if before is None and (table, row) not in stays:
            _check_leaning(rows, table, row, last, done, standings, journal)
        if before is not None and (table, row) not in stays:
            _check_ground(rows, table, before, first, done, standings, journal, stays)
    return frozenset(stays)


def _known(table: str, row: Plain | None) -> Plain | None:
    return None if row is None else {name: value for name, value in row.items() if name in METADATA.tables[table].columns}


def _check_leaning(
    rows: Rows, table: str, row: str, ours: dict[RowKey, Plain | None], done: Done, standings: Standings, journal: Journal
) -> None:
    """Nothing that came later may refer to a row that goes."""
    for other, row_id in rows.leaning_on(METADATA.tables[table], row):
        if (other.name, row_id) not in ours and other.name not in WORKED_OUT:
            raise _refused(done, _later(other.name, row_id, done, standings, journal))


def _check_ground(
    rows: Rows, table: str, before: Plain, ours: dict[RowKey, Plain | None], done: Done, standings: Standings, journal: Journal,
    stays: set[RowKey],
) -> None:  # fmt: skip
    """What a row that comes back refers to must be there, and what may be there once must not be there yet."""
    for column in METADATA.tables[table].columns:
        value = before.get(column.name)
        if value is None:
            continue
        for key in column.foreign_keys:
            owner = key.column.table
            comes_back = ours.get((owner.name, value)) is not None
            if not comes_back and rows.now(owner, value) is None:
                if table in WORKED_OUT:
                    stays.add((table, before["id"]))
                else:
                    raise _refused(done, _later(owner.name, value, done, standings, journal))
        twin = rows.twin(METADATA.tables[table], column, value, before["id"]) if column.unique else None
        if twin and (table, twin) not in ours:
            raise _refused(done, _later(table, twin, done, standings, journal))


def _later(table: str, row: str, done: Done, standings: Standings, journal: Journal) -> Done | None:
    """The newest change that stands and touched the row after `done`."""
    touched = {entry.change_id for entry in journal.of_row(table, row)}
    return next((later for later in standings.stood_after(done) if later.id in touched), None)


def _refused(done: Done, later: Done | None) -> UnusableInput:
    why = "What it changed has been changed since. Change it by hand where it is wrong."
    if later:
        why = f"“{later.what}” came later and builds on it. Undo that first."
    return UnusableInput(f"“{done.what}” cannot be undone. {why}")

