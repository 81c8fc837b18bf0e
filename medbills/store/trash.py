"""What was removed lies here for 30 days with its place, and comes back whole; then it goes for good."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import select

from medbills.errors import UnusableInput
from medbills.store.change import Change
from medbills.store.journal import Entry, Journal
from medbills.store.lane import Lane
from medbills.store.nouns import Nouns
from medbills.store.rows import Plain, Rows
from medbills.store.schema import BILL, DOCUMENT, EOB, JOURNAL, KEPT, METADATA, NOTICE
from medbills.store.standing import Done, Standings
from medbills.store.undo import WORKED_OUT

DAYS = 30  # calendar days, the day of the removal not counted

PAPERS = frozenset({BILL.name, EOB.name, NOTICE.name})
# Goes and comes with something else, and is nothing one would look for.
MINOR = WORKED_OUT | {
    DOCUMENT.name, "bill_line", "eob_line", "notice_line", "call_course", "call_promise", "contradiction", "event", "link",
    "reader_mark", "arrival", "reply", "told_fact", "walk_away", "setting", "booklet_page", "kept_quote", "conflict",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Removed:
    """One removal with all that went with it, `what` in words. It goes for good on `leaves_on`, at the start of the day."""

    change_id: str
    what: str
    at: datetime.datetime
    leaves_on: datetime.date
    nouns: frozenset[str]  # the tables of what was removed
    rows: frozenset[str]  # the ids of what was removed


class Holding(Protocol):
    """A vault, as far as this goes."""

    @property
    def lane(self) -> Lane: ...
    @property
    def journal(self) -> Journal: ...
    def written(self, what: str, change_id: str, undoes: str | None) -> AbstractContextManager[Rows]: ...


class Trash:
    """Nothing is moved to a place of its own: the history holds what was removed, and where it was."""

    def __init__(self, vault: Holding) -> None:
        self._vault = vault

    def items(self) -> tuple[Removed, ...]:
        """What lies in it, the newest first."""
        standings = {done.id: done for done in Standings(self._vault.lane).all if done.own and done.stands and done.what}
        gone: dict[str, list[tuple[str, str]]] = {}
        query = select(JOURNAL.c.change_id, JOURNAL.c.table_name, JOURNAL.c.row_id).where(
            JOURNAL.c.after.is_(None), JOURNAL.c.before.is_not(None), JOURNAL.c.undoes.is_(None), JOURNAL.c.table_name.not_in(MINOR)
        )
        there = self._there()
        for row in self._vault.lane.rows(query.order_by(JOURNAL.c.seq)):
            if row.change_id in standings and row.table_name in METADATA.tables and row.row_id not in there[_family(row.table_name)]:
                gone.setdefault(row.change_id, []).append((row.table_name, row.row_id))
        return tuple(_removed(standings[change], found) for change, found in reversed(gone.items()))

    def due(self, today: datetime.date) -> tuple[Removed, ...]:
        """What has lain here for 30 days."""
        return tuple(item for item in self.items() if item.leaves_on <= today)

    @contextmanager
    def bringing_back(self, change_id: str) -> Iterator[Change]:
        """Puts back what a removal took, with its place, inside a change in which more may be done (checks, say).

        A place that is gone itself stays empty. Raises UnusableInput when it is not here any more, or when what it belongs to is gone.
        """
        found = next((item for item in self.items() if item.change_id == change_id), None)
        if found is None:
            raise UnusableInput("This is not among the removed things any more. Look in History, under What was done.")
        what = f"Brought back: {found.what}"
        with self._vault.written(what, uuid.uuid4().hex, None) as rows:
            _put_back(rows, self._vault.journal.of_change(change_id), found.what)
            yield Change(what, Nouns(self._vault.lane), rows)

    def _there(self) -> Mapping[str, set[str]]:
        there: dict[str, set[str]] = {}
        for table in KEPT:
            if table.name not in MINOR:
                there.setdefault(_family(table.name), set()).update(row.id for row in self._vault.lane.rows(select(table.c.id)))
        return there


def _family(table: str) -> str:
    """A paper that became one of another kind changed its table, and was not removed."""
    return "paper" if table in PAPERS else table


def _removed(done: Done, rows: Sequence[tuple[str, str]]) -> Removed:
    leaves_on = done.at.astimezone().date() + datetime.timedelta(days=DAYS)
    return Removed(done.id, done.what, done.at, leaves_on, frozenset(table for table, _ in rows), frozenset(row for _, row in rows))


def _put_back(rows: Rows, entries: Iterable[Entry], what: str) -> None:
    """Owners come before what they own: the removal went the other way round."""
    parts = [entry for entry in entries if entry.table in METADATA.tables and entry.table not in WORKED_OUT]
    was: dict[tuple[str, str], Plain | None] = {}  # before the removal; a merge may have written a row once more on its way out
    for entry in parts:
        was.setdefault((entry.table, entry.row), entry.before)
    same: dict[str, str] = {}  # a file that was added again stands for the one that was removed
    for entry in reversed(parts):
        before = was[entry.table, entry.row]
        if before is not None and entry.after is None:
            _restore_row(rows, entry, before, same, what)
    for entry in reversed(parts):
        if entry.before is not None and entry.after is not None:
            _restore_references(rows, entry, entry.before, same)


def _restore_row(rows: Rows, entry: Entry, before: Plain, same: dict[str, str], what: str) -> None:
    table = METADATA.tables[entry.table]
    if rows.now(table, entry.row) is not None:
        return
    row: Plain = {name: value for name, value in before.items() if name in table.columns}
    for column in table.columns:
        if row.get(column.name) is None:
            continue
        value = str(row[column.name])
        if column.unique and (twin := rows.twin(table, column, value, entry.row)):
            same[entry.row] = twin
            return
        for key in column.foreign_keys:
            row[column.name] = value = same.get(value, value)
            if rows.now(key.column.table, value) is None:
                if not column.nullable:
                    raise UnusableInput(f"“{what}” cannot be brought back, for what it belonged to was removed too. Bring that back first.")
                del row[column.name]
    rows.insert(table, row)


def _restore_references(rows: Rows, entry: Entry, before: Plain, same: Mapping[str, str]) -> None:
    """What only named the removed thing names it again, where nothing else was put in that place since."""
    table = METADATA.tables[entry.table]
    now = rows.now(table, entry.row)
    if now is None:
        return
    for column in table.columns:
        named = before.get(column.name)
        if named is None or not column.foreign_keys or column.name in (entry.after or {}) or column.name in now:
            continue
        value = same.get(str(named), str(named))
        if all(rows.now(key.column.table, value) is not None for key in column.foreign_keys):
            now = now | {column.name: value}
    rows.put(table, now)
