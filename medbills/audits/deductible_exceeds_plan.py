"""Deductibles of a plan year that add up to more than the plan's deductible."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from medbills.domain.cost_sharing import ClaimShare, by_family, by_person, claim_shares, crossing, undated_eobs
from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Check, Finding, Inspection, NotChecked, Severity
from medbills.domain.money import ONE_CENT, Money, total
from medbills.domain.plan import Plan
from medbills.domain.plan_year import year_words
from medbills.domain.shares import name_of

SLUG = "deductible_exceeds_plan"
_AUTHORITY = "The plan document or summary of benefits; 29 CFR 2560.503-1(g)"
_CHECKED = datetime.date(2026, 11, 21)


def inspect(facts: Facts) -> Inspection:
    """Each person and, where the family's limit is known, the family, by plan year."""
    plan = facts.plan
    needs: list[str] = []
    findings: list[Finding] = []
    if plan is None or (plan.deductible_individual is None and plan.deductible_family is None):
        needs.append("the plan's deductible")
    else:
        needs += [f"the dates of care and processing on the statement from {name_of(eob)}" for eob in undated_eobs(facts)]
        counted = [share for share in claim_shares(facts) if _counts(share)]
        if not counted:
            needs.append("an insurer's statement (EOB) with a deductible, its dates and its network")
        findings = _findings(plan, counted)
    return Inspection(tuple(findings), tuple(NotChecked(SLUG, need) for need in dict.fromkeys(needs)))


def _counts(share: ClaimShare) -> bool:
    """Out-of-network care and drugs often have a deductible of their own; a claim without a day has no place in the row."""
    return share.tier != "out" and not share.drugs and share.eob.processed_date is not None


def _findings(plan: Plan, counted: Sequence[ClaimShare]) -> list[Finding]:
    found: list[Finding | None] = []
    own = plan.deductible_family if plan.deductible_shared else plan.deductible_individual
    if own is not None:
        found += [_compare(plan, group, own, whose="one person") for group in by_person(counted)]
    if plan.deductible_family is not None:
        families = [group for group in by_family(counted) if len({share.person for share in group}) > 1]
        found += [_compare(plan, group, plan.deductible_family, whose="the family") for group in families]
    return [finding for finding in found if finding is not None]


def _compare(plan: Plan, group: Sequence[ClaimShare], limit: Money, whose: str) -> Finding | None:
    taken = total(share.deductible for share in group)
    at = crossing([share.deductible for share in group], limit)
    above = taken - limit
    if at is None or above <= ONE_CENT:
        return None
    over = [share for share in group[at:] if share.deductible.cents > 0]
    when = year_words(plan, group[0].year)
    told = plan.year_start is not None and group[0].tier is not None
    claims = sum(share.deductible.cents > 0 for share in group)
    return Finding(
        check=SLUG, severity=Severity.HIGH, title="Deductible above the plan's limit",
        explanation=f"{claims} statements take {taken} of deductible for {whose} {when}. "
        f"Based on what you entered, the plan's deductible is {limit}. The difference is {above}.",
        amount_at_stake=above, documents=tuple(dict.fromkeys(share.eob.id for share in over)),
        lines=tuple(ref for share in over for ref in share.deductible_lines), certainty=Certainty.LIKELY if told else Certainty.ASK,
        question="Please send the list of all amounts counted toward the deductible for this plan year.",
        remedy="Please process the claims again if the deductible was already met.",
        letter="accumulator_audit_request", authority=_AUTHORITY,
        checked_on=_CHECKED,
        reason=f"The insurer's statements take {taken} of deductible for {whose} {when}. The plan's deductible is {limit}.",
    )  # fmt: skip


CHECK = Check(
    slug=SLUG, number="D04", title="Deductible and its limit",
    sentence="Adds up the deductibles of a plan year and compares the plan's limit.",
    severity=Severity.HIGH, authority=_AUTHORITY, checked_on=_CHECKED, inspect=inspect,
)  # fmt: skip
