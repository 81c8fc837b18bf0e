"""A provider's number (NPI) whose check digit does not fit."""

from __future__ import annotations

from medbills.domain.code_formats import is_npi
from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Finding, Inspection, Severity
from medbills.domain.inquiry import Inquiry
from medbills.domain.paper import Paper
from medbills.domain.shares import name_of

_TRUSTED = 0.95
_ASK = Inquiry(
    slug="provider_npi_check", number="F18", title="Provider's number", sentence="Works out the check digit of a provider's NPI.",
    severity=Severity.LOW, question="What is the provider's NPI?", remedy="Please send a bill with the provider's complete NPI.",
    letter="billing_dispute", authority="45 CFR 162.406 (form and check digit of the NPI)",
)  # fmt: skip


def inspect(facts: Facts) -> Inspection:
    """The number of each bill; one that was read in doubt is a question about the reading, not a finding."""
    printed = [bill for bill in facts.bills if bill.provider_npi]
    findings = [_finding(bill) for bill in printed if _sure(bill) and not is_npi(bill.provider_npi or "")]
    needs = [f"the NPI on the bill from {name_of(bill)}" for bill in facts.bills if not bill.provider_npi]
    return _ASK.answer(findings, needs if facts.bills else ["a bill with the provider's NPI"])


def _sure(bill: Paper) -> bool:
    spot = bill.spots.get("provider_npi")
    return spot is None or spot.typed or spot.confidence >= _TRUSTED


def _finding(bill: Paper) -> Finding:
    words = f"The provider's number {bill.provider_npi} does not pass the check of such numbers."
    return _ASK.finding(
        "Provider's number may be misprinted", f"{words} Please compare it with the paper first.", words, certainty=Certainty.ASK,
        documents=(bill.id,),
    )  # fmt: skip


CHECK = _ASK.check(inspect)
