"""Weighs what was found for each field of a paper, and keeps the best with its spot and confidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from medbills.domain.fields import FieldType
from medbills.domain.page import Word
from medbills.domain.paper import PAPER_FIELDS, Spot
from medbills.domain.reading import ReadValue
from medbills.layout.rows import box_of, text_of

SURE, LIKELY, UNSURE = 0.97, 0.9, 0.6  # confidences of a lone clear label, of a fair one, of a mere trace


@dataclass(frozen=True, slots=True)
class Fact:
    """A candidate for a field: value, words, and 0 to 1 how well it fits."""

    field: str
    value: Any
    page: int
    words: tuple[Word, ...]
    weight: float


def spot_of(words: Sequence[Word], page: int, confidence: float) -> Spot:
    """The spot of words on one page; less sure where OCR was."""
    seen = min((word.confidence for word in words), default=1.0)
    return Spot(page=page, box=box_of(words), raw=text_of(words), confidence=round(min(confidence, confidence * seen), 3))


def read_value(field_type: FieldType, value: Any, words: Sequence[Word], page: int, confidence: float) -> ReadValue:
    """A value in the domain's form for its type."""
    if field_type is FieldType.CODE:
        value = "".join(str(value).split()).upper()
    elif field_type is FieldType.TEXT:
        value = " ".join(str(value).split())
    return ReadValue(value, spot_of(words, page, confidence))


class Facts:
    """Candidates by field."""

    def __init__(self, facts: Iterable[Fact] = ()) -> None:
        self._found: dict[str, list[Fact]] = {}
        for fact in facts:
            self.add(fact)

    def add(self, fact: Fact) -> None:
        self._found.setdefault(fact.field, []).append(fact)

    def has(self, field: str) -> bool:
        return bool(self._found.get(field))

    def names(self) -> tuple[str, ...]:
        """Every name that has a candidate."""
        return tuple(name for name, found in self._found.items() if found)

    def all(self, field: str) -> list[Fact]:
        return list(self._found.get(field, ()))

    def best(self, field: str) -> Fact | None:
        """The heaviest candidate; of equals the value found most often, then the first on the page."""
        found = self._found.get(field)
        if not found:
            return None
        often = {id(fact): sum(other.value == fact.value for other in found) for fact in found}
        return max(found, key=lambda fact: (round(fact.weight, 2), often[id(fact)], -fact.page, -fact.words[0].top))

    def drop(self, field: str) -> None:
        self._found.pop(field, None)

    def take_from(self, field: str, words: Sequence[Word]) -> None:
        """Drops the candidates of a field that stand on words which mean something else."""
        self._found[field] = [fact for fact in self._found.get(field, ()) if not set(fact.words) & set(words)]

    def keep(self, field: str, wanted: Callable[[Any], bool]) -> None:
        """Drops the candidates of a field whose value is not wanted."""
        self._found[field] = [fact for fact in self._found.get(field, ()) if wanted(fact.value)]

    def keep_heavy(self, field: str, least: float) -> None:
        """Drops the candidates of a field that weigh less than `least`."""
        self._found[field] = [fact for fact in self._found.get(field, ()) if fact.weight >= least]

    def weaken(self, field: str, most: float) -> None:
        """Lets no candidate of a field weigh more than `most`; which of them is the best stays as it is."""
        found = self._found.get(field, [])
        part = min(1.0, most / max((fact.weight for fact in found), default=most))
        self._found[field] = [replace(fact, weight=part * fact.weight) for fact in found]

    def rename(self, field: str, to: str, factor: float = 1.0) -> None:
        """Hands the candidates of one name to another."""
        for fact in self._found.pop(field, ()):
            self.add(Fact(to, fact.value, fact.page, fact.words, fact.weight * factor))

    def settled(self) -> dict[str, ReadValue]:
        """The best value of each contract field, in the contract's order, with its confidence."""
        made: dict[str, ReadValue] = {}
        for name, spec in PAPER_FIELDS.items():
            fact = self.best(name)
            if fact is not None:
                made[name] = read_value(spec.type, fact.value, fact.words, fact.page, self._confidence(fact))
        return made

    def _confidence(self, fact: Fact) -> float:
        """A clear label makes a sure value; rivals with another value and nearly the same weight make it less so."""
        rivals = [other for other in self._found[fact.field] if other.value != fact.value and other.weight > fact.weight - 0.08]
        sure = SURE if fact.weight >= 0.9 else LIKELY * fact.weight / 0.9
        return round(sure - min(0.3, 0.12 * len(rivals)), 3)


def with_confidence(values: Mapping[str, ReadValue], name: str, confidence: float) -> dict[str, ReadValue]:
    """The values with another confidence for one of them."""
    made = dict(values)
    if name in made:
        old = made[name].spot
        made[name] = ReadValue(made[name].value, Spot(page=old.page, box=old.box, path=old.path, raw=old.raw, confidence=confidence))
    return made
