"""A line of the insurer's statement whose own figures do not balance."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Check, Finding, Inspection, LineRef, NotChecked, Severity
from medbills.domain.live_eobs import live_eobs
from medbills.domain.money import ONE_CENT, ZERO, Money, total
from medbills.domain.names import short_label
from medbills.domain.paper import Line, Paper
from medbills.domain.remembered import remembered
from medbills.domain.remittance import reasons
from medbills.domain.shares import name_of, statement_words

SLUG = "eob_line_balance"
_AUTHORITY = "X12 835 balancing rule: charge less all adjustments is the payment"
_CHECKED = datetime.date(2026, 11, 21)
_ROUNDING = Money(50)  # payers round percentages line by line


@dataclass(frozen=True)
class _Gap:
    """How far a line is off, and in what words."""

    amount: Money
    at_stake: Money
    words: str
    reason: str  # the same for the insurer to read
    certainty: Certainty = Certainty.SURE


def inspect(facts: Facts) -> Inspection:
    """Every line of the live EOBs."""
    findings: list[Finding] = []
    needs: list[str] = []
    eobs = live_eobs(facts)
    for eob in eobs:
        gaps = _gaps_of(eob)
        findings += [_finding(eob, index, gap) for index, found in enumerate(gaps) for gap in (found or ())[:1]]
        if None in gaps or not gaps:
            needs.append(f"allowed amount, deductible, copay, coinsurance and payment of each line on the statement from {name_of(eob)}")
    if not eobs:
        needs.append("an insurer's statement (EOB)")
    return Inspection(tuple(findings), tuple(NotChecked(SLUG, need) for need in dict.fromkeys(needs)))


@remembered
def _gaps_of(eob: Paper) -> tuple[list[_Gap] | None, ...]:
    """Of each line."""
    return tuple(_gaps(eob, line) for line in eob.lines)


def _gaps(eob: Paper, line: Line) -> list[_Gap] | None:
    """Where the line is off; an empty list when it balances, None when it prints neither set of figures."""
    if line.adjustments and line.billed is not None and line.plan_paid is not None:
        return _by_codes(eob, line, line.billed, line.plan_paid, total(item.amount for item in line.adjustments))
    if line.allowed is None or line.deductible is None or line.copay is None or line.coinsurance is None or line.plan_paid is None:
        return None
    return _by_columns(eob, line)


def _by_codes(eob: Paper, line: Line, billed: Money, paid: Money, adjusted: Money) -> list[_Gap]:
    gap = billed - adjusted - paid
    if abs(gap) <= ONE_CENT or _explained(eob, gap, ONE_CENT):
        return []
    words = f"{billed} charged, less {adjusted} of adjustments, leaves {billed - adjusted}."
    shown = f"{paid} was paid."
    return [_Gap(abs(gap), max(ZERO, gap), f"{words} The paper says {shown}", f"{words} {statement_words([eob])} says {shown}")]


def _by_columns(eob: Paper, line: Line) -> list[_Gap]:
    allowed, paid = line.allowed or ZERO, line.plan_paid or ZERO
    share = total(part or ZERO for part in (line.deductible, line.copay, line.coinsurance))
    gap = allowed - share - paid
    not_covered = line.not_covered or ZERO
    settled = abs(gap) <= _ROUNDING or abs(gap - not_covered) <= _ROUNDING or _explained(eob, gap, _ROUNDING) or _sequestered(line, gap)
    if not settled:
        left = f"of {share}, leaves {allowed - share}."
        words = f"{allowed} allowed, less your part {left} The paper says {paid} was paid."
        reason = f"{allowed} allowed, less the patient's part {left} {statement_words([eob])} says {paid} was paid."
        return [_Gap(abs(gap), max(ZERO, gap), words, reason)]
    owes = line.patient_owes
    if owes is None or line.paid_as_code:  # an alternate benefit leaves a difference that its own check explains
        return []
    low, high = share - _ROUNDING, share + not_covered + _ROUNDING
    if low <= owes <= high:
        return []
    parts = f"Deductible, copay and coinsurance come to {share}."
    words, reason = f"{parts} The paper says you owe {owes}.", f"{parts} {statement_words([eob])} lists {owes} as the patient's share."
    above = max(ZERO, owes - share - not_covered)
    return [_Gap(abs(owes - share), above, words, reason, Certainty.ASK if line.not_covered is None else Certainty.SURE)]


def _explained(eob: Paper, gap: Money, tolerance: Money) -> bool:
    """Another insurer's payment lowers the payment by as much; interest raises it."""
    other, interest = eob.other_insurance_paid, eob.interest
    return (other is not None and abs(gap - other) <= tolerance) or (interest is not None and abs(gap + interest) <= tolerance)


def _sequestered(line: Line, gap: Money) -> bool:
    """CO-253: Medicare withholds 2 percent of its payment."""
    if "253" not in reasons(line) or line.plan_paid is None:
        return False
    before = line.plan_paid + gap
    return abs(gap.cents * 100 - before.cents * 2) <= _ROUNDING.cents * 100


def _finding(eob: Paper, index: int, gap: _Gap) -> Finding:
    line = eob.lines[index]
    label = short_label(line.description or f"Line {index + 1}")
    return Finding(
        check=SLUG, severity=Severity.MEDIUM, title=f"{label}: figures do not balance",
        explanation=f"{gap.words} That is off by {gap.amount}. This may have a good explanation; it is worth asking.",
        amount_at_stake=gap.at_stake, documents=(eob.id,), lines=(LineRef(eob.id, index),), certainty=gap.certainty,
        question="Please explain how this line was processed, with every adjustment.",
        remedy="Please send the claim detail, and process the line again if the figures change.", letter="internal_appeal",
        authority=_AUTHORITY, checked_on=_CHECKED, reason=gap.reason,
    )  # fmt: skip


CHECK = Check(
    slug=SLUG, number="B04", title="The insurer's line sums", sentence="Checks that each line of an insurer's statement balances.",
    severity=Severity.MEDIUM, authority=_AUTHORITY, checked_on=_CHECKED, inspect=inspect,
)  # fmt: skip
