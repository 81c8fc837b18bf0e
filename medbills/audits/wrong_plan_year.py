"""A deductible counted in another plan year than the care, or taken twice for a stay over the end of a plan year."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Check, Finding, Inspection, LineRef, NotChecked, Severity
from medbills.domain.live_eobs import live_eobs, same_payer
from medbills.domain.money import ZERO, Money, total
from medbills.domain.paper import Paper
from medbills.domain.plan import Plan
from medbills.domain.plan_year import plan_year_of
from medbills.domain.shares import statement_words
from medbills.domain.statements import care_days
from medbills.domain.wording import long_day

SLUG = "wrong_plan_year"
_AUTHORITY = "The plan document or summary of benefits; 29 CFR 2560.503-1(g)"
_CHECKED = datetime.date(2026, 11, 21)


@dataclass(frozen=True)
class _Taken:
    eob: Paper
    line: int | None
    day: datetime.date
    amount: Money


def inspect(facts: Facts) -> Inspection:
    """Deductibles of the live EOBs by the plan year of the care."""
    plan = facts.plan
    if plan is None or plan.year_start is None:
        return _not_checked("the day the plan year begins")
    taken = [item for eob in live_eobs(facts) if same_payer(eob, plan.payer_name) is not False for item in _deductibles(eob)]
    if not taken:
        return _not_checked("an insurer's statement (EOB) with a deductible and its day of care")
    findings = [*_over_the_year_s_end(facts, plan, taken), *_other_year_named(plan, taken)]
    return Inspection(tuple(findings))


def _deductibles(eob: Paper) -> list[_Taken]:
    days = care_days(eob)
    first = days[0] if days else None
    lines = [(index, line.first_day or first, line.deductible) for index, line in enumerate(eob.lines) if line.deductible is not None]
    if lines:
        return [_Taken(eob, index, day, amount) for index, day, amount in lines if day and amount > ZERO]
    return [_Taken(eob, None, first, eob.deductible)] if first and eob.deductible is not None and eob.deductible > ZERO else []


def _over_the_year_s_end(facts: Facts, plan: Plan, taken: Sequence[_Taken]) -> list[Finding]:
    """Many plans use the day of admission for the whole stay: what the later year takes is asked about."""
    stay = facts.context.stay
    admitted = (stay.admitted if stay else None) or next((item.eob.admission_date for item in taken if item.eob.admission_date), None)
    discharged = (stay.discharged if stay else None) or next((item.eob.discharge_date for item in taken if item.eob.discharge_date), None)
    if admitted is None or discharged is None or plan_year_of(plan, admitted) == plan_year_of(plan, discharged):
        return []
    inside = [item for item in taken if admitted <= item.day <= discharged]
    year = plan_year_of(plan, admitted)
    later = [item for item in inside if plan_year_of(plan, item.day) > year]
    before = total(item.amount for item in inside if plan_year_of(plan, item.day) == year)
    if not later or not before:
        return []
    words = f"The stay from {long_day(admitted)} to {long_day(discharged)} has two deductibles: {before} and {_sum(later)}."
    return [_finding(later, f"{words} Many plans count a stay by the day of admission.", words.replace(": ", ", "))]


def _other_year_named(plan: Plan, taken: Sequence[_Taken]) -> list[Finding]:
    """The plan says which year's deductible it counted; care of the year before it is asked about."""
    named = plan.accumulator_year
    if named is None:
        return []
    papers = dict.fromkeys(item.eob.id for item in taken if plan_year_of(plan, item.day).year == named - 1 and _processed_in(item, named))
    found = []
    for paper in papers:
        other = [item for item in taken if item.eob.id == paper and plan_year_of(plan, item.day).year == named - 1]
        day = long_day(other[0].day)
        words = f"{statement_words([other[0].eob])} takes a deductible of {_sum(other)} for care of {day}."
        said = f"The plan says it counted the {named} deductible."
        found.append(_finding(other, f"{words} {said}", f"{words} {said}"))
    return found


def _processed_in(item: _Taken, year: int) -> bool:
    """The plan's word about a year can only be about what it processed from then on."""
    return item.eob.processed_date is not None and item.eob.processed_date.year >= year


def _sum(items: Sequence[_Taken]) -> Money:
    return total(item.amount for item in items)


def _finding(items: Sequence[_Taken], explanation: str, reason: str) -> Finding:
    return Finding(
        check=SLUG, severity=Severity.MEDIUM, title="Which year's deductible",
        explanation=f"{explanation} It is worth asking which year counts.", amount_at_stake=_sum(items),
        documents=tuple(dict.fromkeys(item.eob.id for item in items)),
        lines=tuple(LineRef(item.eob.id, item.line) for item in items if item.line is not None), certainty=Certainty.ASK,
        question="Which plan year's deductible applies to this care, by which plan rule?",
        remedy="Please count the deductible in the right plan year, and process the claim again if it changes.",
        letter="internal_appeal", authority=_AUTHORITY, checked_on=_CHECKED, reason=reason,
    )  # fmt: skip


def _not_checked(need: str) -> Inspection:
    return Inspection(not_checked=(NotChecked(SLUG, need),))


CHECK = Check(
    slug=SLUG, number="D08", title="The year of the deductible",
    sentence="Looks for a deductible that may be counted in the wrong plan year.",
    severity=Severity.MEDIUM, authority=_AUTHORITY, checked_on=_CHECKED, inspect=inspect,
)  # fmt: skip
