"""A bill that shows less of the plan's discount than the insurer's statement."""

from __future__ import annotations

from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Check, Finding, Inspection, LineRef, Severity
from medbills.domain.inquiry import Inquiry, weakest
from medbills.domain.money import ONE_CENT
from medbills.domain.part_of import explaining
from medbills.domain.posting import Posting, discounted_already, posting_of
from medbills.domain.remembered import remembered
from medbills.domain.shares import Excess, excesses, name_of, statement_words

_INQUIRY = Inquiry(
    slug="contractual_adjustment_missing", number="C03", title="Discount posted in part",
    sentence="Compares the discount on a bill with the one on your insurer's statement.", severity=Severity.HIGH,
    question="Was the whole network discount of this claim posted?", remedy="Please post the network discount from the claim.",
    letter="billing_dispute",
    authority="X12 group code CO, contractual obligation: the provider's part under its contract, Medicare assignment or Medicaid",
)  # fmt: skip


def inspect(facts: Facts) -> Inspection:
    """Every bill that can be held against the insurer's share."""
    findings: list[Finding] = []
    needs: list[str] = []
    for answer in excesses(facts):
        result = _compare(answer) if isinstance(answer, Excess) else answer.needs
        if isinstance(result, str):
            needs.append(result)
        elif result:
            findings.append(result)
    if not facts.bills:
        needs.append("a bill")
    return _INQUIRY.answer(findings, needs)


@remembered
def _compare(excess: Excess) -> Finding | str | None:
    bill, found = excess.bill, excess.found
    if not found.complete:
        return f"the insurer's statement (EOB) for every charge on the bill from {name_of(bill)}"
    posting = posting_of(found)
    if not posting.discount:
        return f"the plan's discount on the insurer's statement for {name_of(bill)}"
    if bill.total_adjustments is None:
        return f"the discounts on the bill from {name_of(bill)}"
    missing = posting.discount - posting.shown_discount
    fine = missing <= ONE_CENT or not excess.fires or posting.in_one_sum or discounted_already(found, posting)
    # Where nothing of the claim is posted, the checks of the share and of the write-off say so already.
    return None if fine or posting.nothing_posted else _finding(excess, posting)


def _finding(excess: Excess, posting: Posting) -> Finding:
    bill, eobs = excess.bill, excess.found.eobs
    missing = posting.discount - posting.shown_discount
    named = statement_words(eobs)
    shows = "show" if named.endswith("statements") else "shows"
    reason = f"{named} {shows} a discount of {posting.discount}. The bill takes off {posting.shown_discount}."
    number = next((eob.claim_number for eob in eobs if eob.claim_number), None)
    derived = Certainty.LIKELY if posting.derived else Certainty.SURE
    return explaining(_INQUIRY.finding(
        "Part of the discount missing", f"{reason} {missing} is missing. This may have a good explanation; it is worth asking.", reason,
        certainty=weakest(excess.certainty, derived), documents=(bill.id, excess.found.bill.id, *(eob.id for eob in eobs)),
        lines=[LineRef(excess.found.bill.id, index) for index in excess.lines], at_stake=min(missing, excess.amount),
        remedy=f"Please post the network discount from claim {number}." if number else "",
    ))  # fmt: skip


CHECK: Check = _INQUIRY.check(inspect)
