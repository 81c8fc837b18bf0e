"""What two copies of the vault did not agree on when they were merged, with the user's decision."""

from __future__ import annotations

from medbills.domain.conflict import Conflict
from medbills.store.records import Records
from medbills.store.schema import CONFLICT


class Conflicts(Records[Conflict]):
    """By what they are about."""

    table = CONFLICT
    value = Conflict
    order = ("noun", "row", "field")

    def open(self) -> tuple[Conflict, ...]:
        """Those that the user has not decided yet."""
        return self._where(CONFLICT.c.settled_on.is_(None))
