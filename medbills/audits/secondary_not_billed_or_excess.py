"""A bill above what two insurers together leave to the patient."""

from __future__ import annotations

from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Check, Finding, Inspection, LineRef, Severity
from medbills.domain.inquiry import Inquiry, weakest
from medbills.domain.matching import BillMatch, bill_matches
from medbills.domain.money import ONE_CENT, ZERO, Money, total, total_if_known
from medbills.domain.paper import Paper
from medbills.domain.part_of import explaining
from medbills.domain.remembered import remembered
from medbills.domain.shares import Excess, asked_now, excesses, name_of, plan_paid_for, whole_share

_INQUIRY = Inquiry(
    slug="secondary_not_billed_or_excess", number="C11", title="Two insurers, one share",
    sentence="Compares the bill with what two insurers leave to you.", severity=Severity.MEDIUM,
    question="Were both insurers' payments taken off the bill?", remedy="Please adjust the bill to what both insurers leave.",
    letter="billing_dispute", authority="The plans' rules on coordination of benefits",
)  # fmt: skip


def inspect(facts: Facts) -> Inspection:
    """Each bill that two insurers have answered."""
    findings: list[Finding] = []
    needs: list[str] = []
    above = {answer.found.bill.id for answer in excesses(facts) if isinstance(answer, Excess) and answer.fires}
    for found in bill_matches(facts):
        result = _compare(found)
        if isinstance(result, str):
            needs.append(result)
        elif result:
            findings.append(explaining(result) if found.bill.id in above else result)
    if not facts.bills:
        needs.append("a bill, and the statements of two insurers")
    return _INQUIRY.answer(findings, needs)


@remembered
def _compare(found: BillMatch) -> Finding | str | None:
    bill = found.account.latest
    last, first = found.eobs, tuple(eob for eob in found.all_eobs if eob not in found.eobs)
    if not last or not first or not found.complete:
        return f"the statements of both insurers for the bill from {name_of(bill)}"
    asked, share, paid = asked_now(bill), whole_share(found), plan_paid_for(found)
    if asked is None or share is None or paid is None:
        return f"the amount due to {name_of(bill)}, with both insurers' payments and shares"
    limits = {"the last insurer's share": share}
    primary = [eob.patient_responsibility for eob in first]
    if None not in primary and all(eob.network_status == "in" for eob in first):
        limits["the first insurer's share"] = total(amount for amount in primary if amount is not None)
    allowed = [amount for amount in (_allowed(last), _allowed(first)) if amount is not None]
    if len(allowed) == 2:
        limits["the allowed amount less both payments"] = max(ZERO, max(allowed) - paid)
    name, limit = min(limits.items(), key=lambda item: item[1])
    above = asked + (bill.patient_paid or ZERO) - limit
    return _finding(found, asked, limit, name, above) if above > ONE_CENT else None


def _allowed(eobs: tuple[Paper, ...]) -> Money | None:
    """What the insurer allows in all; None where one of its papers does not say."""
    amounts: list[Money | None] = []
    for eob in eobs:
        by_line = [line.allowed for line in eob.lines if line.billed is not None]
        whole = total_if_known(by_line) if by_line else None
        amounts.append(eob.total_allowed if eob.total_allowed is not None else whole)
    return total_if_known(amounts) if amounts else None


def _finding(found: BillMatch, asked: Money, limit: Money, name: str, above: Money) -> Finding:
    bill = found.account.latest
    paid = f" {bill.patient_paid} is paid already." if bill.patient_paid else ""
    reason = f"Both insurers answered. By {name}, {limit} is left to the patient. The bill asks {asked}.{paid}"
    loose = found.fallback or any(match.fallback for match in found.lines)
    known = all(eob.network_status == "in" for eob in found.all_eobs)
    return _INQUIRY.finding(
        "Bill asks above both insurers' rest", f"{reason.replace('the patient', 'you')} The difference is {above}. It is worth asking.",
        reason, certainty=weakest(Certainty.LIKELY if loose else Certainty.SURE, Certainty.SURE if known else Certainty.ASK),
        documents=(bill.id, found.bill.id, *(eob.id for eob in found.all_eobs)),
        lines=[LineRef(found.bill.id, match.line) for match in found.lines], at_stake=above,
    )  # fmt: skip


CHECK: Check = _INQUIRY.check(inspect)
