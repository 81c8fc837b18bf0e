"""How a noun is read from the vault, and how a change adds, updates and removes one."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar, Generic, Protocol, TypeVar, cast

from sqlalchemy import ColumnElement, Table, func, select

from medbills.store.at_hand import AtHand
from medbills.store.lane import Lane
from medbills.store.rows import Plain, Rows, plain_row


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


V = TypeVar("V", bound=_HasId)

TableRow = tuple[Table, Plain]


class Records(Generic[V]):
    """Reads of one noun. The plain case: a frozen value whose fields are the table's columns.

    A noun that names the tables it is read from stays in memory until one of them is written.
    """

    table: ClassVar[Table]
    value: ClassVar[type[Any]]
    order: ClassVar[tuple[str, ...]] = ()
    at_hand_from: ClassVar[tuple[Table, ...]] = ()

    def __init__(self, lane: Lane) -> None:
        self._lane = lane
        self._at_hand: AtHand[V] | None = AtHand(lane, self.at_hand_from, self._where) if self.at_hand_from else None

    def all(self) -> tuple[V, ...]:
        """Every one, in the noun's natural order."""
        return self._at_hand.all() if self._at_hand else self._where()

    def get(self, row_id: str) -> V | None:
        """The one of that id, or None."""
        found = self._having("id", row_id)
        return found[0] if found else None

    def count(self) -> int:
        return int(self._lane.rows(select(func.count()).select_from(self.table))[0][0])

    def rows_of(self, value: V) -> Sequence[TableRow]:
        """The rows that a value consists of, owners first."""
        return [(self.table, plain_row(self.table, self._columns_of(value)))]

    def rows_now(self, row_id: str) -> Sequence[tuple[Table, str]]:
        """Table and id of the rows that the value of that id consists of, owners first; empty when there is none."""
        found = self._lane.rows(select(self.table.c.id).where(self.table.c.id == row_id))
        return [(self.table, row.id) for row in found]

    def _where(self, *conditions: ColumnElement[bool]) -> tuple[V, ...]:
        order = [self.table.c[name] for name in (*self.order, "id")]
        return tuple(self._value_of(row._asdict()) for row in self._lane.rows(select(self.table).where(*conditions).order_by(*order)))

    def _having(self, name: str, value: Any) -> tuple[V, ...]:
        """Those with this value in a column of this name."""
        return self._at_hand.having(name, value) if self._at_hand else self._where(self.table.c[name] == value)

    def _columns_of(self, value: V) -> Mapping[str, Any]:
        return {field.name: getattr(value, field.name) for field in dataclasses.fields(cast(Any, value))}

    def _value_of(self, row: dict[str, Any]) -> V:
        return cast(V, self.value(**row))


class OfCases(Records[V]):
    """A noun whose every value belongs to a case, or to none."""

    def of_case(self, case_id: str) -> tuple[V, ...]:
        return self._having("case_id", case_id)


class Edits(Generic[V]):
    """What a change may do to one noun."""

    def __init__(self, records: Records[V], rows: Rows) -> None:
        self._records = records
        self._rows = rows

    def add(self, value: V) -> None:
        """Keeps a new one; its id must be new."""
        for table, row in self._records.rows_of(value):
            self._rows.insert(table, row)

    def update(self, value: V) -> None:
        """Keeps a value in the place of the one with the same id. Raises KeyError when there is none."""
        before = self._records.rows_now(value.id)
        if not before:
            raise KeyError(f"no {self._records.table.name} {value.id}")
        rows = self._records.rows_of(value)
        wanted = {(table.name, row["id"]) for table, row in rows}
        for table, row_id in reversed(before):
            if (table.name, row_id) not in wanted:
                self._rows.remove(table, row_id)
        self._rows.put_all(rows)

    def put(self, value: V) -> None:
        """Adds it, or updates the one with the same id."""
        if self._records.rows_now(value.id):
            self.update(value)
        else:
            self.add(value)

    def remove(self, row_id: str) -> None:
        """Removes one, with what it owns; it stays in the history. Raises KeyError when there is none."""
        rows = self._records.rows_now(row_id)
        if not rows:
            raise KeyError(f"no {self._records.table.name} {row_id}")
        for table, part in reversed(rows):
            self._rows.remove(table, part)


class EditsOfCases(Edits[V]):
    """Edits of a noun that is worked out anew for a whole case at a time."""

    def __init__(self, records: OfCases[V], rows: Rows) -> None:
        super().__init__(records, rows)
        self._of_cases = records

    def replace(self, case_id: str, values: Iterable[V]) -> None:
        """Makes these the case's only ones: adds, updates and removes as needed; what did not change leaves no trace."""
        wanted = {value.id: value for value in values}
        for old in self._of_cases.of_case(case_id):
            if old.id not in wanted:
                self.remove(old.id)
        for value in wanted.values():
            self.put(value)
