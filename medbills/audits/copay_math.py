"""A copay above the plan's copay for the visit, or more than one copay for one visit."""

from __future__ import annotations

import datetime

from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Check, Finding, Inspection, LineRef, NotChecked, Severity
from medbills.domain.live_eobs import live_eobs, same_payer
from medbills.domain.money import ONE_CENT, ZERO, Money, total
from medbills.domain.names import short_label
from medbills.domain.paper import Line, Paper
from medbills.domain.plan import Plan
from medbills.domain.shares import name_of, statement_words
from medbills.domain.visit_copays import visit_copays
from medbills.domain.wording import long_day

SLUG = "copay_math"
_AUTHORITY = "The plan document or summary of benefits; 29 CFR 2560.503-1(g)"
_CHECKED = datetime.date(2026, 11, 21)


def inspect(facts: Facts) -> Inspection:
    """Each line of the live EOBs of the user's plan that shows a copay."""
    findings: list[Finding] = []
    needs: list[str] = []
    eobs = live_eobs(facts)
    plan = facts.plan
    if plan is None or not plan.copays:
        needs.append("the plan's copays")
    else:
        if not eobs:
            needs.append("an insurer's statement (EOB)")
        for eob in eobs:
            if same_payer(eob, plan.payer_name) is not False:
                findings += _of_eob(facts, plan, eob, needs)
    return Inspection(tuple(findings), tuple(NotChecked(SLUG, need) for need in dict.fromkeys(needs)))


def _of_eob(facts: Facts, plan: Plan, eob: Paper, needs: list[str]) -> list[Finding]:
    found: list[Finding] = []
    visits: dict[tuple[object, ...], list[int]] = {}
    for index, line in enumerate(eob.lines):
        if line.copay is None or line.copay <= ZERO:
            continue
        copays = visit_copays(plan, facts.context, eob, line)
        if copays is None:
            needs.append(f"the plan's copay for this kind of visit to {eob.provider_name or name_of(eob)}")
            continue
        highest = copays.highest(plan)
        if line.copay - highest > ONE_CENT:
            found.append(_above(eob, index, line.copay, highest, Certainty.LIKELY if copays.told else Certainty.ASK))
        if line.first_day is not None:
            visits.setdefault((line.first_day, line.rendering_npi), []).append(index)
    return found + [_several(eob, indexes) for indexes in visits.values() if len(indexes) > 1]


def _above(eob: Paper, index: int, copay: Money, listed: Money, certainty: Certainty) -> Finding:
    line = eob.lines[index]
    return Finding(
        check=SLUG, severity=Severity.LOW, title=f"{_label(line, index)}: copay looks high",
        explanation=f"The insurer's statement shows a copay of {copay}. Based on what you entered, it may be {listed}. "
        f"The difference is {copay - listed}. A specialist may have another copay.",
        amount_at_stake=copay - listed, documents=(eob.id,), lines=(LineRef(eob.id, index),), certainty=certainty,
        question="Which copay was used for this visit, and why?",
        remedy="Please explain which plan rule was used, and process the line again if it changes.", letter="internal_appeal",
        authority=_AUTHORITY, checked_on=_CHECKED,
        reason=f"{statement_words([eob])} shows a copay of {copay}. The plan lists {listed} for this visit.",
    )  # fmt: skip


def _several(eob: Paper, indexes: list[int]) -> Finding:
    """All but the largest copay of one day and doctor are asked about."""
    ordered = sorted(indexes, key=lambda index: (-(eob.lines[index].copay or ZERO).cents, index))
    extra = total(eob.lines[index].copay or ZERO for index in ordered[1:])
    day = eob.lines[indexes[0]].first_day or _CHECKED
    return Finding(
        check=SLUG, severity=Severity.LOW, title="More than one copay for a visit",
        explanation=f"There are {len(indexes)} copays on {long_day(day)}. All but one come to {extra}. "
        "It may be right if they were different visits.",
        amount_at_stake=extra, documents=(eob.id,), lines=tuple(LineRef(eob.id, index) for index in sorted(ordered[1:])),
        certainty=Certainty.ASK, question="Were these different visits, and does the plan take a copay for each?",
        remedy="Please explain each copay, and process the claim again if only one applies.", letter="internal_appeal",
        authority=_AUTHORITY, checked_on=_CHECKED,
        reason=f"{statement_words([eob])} shows {len(indexes)} copays on {long_day(day)}. All but one come to {extra}.",
    )  # fmt: skip


def _label(line: Line, index: int) -> str:
    return short_label(line.description or f"Line {index + 1}")


CHECK = Check(
    slug=SLUG, number="D02", title="Copays", sentence="Compares each copay with the plan's copay for the visit.",
    severity=Severity.LOW, authority=_AUTHORITY, checked_on=_CHECKED, inspect=inspect,
)  # fmt: skip
