"""What is left of a month, and how long a sum takes from it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from medbills.domain.affordability import Budget
from medbills.domain.money import Money

BUDGET = Budget(Money(2400_00), {"home": Money(1100_00), "food": Money(600_00), "health": Money(340_00)})


def test_what_is_left_after_the_needs() -> None:
    assert BUDGET.left == Money(360_00)
    assert (BUDGET.months_for(Money(440_00)), BUDGET.months_for(Money(360_00)), BUDGET.months_for(Money(360_01))) == (2, 1, 2)


def test_where_nothing_is_left_no_number_of_months_is_enough() -> None:
    assert Budget(Money(100_00), {"food": Money(100_00)}).months_for(Money(1)) is None
    assert Budget(Money(1), {"food": Money(5)}).left == Money(-4)


@given(st.integers(1, 10**7), st.integers(1, 10**7))
def test_the_months_pay_it_and_one_less_does_not(left: int, amount: int) -> None:
    months = Budget(Money(left)).months_for(Money(amount))
    assert months is not None and Money(left) * months >= Money(amount) > Money(left) * (months - 1)
