"""A pair of dental treatments that the user told: which cheaper ones a plan pays, over what ships with the program."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPair:
    """`id` is the code that was done. Without a code in `paid_as` the user says that no plan of theirs pays it as another."""

    id: str
    paid_as: tuple[str, ...]
    source: str  # where the user has it from
    told_on: datetime.date

    @property
    def code(self) -> str:
        return self.id


def pairs_with(shipped: Mapping[str, Sequence[str]], own: Iterable[OwnPair]) -> dict[str, Sequence[str]]:
    """The shipped pairs with the user's own in their place."""
    together = {**shipped, **{pair.code: pair.paid_as for pair in own}}
    return {code: paid_as for code, paid_as in together.items() if paid_as}
