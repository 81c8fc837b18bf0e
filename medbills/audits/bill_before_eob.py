"""A bill that came before the insurer decided."""

from __future__ import annotations

import datetime

from medbills.domain.collected import collected_accounts
from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Check, Finding, Inspection, Severity
from medbills.domain.inquiry import Inquiry
from medbills.domain.live_eobs import eobs_of_claim
from medbills.domain.matching import BillMatch, bill_matches
from medbills.domain.money import ZERO
from medbills.domain.shares import asked_now, name_of
from medbills.domain.unsent_claims import covered, first_day, insured, never_sent, plan_for, unanswered
from medbills.domain.wording import long_day

_USUAL_WAIT = datetime.timedelta(days=45)  # from the care to the insurer's statement
_INQUIRY = Inquiry(
    slug="bill_before_eob", number="C09", title="Bill before the insurer's answer",
    sentence="Looks for bills that came before your insurer's statement.", severity=Severity.LOW,
    question="Was the claim sent, and has the insurer answered?",
    remedy="Please hold the bill until the insurer answers, and send a new one.",
    letter="billing_dispute", authority="Billing practice; access to billing records under 45 CFR 164.524",
)  # fmt: skip


def inspect(facts: Facts) -> Inspection:
    """The latest statement of each account of an insured patient."""
    findings: list[Finding] = []
    needs: list[str] = []
    for found in bill_matches(facts):
        bill = found.account.latest
        if insured(facts) is not True or (plan_for(facts, found.bill) is None and facts.plan is not None):
            needs.append(f"whether insurance covers the care by {name_of(bill)}")
        elif bill.statement_date is None:
            needs.append(f"the statement date of the bill from {name_of(bill)}")
        else:
            result = _compare(facts, found, bill.statement_date)
            findings += [result] if result else []
    if not facts.bills:
        needs.append("a bill")
    return _INQUIRY.answer(findings, needs)


def _compare(facts: Facts, found: BillMatch, billed_on: datetime.date) -> Finding | None:
    asked = asked_now(found.account.latest)
    if (asked is not None and asked <= ZERO) or found.account.latest.id in collected_accounts(facts):
        return None
    if found.found:
        return _against_answer(facts, found, billed_on)
    day, plan = first_day(found), plan_for(facts, found.bill)
    young = day is not None and facts.today - day <= _USUAL_WAIT
    in_force = plan is None or day is None or covered(plan, day) is not False
    if not young or not in_force or unanswered(facts, found) is not True or never_sent(facts, found):
        return None
    reason = f"The bill of {long_day(billed_on)} came before any statement of the insurer for this care."
    return _finding(found, (), f"{reason} You may want to wait for your insurer's statement.", reason)


def _against_answer(facts: Facts, found: BillMatch, billed_on: datetime.date) -> Finding | None:
    """The first answer counts, even where a newer version replaced it."""
    numbers = {eob.claim_number for eob in found.all_eobs if eob.claim_number}
    versions = {eob.id: eob for eob in (*found.all_eobs, *(eob for number in numbers for eob in eobs_of_claim(facts, number)))}
    dates = [eob.processed_date for eob in versions.values() if eob.processed_date]
    if not dates or billed_on >= min(dates):
        return None
    reason = f"The bill is of {long_day(billed_on)}. The insurer first answered on {long_day(min(dates))}."
    papers = tuple(eob.id for eob in found.all_eobs)
    return _finding(found, papers, f"{reason} You may want to wait for a new bill before you pay.", reason)


def _finding(found: BillMatch, papers: tuple[str, ...], explanation: str, reason: str) -> Finding:
    return _INQUIRY.finding(
        "Bill came before the insurer's answer", explanation, reason, certainty=Certainty.LIKELY if papers else Certainty.ASK,
        documents=(found.account.latest.id, *papers),
    )  # fmt: skip


CHECK: Check = _INQUIRY.check(inspect)
