"""A copay and a coinsurance on one office visit for which the plan takes a copay only."""

from __future__ import annotations

import datetime

from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Check, Finding, Inspection, LineRef, NotChecked, Severity
from medbills.domain.live_eobs import live_eobs, same_payer
from medbills.domain.money import ZERO, Money
from medbills.domain.names import short_label
from medbills.domain.paper import Paper
from medbills.domain.plan import Plan
from medbills.domain.shares import statement_words
from medbills.domain.visit_copays import is_office_visit, possible_visits

SLUG = "copay_and_coinsurance_both"
_AUTHORITY = "The plan document or summary of benefits; 29 CFR 2560.503-1(g)"
_CHECKED = datetime.date(2026, 11, 21)


def inspect(facts: Facts) -> Inspection:
    """Each office visit on the live EOBs of the user's plan that shows both."""
    findings: list[Finding] = []
    needs: list[str] = []
    eobs = live_eobs(facts)
    if facts.plan is None or not facts.plan.copay_only:
        needs.append("the visits for which the plan takes a copay only")
    elif not eobs:
        needs.append("an insurer's statement (EOB)")
    else:
        findings = [found for eob in eobs for found in _of_eob(facts, facts.plan, eob)]
    return Inspection(tuple(findings), tuple(NotChecked(SLUG, need) for need in dict.fromkeys(needs)))


def _of_eob(facts: Facts, plan: Plan, eob: Paper) -> list[Finding]:
    if same_payer(eob, plan.payer_name) is False or eob.network_status == "out":  # the copay list is the network's
        return []
    found = []
    for index, line in enumerate(eob.lines):
        copay, coinsurance = line.copay or ZERO, line.coinsurance or ZERO
        if copay <= ZERO or coinsurance <= ZERO or not is_office_visit(line) or line.revenue_code:
            continue
        copays = possible_visits(plan, facts.context, eob, line)
        if copays is not None and set(copays.names) <= set(plan.copay_only):
            found.append(_finding(eob, index, copay, coinsurance, Certainty.LIKELY if copays.told else Certainty.ASK))
    return found


def _finding(eob: Paper, index: int, copay: Money, coinsurance: Money, certainty: Certainty) -> Finding:
    label = short_label(eob.lines[index].description or f"Line {index + 1}")
    return Finding(
        check=SLUG, severity=Severity.LOW, title=f"{label}: copay and coinsurance",
        explanation=f"The insurer's statement shows a copay of {copay} and a coinsurance of {coinsurance}. "
        "Based on what you entered, this visit may have a copay only.",
        amount_at_stake=coinsurance, documents=(eob.id,), lines=(LineRef(eob.id, index),), certainty=certainty,
        question="Why does this visit have a copay and a coinsurance?",
        remedy="Please explain which plan rule was used, and process the line again if it changes.", letter="internal_appeal",
        authority=_AUTHORITY, checked_on=_CHECKED,
        reason=f"{statement_words([eob])} shows a copay of {copay} and a coinsurance of {coinsurance} for one visit. "
        "The plan's summary lists a copay only.",
    )  # fmt: skip


CHECK = Check(
    slug=SLUG, number="D03", title="Copay and coinsurance", sentence="Looks for visits that have both, where the plan takes a copay only.",
    severity=Severity.LOW, authority=_AUTHORITY, checked_on=_CHECKED, inspect=inspect,
)  # fmt: skip
