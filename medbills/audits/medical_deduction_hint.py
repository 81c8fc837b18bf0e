"""Medical payments of a year that may count as a deduction on the tax return."""

from __future__ import annotations

import datetime

from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Check, Finding, Inspection, NotChecked, Severity
from medbills.domain.money import ZERO, Money
from medbills.domain.receipts import payments_of, sum_of
from medbills.domain.tax_year import above_floor

SLUG = "medical_deduction_hint"
_AUTHORITY = "26 U.S.C. 213"
_CHECKED = datetime.date(2026, 11, 21)


def inspect(facts: Facts) -> Inspection:
    """The newest year with payments, less what others paid back."""
    aid = facts.context.assistance
    if aid is None or aid.adjusted_gross_income is None:
        return _not_checked("the adjusted gross income")
    if aid.itemizes is False:
        return Inspection()
    dated = [paid for paid in payments_of(facts) if paid.date is not None]
    if not dated:
        return _not_checked("payments with their dates")
    year = max(paid.date.year for paid in dated if paid.date)
    of_year = tuple(paid for paid in dated if paid.date and paid.date.year == year)
    paid = max(ZERO, sum_of(of_year) - (aid.reimbursed or ZERO))
    floor, above = above_floor(paid, aid.adjusted_gross_income)
    if not above:
        return Inspection()
    receipts = tuple(dict.fromkeys(item.document for item in of_year if item.document))
    sure = aid.itemizes is True and aid.reimbursed is not None
    return Inspection((_finding(year, paid, floor, receipts, Certainty.LIKELY if sure else Certainty.ASK),))


def _finding(year: int, paid: Money, floor: Money, receipts: tuple[str, ...], certainty: Certainty) -> Finding:
    return Finding(
        check=SLUG, severity=Severity.LOW, title="Medical payments and taxes",
        explanation=f"Payments in {year} come to {paid}. The part above {floor} may count on a tax return with itemized deductions. "
        f"That is {paid - floor}. Leave out what an HSA, FSA, HRA or insurer paid.",
        amount_at_stake=paid - floor, documents=receipts, certainty=certainty,
        question="May I have a list of the payments of the year?", remedy="Please send a statement of all payments of the year.",
        letter="billing_dispute", authority=_AUTHORITY, checked_on=_CHECKED, reason=f"Payments in {year} come to {paid}.",
    )  # fmt: skip


def _not_checked(need: str) -> Inspection:
    return Inspection(not_checked=(NotChecked(SLUG, need),))


CHECK = Check(
    slug=SLUG, number="I04", title="Medical payments and taxes",
    sentence="Works out which part of a year's payments may count on a tax return.",
    severity=Severity.LOW, authority=_AUTHORITY, checked_on=_CHECKED, inspect=inspect,
)  # fmt: skip
