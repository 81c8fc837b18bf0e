"""Levers and ways: conditions, sentences with figures, and the order of the ways."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medbills.domain.money import Money
from medbills.domain.strategy import Effort, Saying, Signs, Strategy, Way, all_said, first_said

TODAY = datetime.date(2026, 11, 17)


def way(lever: str, rung: int = 2, **parts: Any) -> Way:
    told: dict[str, Any] = {"title": lever, "why": "", "because": "", "effort": Effort.LETTER, "checked_on": TODAY}
    return Way(lever=lever, rung=rung, **{**told, **parts})


@pytest.mark.parametrize(("conditions", "met"), [
    ([], True), (["bill"], True), (["collector"], False), (["not collector"], True), (["not bill"], False),
    (["bill", "not collector"], True), (["bill", "collector"], False),
])
def test_conditions_are_signs_and_their_absence(conditions: list[str], met: bool) -> None:
    assert Signs(frozenset({"bill", "eob"})).meet(conditions) is met


def test_a_sentence_is_said_only_when_its_figures_are_known() -> None:
    signs = Signs(frozenset({"bill"}), {"sure": "$320.00"})
    known, unknown = Saying("{sure} is yours."), Saying("Pay by {due}.")
    assert known.said(signs) == "$320.00 is yours." and unknown.said(signs) is None
    assert first_said([unknown, known], signs) == "$320.00 is yours." and first_said([unknown], signs) == ""
    assert all_said([known, unknown, Saying("No.", ("not bill",)), Saying("Yes.", ("bill",))], signs) == ("$320.00 is yours.", "Yes.")


def test_a_right_that_ends_soon_comes_first_and_a_bill_s_day_does_not() -> None:
    soon = way("b", 5, by=TODAY + datetime.timedelta(days=14), by_right=True)
    later = way("a", 1, by=TODAY + datetime.timedelta(days=15), by_right=True)
    due = way("c", 2, by=TODAY, by_right=False)
    assert sorted((due, later, soon), key=lambda one: one.rank(TODAY)) == [soon, later, due]
    assert not way("d", by=TODAY - datetime.timedelta(days=1), by_right=True).is_near(TODAY), "a day that has passed is not near"


def test_then_the_ladder_the_money_the_effort() -> None:
    ways = [way("e", 2, stake=Money(1)), way("d", 2, stake=Money(2), effort=Effort.FORM), way("c", 2, stake=Money(2), effort=Effort.CALL),
            way("a", 6, stake=Money(9))]  # fmt: skip
    assert [one.lever for one in sorted(ways, key=lambda one: one.rank(TODAY))] == ["c", "d", "e", "a"]
    assert Strategy().first is None and Strategy((ways[0],)).first is ways[0]


ways = st.builds(
    way, st.text("abc", min_size=1, max_size=2), st.integers(0, 7), stake=st.integers(0, 999).map(Money), effort=st.sampled_from(Effort),
    by=st.none() | st.dates(TODAY, TODAY + datetime.timedelta(days=40)), by_right=st.booleans(),
)  # fmt: skip


@given(st.lists(ways, max_size=6), st.randoms())
def test_the_order_does_not_hang_on_the_order_of_the_levers(found: list[Way], random: Any) -> None:
    mixed = found[:]
    random.shuffle(mixed)
    ranks = [[one.rank(TODAY) for one in sorted(group, key=lambda one: one.rank(TODAY))] for group in (found, mixed)]
    assert ranks[0] == ranks[1]
