"""A payment plan month by month: the sums come out to the cent, payments go to the oldest open instalment."""

from __future__ import annotations

import datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medbills.domain.agreement import Agreement
from medbills.domain.instalments import State, deferred_card, level_payment, month_after, schedule, standing
from medbills.domain.money import ZERO, Money, total
from medbills.domain.payment import Payment

FIRST = datetime.date(2026, 8, 31)
AMOUNTS = st.integers(1, 10_000_00).map(Money)
COUNTS = st.integers(1, 60)
RATES = st.decimals(Decimal("0.01"), Decimal("0.36"), places=4)


def plan(amount: str = "320.00", count: int = 7, **fields: object) -> Agreement:
    told = {"id": "a", "with_whom": "Oak", "agreed_on": datetime.date(2026, 8, 20), "first_on": FIRST}
    return Agreement(**{**told, "amount": Money.of(amount), "count": count, **fields})  # type: ignore[arg-type]


def paid(day: str, amount: str) -> Payment:
    return Payment(id=day, date=datetime.date.fromisoformat(day), amount=Money.of(amount), what="Oak")


def test_what_the_division_leaves_over_is_in_the_last_instalment() -> None:
    assert [row.amount.plain() for row in schedule(plan())] == ["45.71"] * 6 + ["45.74"]


def test_the_month_s_last_day_stands_for_a_day_it_does_not_have() -> None:
    assert [row.due.isoformat() for row in schedule(plan())] == [
        "2026-08-31", "2026-09-30", "2026-10-31", "2026-11-30", "2026-12-31", "2027-01-31", "2027-02-28",
    ]  # fmt: skip
    assert month_after(datetime.date(2027, 1, 30), 13) == datetime.date(2028, 2, 29)


@given(AMOUNTS, COUNTS)
def test_without_interest_the_instalments_are_the_sum(amount: Money, count: int) -> None:
    rows = schedule(plan(amount.plain(), count))
    assert total(row.amount for row in rows) == amount
    assert rows[-1].left == ZERO and all(not row.interest for row in rows)
    assert rows[-1].amount.cents - rows[0].amount.cents < count


@given(AMOUNTS, COUNTS, RATES)
def test_with_interest_the_last_instalment_leaves_nothing(amount: Money, count: int, rate: Decimal) -> None:
    rows = schedule(plan(amount.plain(), count, yearly_rate=rate))
    assert rows[-1].left == ZERO
    assert total(row.amount for row in rows) == amount + total(row.interest for row in rows)
    assert all(row.amount >= ZERO for row in rows)


def test_a_loan_s_level_payment_as_a_bank_works_it_out() -> None:
    assert level_payment(Money(1000_00), Fraction(12, 1200), 12) == Money(88_85)
    rows = schedule(plan("1000.00", 12, yearly_rate=Decimal("0.12")))
    assert (rows[0].interest, rows[0].amount, rows[-1].amount) == (Money(10_00), Money(88_85), Money(88_84))


def test_deferred_interest_is_in_no_instalment() -> None:
    assert total(row.amount for row in schedule(plan(yearly_rate=Decimal("0.2699"), deferred=True))) == Money(320_00)


@pytest.mark.parametrize("count", [0, -1, 121])
def test_no_plan_is_without_instalments_or_longer_than_ten_years(count: int) -> None:
    with pytest.raises(ValueError, match="120"):
        schedule(plan(count=count))


def test_payments_go_to_the_oldest_open_instalment() -> None:
    made = [paid("2026-10-02", "50.00"), paid("2026-08-30", "45.71"), paid("2026-08-01", "99.00")]
    found = standing(plan(), made, datetime.date(2026, 11, 17))
    assert [(row.state, str(row.paid)) for row in found.rows][:5] == [
        (State.PAID, "$45.71"), (State.PAID, "$45.71"), (State.MISSED, "$4.29"), (State.NEXT, "$0.00"), (State.LATER, "$0.00"),
    ]  # fmt: skip
    assert [row.paid_on for row in found.rows[:3]] == [datetime.date(2026, 8, 30), datetime.date(2026, 10, 2), None]
    assert (found.paid, found.left, found.missed[0].open) == (Money(95_71), Money(224_29), Money(41_42))
    assert found.next is not None and found.next.instalment.due == datetime.date(2026, 11, 30)


def test_an_instalment_due_today_is_not_missed_yet() -> None:
    assert standing(plan(), [], FIRST).rows[0].state is State.NEXT
    assert standing(plan(), [], FIRST + datetime.timedelta(days=1)).rows[0].state is State.MISSED


@given(AMOUNTS, COUNTS, st.lists(st.integers(-500_00, 2000_00), max_size=6))
def test_paid_and_left_are_the_whole_plan(amount: Money, count: int, cents: list[int]) -> None:
    payments = [Payment(id=str(at), date=FIRST, amount=Money(each), what="Oak") for at, each in enumerate(cents)]
    found = standing(plan(amount.plain(), count), payments, FIRST)
    assert found.paid + found.left == amount
    assert found.paid == total(row.paid for row in found.rows)
    assert found.paid == min(amount, total(Money(max(each, 0)) for each in cents))


def test_a_card_that_is_not_paid_off_takes_all_interest_since_the_first_day() -> None:
    story = deferred_card(Money(900_00), Decimal("0.2699"), 12, Money(70_00))
    assert (str(story.months[0].left), str(story.months[0].held_back)) == ("$830.00", "$20.24")
    assert (str(story.left), str(story.interest), str(story.needed)) == ("$60.00", "$138.99", "$75.00")
    assert story.owed == Money(198_99)


def test_a_card_paid_off_in_time_takes_none() -> None:
    story = deferred_card(Money(900_00), Decimal("0.2699"), 12, Money(75_00))
    assert (story.left, story.interest, story.owed) == (ZERO, ZERO, ZERO)


@given(AMOUNTS, RATES, COUNTS)
def test_the_payment_needed_pays_the_card_off_and_a_cent_less_does_not(amount: Money, rate: Decimal, months: int) -> None:
    needed = deferred_card(amount, rate, months, ZERO).needed
    assert not deferred_card(amount, rate, months, needed).left
    assert deferred_card(amount, rate, months, needed - Money(1)).left
