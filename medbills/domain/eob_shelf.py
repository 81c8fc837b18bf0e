"""The insurers' papers put in order, so that a bill is held against the few that can be meant."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from medbills.domain.paper import Paper
from medbills.domain.statements import care_days

Days = tuple[datetime.date, datetime.date]


@dataclass(frozen=True)
class EobShelf:
    """The insurers' papers by claim number and by month of care, so that a bill is held against the few that can be meant."""

    eobs: tuple[Paper, ...]
    days: tuple[Days | None, ...]
    by_number: Mapping[str, tuple[int, ...]]
    by_month: Mapping[int, tuple[int, ...]]

    @classmethod
    def of(cls, eobs: tuple[Paper, ...]) -> EobShelf:
        numbers: dict[str, list[int]] = {}
        months: dict[int, list[int]] = {}
        for at, eob in enumerate(eobs):
            if eob.claim_number:
                numbers.setdefault(eob.claim_number, []).append(at)
            for month in _months(care_days(eob)):
                months.setdefault(month, []).append(at)
        days = tuple(care_days(eob) for eob in eobs)
        return cls(eobs, days, {key: tuple(value) for key, value in numbers.items()}, {key: tuple(value) for key, value in months.items()})

    def candidates(self, numbers: Iterable[str], days: Days | None) -> list[Paper]:
        """Papers with one of the claim numbers, or with care on one of these days, in the order they were put in."""
        places = {at for number in numbers for at in self.by_number.get(number, ())}
        months = (self.by_month.get(month, ()) for month in _months(days))
        places.update([at for of_month in months for at in of_month if days_overlap(days, self.days[at])])
        return [self.eobs[at] for at in sorted(places)]


def _months(days: Days | None) -> range:
    """The months from the first to the last day, counted from the year 0."""
    return range(days[0].year * 12 + days[0].month, days[1].year * 12 + days[1].month + 1) if days else range(0)


def days_overlap(one: Days | None, other: Days | None) -> bool:
    return one is not None and other is not None and one[0] <= other[1] and other[0] <= one[1]
