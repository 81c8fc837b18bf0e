"""Money: whole cents, exact sums, one printed form."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medbills.domain.money import ZERO, Money, total

CENTS = st.integers(-(10**12), 10**12)


@given(CENTS)
def test_plain_and_back(cents: int) -> None:
    assert Money.of(Money(cents).plain()) == Money(cents)


@given(CENTS, CENTS)
def test_sums_are_sums_of_cents(one: int, other: int) -> None:
    assert (Money(one) + Money(other)) - Money(other) == Money(one)
    assert total([Money(one), Money(other)]).cents == one + other
    assert (Money(one) < Money(other)) == (one < other) and -Money(one) == Money(-one) and abs(Money(one)).cents == abs(one)


@given(CENTS, st.integers(-1000, 1000))
def test_times_a_count(cents: int, count: int) -> None:
    assert (Money(cents) * count).cents == cents * count == (count * Money(cents)).cents


@given(st.integers(0, 10**9), st.decimals(0, 1, places=3))
def test_a_share_is_within_half_a_cent(cents: int, rate: Decimal) -> None:
    exact = Fraction(rate) * cents
    assert abs(Fraction(Money(cents).share(rate).cents) - exact) <= Fraction(1, 2)


def test_forms() -> None:
    assert Money(123456).text() == "$1,234.56" and Money(-5).text() == "\N{MINUS SIGN}$0.05" and Money(-1250).plain() == "-12.50"
    assert Money.of("12") == Money(1200) and Money.of("12.5") == Money(1250) and not ZERO
    assert Money(250).share(Decimal("0.5")) == Money(125) and Money(5).share(Decimal("0.5")) == Money(3)


@pytest.mark.parametrize("bad", ["", "$1.00", "1,000.00", "1.234", "1.", "abc", "--1", "(1.00)", "1e3", "NaN"])
def test_only_the_plain_form_is_money(bad: str) -> None:
    with pytest.raises(ValueError, match="not an amount"):
        Money.of(bad)


def test_never_a_float() -> None:
    for wrong in (1.5, True, Decimal(1), "1"):
        with pytest.raises(TypeError):
            Money(wrong)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        Money(1) * 1.5  # type: ignore[operator]
