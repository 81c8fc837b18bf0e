"""Pairs found by a shared key are just those that comparing everything with everything finds."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from medbills.domain.alike_pairs import grouped, pairs_sharing

KEYS = st.lists(st.integers(min_value=0, max_value=9), max_size=4)


@given(st.lists(KEYS, max_size=12))
def test_pairs_are_those_with_a_key_in_common_in_the_order_of_combinations(keys: list[list[int]]) -> None:
    things = list(enumerate(keys))
    found = list(pairs_sharing(things, lambda thing: thing[1]))
    assert found == [(one, other) for one, other in combinations(things, 2) if set(one[1]) & set(other[1])]


@given(st.lists(st.integers(min_value=0, max_value=9)))
def test_groups_hold_everything_once_and_in_order(numbers: list[int]) -> None:
    groups = grouped(numbers, lambda number: number % 3)
    assert sorted(number for group in groups.values() for number in group) == sorted(numbers)
    assert all(group == [number for number in numbers if number % 3 == key] for key, group in groups.items())
