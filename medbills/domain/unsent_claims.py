"""Bills that no insurer's paper speaks of: whether insurance should have got a claim, and on which day the care was."""

from __future__ import annotations

import datetime

from medbills.domain.belonging import belong_together
from medbills.domain.facts import Facts
from medbills.domain.live_eobs import live_eobs
from medbills.domain.matching import BillMatch
from medbills.domain.paper import Kind, Paper
from medbills.domain.plan import Plan
from medbills.domain.remembered import remembered
from medbills.domain.statements import care_days, charges_of, same_provider

_NOT_INSURANCE = frozenset({"uninsured_self_pay", "health_sharing", "short_term_or_fixed_indemnity"})
_OLD = datetime.timedelta(days=30)


def insured(facts: Facts) -> bool | None:
    """By the user's word, else by a plan that is here; None when neither says so."""
    if facts.context.pays_without_insurance or facts.patient.insured is False:
        return False
    if facts.plan is not None and facts.plan.type == "uninsured_self_pay":
        return False
    return True if facts.patient.insured or facts.plan is not None else None


def plan_for(facts: Facts, bill: Paper) -> Plan | None:
    """The plan that insures care like the bill's: teeth by a dental plan, everything else by a health plan."""
    dental = _dental(bill)
    for plan in (facts.plan, facts.secondary_plan):
        if plan is None or plan.type in _NOT_INSURANCE:
            continue
        if (dental and (plan.dental or plan.type == "dental_stand_alone")) or (not dental and plan.type != "dental_stand_alone"):
            return plan
    return None


@remembered
def _dental(bill: Paper) -> bool:
    codes = [bill.lines[index].code or "" for index in charges_of(bill)]
    return bool(codes) and all(code.startswith("D") for code in codes)


def covered(plan: Plan, day: datetime.date) -> bool | None:
    """Whether the plan was in force that day; None when its first day is not known."""
    if plan.covered_from is None:
        return None
    return plan.covered_from <= day and (plan.covered_to is None or day <= plan.covered_to)


def unanswered(facts: Facts, found: BillMatch) -> bool | None:
    """Whether no insurer's paper and no payment of an insurer speaks of the bill; None where one may."""
    papers = found.account.papers
    if found.found or any(_sent(paper) for paper in papers):
        return False
    if found.ambiguous or any(_may_be_about(paper, eob) for paper in papers for eob in live_eobs(facts)):
        return None
    refusals = facts.of_kind(Kind.DENIAL_LETTER)
    return not any(belong_together(paper, letter) for letter in refusals for paper in papers)


def first_day(found: BillMatch) -> datetime.date | None:
    """The first day of the care on the bill."""
    days = care_days(found.bill) or care_days(found.account.latest)
    return days[0] if days else None


def never_sent(facts: Facts, found: BillMatch) -> bool:
    """Insured care on a bill of more than 30 days, of which no insurer has said anything."""
    day, plan = first_day(found), plan_for(facts, found.bill)
    if day is None or plan is None or not insured(facts) or not covered(plan, day):
        return False
    since = min((paper.statement_date for paper in found.account.papers if paper.statement_date), default=day)
    return facts.today - since > _OLD and unanswered(facts, found) is True


def _sent(bill: Paper) -> bool:
    return any(amount is not None and amount.cents != 0 for amount in (bill.plan_paid, bill.total_adjustments))


def _may_be_about(bill: Paper, eob: Paper) -> bool:
    one, two = care_days(bill), care_days(eob)
    same_days = one is not None and two is not None and one[0] <= two[1] and two[0] <= one[1]
    return same_days and same_provider(bill, eob) is not False
