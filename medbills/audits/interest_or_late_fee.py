"""Interest or a late fee on a medical bill, and what rate it comes to in a year."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from medbills.domain.facts import Context, Facts
from medbills.domain.finding import Certainty, Finding, Inspection, Severity
from medbills.domain.inquiry import Inquiry
from medbills.domain.money import ZERO, Money
from medbills.domain.paper import Paper
from medbills.domain.shares import name_of
from medbills.domain.statements import Account, accounts_of
from medbills.domain.told import OpenMatters

_ASK = Inquiry(
    slug="interest_or_late_fee", number="H03", title="Interest and late fees",
    sentence="Looks for interest and late fees, and works out the yearly rate.", severity=Severity.MEDIUM,
    question="Which agreement or law allows this interest or fee?",
    remedy="Please take the interest and fees off, or show what allows them.", letter="billing_dispute",
    authority="45 CFR 149.620(c)(6); 12 CFR 1026.2(a)(17); state law on medical debt",
)  # fmt: skip


def inspect(facts: Facts) -> Inspection:
    """The latest statement of each account."""
    findings: list[Finding] = []
    needs: list[str] = []
    for account in accounts_of(facts):
        bill = account.latest
        if bill.interest is None and bill.fees is None:
            needs.append(f"a statement from {name_of(bill)} that prints interest or fees")
        elif (added := (bill.interest or ZERO) + (bill.fees or ZERO)) > ZERO:
            findings.append(_finding(facts.context, account, added))
    if not facts.bills:
        needs.append("a bill that prints interest or fees")
    return _ASK.answer(findings, needs)


def _finding(context: Context, account: Account, added: Money) -> Finding:
    bill = account.latest
    rate = _yearly_rate(account, added)
    protected = _protected(context, bill, rate)
    figures = f"The statement adds {added} of interest and fees."
    if rate is not None:
        figures += f" That comes to {rate}% a year."
    why = f" {protected}" if protected else ""
    return _ASK.finding(
        "Interest or late fee added", f"{figures}{why} Many providers take it off when asked.", f"{figures}{why}",
        certainty=Certainty.LIKELY if protected else Certainty.ASK, severity=Severity.HIGH if protected else Severity.MEDIUM,
        documents=(bill.id,), at_stake=added,
    )  # fmt: skip


def _yearly_rate(account: Account, added: Money) -> Decimal | None:
    """Percent a year, over the days between the two newest statements; None when days or balance are not known."""
    bill = account.latest
    earlier = [paper.statement_date for paper in account.papers[:-1] if paper.statement_date]
    balance = bill.previous_balance or (bill.amount_due - added if bill.amount_due is not None else None)
    if not earlier or bill.statement_date is None or balance is None or balance <= ZERO:
        return None
    days = (bill.statement_date - earlier[-1]).days
    if days <= 0:
        return None
    percent = Fraction(added.cents * 365 * 100, balance.cents * days)
    return (Decimal(percent.numerator) / percent.denominator).quantize(Decimal("0.01"), ROUND_HALF_UP)


def _protected(context: Context, bill: Paper, rate: Decimal | None) -> str:
    """Why the money should not be growing now, in a sentence; empty when nothing told says so."""
    matters = context.open_matters or OpenMatters()
    plan = context.payment_plan
    if matters.estimate_dispute:
        return "A dispute about the estimate is open, and late fees stop while it runs."
    if plan is not None and plan.interest_free and plan.account_number in (None, bill.account_number):
        return "The payment plan was agreed without interest."
    if matters.dispute:
        return "The bill is in dispute and on hold."
    if rate is not None and context.yearly_interest_cap is not None and rate > context.yearly_interest_cap:
        return f"The state's limit is entered as {context.yearly_interest_cap}% a year."
    return ""


CHECK = _ASK.check(inspect)
