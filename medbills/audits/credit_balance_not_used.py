"""A credit that stands on an account, neither refunded nor used."""

from __future__ import annotations

from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Check, Finding, Inspection, Severity
from medbills.domain.inquiry import Inquiry
from medbills.domain.money import ONE_CENT, ZERO, Money, total
from medbills.domain.names import same_organization
from medbills.domain.paper import Kind, Paper
from medbills.domain.receipts import payments_of
from medbills.domain.shares import name_of
from medbills.domain.statements import Account, accounts_of, provider_of, same_provider

_INQUIRY = Inquiry(
    slug="credit_balance_not_used", number="C13", title="Credit not given back",
    sentence="Looks for a credit on one account, and for a later bill of the same provider.", severity=Severity.MEDIUM,
    question="Where was this credit used?", remedy="Please refund it to the person who paid it, or say in writing where it was used.",
    letter="refund_request", authority="State laws on refunds and unclaimed property; Medicare, 42 CFR 489.41",
)  # fmt: skip


def inspect(facts: Facts) -> Inspection:
    """Every account whose latest statement shows a credit."""
    accounts = accounts_of(facts)
    with_credit = [account for account in accounts if account.latest.amount_due is not None and account.latest.amount_due < -ONE_CENT]
    needs = [f"the amount due on the bill from {name_of(one.latest)}" for one in accounts if one.latest.amount_due is None]
    findings = []
    for account in with_credit:
        others = [other.latest for other in accounts if other is not account and same_provider(account.latest, other.latest)]
        credit = -(account.latest.amount_due or ZERO)
        if not _given_back(facts, account, credit) and not any(_used(bill, credit) for bill in others):
            findings.append(_finding(account.latest, credit, _later(account.latest, others)))
    if not facts.bills:
        needs.append("a bill that shows a credit")
    return _INQUIRY.answer(findings, needs)


def _given_back(facts: Facts, account: Account, credit: Money) -> bool:
    """Whether a refund of that amount is seen: a negative payment or receipt, or a provider's letter that names it."""
    told = [paid for paid in payments_of(facts) if paid.amount < ZERO]
    mine = {paper.account_number for paper in account.papers if paper.account_number}
    refunds = [
        -paid.amount for paid in told if paid.account_number in mine or same_organization(paid.to, provider_of(account.latest))
    ]
    slips = [paper for kind in (Kind.RECEIPT, Kind.OTHER) for paper in facts.of_kind(kind) if same_provider(account.latest, paper)]
    refunds += [-paper.patient_paid for paper in slips if paper.patient_paid is not None and paper.patient_paid < ZERO]
    named = [abs(amount) for paper in slips if paper.kind is Kind.OTHER for amount in (paper.patient_paid, paper.amount_due) if amount]
    return total(refunds) >= credit - ONE_CENT or credit in refunds or credit in named


def _used(bill: Paper, credit: Money) -> bool:
    """Whether the other account took the credit over."""
    taken = (bill.patient_paid, bill.total_adjustments, bill.previous_balance)
    return any(amount is not None and abs(abs(amount) - credit) <= ONE_CENT for amount in taken)


def _later(credit: Paper, others: list[Paper]) -> Paper | None:
    """A paper of the same provider, not older than the credit, that asks for money."""
    asking = [bill for bill in others if bill.amount_due is not None and bill.amount_due > ZERO]
    return next((bill for bill in asking if not (bill.dated and credit.dated) or bill.dated >= credit.dated), None)


def _finding(bill: Paper, credit: Money, later: Paper | None) -> Finding:
    account = f"Account {bill.account_number}" if bill.account_number else f"An account at {name_of(bill)}"
    reason = f"{account} shows a credit of {credit}."
    if later is not None:
        other = f"account {later.account_number}" if later.account_number else "another account"
        reason += f" The same provider asks {later.amount_due} on {other}."
    return _INQUIRY.finding(
        "Credit not used yet", f"{reason} It may be kept for planned care; it is worth asking.", reason,
        certainty=Certainty.SURE if later is not None and later.dated and bill.dated else Certainty.LIKELY,
        documents=(bill.id, *((later.id,) if later else ())), at_stake=credit,
    )  # fmt: skip


CHECK: Check = _INQUIRY.check(inspect)
