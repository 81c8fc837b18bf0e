"""Proposes days for a call about an offer, near the end of a month or quarter: a tactic that no rule and no study stands behind."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from medbills.domain.business_days import last_business_days
from medbills.domain.matter import Matter
from medbills.domain.wording import short_day
from medbills.rules import rules_of
from medbills.services.case_signs import case_signs

RULE = "habit_end_of_month_quarter"
DAYS = 5  # business days before the month is over
QUARTER_ENDS = frozenset({3, 6, 9, 12})
TAG = "A tactic, not a rule"
# Letters that offer a sum or ask for a lower one: after one of them a call can settle it.
OFFER_LETTERS = frozenset({
    "cash_prompt_pay_offer", "hardship_discount", "lump_sum_settlement", "payment_plan_interest_free", "settlement_offer_collections",
})  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferDays:
    """The days that are left of the last business days of a month. `first` warns of a last day of the user's that comes before."""

    days: tuple[datetime.date, ...]
    quarter: bool
    why: str
    first: str
    source: str
    checked_on: datetime.date

    @property
    def says(self) -> str:
        """Why these days, in a sentence."""
        end = "quarter" if self.quarter else "month"
        return f"{self.why} Some offices want to settle before the {end} ends."


def offer_days(matter: Matter, today: datetime.date) -> OfferDays | None:
    """For an open case with an offer, a letter that offers one, or a bill that one pays without a plan; None for others."""
    why = _why(matter, today)
    if not why:
        return None
    rule = rules_of(matter).rules[RULE]
    days = _days_left(today)
    return OfferDays(
        days=days, quarter=days[-1].month in QUARTER_ENDS, why=why, first=_comes_first(matter, days, today), source=rule.citation,
        checked_on=rule.as_of,
    )  # fmt: skip


def _days_left(today: datetime.date) -> tuple[datetime.date, ...]:
    """Those of this month from today on; the next month's, once this month's are over."""
    days = last_business_days(today.year, today.month, DAYS)
    if days[-1] < today:
        days = last_business_days(today.year + today.month // 12, today.month % 12 + 1, DAYS)
    return tuple(day for day in days if day >= today)


def _why(matter: Matter, today: datetime.date) -> str:
    if matter.case.closed_on:
        return ""
    if any(offer.until is None or offer.until >= today for offer in matter.offers):
        return "An offer is open in this case."
    if any(letter.slug in OFFER_LETTERS and letter.sent_on for letter in matter.letters):
        return "Your letter asks for a price or a plan."
    if case_signs(matter, today).meet(("bill", "uninsured", "not collector")):
        return "You pay this bill without a plan."
    return ""


def _comes_first(matter: Matter, days: tuple[datetime.date, ...], today: datetime.date) -> str:
    """Your own last day that would be over by then: it does not wait for a better day to call."""
    mine = (kept.deadline for kept in matter.open_deadlines if kept.deadline.yours and kept.deadline.acts_on)
    near = next((one for one in mine if one.acts_on and today <= one.acts_on <= days[-1]), None)
    return f"Your own day comes first: {near.title}, {short_day(near.acts_on, today)}." if near and near.acts_on else ""
