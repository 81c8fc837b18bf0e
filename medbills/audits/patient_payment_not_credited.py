"""A payment of the patient that a later statement does not show."""

from __future__ import annotations

import datetime

from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Check, Finding, Inspection, Severity
from medbills.domain.inquiry import Inquiry
from medbills.domain.money import ONE_CENT, ZERO, Money
from medbills.domain.paper import Paper
from medbills.domain.receipts import Paid, paid_to, sum_of
from medbills.domain.shares import name_of
from medbills.domain.statements import Account, accounts_of, care_days
from medbills.domain.wording import long_day

_POSTING = datetime.timedelta(days=5)  # a payment's way to the account
_INQUIRY = Inquiry(
    slug="patient_payment_not_credited", number="C05", title="Your payment not shown",
    sentence="Looks for what you paid on the statement that came after it.", severity=Severity.HIGH,
    question="To which account was this payment posted?", remedy="Please credit the payment to this account. Proof of payment is enclosed.",
    letter="billing_dispute", authority="Billing practice; access to billing records under 45 CFR 164.524",
)  # fmt: skip


def inspect(facts: Facts) -> Inspection:
    """The latest statement of each account, with the payments made before it."""
    findings: list[Finding] = []
    needs: list[str] = []
    for account in accounts_of(facts):
        bill = account.latest
        dated = [paid for paid in paid_to(facts, account) if paid.date]
        if not dated:
            needs.append(f"a receipt, or the day and amount you paid {name_of(bill)}")
        elif bill.statement_date is None:
            needs.append(f"the statement date of the bill from {name_of(bill)}")
        else:
            findings += _compare(account, _before(account, bill.statement_date - _POSTING, dated))
    if not facts.bills:
        needs.append("a bill")
    return _INQUIRY.answer(findings, needs)


def _before(account: Account, last: datetime.date, payments: list[Paid]) -> tuple[Paid, ...]:
    """Payments the statement can show; one made before the care counts only by its account number."""
    days = [found[0] for paper in account.papers if (found := care_days(paper))]
    first = min(days, default=None)
    return tuple(
        paid for paid in payments if paid.date and paid.date <= last and (paid.score == 1.0 or first is None or paid.date >= first)
    )  # fmt: skip


def _compare(account: Account, payments: tuple[Paid, ...]) -> list[Finding]:
    """An earlier statement of the account may have shown the payment: then the balance holds it already."""
    bill, paid = account.latest, sum_of(payments)
    credited = max((abs(paper.patient_paid) for paper in account.papers if paper.patient_paid is not None), default=ZERO)
    missing = paid - credited
    if missing <= ONE_CENT or _taken_off(bill, paid):
        return []
    return [_finding(account, payments, missing)]


def _taken_off(bill: Paper, paid: Money) -> bool:
    """Whether the amount due is right with the payment taken off, though no place shows it."""
    if bill.total_billed is None or bill.amount_due is None:
        return False
    added = (bill.previous_balance or ZERO) + (bill.interest or ZERO) + (bill.fees or ZERO)
    left = bill.total_billed + added - abs(bill.total_adjustments or ZERO) - abs(bill.plan_paid or ZERO) - paid
    return abs(bill.amount_due - left) <= ONE_CENT


def _finding(account: Account, payments: tuple[Paid, ...], missing: Money) -> Finding:
    bill = account.latest
    several = len(payments) > 1
    last = max(paid.date for paid in payments if paid.date)
    made = f"{len(payments)} payments of {sum_of(payments)} in all were made by {long_day(last)}." if several else (
        f"A payment of {payments[0].amount} was made on {long_day(last)}."
    )  # fmt: skip
    shown = bill.patient_paid
    statement = f"The statement of {long_day(bill.statement_date)}" if bill.statement_date else "The statement"
    words = f"{made} {statement} shows {shown}." if shown is not None else f"{made} {statement} does not show a payment."
    if shown is None:
        certainty = Certainty.ASK
    else:
        loose = bill.previous_balance or any(paid.score < 1.0 for paid in payments)
        certainty = Certainty.LIKELY if loose else Certainty.SURE
    return _INQUIRY.finding(
        "Payment not on the bill", f"{words} {missing} is missing. It may be on another account; it is worth asking.", words,
        certainty=certainty, documents=(bill.id, *(paid.document for paid in payments if paid.document)), at_stake=missing,
    )  # fmt: skip


CHECK: Check = _INQUIRY.check(inspect)
