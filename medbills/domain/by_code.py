"""Coded charges and visits by their codes: a check looks at the few it is about, however many lines there are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar

from medbills.domain.facts import Facts
from medbills.domain.procedures import Charge, Ranges, Visit, coded_charges, visits, within
from medbills.domain.remembered import remembered

T = TypeVar("T")


class _Shelf(Generic[T]):
    """Things in their order, and which of them bear each code, as it is printed. Codes are few and come again and again."""

    def __init__(self, things: Sequence[T], codes_of: Callable[[T], Iterable[str | None]]) -> None:
        self._things = things
        self._places: dict[str, list[int]] = {}
        for at, thing in enumerate(things):
            for code in codes_of(thing):
                if code:
                    self._places.setdefault(code, []).append(at)

    def bearing(self, wanted: Callable[[str], object]) -> list[T]:
        """Those with a code that is wanted, in their order."""
        places = {at for code, found in self._places.items() if wanted(code.upper()) for at in found}
        return [self._things[at] for at in sorted(places)]


def charges_bearing(facts: Facts, wanted: Callable[[str], object]) -> list[Charge]:
    """The coded charges whose code is wanted, in their order."""
    return _charges(facts).bearing(wanted)


def charges_within(facts: Facts, ranges: Ranges) -> list[Charge]:
    """The coded charges whose code is a number within one of the ranges, in their order."""
    return _charges(facts).bearing(lambda code: within(code, ranges))


def visits_bearing(facts: Facts, wanted: Callable[[str], object]) -> list[Visit]:
    """The visits with a charge whose code is wanted, in their order."""
    return _visits(facts).bearing(wanted)


def visits_within(facts: Facts, ranges: Ranges) -> list[Visit]:
    """The visits with a charge whose code is a number within one of the ranges, in their order."""
    return _visits(facts).bearing(lambda code: within(code, ranges))


@remembered
def _charges(facts: Facts) -> _Shelf[Charge]:
    return _Shelf(coded_charges(facts), lambda charge: (charge.line.code,))


@remembered
def _visits(facts: Facts) -> _Shelf[Visit]:
    return _Shelf(visits(facts), lambda visit: visit.codes)
