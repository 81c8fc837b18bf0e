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
    at_hand_from = (TOLD_FACT,)

    def about(self, owner: Owner, owner_id: str) -> tuple[ToldFact, ...]:
        """What was told of one person, plan, case or paper."""
        return tuple(told for told in self._having("owner_id", owner_id) if told.owner == owner)
