"""A bill that asks more than the insurer's statement leaves to the patient."""

from __future__ import annotations

import datetime

from medbills.domain.collected import collected_accounts
from medbills.domain.facts import Facts
from medbills.domain.finding import Check, Finding, Inspection, LineRef, NotChecked, Severity
from medbills.domain.money import ONE_CENT, ZERO, Money
from medbills.domain.shares import Excess, excesses, name_of, plan_paid_for, statement_words, written_off

SLUG = "bill_exceeds_eob_patient_responsibility"
_AUTHORITY = (
    "The provider's contract with the plan; No Surprises Act, 45 CFR 149.410, 149.420, 149.440; Medicare assignment, "
    "Social Security Act section 1842; Medicaid, 42 CFR 447.15"
)
_COLLECTED = "collection_exceeds_original"  # the same dollars, asked for by a collector now
_CHECKED = datetime.date(2026, 11, 21)


def inspect(facts: Facts) -> Inspection:
    """Every account against the newest statements of the insurer that processed last."""
    answers = excesses(facts)
    collected = collected_accounts(facts)
    findings = tuple(
        _finding(answer, _COLLECTED if answer.bill.id in collected else None)
        for answer in answers
        if isinstance(answer, Excess) and answer.fires
    )
    needs = [answer.needs for answer in answers if not isinstance(answer, Excess)]
    if not facts.bills:
        needs.append("a bill")
    return Inspection(findings, tuple(NotChecked(SLUG, need) for need in dict.fromkeys(needs)))


def _finding(excess: Excess, part_of: str | None) -> Finding:
    bill = excess.bill
    eobs = excess.found.eobs
    missing = _missing_payment(excess)
    left = excess.amount - written_off(excess.found)
    paid_missing = missing is not None and abs(left - missing) <= ONE_CENT
    return Finding(
        check=SLUG, severity=Severity.HIGH, title="Bill asks above your share", explanation=_explanation(excess),
        amount_at_stake=excess.amount, documents=tuple(dict.fromkeys((bill.id, excess.found.bill.id, *(eob.id for eob in eobs)))),
        lines=tuple(LineRef(excess.found.bill.id, index) for index in excess.lines), certainty=excess.certainty,
        question="Please adjust the bill to the insurer's amount, or tell me the contract reason.",
        remedy=f"Please send a corrected bill for {max(ZERO, excess.share - excess.already_paid)}.", letter="billing_dispute",
        authority=_AUTHORITY, checked_on=_CHECKED, reason=_reason(excess),
        rest_title="Insurer's payment missing" if paid_missing else "Rest above your share", part_of=part_of,
    )  # fmt: skip


def _explanation(excess: Excess) -> str:
    words = [f"Your insurer's paper says your share is {excess.share}."]
    if excess.already_paid:
        words.append(f"You have paid {excess.already_paid} of it.")
    words.append(f"The bill asks {excess.asked}. The difference is {excess.amount}.")
    if _missing_payment(excess) is not None:
        paid, shown = plan_paid_for(excess.found), excess.bill.plan_paid
        payers = excess.found.all_eobs
        one = len({name_of(eob) for eob in payers}) == 1
        words.append(f"{name_of(payers[0])} says it paid {paid}." if one else f"Your insurers say they paid {paid}.")
        words.append(f"The bill shows {shown}." if shown is not None else "The bill does not show it.")
    return " ".join(words)


def _missing_payment(excess: Excess) -> Money | None:
    """What the insurers paid and the bill does not show; None where nothing is known to be missing."""
    paid = plan_paid_for(excess.found)
    if paid is None:
        return None
    missing = paid - (excess.bill.plan_paid or ZERO)
    return missing if missing > ONE_CENT else None


def _reason(excess: Excess) -> str:
    named = statement_words(excess.found.eobs)
    lists = "list" if named.endswith("statements") else "lists"
    scope = "" if excess.found.complete else " for these lines"
    words = [f"{named} {lists} {excess.share} as the patient's share{scope}. The bill asks {excess.asked}{scope}."]
    if excess.already_paid:
        words.append(f"The bill shows {excess.already_paid} paid by the patient.")
    if _missing_payment(excess) is not None:
        shown = excess.bill.plan_paid
        bill = f"the bill shows {shown}" if shown is not None else "the bill does not show it"
        statement = "The insurer's statement shows" if len(excess.found.all_eobs) == 1 else "The insurers' statements show"
        words.append(f"{statement} {plan_paid_for(excess.found)} paid; {bill}.")
    return " ".join(words)


CHECK = Check(
    slug=SLUG, number="C01", title="Bill above your share", sentence="Compares what a bill asks with what your insurer says you owe.",
    severity=Severity.HIGH, authority=_AUTHORITY, checked_on=_CHECKED, inspect=inspect,
)  # fmt: skip
