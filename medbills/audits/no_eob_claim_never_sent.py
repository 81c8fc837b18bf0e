"""A bill for insured care of which no insurer has heard, as far as the papers show."""

from __future__ import annotations

import calendar
import datetime

from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Check, Finding, Inspection, LineRef, Severity
from medbills.domain.inquiry import Inquiry
from medbills.domain.matching import BillMatch, bill_matches
from medbills.domain.plan import Plan
from medbills.domain.shares import name_of
from medbills.domain.statements import charges_of
from medbills.domain.unsent_claims import covered, first_day, insured, never_sent, plan_for, unanswered
from medbills.domain.wording import long_day
from medbills.rules import rules_of

_INQUIRY = Inquiry(
    slug="no_eob_claim_never_sent", number="C07", title="Claim maybe never sent",
    sentence="Looks for bills of insured care without any paper from your insurer.", severity=Severity.HIGH,
    question="Was a claim sent? When, to which insurer, and under which member number?",
    remedy="Please send the claim to the insurer, and hold the account until it answers.", letter="claim_not_filed_request",
    authority="42 CFR 424.44 (Medicare); 42 CFR 447.45(d)(1) (Medicaid); the provider's contract with the plan",
)  # fmt: skip
_MEDICARE = "medicare_claim_filing_1y"
_MEDICAID = "timely_filing_medicaid_12mo"
_PRIVATE = "timely_filing_private_typical"
_BY_TYPE = {"medicare_original": _MEDICARE, "medicaid": _MEDICAID}


def inspect(facts: Facts) -> Inspection:
    """Every account without an insurer's paper."""
    findings: list[Finding] = []
    needs: list[str] = []
    for found in bill_matches(facts):
        need = _lacks(facts, found)
        if need:
            needs.append(need)
        elif never_sent(facts, found):
            findings.append(_finding(facts, found))
    if not facts.bills:
        needs.append("a bill")
    return _INQUIRY.answer(findings, needs)


def _lacks(facts: Facts, found: BillMatch) -> str | None:
    bill = found.account.latest
    speaks = unanswered(facts, found)
    if speaks is False:
        return None
    if speaks is None:
        return f"which of the insurer's statements belongs to the bill from {name_of(bill)}"
    day, plan = first_day(found), plan_for(facts, found.bill)
    if not insured(facts) or plan is None:
        return f"whether a plan covers the care by {name_of(bill)}"
    if day is None:
        return f"the dates of service on the bill from {name_of(bill)}"
    return f"the days on which your plan covered you, for {name_of(bill)}" if covered(plan, day) is None else None


def _finding(facts: Facts, found: BillMatch) -> Finding:
    bill, day, plan = found.account.latest, first_day(found), plan_for(facts, found.bill)
    if day is None or plan is None:
        raise ValueError("a claim that was never sent has a day of care and a plan")
    until = _last_day(facts, plan, day)
    sure_limit = plan.claim_filing_days is not None or plan.type in _BY_TYPE
    passed = until < facts.today
    if sure_limit:
        limit = f"The time to send it {'ended' if passed else 'ends'} on {long_day(until)}."
    else:
        limit = f"The shortest usual time to send it {'ended' if passed else 'ends'} on {long_day(until)}. Many plans allow more."
    age = (facts.today - day).days
    reason = f"The care was on {long_day(day)}, {age} days ago. No insurer's statement for it is among the patient's papers. {limit}"
    file_by = "now" if passed else f"before {long_day(until)}"
    return _INQUIRY.finding(
        "No claim seen for this bill",
        f"The care was on {long_day(day)}, {age} days ago. No paper from your insurer speaks of it. {limit} "
        "You may want to wait with paying.",
        reason, certainty=Certainty.LIKELY if bill.plan_paid is not None and sure_limit else Certainty.ASK,
        documents=dict.fromkeys((bill.id, found.bill.id)), lines=[LineRef(found.bill.id, index) for index in charges_of(found.bill)],
        remedy=f"Please send the claim to the insurer {file_by}, and hold the account until it answers.",
    )  # fmt: skip


def _last_day(facts: Facts, plan: Plan, day: datetime.date) -> datetime.date:
    """The last day for the claim: by the plan's own limit, by law, or the earliest usual one as a warning."""
    if plan.claim_filing_days is not None:
        return day + datetime.timedelta(days=plan.claim_filing_days)
    duration = rules_of(facts).rules[_BY_TYPE.get(plan.type or "", _PRIVATE)].entry["duration"]
    span = duration.get("cautious_value", duration)
    if span["unit"] == "calendar_days":
        return day + datetime.timedelta(days=span["value"])
    months = span["value"] * (12 if span["unit"] == "years" else 1)
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


CHECK: Check = _INQUIRY.check(inspect)
