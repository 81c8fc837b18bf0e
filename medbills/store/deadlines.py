"""The deadlines worked out for each case, with the day each was marked as done."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from medbills.domain.deadline import Deadline, KeptDeadline
from medbills.store.records import OfCases
from medbills.store.schema import DEADLINE

_DEADLINE = tuple(field.name for field in dataclasses.fields(Deadline))


class Deadlines(OfCases[KeptDeadline]):
    """By date; those without one come first."""

    table = DEADLINE
    value = KeptDeadline
    order = ("date", "rule")

    def _columns_of(self, value: KeptDeadline) -> Mapping[str, Any]:
        columns = dict(super()._columns_of(value))
        deadline = columns.pop("deadline")
        return columns | {name: getattr(deadline, name) for name in _DEADLINE}

    def _value_of(self, row: dict[str, Any]) -> KeptDeadline:
        deadline = Deadline(**{name: row.pop(name) for name in _DEADLINE})
        return KeptDeadline(deadline=deadline, **row)
