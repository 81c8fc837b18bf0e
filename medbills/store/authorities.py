"""The forms that let somebody act for a person."""

from __future__ import annotations

from typing import Any

from medbills.domain.authority import Act, Authority
from medbills.store.records import Records
from medbills.store.schema import AUTHORITY


class Authorities(Records[Authority]):
    """In the order they were signed."""

    table = AUTHORITY
    value = Authority
    order = ("signed_on",)

    def of_person(self, person_id: str) -> tuple[Authority, ...]:
        """Those about one person."""
        return self._where(AUTHORITY.c.person_id == person_id)

    def _value_of(self, row: dict[str, Any]) -> Authority:
        return Authority(**{**row, "acts": tuple(Act(act) for act in row["acts"])})
