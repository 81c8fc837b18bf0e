"""The people whose bills are handled, and the day one of them died."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Table, select

from medbills.domain.person import Person
from medbills.store.records import Records, TableRow
from medbills.store.rows import plain_row
from medbills.store.schema import DEATH, PERSON


class People(Records[Person]):
    """The one who helps comes last, the others by name."""

    table = PERSON
    value = Person
    order = ("is_me", "name")
    at_hand_from = (PERSON, DEATH)

    def _columns_of(self, value: Person) -> Mapping[str, Any]:
        return {name: found for name, found in super()._columns_of(value).items() if name != "died_on"}

    def rows_of(self, value: Person) -> Sequence[TableRow]:
        rows = [(PERSON, plain_row(PERSON, self._columns_of(value)))]
        if value.died_on is not None:
            row = {"id": f"{value.id}:death", "person_id": value.id, "died_on": value.died_on}
            rows.append((DEATH, plain_row(DEATH, row)))
        return rows

    def rows_now(self, row_id: str) -> Sequence[tuple[Table, str]]:
        deaths = self._lane.rows(select(DEATH.c.id).where(DEATH.c.person_id == row_id))
        return [*super().rows_now(row_id), *((DEATH, row.id) for row in deaths)]

    def _where(self, *conditions: ColumnElement[bool]) -> tuple[Person, ...]:
        died = {row.person_id: row.died_on for row in self._lane.rows(select(DEATH))}
        order = [PERSON.c[name] for name in (*self.order, "id")]
        rows = self._lane.rows(select(PERSON).where(*conditions).order_by(*order))
        return tuple(Person(**row._asdict(), died_on=died.get(row.id)) for row in rows)
