"""A payment plan's balance that does not follow from the payments made."""

from __future__ import annotations

import datetime

from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Finding, Inspection, Severity
from medbills.domain.inquiry import Inquiry
from medbills.domain.money import ONE_CENT, ZERO, Money
from medbills.domain.paper import Paper
from medbills.domain.receipts import Paid, paid_to, sum_of
from medbills.domain.shares import name_of
from medbills.domain.statements import Account, accounts_of
from medbills.domain.told import PaymentPlan
from medbills.domain.wording import counted

_POSTING = datetime.timedelta(days=7)  # a payment may take this long to show
_ASK = Inquiry(
    slug="payment_plan_drift", number="H04", title="Payment plan's balance",
    sentence="Works out what a payment plan leaves to pay.", severity=Severity.LOW,
    question="Which payments did you count, and what is left of the plan?",
    remedy="Please send the ledger of the payment plan with each payment, and correct the balance.", letter="billing_dispute",
    authority="The written payment plan; access to billing records under 45 CFR 164.524",
)  # fmt: skip


def inspect(facts: Facts) -> Inspection:
    """The account of the plan the user told about."""
    plan = facts.context.payment_plan
    if plan is None or plan.balance is None or plan.began is None:
        return _ASK.answer((), ["the terms of a payment plan: its balance and its first day"])
    account = _account(facts, plan)
    if account is None:
        return _ASK.answer((), ["a statement of the account with the payment plan"])
    bill = account.latest
    if bill.statement_date is None or bill.amount_due is None or bill.amount_due == bill.instalment_due or bill.statement_date < plan.began:
        return _ASK.answer((), [f"a later statement from {name_of(bill)} that prints what is left of the plan"])
    paid = tuple(item for item in paid_to(facts, account) if item.date is None or plan.began <= item.date <= bill.statement_date)
    if any(item.date is None for item in paid):
        return _ASK.answer((), ["the day of each payment"])
    return _ASK.answer([*_compare(bill, plan.balance, paid), *_missed(bill, plan, paid)])


def _account(facts: Facts, plan: PaymentPlan) -> Account | None:
    found = [
        account for account in accounts_of(facts)
        if plan.account_number is None or any(paper.account_number == plan.account_number for paper in account.papers)
    ]  # fmt: skip
    return found[0] if len(found) == 1 else None


def _compare(bill: Paper, balance: Money, paid: tuple[Paid, ...]) -> list[Finding]:
    printed, left = bill.amount_due or ZERO, balance - sum_of(paid)
    above = printed - left
    day = bill.statement_date or datetime.date.max
    fresh = sum_of(tuple(item for item in paid if item.date and item.date > day - _POSTING))
    if above <= ONE_CENT or above <= fresh:
        return []
    figures = f"The plan began with {balance}. {counted(len(paid), 'payment')} came to {sum_of(paid)}. That leaves {left}. "
    figures += f"The statement prints {printed}."
    return [
        _ASK.finding(
            "Plan's balance does not follow", f"{figures} The difference is {above}.", figures, certainty=Certainty.ASK,
            documents=(bill.id, *(item.document for item in paid if item.document)), at_stake=above,
        )
    ]  # fmt: skip


def _missed(bill: Paper, plan: PaymentPlan, paid: tuple[Paid, ...]) -> list[Finding]:
    """Fewer payments than days due before the statement: a payment may be missing here, or may have been missed."""
    day = bill.statement_date
    if plan.instalment is None or plan.first_due is None or day is None or plan.first_due > day - _POSTING:
        return []
    last = day - _POSTING
    due = (last.year - plan.first_due.year) * 12 + last.month - plan.first_due.month + (last.day >= plan.first_due.day)
    expected = min(plan.instalment * due, plan.balance or ZERO)
    if expected - sum_of(paid) <= ONE_CENT:
        return []
    figures = f"By then {counted(due, 'payment')} of {plan.instalment} were due. Payments known here come to {sum_of(paid)}."
    return [
        _ASK.finding(
            "A plan payment may be missing", f"{figures} Enter the missing one, or ask for a new date.", figures,
            certainty=Certainty.ASK, documents=(bill.id,), lines=(),
            question="Is a payment of the plan missing on the account?",
            remedy="Please confirm which payments arrived, and keep the plan in place.",
        )
    ]  # fmt: skip


CHECK = _ASK.check(inspect)
