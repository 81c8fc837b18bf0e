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


_FROM_ELSEWHERE = re.compile(  # the name of another paper, in a sentence that points the reader to it
    r"\b(?:(?:against|with|to|see|check|review|match|compare|consult|received?|get|got|sent(?: you)?|expect|"
    r"refer to|look at|shown (?:on|in)|listed (?:on|in)|wait for|attach|copy of|include|based on|"
    r"according to) (?:a copy of )?(?:the|your|an|any|their|its) "
    r"(?:explanation of benefits|eob)s?(?: \(eobs?\))?(?: (?:statement|form|letter))?(?=\W* (?:from|you|your|that|sent|by|for|before|to|"
    r"and|they|which|when|if|in|we|it|please|with)\b|[.,;)])"
    r"|(?:right to (?:receive|get|ask for|request|have)|(?:request|ask (?:us )?for|entitled to|may (?:receive|get)|receive|"
    r"provide you with|about) (?:your right to )?) ?an? [\"“]?good[- ]faith estimate(?:[\"”]|(?= (?:if|when|before|for|of|"
    r"explaining|under|that|by)\b|[.,;]))"
    r"|for (?:more )?(?:information|questions)[^.]{0,40}good[- ]faith estimate)",
    re.I,
)


@lru_cache(maxsize=16)
def _of_itself(text: str) -> str:
    """What a paper says of itself: without the names of other papers that it sends the reader to, or tells of a right to."""
    return _FROM_ELSEWHERE.sub(" ", text)


def weighed(source: Source, clues: Sequence[Clue], needs: str | None = None) -> float:
    """The weights of the clues that are found, held between 0 and 1; a clue in the head of the paper counts half as much again.

    Where not two different words of `needs` are found, the paper is of another trade, and nothing counts.
    """
    if source.sheets is None or not source.text.strip():
        return 0.0
    if needs is not None and len({match.lower() for match in _compiled(needs).findall(source.opening)}) < 2:
        return 0.0
    head, opening = _of_itself(source.head), _of_itself(source.opening)
    found = 0.0
    for clue in clues:
        pattern = _compiled(clue.words)
        if pattern.search(head):
            found += clue.weight * (1.0 if clue.head else 1.5)
        elif not clue.head and pattern.search(opening):
            found += clue.weight
    return max(0.0, min(found, 1.0))
