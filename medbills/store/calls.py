"""The phone calls, drafts of running ones among them, each with its course along a script and all that was promised."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Table, select

from medbills.domain.call import Call, Promised
from medbills.store.records import OfCases, TableRow
from medbills.store.rows import plain_row
from medbills.store.schema import CALL, CALL_COURSE, CALL_PROMISE

_COURSE = tuple(column.name for column in CALL_COURSE.columns if column.name not in ("id", "call_id"))
_PROMISE = tuple(field.name for field in dataclasses.fields(Promised))
_UNTOLD = {field.name: field.default for field in dataclasses.fields(Call) if field.name in _COURSE}


class Calls(OfCases[Call]):
    """In the order they were made. A call without a script and without a word on its promise has no course."""

    table = CALL
    value = Call
    order = ("at",)

    def _columns_of(self, value: Call) -> Mapping[str, Any]:
        return {name: found for name, found in super()._columns_of(value).items() if name not in (*_COURSE, "more")}

    def rows_of(self, value: Call) -> Sequence[TableRow]:
        rows = [(CALL, plain_row(CALL, self._columns_of(value)))]
        course = {name: getattr(value, name) for name in _COURSE}
        if course != _UNTOLD:
            rows.append((CALL_COURSE, plain_row(CALL_COURSE, {"id": f"{value.id}:course", "call_id": value.id, **course})))
        for position, made in enumerate(value.more, start=1):
            columns = {"id": f"{value.id}:promise:{position}", "call_id": value.id, "position": position}
            rows.append((CALL_PROMISE, plain_row(CALL_PROMISE, columns | {name: getattr(made, name) for name in _PROMISE})))
        return rows

    def rows_now(self, row_id: str) -> Sequence[tuple[Table, str]]:
        found = super().rows_now(row_id)
        parts = ((table, select(table.c.id).where(table.c.call_id == row_id)) for table in (CALL_COURSE, CALL_PROMISE))
        return [*found, *((table, row.id) for table, query in parts for row in self._lane.rows(query))]

    def _where(self, *conditions: ColumnElement[bool]) -> tuple[Call, ...]:
        order = [CALL.c[name] for name in (*self.order, "id")]
        wanted = select(CALL.c.id).where(*conditions) if conditions else select(CALL.c.id)
        courses, more = self._courses(wanted), self._promises(wanted)
        rows = self._lane.rows(select(CALL).where(*conditions).order_by(*order))
        return tuple(Call(**row._asdict(), **courses.get(row.id, {}), more=more.get(row.id, ())) for row in rows)

    def _courses(self, wanted: Any) -> Mapping[str, dict[str, Any]]:
        rows = self._lane.rows(select(CALL_COURSE).where(CALL_COURSE.c.call_id.in_(wanted)))
        return {row.call_id: {name: getattr(row, name) for name in _COURSE} for row in rows}

    def _promises(self, wanted: Any) -> Mapping[str, tuple[Promised, ...]]:
        found: dict[str, tuple[Promised, ...]] = {}
        query = select(CALL_PROMISE).where(CALL_PROMISE.c.call_id.in_(wanted)).order_by(CALL_PROMISE.c.call_id, CALL_PROMISE.c.position)
        for row in self._lane.rows(query):
            found[row.call_id] = (*found.get(row.call_id, ()), Promised(**{name: getattr(row, name) for name in _PROMISE}))
        return found
