"""The user's word on items of a closing list."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from medbills.domain.closing import ClosingWord
from medbills.store.records import OfCases
from medbills.store.schema import CLOSING_WORD

_FIELDS = tuple(field.name for field in dataclasses.fields(ClosingWord))


class ClosingWords(OfCases[ClosingWord]):
    """In the order they were told; the id says case and item, so that there is one of each."""

    table = CLOSING_WORD
    value = ClosingWord
    order = ("told_on",)

    def _columns_of(self, value: ClosingWord) -> Mapping[str, Any]:
        return {"id": value.id, **{name: getattr(value, name) for name in _FIELDS}}

    def _value_of(self, row: dict[str, Any]) -> ClosingWord:
        return ClosingWord(**{name: row[name] for name in _FIELDS})
