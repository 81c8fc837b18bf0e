"""A household's own figures: its size, its income, and the adjusted gross income of its tax returns. Private."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from medbills.domain.money import Money


@dataclass(frozen=True)
class Household:
    """What the user typed, None where nothing. No letter or packet shows it unless `in_letters` was ticked."""

    size: int | None = None
    income: Money | None = None  # of everybody in it, in a year, before taxes
    gross_income: Mapping[int, Money] = field(default_factory=lambda: MappingProxyType({}))  # adjusted, by tax year
    in_letters: bool = False  # letters that ask for help may fill in size and income

    @property
    def known(self) -> bool:
        """Whether its income can be held against a guideline."""
        return self.size is not None and self.income is not None
