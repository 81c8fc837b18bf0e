"""Which step comes first: your turn, then money weighed by the time left."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from medbills.domain.money import Money
from medbills.domain.next_step import Action, NextStep

TODAY = date(2026, 11, 17)


def step(cents: int, days: int | None, yours: bool = True) -> NextStep:
    by = None if days is None else TODAY + timedelta(days)
    words = dict.fromkeys(("heading", "icon", "sentence", "why", "button"), "")
    return NextStep(case_id="c", action=Action.CALL, at_stake=Money(cents), by=by, yours=yours, **words)


cents, days = st.integers(0, 10**9), st.none() | st.integers(-400, 400)


@given(cents, days, cents, days)
def test_your_turn_comes_before_theirs(first: int, soon: int | None, second: int, late: int | None) -> None:
    assert step(first, soon).rank(TODAY) < step(second, late, yours=False).rank(TODAY)


@given(cents, st.integers(-400, 400), st.integers(0, 400))
def test_less_time_never_ranks_lower(money: int, left: int, more: int) -> None:
    assert step(money, left).rank(TODAY) <= step(money, left + more).rank(TODAY) <= step(money, None).rank(TODAY)


@given(cents, st.integers(0, 10**6), days)
def test_more_money_never_ranks_lower(money: int, more: int, left: int | None) -> None:
    assert step(money + more, left).rank(TODAY) <= step(money, left).rank(TODAY)


def test_a_small_sum_due_now_beats_a_larger_one_later() -> None:
    assert step(115000, 3).rank(TODAY) < step(188000, 13).rank(TODAY)
    assert step(115000, 3).rank(TODAY) > step(468000, 13).rank(TODAY)
