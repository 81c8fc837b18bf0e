"""Which of two coverages pays first, by the usual rules on coordination of benefits (NAIC model 120; 42 CFR 411.100 to 411.206)."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from medbills.domain.facts import Facts
from medbills.domain.plan import Plan

_GROUP_PLANS = frozenset({"employer_self_funded_erisa", "employer_fully_insured", "fehb", "non_erisa_government_or_church"})
_MEDICARE = frozenset({"medicare_original", "medicare_advantage"})
_OWN = frozenset({"subscriber", "employee", "member", "policyholder", "self", "own"})
_CUSTODY = ("court_order", "custodial_parent", "custodial_spouse", "other_parent", "other_spouse")
_LAST = {"tricare": 1, "medicaid": 2}  # after every other plan, in this order


@dataclass(frozen=True)
class MedicareLimits:
    """When a group plan pays before Medicare: from which age, with how many employees, for how many months."""

    least_age: int
    employees_age: int
    employees_disability: int
    kidney_months: int


@dataclass(frozen=True)
class Order:
    """The plan that pays first, the other one, and the rule that says so, in a plain sentence."""

    first: Plan
    second: Plan
    rule: str


def order_of(facts: Facts, day: datetime.date, limits: MedicareLimits) -> Order | str:
    """The order of the two plans for care of that day; or, in words, what is needed to tell."""
    one, two = facts.plan, facts.secondary_plan
    if one is None or two is None:
        return "the details of both plans, where there are two"
    types = {one.type, two.type}
    if "va" in types:
        return "an order of payment: care by the VA is not shared with other plans"
    if types & set(_LAST):
        return _public_last(one, two)
    if len(types & _MEDICARE) == 1 or (types & _MEDICARE and one.type not in _MEDICARE):
        medicare, other = (one, two) if one.type in _MEDICARE else (two, one)
        return _with_medicare(facts, medicare, other, day, limits)
    return _two_plans(facts, one, two)


def _public_last(one: Plan, two: Plan) -> Order | str:
    first, second = sorted((one, two), key=lambda plan: _LAST.get(plan.type or "", 0))
    if _LAST.get(first.type or "", 0) == _LAST.get(second.type or "", 0):
        return "two different plans"
    name = "Medicaid" if second.type == "medicaid" else "TRICARE"
    return Order(first, second, f"{name} pays after other plans.")


def _with_medicare(facts: Facts, medicare: Plan, other: Plan, day: datetime.date, limits: MedicareLimits) -> Order | str:
    if other.type not in _GROUP_PLANS:
        return Order(medicare, other, "Medicare pays before a plan that is not an employer's.")
    because = facts.context.medicare_because or _by_age(facts, day, limits)
    if because is None:
        return "why the patient has Medicare: age, disability or kidney disease"
    if because == "kidney":
        return _kidney(facts, medicare, other, day, limits)
    if other.standing in ("retiree", "cobra"):
        return Order(medicare, other, "Medicare pays before a retiree or COBRA plan.")
    if other.standing is None or other.employer_size is None:
        return f"whether the subscriber of {_name(other)} still works there, and how many employees the employer has"
    least = limits.employees_age if because == "age" else limits.employees_disability
    if other.employer_size >= least:
        return Order(other, medicare, f"A plan from a current job with {least} or more employees pays before Medicare.")
    return Order(medicare, other, f"Medicare pays before a plan of an employer with fewer than {least} employees.")


def _by_age(facts: Facts, day: datetime.date, limits: MedicareLimits) -> str | None:
    born = facts.patient.birth_date
    if born is None:
        return None
    age = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    return "age" if age >= limits.least_age else None


def _kidney(facts: Facts, medicare: Plan, other: Plan, day: datetime.date, limits: MedicareLimits) -> Order | str:
    since = facts.context.medicare_since
    if since is None:
        return "the first day of the right to Medicare"
    months = (day.year - since.year) * 12 + day.month - since.month - (day.day < since.day)
    if months < limits.kidney_months:
        return Order(other, medicare, f"With kidney disease, an employer's plan pays first for {limits.kidney_months} months.")
    return Order(medicare, other, f"With kidney disease, Medicare pays first after {limits.kidney_months} months.")


def _two_plans(facts: Facts, one: Plan, two: Plan) -> Order | str:
    """Own plan before a dependent's; a child's by the parents; a current job's before a retiree's; COBRA last; the longer one."""
    if one.covered_as is None or two.covered_as is None:
        return "whose plan each of the two is"
    own = [plan for plan, said in ((one, one.covered_as), (two, two.covered_as)) if said.casefold() in _OWN]
    if len(own) == 1:
        return _order(own[0], one, two, "A person's own plan pays before one as a dependent.")
    if one.covered_as.casefold() == two.covered_as.casefold() == "child":
        return _childs(facts, one, two)
    return _by_job(one, two)


def _childs(facts: Facts, one: Plan, two: Plan) -> Order | str:
    if facts.context.parents_together is False or (one.custody_role and two.custody_role and not facts.context.parents_together):
        if one.custody_role not in _CUSTODY or two.custody_role not in _CUSTODY or one.custody_role == two.custody_role:
            return "which parent the court order names, or who has custody"
        first = min(one, two, key=lambda plan: _CUSTODY.index(plan.custody_role or ""))
        return _order(first, one, two, "The court order decides first, then custody.")
    if facts.context.parents_together is None:
        return "whether the parents live together, or who has custody"
    born, other_born = one.subscriber_birth_date, two.subscriber_birth_date
    if born is None or other_born is None:
        return "the parents' birth dates"
    days = ((born.month, born.day), (other_born.month, other_born.day))
    if days[0] == days[1]:
        return _longer(one, two)
    return _order(one if days[0] < days[1] else two, one, two, "The plan of the parent whose birthday comes first in the year pays first.")


def _by_job(one: Plan, two: Plan) -> Order | str:
    ranks = {"active": 0, "retiree": 1, "cobra": 2}
    if one.standing not in ranks or two.standing not in ranks:
        return "whether each plan comes from a current job, a former one, or COBRA"
    if one.standing == two.standing:
        return _longer(one, two)
    first = min(one, two, key=lambda plan: ranks[plan.standing or ""])
    return _order(first, one, two, "A current job's plan pays before a retiree's, and both before COBRA.")


def _longer(one: Plan, two: Plan) -> Order | str:
    if one.covered_from is None or two.covered_from is None or one.covered_from == two.covered_from:
        return "since when each plan covers the patient"
    return _order(one if one.covered_from < two.covered_from else two, one, two, "The plan that has covered longer pays first.")


def _order(first: Plan, one: Plan, two: Plan, rule: str) -> Order:
    return Order(first, two if first is one else one, rule)


def _name(plan: Plan) -> str:
    return plan.payer_name or plan.name or "the plan"
