"""Clues that tell one kind of paper from another, and their sum."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from medbills.domain.importing import Source


@dataclass(frozen=True, slots=True)
class Clue:
    """Words that speak for a kind of paper (or, with a negative weight, against it); `head` looks at the first page's top only."""

    words: str
    weight: float
    head: bool = False


@lru_cache(maxsize=500)
def _compiled(words: str) -> re.Pattern[str]:
    return re.compile(words, re.I)


def weighed(source: Source, clues: Sequence[Clue], needs: str | None = None) -> float:
    """The weights of the clues that are found, held between 0 and 1; a clue in the head of the paper counts half as much again.

    Where not two different words of `needs` are found, the paper is of another trade, and nothing counts.
    """
    if source.sheets is None or not source.text.strip():
        return 0.0
    if needs is not None and len({match.lower() for match in _compiled(needs).findall(source.opening)}) < 2:
        return 0.0
    found = 0.0
    for clue in clues:
        pattern = _compiled(clue.words)
        if pattern.search(source.head):
            found += clue.weight * (1.0 if clue.head else 1.5)
        elif not clue.head and pattern.search(source.opening):
            found += clue.weight
    return max(0.0, min(found, 1.0))
