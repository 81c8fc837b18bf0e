"""A dental bill above what is left to pay when the plan paid for a cheaper treatment."""

from __future__ import annotations

import datetime

from medbills.domain.alternate_benefit import Benefit
from medbills.domain.downgrades import Asked, Downgrade, downgrades, permission
from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Check, Finding, Inspection, LineRef, NotChecked, Severity
from medbills.domain.money import ONE_CENT, Money
from medbills.domain.paper import Paper
from medbills.domain.shares import name_of, statement_words
from medbills.layout.dental_pairs import dental_pairs_for

SLUG = "alternate_benefit_downgrade"
_AUTHORITY = "The plan document; the dentist's contract with the plan; state laws on network fees"
_CHECKED = datetime.date(2026, 11, 21)
_TIER_WORDS = {
    "full_fee": "If the contract allows the full fee",
    "contracted_fee": "If the plan's fee is the limit",
    "none": "If nothing above the cheaper treatment is allowed",
}

_LIMITS = {"full_fee": "with the full fee", "contracted_fee": "with the plan's fee", "none": "with the cheaper treatment's fee"}


def inspect(facts: Facts) -> Inspection:
    """Every EOB line that was paid as another, cheaper code."""
    findings: list[Finding] = []
    needs: list[str] = []
    seen = downgrades(facts, dental_pairs_for(facts))
    for one in seen:
        answer = _compare(facts, one)
        if isinstance(answer, str):
            needs.append(answer)
        elif answer:
            findings.append(answer)
    if not seen:
        needs.append("a dental statement that shows a treatment paid as a cheaper one")
    return Inspection(tuple(findings), tuple(NotChecked(SLUG, need) for need in dict.fromkeys(needs)))


def _compare(facts: Facts, one: Downgrade) -> Finding | str | None:
    line, asked = one.line, one.asked
    if one.allowed is None:
        return "the plan's fee for the cheaper treatment"
    if line.billed is None:
        return "the dentist's fee for the treatment"
    worked = one.benefit
    if worked is None:
        return "what the plan paid, or its rate for the treatment"
    if asked is None:
        return f"the bill for the treatment on the statement from {name_of(one.eob)}"
    chosen = permission(facts, one)
    if chosen is None:
        return "the plan's fee for the treatment, and whether the dentist is in the network"
    allows, how_sure = chosen
    cap = worked.tiers.of(allows)
    if cap is None:
        return f"the plan's fee for {line.code or 'the treatment'}"
    if asked.amount - cap <= ONE_CENT:
        return None
    words = _explanation(one, worked, asked.amount, cap, how_sure)
    reason = _reason(one.eob, asked, worked.allowed, worked.plan_pays, cap, allows)
    sure = max((one.certainty, how_sure, asked.certainty), key=_ORDER.index)
    return _finding(one.eob, one.index, asked, asked.amount - cap, words, reason, sure)


_ORDER = (Certainty.SURE, Certainty.LIKELY, Certainty.ASK)


def _explanation(one: Downgrade, worked: Benefit, asked: Money, cap: Money, how_sure: Certainty) -> str:
    line = one.line
    words = [
        f"Your plan paid as if a cheaper treatment was done. It counted {worked.allowed} and paid {worked.plan_pays}.",
        "What you owe depends on the dentist's contract.",
    ]
    if how_sure is not Certainty.SURE:
        known = [(text, worked.tiers.of(allows)) for allows, text in _TIER_WORDS.items()]
        words += [f"{text}, your share is {share}." for text, share in known if share is not None]
    words.append(f"The amount asked is {asked}. The limit is {cap}. The difference is {asked - cap}.")
    if line.plan_paid is not None and one.computed is not None and abs(one.computed - line.plan_paid) > ONE_CENT:
        words.append(f"By the rate you entered, the plan would pay {one.computed}. Ask the plan about the difference.")
    better = one.dental.alternate_fees_asked.get(line.paid_as_code or "")
    if better is not None and better > worked.allowed:
        words.append(f"If the plan counts {better} instead, the share falls by up to {better - worked.allowed}.")
    return " ".join(words)


def _reason(eob: Paper, asked: Asked, allowed: Money, pays: Money, cap: Money, permission: str) -> str:
    asks = f"The bill asks {asked.amount}" if asked.bill is not None else f"The patient's part is listed as {asked.amount}"
    return (
        f"{statement_words([eob])} counts {allowed} for a cheaper treatment. The plan pays {pays}. "
        f"{asks}; {_LIMITS[permission]}, {cap} would be left."
    )


def _finding(
    eob: Paper, index: int, asked: Asked, above: Money, explanation: str, reason: str, certainty: Certainty
) -> Finding:
    lines = [LineRef(eob.id, index)]
    if asked.bill is not None and asked.line is not None:
        lines.insert(0, LineRef(asked.bill.id, asked.line))
    return Finding(
        check=SLUG, severity=Severity.HIGH, title="Bill above plan's fee", explanation=explanation, amount_at_stake=above,
        documents=(asked.bill.id, eob.id) if asked.bill else (eob.id,), lines=tuple(lines), certainty=certainty,
        question="Does your contract let you bill the full fee, up to the plan's fee, or nothing above the cheaper treatment?",
        remedy="Please show how the balance was worked out, and correct it to what the contract allows.",
        letter="dental_balance_contract_question", authority=_AUTHORITY, checked_on=_CHECKED,
        reason=reason,
    )  # fmt: skip


CHECK = Check(
    slug=SLUG, number="J01", title="Paid as a cheaper treatment",
    sentence="Works out what is left to pay when a dental plan pays a cheaper treatment.",
    severity=Severity.HIGH, authority=_AUTHORITY, checked_on=_CHECKED, inspect=inspect,
)  # fmt: skip
