"""A part marked neither as a discount nor as the patient's share (groups OA and PI), asked from the patient."""

from __future__ import annotations

from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Check, Finding, Inspection, LineRef, Severity
from medbills.domain.inquiry import Inquiry, weakest
from medbills.domain.matching import BillMatch
from medbills.domain.money import ONE_CENT, Money, total
from medbills.domain.other_groups import Other, others_of, shows_groups
from medbills.domain.part_of import explaining
from medbills.domain.remembered import remembered
from medbills.domain.shares import Excess, NotComparable, bill_excess, excesses, name_of, statement_words, written_off

_INQUIRY = Inquiry(
    slug="oa_pi_group_billed", number="C12", title="Part of nobody asked from you",
    sentence="Looks for amounts that your insurer gave neither to you nor to the provider.", severity=Severity.MEDIUM,
    question="Who decided that this part is the patient's?", remedy="Please explain this part in writing, or take it off the bill.",
    letter="billing_dispute", authority="X12 group codes OA and PI: neither the provider's contract nor the patient's share",
)  # fmt: skip
_STEPS = {
    "23": " It depends on another insurer's payment. Compare that insurer's statement.",
    "257": " It waits for a premium. Once the premium is paid, the insurer can decide.",
}


def inspect(facts: Facts) -> Inspection:
    """Each bill with its matched lines."""
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
    found = cap.found
    provider = name_of(found.account.latest)
    if not found.found:
        return f"the insurer's statement (EOB) for the bill from {provider}"
    if not shows_groups(found):
        return f"the group codes on the insurer's statement for {provider}"
    others = others_of(found)
    if not others:
        return None
    above = bill_excess(found)
    if above is None:
        return f"the amount due, and what the insurer's statement says you owe {provider}"
    discount = written_off(found)
    if above <= ONE_CENT or (discount and abs(above - discount) <= ONE_CENT):  # all of it is the write-off, which C02 says
        return None
    return _finding(cap, found, others, min(above, total(other.amount for other in others)))


def _finding(cap: Excess | NotComparable, found: BillMatch, others: tuple[Other, ...], at_stake: Money) -> Finding:
    bill, main = found.account.latest, max(others, key=lambda other: other.amount)
    like_write_off = all(other.like_write_off for other in others)
    amount, named = total(other.amount for other in others), statement_words(found.eobs)
    mark = "mark" if named.endswith("statements") else "marks"
    if like_write_off:
        told = f"Your insurer's paper says that {amount} may not be asked from you."
        reason = f"{named} {mark} {amount} as not to be billed to the patient ({main.group}-{main.reason})."
    else:
        told = f"{amount} is marked neither as a discount nor as your share ({main.group}-{main.reason})."
        reason = f"{named} {mark} {amount} neither as a discount nor as the patient's share ({main.group}-{main.reason})."
    private = " Ask the provider in writing before you pay it." if main.group == "PI" else ""
    step = "" if like_write_off else _STEPS.get(main.reason, private)
    finding = _INQUIRY.finding(
        "Part that is not your share", f"{told} The bill asks {at_stake} of it. It is worth asking who decided that it is yours.{step}",
        f"{reason} The bill asks {at_stake} of it.", certainty=_certainty(cap, found, others),
        severity=Severity.HIGH if like_write_off else Severity.MEDIUM,
        documents=(bill.id, found.bill.id, *(eob.id for eob in found.eobs)),
        lines=[LineRef(found.bill.id, other.line) for other in others if other.line is not None], at_stake=at_stake,
    )  # fmt: skip
    return explaining(finding) if isinstance(cap, Excess) and cap.fires else finding


def _certainty(cap: Excess | NotComparable, found: BillMatch, others: tuple[Other, ...]) -> Certainty:
    loose = found.fallback or any(match.fallback for match in found.lines) or any(other.derived for other in others)
    base = cap.certainty if isinstance(cap, Excess) else Certainty.ASK
    return weakest(base, Certainty.LIKELY if loose else Certainty.SURE)


CHECK: Check = _INQUIRY.check(inspect)
