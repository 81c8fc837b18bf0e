"""Which payments of a year may count as medical expenses on a tax return: paid in it, not paid back, not from a tax-free account."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from medbills.domain.money import ZERO, Money
from medbills.domain.spending import Spent

DEDUCTION_FLOOR = Fraction(75, 1000)  # of adjusted gross income, 26 U.S.C. 213(a)


class Why(StrEnum):
    """Why a payment counts as it does."""

    COUNTS = "counts"
    TAX_FREE = "tax_free"  # paid from an HSA, FSA or HRA: 26 U.S.C. 223(f)(6)
    CAME_BACK = "came_back"  # takes off what it pays back
    TO_ACCOUNT = "to_account"  # came back for what an account paid: it belongs to the account
    EARLIER_YEAR = "earlier_year"  # pays back what was paid in another year


@dataclass(frozen=True, slots=True)
class Counted:
    """One payment of the year and what it adds: zero or more where it went out, zero or less where it came back."""

    spent: Spent
    counts: Money
    why: Why


def count_year(spent: Sequence[Spent], year: int) -> tuple[Counted, ...]:
    """Every payment of the year, in the order given. Money that came back takes off payments about the same bill; where no
    payment is about the same bill it takes off the sum, so that never too much is counted."""
    of_year = [one for one in spent if one.day is not None and one.day.year == year]
    open_ = {one.key: one.amount for one in of_year if not one.came_back and not one.account}
    found = []
    for one in of_year:
        if not one.came_back:
            found.append(Counted(one, ZERO if one.account else one.amount, Why.TAX_FREE if one.account else Why.COUNTS))
        elif one.account:
            found.append(Counted(one, ZERO, Why.TO_ACCOUNT))
        else:
            found.append(_back(one, of_year, spent, open_))
    return tuple(found)


def counted_sum(counted: Iterable[Counted]) -> Money:
    """What may count in all; never below zero."""
    return max(ZERO, Money(sum(one.counts.cents for one in counted)))


def above_floor(paid: Money, gross_income: Money) -> tuple[Money, Money]:
    """The floor of 7.5 % of adjusted gross income, and the part of the payments above it (26 U.S.C. 213(a))."""
    floor = gross_income.share(DEDUCTION_FLOOR)
    return floor, max(ZERO, paid - floor)


def _back(one: Spent, of_year: Sequence[Spent], spent: Sequence[Spent], open_: dict[str, Money]) -> Counted:
    left = -one.amount
    for paid in of_year:
        if paid.key in open_ and left > ZERO and one.about_the_same(paid):
            taken = min(left, open_[paid.key])
            open_[paid.key], left = open_[paid.key] - taken, left - taken
    taken_off = one.amount + left
    others = [paid for paid in spent if not paid.came_back and one.about_the_same(paid)]
    if any(paid.account for paid in others):
        return Counted(one, taken_off, Why.CAME_BACK if taken_off else Why.TO_ACCOUNT)
    if any(paid.day is not None and one.day is not None and paid.day.year < one.day.year for paid in others):
        return Counted(one, taken_off, Why.CAME_BACK if taken_off else Why.EARLIER_YEAR)
    return Counted(one, one.amount, Why.CAME_BACK)
