"""The user's word on what two calls contradict each other about."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from medbills.domain.contradiction import Contradiction
from medbills.store.records import OfCases
from medbills.store.schema import CONTRADICTION

_FIELDS = tuple(field.name for field in dataclasses.fields(Contradiction))


class Contradictions(OfCases[Contradiction]):
    """Its id says the pair and the question, so that there is one of each."""

    table = CONTRADICTION
    value = Contradiction

    def _columns_of(self, value: Contradiction) -> Mapping[str, Any]:
        return {"id": value.id, **{name: getattr(value, name) for name in _FIELDS}}

    def _value_of(self, row: dict[str, Any]) -> Contradiction:
        return Contradiction(**{name: row[name] for name in _FIELDS})
