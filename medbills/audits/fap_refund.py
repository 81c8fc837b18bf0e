"""Payments above what is owed after financial assistance was approved."""

from __future__ import annotations

import datetime

from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Check, Finding, Inspection, NotChecked, Severity
from medbills.domain.money import ZERO, Money
from medbills.domain.paper import Kind, Paper
from medbills.domain.receipts import paid_after, paid_to, sum_of
from medbills.domain.shares import name_of
from medbills.domain.statements import Account, accounts_of

SLUG = "fap_refund"
_AUTHORITY = "26 CFR 1.501(r)-6(c)(6)(i)(C)(2)"
_CHECKED = datetime.date(2026, 11, 21)
_SMALLEST = Money(5_00)  # below this no refund need be sent


def inspect(facts: Facts) -> Inspection:
    """The account that the approval is about."""
    aid = facts.context.assistance
    decision = next(iter(facts.of_kind(Kind.ASSISTANCE_DECISION)), None)
    if aid is None or not aid.approved:
        return _not_checked("an approval of financial assistance")
    owed = aid.owed if aid.owed is not None else _printed(decision)
    if owed is None:
        return _not_checked("what is owed after the approval")
    account = _account(facts, decision)
    if account is None:
        return _not_checked("the bill that the approval is about")
    paid = _paid(facts, account)
    if not paid:
        return _not_checked(f"a payment to {name_of(account.latest)}")
    excess = paid - owed
    return Inspection((_finding(facts, account, decision, owed, paid),)) if excess >= _SMALLEST else Inspection()


def _printed(decision: Paper | None) -> Money | None:
    if decision is None:
        return None
    return decision.amount_due if decision.amount_due is not None else decision.patient_responsibility


def _account(facts: Facts, decision: Paper | None) -> Account | None:
    """By the decision's account number; else the only account there is."""
    accounts = accounts_of(facts)
    if decision is not None and decision.account_number:
        named = [item for item in accounts if any(paper.account_number == decision.account_number for paper in item.papers)]
        return named[0] if len(named) == 1 else None
    return accounts[0] if len(accounts) == 1 else None


def _paid(facts: Facts, account: Account) -> Money:
    """Payments known by themselves, or what the statement shows with what came after it: the larger, for they overlap."""
    shown = (account.latest.patient_paid or ZERO) + sum_of(paid_after(facts, account))
    return max(sum_of(paid_to(facts, account)), shown)


def _finding(facts: Facts, account: Account, decision: Paper | None, owed: Money, paid: Money) -> Finding:
    bill = account.latest
    papers = [bill.id, *([decision.id] if decision else []), *(item.document for item in paid_to(facts, account) if item.document)]
    return Finding(
        check=SLUG, severity=Severity.MEDIUM, title="Refund after financial assistance",
        explanation=f"You paid {paid}. After the approval, {owed} is owed, based on what you entered. {paid - owed} may come back to you.",
        amount_at_stake=paid - owed, documents=tuple(dict.fromkeys(papers)), certainty=Certainty.LIKELY,
        question="Will the amount paid above the approved balance be sent back?",
        remedy=f"Please refund {paid - owed}, or tell me in writing where it was used.", letter="refund_request", authority=_AUTHORITY,
        checked_on=_CHECKED, reason=f"Financial assistance was approved and leaves {owed} to pay. Payments so far come to {paid}.",
    )  # fmt: skip


def _not_checked(need: str) -> Inspection:
    return Inspection(not_checked=(NotChecked(SLUG, need),))


CHECK = Check(
    slug=SLUG, number="I03", title="Refund after assistance",
    sentence="Compares what was paid with what is owed after financial assistance.",
    severity=Severity.MEDIUM, authority=_AUTHORITY, checked_on=_CHECKED, inspect=inspect,
)  # fmt: skip
