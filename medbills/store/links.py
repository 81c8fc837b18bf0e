"""How the papers are tied to each other, with the user's word on it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from sqlalchemy import or_

from medbills.domain.link import Link
from medbills.store.records import Records
from medbills.store.schema import LINK

_FIELDS = tuple(field.name for field in dataclasses.fields(Link))


class Links(Records[Link]):
    """A link's id says the pair and the relation, so that there is one of each."""

    table = LINK
    value = Link
    at_hand_from = (LINK,)

    def of_paper(self, paper_id: str) -> tuple[Link, ...]:
        """Those that name the paper, on either side."""
        return self._where(or_(LINK.c.paper_id == paper_id, LINK.c.other_id == paper_id))

    def _columns_of(self, value: Link) -> Mapping[str, Any]:
        columns = {name: getattr(value, name) for name in _FIELDS}
        return {**columns, "id": value.id, "score": Decimal(str(value.score))}

    def _value_of(self, row: dict[str, Any]) -> Link:
        return Link(**{name: row[name] for name in _FIELDS if name != "score"}, score=float(row["score"]))
