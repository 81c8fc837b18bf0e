"""Pairs of things that share a key, found without comparing everything with everything: a life of papers has thousands of lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import combinations
from typing import TypeVar

Thing = TypeVar("Thing")
Key = TypeVar("Key", bound=Hashable)


def grouped(things: Iterable[Thing], key: Callable[[Thing], Key]) -> dict[Key, list[Thing]]:
    """The things by their key, keys and things in the order they came."""
    groups: defaultdict[Key, list[Thing]] = defaultdict(list)
    for thing in things:
        groups[key(thing)].append(thing)
    return dict(groups)


def pairs_sharing(things: Sequence[Thing], keys: Callable[[Thing], Iterable[Hashable]]) -> Iterator[tuple[Thing, Thing]]:
    """Every two things that have a key in common, the earlier one first, in the order of `combinations`."""
    holders: defaultdict[Hashable, list[int]] = defaultdict(list)
    for at, thing in enumerate(things):
        for key in set(keys(thing)):
            holders[key].append(at)
    found = {pair for places in holders.values() for pair in combinations(places, 2)}
    return ((things[one], things[other]) for one, other in sorted(found))
