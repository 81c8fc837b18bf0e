"""A part that the insurer's statement marks as the provider's write-off (group CO), asked from the patient."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Check, Finding, Inspection, LineRef, NotChecked, Severity
from medbills.domain.matching import BillMatch, bill_matches
from medbills.domain.money import ONE_CENT, ZERO, Money, total
from medbills.domain.remembered import recalled
from medbills.domain.remittance import Remittance
from medbills.domain.shares import Excess, NotComparable, bill_excess, excesses, matched_lines, name_of, remittances, statement_words

SLUG = "co_amount_billed_to_patient"
_EXPLAINS = "bill_exceeds_eob_patient_responsibility"  # priority rule: one finding, several reasons
_AUTHORITY = "X12 group code CO, contractual obligation: the provider's part under its contract, Medicare assignment or Medicaid"
_CHECKED = datetime.date(2026, 11, 21)


@dataclass(frozen=True)
class _WriteOff:
    """What the CO group takes off, and on which lines of the bill."""

    amount: Money
    lines: tuple[int, ...]
    derived: bool
    unfinished: bool


def inspect(facts: Facts) -> Inspection:
    """Each bill with its matched lines."""
    findings: list[Finding] = []
    needs: list[str] = []
    caps = {answer.found.bill.id: answer for answer in excesses(facts)}
    for found in bill_matches(facts):
        bill = found.account.latest
        if not found.found:
            needs.append(f"the insurer's statement (EOB) for the bill from {name_of(bill)}")
            continue
        if not any(eob.lines for eob in found.eobs):
            needs.append(f"the lines of the insurer's statement for {name_of(bill)}")
            continue
        answer = _compare(found, caps[found.bill.id])
        if isinstance(answer, str):
            needs.append(answer)
        elif answer:
            findings.append(answer)
    if not facts.bills:
        needs.append("a bill")
    return Inspection(tuple(findings), tuple(NotChecked(SLUG, need) for need in dict.fromkeys(needs)))


@recalled
def _compare(found: BillMatch, cap: Excess | NotComparable) -> Finding | str | None:
    bill = found.account.latest
    matched = zip(matched_lines(found), remittances(found), strict=True)
    remitted = [(match.line if match else None, paper) for (match, _, _), paper in matched]
    excess = bill_excess(found)
    if excess is None:
        excess, remitted = _by_line(found, remitted)
    if excess is None:
        return f"the amount due, and what the insurer's statement says you owe {name_of(bill)}"
    written_off = _write_off(remitted)
    if not written_off.amount:
        shown = any(eob.lines[index].remark_codes or eob.lines[index].adjustments for _, eob, index in matched_lines(found))
        return None if shown else f"the group codes or the discount on the insurer's statement for {name_of(bill)}"
    if excess <= ONE_CENT:
        return None
    return _finding(found, written_off, min(excess, written_off.amount), _certainty(found, cap, written_off), cap)


def _by_line(found: BillMatch, remitted: list[tuple[int | None, Remittance]]) -> tuple[Money | None, list[tuple[int | None, Remittance]]]:
    """Asked on the line, plus paid on it, less the patient's share: only lines that show a balance of their own."""
    own: list[tuple[int | None, Remittance]] = []
    excess = ZERO
    for index, paper in remitted:
        line = found.bill.lines[index] if index is not None else None
        if line is None or line.patient_owes is None or paper.patient is None:
            continue
        above = line.patient_owes + (line.patient_paid or ZERO) - paper.patient
        if above > ONE_CENT:
            excess = excess + min(above, paper.contractual)
        own.append((index, paper))
    return (excess, own) if own else (None, remitted)


def _write_off(remitted: list[tuple[int | None, Remittance]]) -> _WriteOff:
    with_some = [(index, paper) for index, paper in remitted if paper.contractual.cents > 0]
    return _WriteOff(
        amount=total(paper.contractual for _, paper in with_some),
        lines=tuple(index for index, _ in with_some if index is not None),
        derived=any(paper.derived for _, paper in with_some),
        unfinished=bool(with_some) and all(paper.unfinished for _, paper in with_some),
    )


def _certainty(found: BillMatch, cap: Excess | NotComparable, written_off: _WriteOff) -> Certainty:
    """Ask where nothing ties the provider to the discount; likely where amounts were derived or the match was a fallback."""
    if not isinstance(cap, Excess):
        return Certainty.ASK
    if written_off.derived or found.fallback or any(match.fallback for match in found.lines):
        return Certainty.ASK if cap.certainty is Certainty.ASK else Certainty.LIKELY
    return cap.certainty


def _finding(found: BillMatch, written_off: _WriteOff, at_stake: Money, certainty: Certainty, cap: Excess | NotComparable) -> Finding:
    bill = found.account.latest
    named = statement_words(found.eobs)
    marks = "mark" if named.endswith("statements") else "marks"
    if written_off.unfinished:
        explanation = (
            f"The insurer marks {written_off.amount} as not finished. It waits for a correction or a paper from {name_of(bill)}. "
            f"The bill asks {at_stake} of it from you. It is not yet yours."
        )
        reason = f"{named} {marks} {written_off.amount} as not finished. The bill asks {at_stake} of it from the patient now."
        question = "Which correction or paper does the insurer wait for? Please hold this part."
        remedy = "Please correct or refile the claim, and send a new bill after the insurer decides."
    else:
        explanation = (
            f"The insurer's paper marks {written_off.amount} as the provider's write-off (group CO). "
            f"The bill asks {at_stake} of it from you. This may have a good explanation; it is worth asking."
        )
        asks = "still asks for it" if at_stake == written_off.amount else f"asks {at_stake} of it"
        group = "" if written_off.derived else " (group CO)"
        reason = f"{named} {marks} {written_off.amount} as the provider's write-off{group}. The bill {asks}."
        question = "My insurer's paper marks this part as the provider's write-off. Why may I owe it?"
        remedy = "Please take it off, or tell me why I may owe it."
    explained = isinstance(cap, Excess) and cap.fires
    return Finding(
        check=SLUG, severity=Severity.HIGH, title="Claim not finished yet" if written_off.unfinished else "Plan discount missing",
        explanation=explanation, amount_at_stake=at_stake,
        documents=tuple(dict.fromkeys((bill.id, found.bill.id, *(eob.id for eob in found.eobs)))),
        lines=tuple(LineRef(found.bill.id, index) for index in written_off.lines), certainty=certainty, question=question, remedy=remedy,
        letter="corrected_claim_request" if written_off.unfinished else "billing_dispute", authority=_AUTHORITY, checked_on=_CHECKED,
        reason=reason, part_of=_EXPLAINS if explained else None,
    )  # fmt: skip


CHECK = Check(
    slug=SLUG, number="C02", title="Write-off asked from you",
    sentence="Looks for the provider's write-off in what the bill asks from you.",
    severity=Severity.HIGH, authority=_AUTHORITY, checked_on=_CHECKED, inspect=inspect,
)  # fmt: skip
