"""What is left of a month's income after its needs, and how long it takes to pay a sum from that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from medbills.domain.money import ZERO, Money, total


@dataclass(frozen=True)
class Budget:
    """A month in the user's own figures: income after tax, and needs by name."""

    income: Money = ZERO
    needs: Mapping[str, Money] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def left(self) -> Money:
        """What is left after the needs; below zero where they take more than there is."""
        return self.income - total(self.needs.values())

    def months_for(self, amount: Money) -> int | None:
        """Months to pay an amount from all that is left; None where nothing is."""
        return -(-amount.cents // self.left.cents) if self.left > ZERO else None
