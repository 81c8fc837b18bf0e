"""A dental bill above what is left to pay when the plan paid for a cheaper treatment."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import yaml

from medbills.domain.alternate_benefit import Tiers, plan_payment, tiers
from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Check, Finding, Inspection, LineRef, NotChecked, Severity
from medbills.domain.live_eobs import live_eobs
from medbills.domain.matching import BillMatch, matches_with_eob
from medbills.domain.money import ONE_CENT, ZERO, Money
from medbills.domain.paper import Line, Paper
from medbills.domain.plan import Dental
from medbills.domain.remittance import patient_share, reasons
from medbills.domain.shares import asked_now, name_of, statement_words
from medbills.paths import resource

SLUG = "alternate_benefit_downgrade"
_AUTHORITY = "The plan document; the dentist's contract with the plan; state laws on network fees"
_CHECKED = datetime.date(2026, 11, 21)
_TIER_WORDS = {
    "full_fee": "If the contract allows the full fee",
    "contracted_fee": "If the plan's fee is the limit",
    "none": "If nothing above the cheaper treatment is allowed",
}

_LIMITS = {"full_fee": "with the full fee", "contracted_fee": "with the plan's fee", "none": "with the cheaper treatment's fee"}


@dataclass(frozen=True)
class _Asked:
    """What is asked for the treatment, with what was paid already, and where that stands."""

    amount: Money
    certainty: Certainty
    bill: Paper | None = None
    line: int | None = None


def inspect(facts: Facts) -> Inspection:
    """Every EOB line that was paid as another, cheaper code."""
    dental = facts.plan.dental if facts.plan and facts.plan.dental else Dental()
    findings: list[Finding] = []
    needs: list[str] = []
    seen = False
    for eob in live_eobs(facts):
        for index, line in enumerate(eob.lines):
            certainty = _downgraded(dental, line)
            if certainty is None:
                continue
            seen = True
            answer = _compare(facts, dental, eob, index, certainty)
            if isinstance(answer, str):
                needs.append(answer)
            elif answer:
                findings.append(answer)
    if not seen:
        needs.append("a dental statement that shows a treatment paid as a cheaper one")
    return Inspection(tuple(findings), tuple(NotChecked(SLUG, need) for need in needs))


def _downgraded(dental: Dental, line: Line) -> Certainty | None:
    """How sure it is that the line was paid as a cheaper treatment; None when nothing says so."""
    if line.paid_as_code and line.code and line.paid_as_code != line.code:
        return Certainty.SURE
    if "169" in reasons(line) or "169" in (line.remark_codes or ()):
        return Certainty.LIKELY
    cheaper = {dental.alternate_fees[code] for code in _pairs().get(line.code or "", ()) if code in dental.alternate_fees}
    lowered = line.allowed is not None and line.billed is not None and line.allowed < line.billed
    return Certainty.ASK if lowered and line.allowed in cheaper else None


@cache
def _pairs() -> Mapping[str, Sequence[str]]:
    """Treatment done -> the cheaper ones that plans commonly pay (code numbers only)."""
    table = yaml.safe_load(resource("codes", "dental_downgrades.yaml").read_text(encoding="utf-8"))
    return {done: paid for family in table["families"] for done, paid in family.get("pairs", {}).items()}


def _allowed(dental: Dental, line: Line) -> Money | None:
    if line.allowed is not None:
        return line.allowed
    codes = (line.paid_as_code,) if line.paid_as_code else _pairs().get(line.code or "", ())
    known = [dental.alternate_fees[code] for code in codes if code and code in dental.alternate_fees]
    return known[0] if len(known) == 1 else None


def _compare(facts: Facts, dental: Dental, eob: Paper, index: int, certainty: Certainty) -> Finding | str | None:
    line = eob.lines[index]
    allowed = _allowed(dental, line)
    if allowed is None:
        return "the plan's fee for the cheaper treatment"
    if line.billed is None:
        return "the dentist's fee for the treatment"
    pays = line.plan_paid if line.plan_paid is not None else _computed(dental, line, allowed)
    if pays is None:
        return "what the plan paid, or its rate for the treatment"
    asked = _asked(facts, eob, index)
    if asked is None:
        return f"the bill for the treatment on the statement from {name_of(eob)}"
    shares = tiers(fee=line.billed, allowed=allowed, plan_pays=pays, network_fee=dental.network_fees.get(line.code or ""))
    chosen = _permission(facts, dental, eob, asked.bill, shares)
    if chosen is None:
        return "the plan's fee for the treatment, and whether the dentist is in the network"
    permission, how_sure = chosen
    cap = shares.of(permission)
    if cap is None:
        return f"the plan's fee for {line.code or 'the treatment'}"
    if asked.amount - cap <= ONE_CENT:
        return None
    words = _explanation(dental, line, allowed, pays, asked.amount, cap, shares, how_sure)
    reason = _reason(eob, asked, allowed, pays, cap, permission)
    return _finding(eob, index, asked, asked.amount - cap, words, reason, max((certainty, how_sure, asked.certainty), key=_ORDER.index))


_ORDER = (Certainty.SURE, Certainty.LIKELY, Certainty.ASK)


def _permission(facts: Facts, dental: Dental, eob: Paper, bill: Paper | None, shares: Tiers) -> tuple[str, Certainty] | None:
    """Which share counts. Unknown: the network fee in network, the full fee outside, and where not even that is known, to ask."""
    if dental.contract_permission in _TIER_WORDS:
        return dental.contract_permission, Certainty.SURE
    if facts.context.fees_agreed:
        return "full_fee", Certainty.LIKELY
    status = eob.network_status or (bill.network_status if bill else None)
    if status == "out":
        return "full_fee", Certainty.SURE
    if status == "in":
        return "contracted_fee", Certainty.LIKELY
    return ("contracted_fee", Certainty.ASK) if shares.contracted_fee is not None else None


def _computed(dental: Dental, line: Line, allowed: Money) -> Money | None:
    rate = next((dental.rates[code] for code in (line.paid_as_code, line.code) if code and code in dental.rates), None)
    if rate is None or line.billed is None:
        return None
    left = line.deductible if line.deductible is not None else dental.deductible_left or ZERO
    return plan_payment(fee=line.billed, allowed=allowed, rate=rate, deductible_left=left, maximum_left=dental.annual_maximum_left)


def _asked(facts: Facts, eob: Paper, index: int) -> _Asked | None:
    """What the dentist asks for this line: its own balance, or the amount due less the other lines' shares."""
    for found in matches_with_eob(facts, eob):
        match = next((match for match in found.lines if match.eob.id == eob.id and match.eob_line == index), None)
        if match is not None or found.claims:
            return _from_bill(found, eob, index, match.line if match else None)
    owes = eob.lines[index].patient_owes
    return _Asked(owes, Certainty.ASK) if owes is not None else None


def _from_bill(found: BillMatch, eob: Paper, index: int, at: int | None) -> _Asked | None:
    bill = found.account.latest
    own = found.bill.lines[at] if at is not None else None
    fallback = found.fallback or any(match.fallback for match in found.lines if match.line == at)
    sure = Certainty.LIKELY if fallback else Certainty.SURE
    if own is not None and own.patient_owes is not None:
        return _Asked(own.patient_owes + (own.patient_paid or ZERO), sure, found.bill, at)
    asked = asked_now(bill)
    if asked is None:
        return None
    with_paid = asked + (bill.patient_paid or ZERO)
    others = [patient_share(other.remitted) for other in found.lines if other.line != at]
    if found.claims:
        others = [patient_share(line) for number, line in enumerate(eob.lines) if number != index]
    if None in others or found.unmatched or found.ambiguous:
        return None
    for share in others:
        with_paid = with_paid - (share or ZERO)
    return _Asked(with_paid, sure if not others else Certainty.LIKELY, found.bill if at is not None else bill, at)


def _explanation(
    dental: Dental, line: Line, allowed: Money, pays: Money, asked: Money, cap: Money, shares: Tiers, how_sure: Certainty
) -> str:
    words = [
        f"Your plan paid as if a cheaper treatment was done. It counted {allowed} and paid {pays}.",
        "What you owe depends on the dentist's contract.",
    ]
    if how_sure is not Certainty.SURE:
        known = [(text, shares.of(permission)) for permission, text in _TIER_WORDS.items()]
        words += [f"{text}, your share is {share}." for text, share in known if share is not None]
    words.append(f"The amount asked is {asked}. The limit is {cap}. The difference is {asked - cap}.")
    computed = _computed(dental, line, allowed)
    if line.plan_paid is not None and computed is not None and abs(computed - line.plan_paid) > ONE_CENT:
        words.append(f"By the rate you entered, the plan would pay {computed}. Ask the plan about the difference.")
    better = dental.alternate_fees_asked.get(line.paid_as_code or "")
    if better is not None and better > allowed:
        words.append(f"If the plan counts {better} instead, the share falls by up to {better - allowed}.")
    return " ".join(words)


def _reason(eob: Paper, asked: _Asked, allowed: Money, pays: Money, cap: Money, permission: str) -> str:
    asks = f"The bill asks {asked.amount}" if asked.bill is not None else f"The patient's part is listed as {asked.amount}"
    return (
        f"{statement_words([eob])} counts {allowed} for a cheaper treatment. The plan pays {pays}. "
        f"{asks}; {_LIMITS[permission]}, {cap} would be left."
    )


def _finding(
    eob: Paper, index: int, asked: _Asked, above: Money, explanation: str, reason: str, certainty: Certainty
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
