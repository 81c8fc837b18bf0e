"""The dental engine: both worked examples to the cent, and what holds for every fee, allowance and rate."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medbills.domain.alternate_benefit import PERMISSIONS, Benefit, Change, Terms, benefit, changes
from medbills.domain.money import ZERO, Money

SUMS = st.integers(0, 1_000_000).map(Money)
RATES = st.integers(0, 100).map(lambda percent: Decimal(percent) / 100)
LIMITS = st.none() | SUMS


def of(fee: int, allowed: int, network: int | None = None, **others: object) -> Benefit:
    terms = Terms(fee=Money(fee * 100), network_fee=None if network is None else Money(network * 100), **others)  # type: ignore[arg-type]
    return benefit(terms, Money(allowed * 100))


def shares(found: Benefit) -> tuple[str, ...]:
    return tuple("–" if (share := found.tiers.of(name)) is None else share.plain() for name in PERMISSIONS)


def test_example_1() -> None:
    found = of(230, 110)
    assert found.gap.plain() == "120.00" and found.plan_pays.plain() == "110.00"
    assert shares(found) == ("120.00", "–", "0.00")


def test_example_1_at_80_percent() -> None:
    found = of(230, 110, rate=Decimal("0.8"))
    assert found.plan_pays.plain() == "88.00" and shares(found) == ("142.00", "–", "22.00")


def test_example_2() -> None:
    before, after = of(275, 120, 200), of(275, 160, 200)
    assert shares(before) == ("155.00", "80.00", "0.00") and shares(after) == ("115.00", "40.00", "0.00")
    told = changes(before.tiers, after.tiers)
    assert [(change.less.plain(), change.percent) for change in told.values()] == [("40.00", 26), ("40.00", 50), ("0.00", None)]


def test_the_yearly_maximum_and_the_deductible() -> None:
    found = of(275, 120, 200, rate=Decimal("0.8"), deductible_left=Money(5000), maximum_left=Money(3000))
    steps = (found.base, found.deductible, found.at_rate, found.plan_pays)
    assert [step.plain() for step in steps] == ["120.00", "50.00", "56.00", "30.00"]
    assert shares(found) == ("245.00", "170.00", "90.00")


def test_nothing_is_paid_while_the_plan_does_not_pay_yet() -> None:
    found = of(275, 120, 200, barred=True)
    assert found.plan_pays == ZERO and shares(found) == ("275.00", "200.00", "120.00")


def test_a_printed_payment_wins_and_the_other_is_still_told() -> None:
    found = benefit(Terms(fee=Money(27500)), Money(12000), printed=Money(9600))
    assert (found.plan_pays.plain(), found.worked_out.plain(), found.tiers.full_fee.plain()) == ("96.00", "120.00", "179.00")


@pytest.mark.parametrize(("before", "after", "percent"), [(15500, 11500, 26), (8000, 4000, 50), (8000, 12000, -50), (0, 500, None)])
def test_percents_round_half_up(before: int, after: int, percent: int | None) -> None:
    assert Change(Money(before), Money(after)).percent == percent


@given(SUMS, SUMS, LIMITS, RATES, SUMS, LIMITS)
def test_every_share_and_the_payment_stay_within_the_fee(
    fee: Money, allowed: Money, network: Money | None, rate: Decimal, deductible: Money, maximum: Money | None
) -> None:
    terms = Terms(fee=fee, network_fee=network, rate=rate, deductible_left=deductible, maximum_left=maximum)
    found = benefit(terms, allowed)
    assert ZERO <= found.plan_pays <= found.at_rate <= found.base <= fee
    assert found.tiers.full_fee == fee - found.plan_pays
    assert ZERO <= found.tiers.none <= found.tiers.full_fee
    if network is not None and found.tiers.contracted_fee is not None:
        assert ZERO <= found.tiers.contracted_fee <= found.tiers.full_fee
        if network >= allowed:
            assert found.tiers.none <= found.tiers.contracted_fee


@given(SUMS, SUMS, SUMS, RATES, SUMS, LIMITS)
def test_a_higher_amount_never_makes_the_full_fee_dearer(
    fee: Money, lower: Money, more: Money, rate: Decimal, deductible: Money, maximum: Money | None
) -> None:
    terms = Terms(fee=fee, network_fee=fee, rate=rate, deductible_left=deductible, maximum_left=maximum)
    told = changes(benefit(terms, lower).tiers, benefit(terms, lower + more).tiers)
    assert told["full_fee"].less >= ZERO and told["contracted_fee"].less >= ZERO
