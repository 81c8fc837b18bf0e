"""In-network cost sharing of a plan year above the out-of-pocket limit of the plan or of the law."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from medbills.domain.cost_sharing import ClaimShare, by_family, by_person, claim_shares, crossing
from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Check, Finding, Inspection, NotChecked, Severity
from medbills.domain.money import ONE_CENT, Money, total
from medbills.domain.plan import Plan
from medbills.domain.plan_year import year_words
from medbills.domain.shares import PROTECTED_PLANS
from medbills.rules import rules_of

SLUG = "oop_max_exceeded"
_AUTHORITY = "42 U.S.C. 18022(c); 45 CFR 156.130"
_CHECKED = datetime.date(2026, 11, 21)
_EXEMPT = frozenset({"short_term_or_fixed_indemnity", "health_sharing", "uninsured_self_pay"})


@dataclass(frozen=True)
class _Limit:
    amount: Money
    legal: bool


def inspect(facts: Facts) -> Inspection:
    """Each person and the family, by plan year; claims in network, or of unknown network to ask."""
    plan = facts.plan
    needs: list[str] = []
    counted = [share for share in claim_shares(facts) if share.tier != "out"]
    if plan is None or (plan.type is None and plan.out_of_pocket_max_individual is None and plan.out_of_pocket_max_family is None):
        needs.append("the plan's out-of-pocket limit, or its type")
    elif plan.grandfathered or plan.type in _EXEMPT:
        needs.append("a plan that must have an out-of-pocket limit")
    elif not counted:
        needs.append("an insurer's statement (EOB) with its day of care")
    else:
        return Inspection(tuple(_findings(facts, plan, counted, needs)), tuple(NotChecked(SLUG, need) for need in dict.fromkeys(needs)))
    return Inspection((), tuple(NotChecked(SLUG, need) for need in dict.fromkeys(needs)))


def _findings(facts: Facts, plan: Plan, counted: Sequence[ClaimShare], needs: list[str]) -> list[Finding]:
    found, legal = [], legal_limits(facts)
    for group in by_person(counted):
        limit = _limit(plan, legal, plan.out_of_pocket_max_individual, group[0].year.year, 0)
        if limit is None:
            needs.append(f"the plan's out-of-pocket limit for {group[0].year.year}")
        else:
            found.append(_compare(plan, group, limit, "one person"))
    for group in by_family(counted):
        limit = _limit(plan, legal, plan.out_of_pocket_max_family, group[0].year.year, 1)
        if limit is not None and len({share.person for share in group}) > 1:
            found.append(_compare(plan, group, limit, "the family"))
    return [finding for finding in found if finding is not None]


def _limit(
    plan: Plan, limits: Mapping[int, tuple[Money, Money]], own: Money | None, year: int, column: int
) -> _Limit | None:
    """The lower of the plan's limit and the legal one of the year in which the plan year begins."""
    legal = limits.get(year) if plan.type in PROTECTED_PLANS else None
    if legal is not None and (own is None or legal[column] < own):
        return _Limit(legal[column], True)
    return _Limit(own, False) if own is not None else None


def legal_limits(facts: Facts) -> Mapping[int, tuple[Money, Money]]:
    """By year: for one person, and for more than one."""
    rows = rules_of(facts).tables["reference_figures"]
    limits = [row for row in rows["aca_max_out_of_pocket_in_network"] if "year" in row]
    return {row["year"]: (Money(row["self"] * 100), Money(row["other"] * 100)) for row in limits}


def _compare(plan: Plan, group: Sequence[ClaimShare], limit: _Limit, whose: str) -> Finding | None:
    taken = total(share.share for share in group)
    at = crossing([share.share for share in group], limit.amount)
    above = taken - limit.amount
    if at is None or above <= ONE_CENT:
        return None
    over = [share for share in group[at:] if share.share.cents > 0]
    when = year_words(plan, group[0].year)
    name = "the legal limit" if limit.legal else "the plan's limit"
    based = "" if limit.legal else "Based on what you entered, "
    told = plan.year_start is not None and group[0].tier is not None
    return Finding(
        check=SLUG, severity=Severity.HIGH, title="Costs above the out-of-pocket limit",
        explanation=f"Deductibles, copays and coinsurance for {whose} come to {taken} {when}. "
        f"{based}{name if based else name.capitalize()} is {limit.amount}. The difference is {above}. Some care may not count.",
        amount_at_stake=above, documents=tuple(dict.fromkeys(share.eob.id for share in over)),
        lines=tuple(ref for share in over for ref in share.share_lines), certainty=Certainty.LIKELY if told else Certainty.ASK,
        question="Please send the list of all amounts counted toward the out-of-pocket limit for this plan year.",
        remedy="Please process the claims again if the limit was already reached.",
        letter="accumulator_audit_request", authority=_AUTHORITY,
        checked_on=_CHECKED,
        reason=f"Deductibles, copays and coinsurance for {whose} come to {taken} {when}. {name.capitalize()} is {limit.amount}.",
    )  # fmt: skip


CHECK = Check(
    slug=SLUG, number="D06", title="Out-of-pocket limit", sentence="Adds up what you paid or owe in network and compares the yearly limit.",
    severity=Severity.HIGH, authority=_AUTHORITY, checked_on=_CHECKED, inspect=inspect,
)  # fmt: skip
