"""A bill for care without insurance that shows no discount."""

from __future__ import annotations

import datetime
from fractions import Fraction

from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Check, Finding, Inspection, NotChecked, Severity
from medbills.domain.matching import match_of
from medbills.domain.money import ZERO, Money
from medbills.domain.self_pay import pays_alone
from medbills.domain.shares import name_of
from medbills.domain.statements import Account, accounts_of, total_charges

SLUG = "self_pay_no_discount"
_AUTHORITY = "Billing practice; published cash prices of hospitals, 45 CFR part 180"
_CHECKED = datetime.date(2026, 11, 21)
_WORTH_ASKING = Money(200_00)
_SOMETIMES_LEFT = (Fraction(40, 100), Fraction(70, 100))  # discounts of 60 to 30 percent, as patients report; not a rule


def inspect(facts: Facts) -> Inspection:
    """The latest statement of each account."""
    alone = pays_alone(facts)
    needs: list[str] = []
    findings: list[Finding] = []
    if not facts.bills:
        needs.append("a bill")
    elif not alone:
        needs.append("that you pay this care without insurance" if alone is None else "care that is paid without insurance")
    else:
        for account in accounts_of(facts):
            found = match_of(facts, account.latest)
            findings += _of_account(account, found is not None and found.found, needs)
    return Inspection(tuple(findings), tuple(NotChecked(SLUG, need) for need in dict.fromkeys(needs)))


def _of_account(account: Account, used_insurance: bool, needs: list[str]) -> list[Finding]:
    bill = account.latest
    charges = total_charges(bill) or total_charges(account.itemized)
    if charges is None:
        needs.append(f"the total charges on the bill from {name_of(bill)}")
        return []
    if charges < _WORTH_ASKING or bill.total_adjustments or any(line.adjustment for line in account.itemized.lines):
        return []
    if bill.amount_due is not None and bill.amount_due <= ZERO:
        return []
    if bill.plan_paid or used_insurance:
        needs.append(f"care that is paid without insurance, and {name_of(bill)} shows an insurer's payment or statement")
        return []
    low, high = (charges.share(left) for left in _SOMETIMES_LEFT)
    finding = Finding(
        check=SLUG, severity=Severity.LOW, title="No self-pay discount shown",
        explanation=f"The bill is {charges} and shows no discount. Some places take less from people who pay without insurance. "
        f"Sometimes {low} to {high} is left. There is no promise.",
        amount_at_stake=ZERO, documents=tuple(dict.fromkeys((bill.id, account.itemized.id))),
        certainty=Certainty.ASK if bill.total_adjustments is None else Certainty.LIKELY,
        question="What is the self-pay price, and what is the published cash price?",
        remedy="Please apply the self-pay price, and send a corrected bill.", letter="billing_dispute", authority=_AUTHORITY,
        checked_on=_CHECKED, reason=f"The bill lists {charges} of charges and no self-pay discount.",
    )  # fmt: skip
    return [finding]


CHECK = Check(
    slug=SLUG, number="E06", title="Self-pay price", sentence="Looks for bills without insurance that show no discount.",
    severity=Severity.LOW, authority=_AUTHORITY, checked_on=_CHECKED, inspect=inspect,
)  # fmt: skip
