"""Writes rows, and remembers of each what it was and what it became: the only code that alters kept tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Column, Executable, Table, delete, insert, select, update

from medbills.domain.alike_pairs import grouped
from medbills.errors import NoRoom
from medbills.store.columns import from_database, to_database
from medbills.store.faults import FULL
from medbills.store.journal import Touched
from medbills.store.lane import Lane
from medbills.store.schema import KEPT, METADATA

_AT_ONCE = 500  # values in one query
Plain = dict[str, Any]  # a row in the database's own values; what is absent is left out


def plain_row(table: Table, values: Mapping[str, Any]) -> Plain:
    """A row of domain values in plain form."""
    plain = {column.name: to_database(column.type, values.get(column.name)) for column in table.columns}
    return {name: value for name, value in plain.items() if value is not None}


class Rows:
    """The writes of one change."""

    def __init__(self, lane: Lane, *, short_of_room: bool = False) -> None:
        self._lane = lane
        self._short_of_room = short_of_room
        self._ended = False
        self.touched: list[Touched] = []
        self.noted: list[Touched] = []

    def end(self) -> None:
        """From now on every write raises RuntimeError: the change was kept or dropped."""
        self._ended = True

    def note(self, table: Table, row_id: str, told: Plain) -> None:
        """Puts into the history what no row says: what was merged, what was emptied."""
        if self._ended:
            raise RuntimeError("the change has ended; open another one to write")
        self.noted.append(Touched(table.name, row_id, None, told))

    @property
    def topics(self) -> frozenset[str]:
        return frozenset(METADATA.tables[write.table].info["topic"] for write in self.touched)

    def now(self, table: Table, row_id: str) -> Plain | None:
        """A row as it stands, or None."""
        found = self._lane.rows(select(table).where(table.c.id == row_id))
        return plain_row(table, found[0]._asdict()) if found else None

    def leaning_on(self, table: Table, row_id: str) -> list[tuple[Table, str]]:
        """The rows that refer to a row, each with its table."""
        return [
            (other, found.id)
            for other in KEPT
            for column in other.columns
            if column.references(table.c.id)
            for found in self._lane.rows(select(other.c.id).where(column == row_id))
        ]

    def twin(self, table: Table, column: Column[Any], value: Any, row_id: str) -> str | None:
        """Another row with the same value in a column where there may be one only."""
        found = self._lane.rows(select(table.c.id).where(column == from_database(column.type, value), table.c.id != row_id))
        return found[0].id if found else None

    def put(self, table: Table, row: Plain) -> None:
        """Makes the row, or makes it so; a row that is so already leaves no trace."""
        self._put(table, row, self.now(table, row["id"]))

    def put_all(self, rows: Sequence[tuple[Table, Plain]]) -> None:
        """The same for rows of one value, owners first; what stands now is asked for together."""
        stands: dict[tuple[str, str], Plain] = {}
        for table, ids in grouped(rows, lambda one: one[0]).items():
            wanted = [row["id"] for _, row in ids]
            for start in range(0, len(wanted), _AT_ONCE):
                for found in self._lane.rows(select(table).where(table.c.id.in_(wanted[start : start + _AT_ONCE]))):
                    stands[table.name, found.id] = plain_row(table, found._asdict())
        for table, row in rows:
            self._put(table, row, stands.get((table.name, row["id"])))

    def _put(self, table: Table, row: Plain, before: Plain | None) -> None:
        if before == row:
            return
        if before is None:
            self.insert(table, row)
            return
        self._run(update(table).where(table.c.id == row["id"]), _values(table, row), row["id"])
        self.touched.append(Touched(table.name, row["id"], before, row))

    def insert(self, table: Table, row: Plain) -> None:
        """Makes a new row. Raises NoRoom while the disk is full, before anything is written."""
        if self._short_of_room:
            raise NoRoom(FULL)
        self._run(insert(table), _values(table, row), row["id"])
        self.touched.append(Touched(table.name, row["id"], None, row))

    def remove(self, table: Table, row_id: str) -> None:
        """Removes a row. What it owns goes with it, other references to it are emptied; all of that is in the history.

        Raises KeyError when there is no such row.
        """
        before = self.now(table, row_id)
        if before is None:
            raise KeyError(f"no {table.name} {row_id}")
        self._let_go(table, row_id)
        self._run(delete(table).where(table.c.id == row_id), None, row_id)
        self.touched.append(Touched(table.name, row_id, before, None))

    def _let_go(self, table: Table, row_id: str) -> None:
        for other in KEPT:
            for column in other.columns:
                if not column.references(table.c.id):
                    continue
                for found in self._lane.rows(select(other).where(column == row_id)):
                    if column.nullable:
                        row = plain_row(other, found._asdict())
                        del row[column.name]
                        self.put(other, row)
                    else:
                        self.remove(other, found.id)

    def run_beside(self, statement: Executable, values: dict[str, Any] | None = None) -> None:
        """Writes to a table that is not part of the history, in the same transaction. Raises NoRoom while the disk is full."""
        if self._short_of_room and values is not None:
            raise NoRoom(FULL)
        self._run(statement, values)

    def restore(self, table: Table, row_id: str, before: Plain | None) -> None:
        """Makes a row what it was; columns that a migration took away since are left out."""
        if before is None:
            if self.now(table, row_id) is not None:
                self.remove(table, row_id)
            return
        self.put(table, {name: value for name, value in before.items() if name in table.columns})

    def _run(self, statement: Executable, values: dict[str, Any] | None = None, row_id: str | None = None) -> None:
        if self._ended:
            raise RuntimeError("the change has ended; open another one to write")
        self._lane.run(statement, values, row=row_id)


def _values(table: Table, row: Plain) -> dict[str, Any]:
    return {column.name: from_database(column.type, row.get(column.name)) for column in table.columns}
