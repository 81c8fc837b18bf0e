"""The user's answers to our questions."""

from __future__ import annotations

from medbills.domain.told_fact import Owner, ToldFact
from medbills.store.records import Records
from medbills.store.schema import TOLD_FACT


class ToldFacts(Records[ToldFact]):
    """In the order they were told."""

    table = TOLD_FACT
    value = ToldFact
    order = ("told_on", "question", "about")

    def about(self, owner: Owner, owner_id: str) -> tuple[ToldFact, ...]:
        """What was told of one person, plan, case or paper."""
        return self._where(self.table.c.owner == owner, self.table.c.owner_id == owner_id)
