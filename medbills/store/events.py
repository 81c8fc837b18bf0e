"""The dated events that set off deadlines."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from medbills.domain.deadline import Event
from medbills.domain.kept_event import KeptEvent
from medbills.store.records import OfCases
from medbills.store.schema import EVENT

_EVENT = tuple(field.name for field in dataclasses.fields(Event))


class Events(OfCases[KeptEvent]):
    """In the order they happened."""

    table = EVENT
    value = KeptEvent
    order = ("date",)
    at_hand_from = (EVENT,)

    def _columns_of(self, value: KeptEvent) -> Mapping[str, Any]:
        if not value.id:
            raise ValueError("an event is kept under its id")
        return {"case_id": value.case_id} | {name: getattr(value.event, name) for name in _EVENT}

    def _value_of(self, row: dict[str, Any]) -> KeptEvent:
        event = Event(**{name: row.pop(name) for name in _EVENT})
        return KeptEvent(event=event, **row)
