"""Which papers answer which letters and packets, by the user's word."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from medbills.domain.reply import Reply
from medbills.store.records import Records
from medbills.store.schema import REPLY

_FIELDS = tuple(field.name for field in dataclasses.fields(Reply))


class Replies(Records[Reply]):
    """A reply's id says the pair, so that there is one of each."""

    table = REPLY
    value = Reply
    at_hand_from = (REPLY,)

    def of_paper(self, paper_id: str) -> tuple[Reply, ...]:
        """What a paper answers, or does not."""
        return self._having("paper_id", paper_id)

    def _columns_of(self, value: Reply) -> Mapping[str, Any]:
        return {**{name: getattr(value, name) for name in _FIELDS}, "id": value.id}

    def _value_of(self, row: dict[str, Any]) -> Reply:
        return Reply(**{name: row[name] for name in _FIELDS})
