"""A bill above what a hospital may ask of a patient with financial assistance."""

from __future__ import annotations

import datetime
from decimal import Decimal

from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Check, Finding, Inspection, NotChecked, Severity
from medbills.domain.money import ONE_CENT, ZERO, Money
from medbills.domain.shares import asked_now, name_of
from medbills.domain.statements import Account, accounts_of, total_charges

SLUG = "agb_cap"
_AUTHORITY = "26 CFR 1.501(r)-5"
_CHECKED = datetime.date(2026, 11, 21)


def inspect(facts: Facts) -> Inspection:
    """Each account: what is asked of the patient against the percent of gross charges that the hospital publishes."""
    aid = facts.context.assistance
    if aid is None or not aid.approved:
        return _not_checked("an approval of financial assistance")
    if aid.generally_billed_percent is None:
        return _not_checked("the hospital's percent for amounts generally billed")
    accounts = accounts_of(facts)
    findings: list[Finding] = []
    needs: list[str] = [] if accounts else ["a bill"]
    for account in accounts:
        findings += _of_account(account, aid.generally_billed_percent, len(accounts) == 1, needs)
    return Inspection(tuple(findings), tuple(NotChecked(SLUG, need) for need in dict.fromkeys(needs)))


def _of_account(account: Account, percent: Decimal, only: bool, needs: list[str]) -> list[Finding]:
    bill = account.latest
    gross = total_charges(bill) or total_charges(account.itemized)
    asked = asked_now(bill)
    if gross is None or asked is None:
        needs.append(f"the total charges and the amount due on the bill from {name_of(bill)}")
        return []
    paid = bill.patient_paid or ZERO
    cap = gross.share(percent / 100)
    above = min(asked, asked + paid - cap)
    return [_finding(account, gross, cap, asked + paid, above, percent, only)] if above > ONE_CENT else []


def _finding(account: Account, gross: Money, cap: Money, asked: Money, above: Money, percent: Decimal, only: bool) -> Finding:
    rate = f"{percent.normalize():f} percent"
    return Finding(
        check=SLUG, severity=Severity.HIGH, title="Above the assistance limit",
        explanation=f"Charges are {gross}. Based on what you entered, {rate} of that is {cap}. "
        f"You are asked for {asked} in all. {above} is worth asking about.",
        amount_at_stake=above, documents=tuple(dict.fromkeys((account.latest.id, account.itemized.id))),
        certainty=Certainty.LIKELY if only else Certainty.ASK,
        question="Was the limit for patients with financial assistance applied to this bill?",
        remedy=f"Please lower what is asked to {cap} in all, or explain the amount.", letter="fap_appeal", authority=_AUTHORITY,
        checked_on=_CHECKED,
        reason=f"Financial assistance was approved. The limit is {rate} of {gross}, which is {cap}. The patient is asked for {asked}.",
    )  # fmt: skip


def _not_checked(need: str) -> Inspection:
    return Inspection(not_checked=(NotChecked(SLUG, need),))


CHECK = Check(
    slug=SLUG, number="I02", title="Limit with financial assistance",
    sentence="Compares a bill with the most a hospital may ask after financial assistance.",
    severity=Severity.HIGH, authority=_AUTHORITY, checked_on=_CHECKED, inspect=inspect,
)  # fmt: skip
