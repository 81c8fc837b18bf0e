"""What a payment plan asks for month by month, and which of its instalments the payments cover."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from medbills.domain.agreement import Agreement
from medbills.domain.money import ZERO, Money, total
from medbills.domain.payment import Payment

LONGEST = 120  # instalments: ten years


class State(StrEnum):
    """How an instalment stands on a day."""

    PAID = "paid"
    MISSED = "missed"
    NEXT = "next"  # the first that is neither paid nor missed
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Instalment:
    """One day of the plan. `interest` is the part of `amount` that is interest; `left` is what the plan asks for after it."""

    number: int
    due: datetime.date
    amount: Money
    interest: Money
    left: Money


@dataclass(frozen=True, slots=True)
class Covered:
    """An instalment, what of it is paid, and the day it was paid whole."""

    instalment: Instalment
    state: State
    paid: Money
    paid_on: datetime.date | None

    @property
    def open(self) -> Money:
        return self.instalment.amount - self.paid


@dataclass(frozen=True, slots=True)
class Standing:
    """A plan on a day: its instalments in order, what was paid toward it, what is left in all."""

    rows: tuple[Covered, ...]
    paid: Money
    left: Money

    @property
    def missed(self) -> tuple[Covered, ...]:
        return tuple(row for row in self.rows if row.state is State.MISSED)

    @property
    def next(self) -> Covered | None:
        return next((row for row in self.rows if row.state is State.NEXT), None)


def schedule(agreement: Agreement) -> tuple[Instalment, ...]:
    """Equal instalments, what the division leaves over in the last one. With interest, equal monthly payments on what is left.

    Interest that is deferred is in none of them: it comes only if the plan is not paid off in time. Raises ValueError for fewer
    than one instalment or more than ten years.
    """
    if not 1 <= agreement.count <= LONGEST:
        raise ValueError("a payment plan has 1 to 120 instalments")
    rate = Fraction(agreement.yearly_rate or 0) / 12 if not agreement.deferred else Fraction(0)
    each = level_payment(agreement.amount, rate, agreement.count)
    found, balance = [], agreement.amount
    for number in range(1, agreement.count + 1):
        interest = balance.share(rate)
        amount = balance + interest if number == agreement.count else min(each, balance + interest)
        balance = balance + interest - amount
        found.append(Instalment(number, month_after(agreement.first_on, number - 1), amount, interest, balance))
    return tuple(found)


def level_payment(amount: Money, monthly_rate: Fraction, count: int) -> Money:
    """The payment that is the same each month: rounded down without interest, half up to the cent with it."""
    if not monthly_rate:
        return Money(amount.cents // count)
    growth = (1 + monthly_rate) ** count
    return amount.share(monthly_rate * growth / (growth - 1))


def month_after(first: datetime.date, months: int) -> datetime.date:
    """The same day so many months on; the month's last day where it has no such day."""
    at = first.year * 12 + first.month - 1 + months
    year, month = at // 12, at % 12 + 1
    return datetime.date(year, month, min(first.day, calendar.monthrange(year, month)[1]))


def standing(agreement: Agreement, payments: Iterable[Payment], today: datetime.date) -> Standing:
    """How the plan stands: each payment goes to the oldest instalment that is still open. Money that came back is left out."""
    made = sorted((paid for paid in payments if paid.amount > ZERO and paid.date >= agreement.agreed_on), key=lambda paid: paid.date)
    plan = schedule(agreement)
    free, before, next_found = total(paid.amount for paid in made), ZERO, False
    rows: list[Covered] = []
    for instalment in plan:
        paid = max(ZERO, min(instalment.amount, free - before))
        before = before + instalment.amount
        state = State.PAID if paid == instalment.amount else State.MISSED if instalment.due < today else State.LATER
        if state is State.LATER and not next_found:
            state, next_found = State.NEXT, True
        rows.append(Covered(instalment, state, paid, _reached(made, before) if state is State.PAID else None))
    return Standing(tuple(rows), min(free, before), max(ZERO, before - free))


def _reached(made: Iterable[Payment], amount: Money) -> datetime.date | None:
    """The day on which the payments came to this sum."""
    running = ZERO
    for paid in made:
        running = running + paid.amount
        if running >= amount:
            return paid.date
    return None


@dataclass(frozen=True, slots=True)
class CardMonth:
    """One month with the card. `held_back` is the interest since the first day, which is owed if anything is left at the end."""

    number: int
    paid: Money
    left: Money
    held_back: Money


@dataclass(frozen=True, slots=True)
class CardStory:
    """A deferred-interest card, month by month to the end of its free time."""

    months: tuple[CardMonth, ...]
    needed: Money  # each month, to be free of interest

    @property
    def left(self) -> Money:
        return self.months[-1].left

    @property
    def interest(self) -> Money:
        """What is added on the last day: everything held back, or nothing if all is paid."""
        return self.months[-1].held_back if self.left else ZERO

    @property
    def owed(self) -> Money:
        return self.left + self.interest


def deferred_card(amount: Money, yearly_rate: Decimal, months: int, monthly: Money) -> CardStory:
    """Pays `monthly` toward `amount` for `months`. Interest is worked out monthly on what was left before each payment.

    Source of the rule: 12 CFR 1026.16(h), advertising of deferred interest: interest is charged from the date of purchase if the
    balance is not paid in full within the period. Raises ValueError outside 1 to 120 months.
    """
    if not 1 <= months <= LONGEST:
        raise ValueError("a card's free time has 1 to 120 months")
    rate, left, held = Fraction(yearly_rate) / 12, amount, ZERO
    found = []
    for number in range(1, months + 1):
        held = held + left.share(rate)
        paid = min(monthly, left)
        left = left - paid
        found.append(CardMonth(number, paid, left, held))
    return CardStory(tuple(found), Money(-(-amount.cents // months)))
