"""A plan whose out-of-pocket limit for one person is above the legal limit of its year."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Check, Finding, Inspection, NotChecked, Severity
from medbills.domain.live_eobs import live_eobs, same_payer
from medbills.domain.money import ZERO, Money
from medbills.domain.plan import Plan
from medbills.domain.plan_year import plan_year_of
from medbills.domain.shares import PROTECTED_PLANS
from medbills.rules import rules_of

SLUG = "plan_oop_above_legal"
_AUTHORITY = "42 U.S.C. 18022(c); 45 CFR 156.130"
_CHECKED = datetime.date(2026, 11, 21)


def inspect(facts: Facts) -> Inspection:
    """The limit the user entered, against that of the year in which the plan year begins."""
    plan = facts.plan
    if plan is None or plan.out_of_pocket_max_individual is None:
        return _not_checked("the plan's out-of-pocket limit for one person")
    if plan.type is None:
        return _not_checked("the type of the plan")
    if plan.type not in PROTECTED_PLANS or plan.grandfathered or plan.retiree_only:
        return Inspection()
    year = _year(facts, plan)
    legal = _legal_limits(facts).get(year)
    if legal is None:
        return _not_checked(f"the legal out-of-pocket limit for {year}")
    above = plan.out_of_pocket_max_individual - legal
    if above <= ZERO:
        return Inspection()
    return Inspection((_finding(facts, plan, plan.out_of_pocket_max_individual, legal, year),))


def _year(facts: Facts, plan: Plan) -> int:
    """The year in which the newest plan year begins that the plan covers; of a plan to come, its first."""
    day = max(facts.today, plan.covered_from) if plan.covered_from else facts.today
    day = min(day, plan.covered_to) if plan.covered_to else day
    return plan_year_of(plan, day).year


def _legal_limits(facts: Facts) -> Mapping[int, Money]:
    rows = rules_of(facts).tables["reference_figures"]
    return {row["year"]: Money(row["self"] * 100) for row in rows["aca_max_out_of_pocket_in_network"] if "year" in row}


def _finding(facts: Facts, plan: Plan, own: Money, legal: Money, year: int) -> Finding:
    papers = tuple(eob.id for eob in live_eobs(facts) if same_payer(eob, plan.payer_name) is not False)
    return Finding(
        check=SLUG, severity=Severity.LOW, title="Plan's limit above the legal one",
        explanation=f"Based on what you entered, the plan's out-of-pocket limit is {own}. For {year} the legal limit is {legal}. "
        f"The difference is {own - legal}. Please check that it is the limit in network.",
        amount_at_stake=own - legal, documents=papers, certainty=Certainty.LIKELY if plan.year_start else Certainty.ASK,
        question="Is this the in-network limit for one person, and which year is it for?",
        remedy="Please tell me in writing which out-of-pocket limit applies.", letter="internal_appeal", authority=_AUTHORITY,
        checked_on=_CHECKED,
        reason=f"The plan lists an out-of-pocket limit of {own} for one person. The legal limit for {year} is {legal}.",
    )  # fmt: skip


def _not_checked(need: str) -> Inspection:
    return Inspection(not_checked=(NotChecked(SLUG, need),))


CHECK = Check(
    slug=SLUG, number="D07", title="The plan's own limit",
    sentence="Compares the plan's out-of-pocket limit with the legal one of its year.",
    severity=Severity.LOW, authority=_AUTHORITY, checked_on=_CHECKED, inspect=inspect,
)  # fmt: skip
