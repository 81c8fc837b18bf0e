"""A coinsurance that is more than the plan's share of the allowed amount after the deductible."""

from __future__ import annotations

import datetime
from decimal import Decimal

from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Check, Finding, Inspection, LineRef, NotChecked, Severity
from medbills.domain.live_eobs import live_eobs, same_payer
from medbills.domain.money import ZERO, Money
from medbills.domain.names import short_label
from medbills.domain.paper import Line, Paper
from medbills.domain.plan import Plan
from medbills.domain.remembered import remembered
from medbills.domain.shares import name_of, statement_words

SLUG = "coinsurance_math"
_AUTHORITY = "The plan document or summary of benefits; 29 CFR 2560.503-1(g)"
_CHECKED = datetime.date(2026, 11, 21)
_ROUNDING = Money(50)  # payers round percentages line by line
_NEEDS_RATE = "the plan's coinsurance"


def inspect(facts: Facts) -> Inspection:
    """Each line of the live EOBs of the user's plan that shows a coinsurance."""
    findings: list[Finding] = []
    needs: list[str] = []
    eobs = live_eobs(facts)
    for eob in eobs:
        rate = _rate(facts.plan, eob)
        for index, line in _with_coinsurance(eob):
            if rate is None:
                needs.append(_NEEDS_RATE)
            elif line.allowed is None:
                needs.append(f"the allowed amount of each line on the statement from {name_of(eob)}")
            elif line.copay:
                needs.append(f"whether the copay or the coinsurance counts on the statement from {name_of(eob)}")
            else:
                findings += _compare(eob, index, line, line.allowed, rate)
    if facts.plan is None or (facts.plan.coinsurance_in is None and facts.plan.coinsurance_out is None):
        needs.append(_NEEDS_RATE)
    elif not eobs:
        needs.append("an insurer's statement (EOB)")
    elif not any(line.coinsurance is not None for eob in eobs for line in eob.lines):
        needs.append("the coinsurance of each line on an insurer's statement (EOB)")
    return Inspection(tuple(findings), tuple(NotChecked(SLUG, need) for need in dict.fromkeys(needs)))


@remembered
def _with_coinsurance(eob: Paper) -> tuple[tuple[int, Line], ...]:
    return tuple((index, line) for index, line in enumerate(eob.lines) if line.coinsurance)


def _rate(plan: Plan | None, eob: Paper) -> tuple[Decimal, Certainty] | None:
    """The patient's rate by network; where the network is not printed, the higher one, to ask. None: not this plan's EOB."""
    if plan is None or same_payer(eob, plan.payer_name) is False or not _covers(plan, eob):
        return None
    if eob.network_status in ("in", "out"):
        rate = plan.coinsurance_in if eob.network_status == "in" else plan.coinsurance_out
        return (rate, Certainty.LIKELY) if rate is not None else None
    known = [rate for rate in (plan.coinsurance_in, plan.coinsurance_out) if rate is not None]
    return (max(known), Certainty.ASK) if known else None


def _covers(plan: Plan, eob: Paper) -> bool:
    day = eob.service_from or next((line.first_day for line in eob.lines if line.first_day), None)
    if day is None:
        return True
    return not ((plan.covered_from and day < plan.covered_from) or (plan.covered_to and day > plan.covered_to))


def _compare(eob: Paper, index: int, line: Line, allowed: Money, rate: tuple[Decimal, Certainty]) -> list[Finding]:
    share, certainty = rate
    shown = line.coinsurance or ZERO
    base = allowed - (line.deductible or ZERO) - _not_covered_inside(line)
    expected = max(ZERO, base).share(share)
    above = shown - expected
    if above <= _ROUNDING:
        return []
    label = short_label(line.description or f"Line {index + 1}")
    before = f"{allowed} allowed, less {line.deductible} deductible, leaves {base}." if line.deductible else f"{base} is allowed."
    finding = Finding(
        check=SLUG, severity=Severity.MEDIUM, title=f"{label}: share looks high",
        explanation=(
            f"{before} Based on what you entered, your share is {_percent(share)}, which is {expected}. "
            f"The insurer's statement shows {shown}. The difference is {above}."
        ),
        amount_at_stake=above, documents=(eob.id,), lines=(LineRef(eob.id, index),),
        certainty=Certainty.ASK if line.deductible is None else certainty,
        question="Which benefit and which rate was used for this line?",
        remedy="Please explain which plan rule was used, and process the line again if it changes.", letter="internal_appeal",
        authority=_AUTHORITY, checked_on=_CHECKED,
        reason=f"{before} At the plan's rate of {_percent(share)} the share is {expected}. {statement_words([eob])} shows {shown}.",
    )  # fmt: skip
    return [finding]


def _not_covered_inside(line: Line) -> Money:
    """The part not covered, where the line's own sum shows that it was printed inside the allowed amount."""
    parts = (line.allowed, line.deductible, line.coinsurance, line.plan_paid, line.not_covered)
    if line.allowed is None or line.plan_paid is None or line.not_covered is None or None in parts:
        return ZERO
    left = line.allowed - (line.deductible or ZERO) - (line.copay or ZERO) - (line.coinsurance or ZERO) - line.plan_paid
    return line.not_covered if line.not_covered and abs(left - line.not_covered) <= _ROUNDING else ZERO


def _percent(rate: Decimal) -> str:
    return f"{(rate * 100).normalize():f} %"


CHECK = Check(
    slug=SLUG, number="D01", title="Your share of the cost", sentence="Works out the coinsurance with the plan's rate and compares it.",
    severity=Severity.MEDIUM, authority=_AUTHORITY, checked_on=_CHECKED, inspect=inspect,
)  # fmt: skip
