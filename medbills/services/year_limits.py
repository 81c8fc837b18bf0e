"""Gathers the insurance papers of everybody on a plan, and replays them against its yearly limits."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from medbills.domain.accumulators import Step, Toward
from medbills.domain.case import KeptPaper
from medbills.domain.cash_price import YearLeft
from medbills.domain.cost_sharing import undated_eobs
from medbills.domain.facts import Facts
from medbills.domain.money import ZERO, Money
from medbills.domain.names import same_person
from medbills.domain.paper import Paper
from medbills.domain.person import Person
from medbills.domain.wording import long_day
from medbills.services.gather_facts import gather_facts, plans_of
from medbills.services.name_case import short_name
from medbills.services.replay_accumulators import AccumulatorView, replay_accumulators
from medbills.store import Vault

_WORDS = {Toward.DEDUCTIBLE: "Deductible", Toward.OUT_OF_POCKET: "Out-of-pocket limit"}
_TIERS = {"in": "in network", "out": "out of network"}


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitStep:
    """One insurer's paper: what it takes, the sum so far, what the paper itself says, and what goes above the limit."""

    paper_id: str
    day: datetime.date
    what: str
    taken: Money
    running: Money
    printed: Money | None
    above: Money
    reaches: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class YearLimit:
    """One limit of one person or the family in one plan year, ready to be drawn and told."""

    key: str
    who: str
    name: str  # "Deductible"
    tier: str  # "in network", or "" where the papers do not say
    plan: str
    year: datetime.date  # its first day
    ends: datetime.date  # its last day
    limit: Money | None
    counted: Money
    stands_at: Money  # `counted` or, where a statement prints more, that and what came after it
    met_in_print: bool  # a statement prints the limit as met, though the papers here do not add up to it
    steps: tuple[LimitStep, ...]
    says: str
    good: bool | None
    toward: Toward
    person_id: str | None  # None: the whole family, or nobody on file
    left: Money | None  # what may still be taken; None where the limit is not known


@dataclass(frozen=True, slots=True)
class YearLimits:
    """Every limit, the newest year first; `papers` are those the steps name, `undated` how many could not be put in order."""

    limits: tuple[YearLimit, ...]
    papers: Mapping[str, KeptPaper]
    undated: int


def year_limits(vault: Vault, *, today: datetime.date, person_id: str | None = None) -> YearLimits:
    """The limits of every plan, or those that one person counts toward: their own and the family's."""
    people = vault.people.all()
    limits: list[YearLimit] = []
    undated = 0
    for facts, members in _by_plan(vault, people, today):
        if person_id is not None and person_id not in {person.id for person in members}:
            continue
        undated += len(undated_eobs(facts))
        for view in replay_accumulators(facts):
            person = _person(view, members)
            if person_id is None or view.replay.person is None or (person and person.id == person_id):
                limits.append(_limit(view, person, facts))
    wanted = {step.paper_id for limit in limits for step in limit.steps}
    papers = {kept.id: kept for kept in vault.papers.all() if kept.id in wanted}
    return YearLimits(tuple(sorted(limits, key=lambda limit: -limit.year.toordinal())), papers, undated)


def year_left(vault: Vault, *, today: datetime.date, person_id: str | None = None) -> YearLeft | None:
    """What the plan may still take of one person in network this year, by the papers: the first person's where nobody is chosen.

    None where no deductible is on file.
    """
    found = [limit for limit in year_limits(vault, today=today, person_id=person_id).limits if limit.year <= today <= limit.ends]
    mine = [limit for limit in found if limit.person_id is not None and limit.tier != _TIERS["out"]]
    deductible = next((limit for limit in mine if limit.toward is Toward.DEDUCTIBLE and limit.limit is not None), None)
    if deductible is None or deductible.limit is None:
        return None
    most = next((one for one in mine if one.toward is Toward.OUT_OF_POCKET and one.person_id == deductible.person_id), None)
    plan = next((plan for person in vault.people.all() if person.id == deductible.person_id for plan in plans_of(vault, person)), None)
    return YearLeft(
        deductible=deductible.left or ZERO, rate=(plan.coinsurance_in if plan else None) or Decimal(0),
        out_of_pocket=most.left if most else None,
    )  # fmt: skip


def _by_plan(vault: Vault, people: tuple[Person, ...], today: datetime.date) -> Iterator[tuple[Facts, tuple[Person, ...]]]:
    """For each plan the facts of all its members together; who has no plan is looked at alone."""
    groups: dict[str, list[Person]] = {}
    for person in people:
        plans = plans_of(vault, person)
        medical = [plan for plan in plans if plan.type != "dental_stand_alone"]
        groups.setdefault(medical[0].id if medical else f"none {person.id}", []).append(person)
    for plan_id, members in groups.items():
        plan = vault.plans.get(plan_id)
        each = [gather_facts(vault, person.id, today=today, with_closed=True) for person in members]
        if plan is None and any(facts.plan for facts in each):
            continue  # a dental plan has a yearly maximum of its own, and no such limit
        yield dataclasses.replace(
            each[0], plan=plan, secondary_plan=None, papers=tuple(paper for facts in each for paper in _named(facts)),
        ), tuple(members)  # fmt: skip


def _named(facts: Facts) -> Iterator[Paper]:
    """A paper that names nobody is about the person it was filed under."""
    for paper in facts.eobs:
        yield paper if paper.patient_name else dataclasses.replace(paper, patient_name=facts.patient.name)


def _person(view: AccumulatorView, members: tuple[Person, ...]) -> Person | None:
    name = view.replay.person
    return next((person for person in members if name and (name == person.name or same_person(name, person.name))), None)


def _limit(view: AccumulatorView, person: Person | None, facts: Facts) -> YearLimit:
    replay = view.replay
    who = person.short if person else replay.person or "Whole family"
    plan = facts.plan
    return YearLimit(
        key=view.title, who=who, name=_WORDS[replay.toward], tier=_TIERS.get(replay.tier or "", ""),
        plan=(plan.name or plan.payer_name or "") if plan else "", year=replay.year, ends=_last_day(replay.year), limit=replay.limit,
        counted=replay.counted, stands_at=replay.stands_at, met_in_print=replay.met_in_print is not None, says=view.says, good=view.good,
        toward=replay.toward, person_id=person.id if person else None, left=replay.left,
        steps=tuple(step for one in replay.steps if (step := _step(one, replay.reached))),
    )  # fmt: skip


def _last_day(first: datetime.date) -> datetime.date:
    """The day before the next plan year."""
    leap = (first.month, first.day) == (2, 29)
    return first.replace(year=first.year + 1, day=28 if leap else first.day) - datetime.timedelta(days=1)


def _step(step: Step, reached: Step | None) -> LimitStep | None:
    day = step.eob.processed_date
    if day is None:
        return None
    where = short_name(step.eob.provider_name)
    what = f"Care at {where}" if where else f"Statement of {long_day(day)}"
    return LimitStep(
        paper_id=step.eob.id, day=day, what=what, taken=step.taken, running=step.running, printed=step.printed,
        above=step.above if step.above.cents > 1 else ZERO, reaches=step is reached,
    )  # fmt: skip
