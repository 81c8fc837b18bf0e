"""A payment of the insurer that the bill does not show, weeks after it was made."""

from __future__ import annotations

import datetime

from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Check, Finding, Inspection, LineRef, Severity
from medbills.domain.inquiry import Inquiry, weakest
from medbills.domain.matching import BillMatch
from medbills.domain.money import ONE_CENT, ZERO, Money
from medbills.domain.part_of import explaining
from medbills.domain.posting import Posting, posting_of
from medbills.domain.remembered import remembered
from medbills.domain.remittance import shows_code
from medbills.domain.shares import Excess, NotComparable, bill_excess, excesses, name_of
from medbills.domain.wording import listed, long_day

_TRAVEL = datetime.timedelta(days=14)  # a payment's way from the insurer to the account
_INQUIRY = Inquiry(
    slug="insurer_payment_not_posted", number="C04", title="Insurer's payment not shown",
    sentence="Looks for your insurer's payment on the bill.", severity=Severity.HIGH,
    question="The insurer says it paid this claim. Where was the payment posted?", remedy="Please trace the payment and post it.",
    letter="billing_dispute", authority="The provider's contract with the plan; access to billing records under 45 CFR 164.524",
)  # fmt: skip


def inspect(facts: Facts) -> Inspection:
    """Each bill with every insurer's payment for its care."""
    findings: list[Finding] = []
    needs: list[str] = []
    for cap in excesses(facts):
        result = _compare(cap)
        if isinstance(result, str):
            needs.append(result)
        elif result:
            findings.append(result)
    if not facts.bills:
        needs.append("a bill")
    return _INQUIRY.answer(findings, needs)


@remembered
def _compare(cap: Excess | NotComparable) -> Finding | str | None:
    found, bill = cap.found, cap.found.account.latest
    if not found.complete:
        return cap.needs if isinstance(cap, NotComparable) else f"the insurer's statement for every charge from {name_of(bill)}"
    if any(shows_code(eob, "OA", "100") for eob in found.all_eobs):
        return f"what became of the payment that the insurer sent to you for {name_of(bill)}"
    dates = [eob.processed_date for eob in found.all_eobs]
    if bill.statement_date is None or None in dates:
        return f"the dates of the bill from {name_of(bill)} and of the insurer's statement"
    posting, above = posting_of(found), bill_excess(found)
    if posting.paid is None or above is None:
        return f"what the insurer paid {name_of(bill)}, its share for you, and the amount due"
    missing = posting.paid - posting.shown_payment
    early = any(date is not None and date > bill.statement_date - _TRAVEL for date in dates)
    if missing <= ONE_CENT or above <= ONE_CENT or early or posting.in_one_sum:
        return None
    if posting.discount and posting.nothing_posted and isinstance(cap, Excess):
        return None  # the whole claim is not on the bill: the check of the share names the payment among its reasons
    return _finding(cap, posting, posting.paid, min(missing, above))


def _finding(cap: Excess | NotComparable, posting: Posting, paid: Money, at_stake: Money) -> Finding:
    found, bill = cap.found, posting.bill
    eobs = found.all_eobs
    payers = listed(list(dict.fromkeys(eob.payer_name or eob.issuer_name or "the insurer" for eob in eobs)))
    when = f" on {long_day(eobs[0].processed_date)}" if len(eobs) == 1 and eobs[0].processed_date else ""
    shown = f"The bill shows {bill.plan_paid}." if bill.plan_paid is not None else "The bill does not show it."
    number = eobs[0].claim_number if len(eobs) == 1 else None
    claim = f" for claim {number}" if number else ""
    reason = f"By the insurer's statement, {payers} paid {paid}{claim}{when}. {shown}"
    finding = _INQUIRY.finding(
        "Insurer's payment missing", f"{reason} This may have a good explanation; it is worth asking.", reason,
        certainty=weakest(_certainty(cap, found), Certainty.SURE if bill.plan_paid is not None else Certainty.ASK),
        documents=(bill.id, found.bill.id, *(eob.id for eob in eobs)),
        lines=[LineRef(found.bill.id, match.line) for match in found.lines], at_stake=max(ZERO, at_stake),
    )  # fmt: skip
    return explaining(finding) if isinstance(cap, Excess) and cap.fires else finding


def _certainty(cap: Excess | NotComparable, found: BillMatch) -> Certainty:
    """Out of network the insurer often pays the patient: then it is only a question."""
    if not isinstance(cap, Excess):
        return Certainty.ASK
    loose = found.fallback or any(match.fallback for match in found.lines)
    return weakest(cap.certainty, Certainty.LIKELY if loose else Certainty.SURE)


CHECK: Check = _INQUIRY.check(inspect)
