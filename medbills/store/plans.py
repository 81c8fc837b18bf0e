"""The health and dental plans, with their terms."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from medbills.domain.plan import Dental, Plan
from medbills.store.records import Records
from medbills.store.schema import PLAN

_COLUMNS = frozenset(PLAN.columns.keys())  # terms that only a case file can tell have no column
_DENTAL = tuple(field.name for field in dataclasses.fields(Dental) if f"dental_{field.name}" in _COLUMNS)


class Plans(Records[Plan]):
    """By name. The dental part lies in columns of its own, whose names start with `dental_`."""

    table = PLAN
    value = Plan
    order = ("name",)
    at_hand_from = (PLAN,)

    def _columns_of(self, value: Plan) -> Mapping[str, Any]:
        columns = {**super()._columns_of(value), "has_dental": value.dental is not None}
        dental = columns.pop("dental")
        if dental is not None:
            columns |= {f"dental_{name}": getattr(dental, name) for name in _DENTAL}
        return {name: value for name, value in columns.items() if name in _COLUMNS}

    def _value_of(self, row: dict[str, Any]) -> Plan:
        parts = {name: row.pop(f"dental_{name}") for name in _DENTAL}
        # A term that came with a later migration is empty in an older row, and then as if it was not told.
        dental = Dental(**{name: value for name, value in parts.items() if value is not None}) if row.pop("has_dental") else None
        return Plan(**row, dental=dental)
