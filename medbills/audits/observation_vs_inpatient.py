"""Observation care billed to a patient who believes to have been admitted, or billed beside a room."""

from __future__ import annotations

from decimal import Decimal

from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Finding, Inspection, LineRef, Severity
from medbills.domain.hospital_stay import is_outpatient_type, room_lines, stay_of
from medbills.domain.inquiry import Inquiry
from medbills.domain.paper import Kind, Paper
from medbills.domain.repeats import day_of
from medbills.domain.statements import charges_of

_CODES = frozenset({"G0378", "G0379"})
_HOURS_BEFORE_NOTICE = 24  # Medicare's notice is due after these hours, within 36
_ROOM_AND_BOARD = ("010", "011", "012", "013", "014", "015", "016")
_ASK = Inquiry(
    slug="observation_vs_inpatient", number="G03", title="Inpatient or observation",
    sentence="Looks for observation care where a stay was thought to be an admission.", severity=Severity.HIGH,
    question="Was I inpatient or observation, from when, and did I get the notice (MOON)?",
    remedy="Please explain the status of the stay, with the order and the notice, and correct the bill if it changes.",
    letter="billing_dispute", authority="42 CFR 489.20(y), 409.30",
)  # fmt: skip


def inspect(facts: Facts) -> Inspection:
    """Each hospital bill, by its revenue codes and type of bill."""
    bills = [bill for bill in facts.bills if bill.type_of_bill or any(line.revenue_code for line in bill.lines)]
    findings: list[Finding] = []
    needs: list[str] = []
    for bill in bills:
        observed = _observation(bill)
        why = _why(facts, bill, observed)
        if why:
            findings.append(_finding(bill, observed, why))
        elif observed and facts.context.stay is None:
            needs.append("whether the patient was told to be an inpatient, and got the observation notice")
    return _ASK.answer(findings, needs if bills else ["a hospital bill with revenue codes or a type of bill"])


def _observation(bill: Paper) -> tuple[int, ...]:
    return tuple(
        at for at in charges_of(bill)
        if (bill.lines[at].revenue_code or "").zfill(4) == "0762" or (bill.lines[at].code or "").upper() in _CODES
    )  # fmt: skip


def _why(facts: Facts, bill: Paper, observed: tuple[int, ...]) -> str:
    told = facts.context.stay
    if told and told.believed_inpatient and (observed or is_outpatient_type(bill)):
        return "The bill is for outpatient or observation care. You entered that it was an admission."
    beds = room_lines(bill)
    if is_outpatient_type(bill) and any(charge.revenue[:3] in _ROOM_AND_BOARD for charge in beds):
        return f"The bill has room charges, and its type {bill.type_of_bill} is an outpatient bill's."
    stay = stay_of(facts, bill)
    days = [day_of(bill, bill.lines[at]) for at in observed]
    if beds and stay and any(day and stay.admitted < day < stay.discharged for day in days):
        return "The bill has observation care between admission and discharge, beside room days."
    hours = sum((bill.lines[at].units or Decimal(0) for at in observed), Decimal(0))
    medicare = facts.plan is not None and (facts.plan.type or "").startswith("medicare")
    noticed = (told is not None and told.observation_notice) or bool(facts.of_kind(Kind.STATUS_NOTICE))
    if medicare and hours >= _HOURS_BEFORE_NOTICE and not noticed:
        return f"The bill has {hours.normalize():f} hours of observation. No Medicare notice about it is here."
    return ""


def _finding(bill: Paper, observed: tuple[int, ...], why: str) -> Finding:
    reason = why.replace("You entered that it was an admission.", "The patient understood it to be an admission.")
    return _ASK.finding(
        "Inpatient or observation", f"{why} It can change the share, and whether a nursing home is covered.", reason,
        certainty=Certainty.ASK, lines=[LineRef(bill.id, at) for at in observed], documents=(bill.id,),
    )  # fmt: skip


CHECK = _ASK.check(inspect)
