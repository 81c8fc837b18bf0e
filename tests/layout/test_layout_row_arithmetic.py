"""What the amounts of a service must add up to, and what that proves."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medbills.layout.row_arithmetic import proven_by_sums


@given(st.integers(1, 900_000), st.integers(0, 900_000), st.integers(0, 900_000), st.integers(0, 900_000))
def test_a_plan_s_line_proves_all_its_amounts(paid: int, off: int, deductible: int, copay: int) -> None:
    allowed = paid + deductible + copay
    amounts = {
        "billed": allowed + off, "adjustment": off, "allowed": allowed, "plan_paid": paid,
        "deductible": deductible, "copay": copay, "patient_owes": deductible + copay,
    }  # fmt: skip
    tried, proven = proven_by_sums(amounts)
    assert tried
    assert {name for name, cents in amounts.items() if cents} <= proven


@given(st.integers(10_000, 900_000), st.integers(1, 9_000))
def test_amounts_under_each_other_s_headings_prove_nothing(paid: int, owed: int) -> None:
    """The payment under "allowed", the allowed amount under "paid"."""
    allowed = paid + owed
    tried, proven = proven_by_sums({"billed": allowed + 500_00, "allowed": paid, "plan_paid": allowed, "patient_owes": owed})
    assert tried
    assert "plan_paid" not in proven


def test_what_medicare_withholds_is_nobody_s() -> None:
    """Two of a hundred of its payment (2 USC 906): 89.60 approved, 70.25 paid, 17.92 yours."""
    tried, proven = proven_by_sums({"billed": 14200, "allowed": 8960, "plan_paid": 7025, "patient_owes": 1792})
    assert tried
    assert proven == {"allowed", "plan_paid", "patient_owes"}


@pytest.mark.parametrize(
    "amounts",
    [{"billed": 24100}, {"billed": 0, "allowed": 0, "plan_paid": 0, "patient_owes": 0}, {"billed": 100, "patient_owes": 20}, {}],
)
def test_a_lone_amount_and_a_row_of_zeros_prove_nothing(amounts: dict[str, int]) -> None:
    assert not proven_by_sums(amounts)[1]


def test_a_price_times_its_units_proves_the_charge() -> None:
    assert proven_by_sums({"billed": 39950, "unit_price": 2350}, Decimal(17)) == (frozenset({"billed", "unit_price"}),) * 2
    assert proven_by_sums({"billed": 39950, "unit_price": 2400}, Decimal(17)) == (frozenset({"billed", "unit_price"}), frozenset())
    assert not proven_by_sums({"billed": 2350, "unit_price": 2350}, Decimal(1))[0]
