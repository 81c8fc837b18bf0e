"""The poverty guideline, an advocate's fee, and a cash price beside the plan's: worked out to the cent."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from medbills.domain.advocate_fee import FeeKind, FeeTerms, fee_steps, worth_from
from medbills.domain.cash_price import YearLeft, compare_paths
from medbills.domain.money import ZERO, Money
from medbills.domain.poverty import guideline_of, newest_guideline
from medbills.rules import load_pack

ROWS = load_pack().tables["reference_figures"]["federal_poverty_guidelines"]
sums = st.integers(0, 20_000_00).map(Money)
rates = st.decimals(Decimal(0), Decimal(1), places=2)


def test_the_guideline_is_that_of_the_state_the_size_and_the_year() -> None:
    ohio = guideline_of(ROWS, "OH", 4, 2026)
    assert ohio is not None and ohio.line == Money(33_000_00) and ohio.percent(Money(66_000_00)) == Decimal("200.0")
    alaska = guideline_of(ROWS, "ak", 3, 2026)
    assert alaska is not None and alaska.line == Money(34_150_00)
    assert guideline_of(ROWS, "PR", 2, 2026) is None and guideline_of(ROWS, None, 2, 2026) is None
    assert guideline_of(ROWS, "OH", 2, 2031) is None
    newest = newest_guideline(ROWS, "OH", 1, 2031)
    assert newest is not None and newest.year == 2026 and "91 FR 1797" in newest.citation


@given(st.integers(1, 29), sums)
def test_a_larger_household_is_never_nearer_to_riches(size: int, income: Money) -> None:
    one, more = guideline_of(ROWS, "PA", size, 2026), guideline_of(ROWS, "PA", size + 1, 2026)
    assert one is not None and more is not None and more.line > one.line and more.percent(income) <= one.percent(income)


terms = st.builds(
    FeeTerms, kind=st.sampled_from(FeeKind), amount=sums, hours=st.integers(0, 40).map(Decimal), rate=rates, cap=st.none() | sums
)


@given(terms, sums, sums)
def test_the_point_from_which_an_advocate_is_worth_it_is_the_first_one(told: FeeTerms, alone: Money, most: Money) -> None:
    found = worth_from(told, alone, most)
    if found is None:
        assert most - told.fee(most) < alone
        return
    assert found <= most and found - told.fee(found) >= alone
    if found > ZERO:
        before = found - Money(1)
        assert before - told.fee(before) < alone


@given(terms, sums)
def test_fees_are_never_below_zero_nor_above_their_cap_and_steps_add_up(told: FeeTerms, most: Money) -> None:
    for step in fee_steps(told, most):
        assert step.fee >= ZERO and step.kept + step.fee == step.saved
        assert told.cap is None or step.fee <= told.cap


def test_a_quarter_of_the_savings_with_a_cap() -> None:
    told = FeeTerms(kind=FeeKind.PERCENT, rate=Decimal("0.25"), cap=Money(1000_00))
    assert [step.fee.plain() for step in fee_steps(told, Money(8000_00))] == ["0.00", "500.00", "1000.00", "1000.00", "1000.00"]
    assert worth_from(told, Money(3000_00), Money(8000_00)) == Money(4000_00)


def test_cash_is_cheaper_now_but_the_deductible_stays_open() -> None:
    left = YearLeft(deductible=Money(500_00), rate=Decimal("0.2"), out_of_pocket=Money(4000_00))
    cash, plan = compare_paths(Money(450_00), Money(600_00), left, Money(2000_00))
    assert (cash.now, cash.later, cash.credit) == (Money(450_00), Money(800_00), ZERO)
    assert (plan.now, plan.later, plan.credit) == (Money(520_00), Money(400_00), Money(500_00))
    assert plan.together < cash.together


@given(sums, sums, sums, rates, sums, st.none() | sums)
def test_the_plan_never_takes_more_than_its_price_or_its_limit(
    cash: Money, allowed: Money, deductible: Money, rate: Decimal, later: Money, limit: Money | None
) -> None:
    left = YearLeft(deductible=deductible, rate=rate, out_of_pocket=limit)
    by_cash, by_plan = compare_paths(cash, allowed, left, later)
    assert by_cash.now == cash and by_cash.credit == ZERO
    assert ZERO <= by_plan.now <= allowed and ZERO <= by_plan.later <= later and by_plan.credit <= deductible
    assert by_plan.later <= by_cash.later  # what counted already makes later care no dearer
    if limit is not None:
        assert by_plan.together <= limit
