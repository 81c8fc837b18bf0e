"""The insurer's papers of a plan year replayed in the order they were processed: what they count toward each limit, step by step."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from medbills.domain.cost_sharing import ClaimShare, by_family, by_person, claim_shares
from medbills.domain.facts import Facts
from medbills.domain.money import ONE_CENT, ZERO, Money
from medbills.domain.paper import Paper
from medbills.domain.plan import Plan


class Toward(StrEnum):
    """What a plan counts toward."""

    DEDUCTIBLE = "deductible"
    OUT_OF_POCKET = "out_of_pocket"


@dataclass(frozen=True)
class Step:
    """One paper of the replay. `printed` is what the paper itself says was counted so far, None where it says nothing."""

    eob: Paper
    taken: Money
    running: Money
    printed: Money | None
    above: Money  # the part of `taken` above the limit; zero where the limit is not known


@dataclass(frozen=True)
class Accumulator:
    """One limit of one plan year: whose, in which network tier (None: the papers do not say), and each step toward it.

    `limit` is the plan's own or, where that is lower or unknown, the law's; None when neither is known.
    """

    toward: Toward
    person: str | None  # None: the whole family
    year: datetime.date
    tier: str | None
    limit: Money | None
    limit_is_law: bool
    steps: tuple[Step, ...]

    @property
    def counted(self) -> Money:
        return self.steps[-1].running if self.steps else ZERO

    @property
    def stands_at(self) -> Money:
        """What was counted so far: the papers' own sum or, where the newest printed figure and what came after it is more, that."""
        after = ZERO
        for step in reversed(self.steps):
            if step.printed is not None:
                return max(self.counted, step.printed + after)
            after = after + step.taken
        return self.counted

    @property
    def left(self) -> Money | None:
        """What may still be taken; None where the limit is not known."""
        return None if self.limit is None else max(ZERO, self.limit - self.stands_at)

    @property
    def reached(self) -> Step | None:
        """The paper with which the limit was reached: from the next one on, nothing more should be taken."""
        if self.limit is None or self.limit <= ZERO:
            return None
        return next((step for step in self.steps if step.running >= self.limit), None)

    @property
    def met_in_print(self) -> Step | None:
        """The first paper that prints the limit as met, though the papers here do not add up to it: earlier ones are missing."""
        if self.limit is None or self.limit <= ZERO or self.reached is not None:
            return None
        return next((step for step in self.steps if step.printed is not None and step.printed >= self.limit), None)

    @property
    def first_above(self) -> Step | None:
        """The first paper that takes more than the limit leaves; one cent is rounding."""
        return next((step for step in self.steps if step.above > ONE_CENT), None)

    @property
    def differs(self) -> Step | None:
        """The last paper that prints a running figure, where that is not what the papers add up to, by more than a cent."""
        told = next((step for step in reversed(self.steps) if step.printed is not None), None)
        return told if told and told.printed is not None and abs(told.printed - told.running) > ONE_CENT else None


def accumulators(facts: Facts, legal: Mapping[int, tuple[Money, Money]], protected: bool) -> tuple[Accumulator, ...]:
    """Every limit that the papers of the plan count toward: newest plan year first, in network before out, a person before the family.

    `legal` has the law's out-of-pocket limits by year, for one person and for more (42 U.S.C. 18022(c)); they bind a plan that is
    `protected`. Papers without a day of processing cannot be put in order and are left out; drug claims may have a deductible
    of their own and count toward the out-of-pocket limit only.
    """
    dated = [share for share in claim_shares(facts) if share.eob.processed_date]
    law = legal if protected else {}
    found: list[Accumulator] = []
    for group in by_person(dated):
        name = _name(facts, group)
        found += _both(facts.plan, group, name, law, family=False)
    for group in by_family(dated):
        if len({share.person for share in group}) > 1:
            found += _both(facts.plan, group, None, law, family=True)
    return tuple(sorted(found, key=_order))


def _both(
    plan: Plan | None, group: Sequence[ClaimShare], person: str | None, law: Mapping[int, tuple[Money, Money]], *, family: bool
) -> Iterable[Accumulator]:
    year, tier = group[0].year, group[0].tier
    medical = [share for share in group if not share.drugs]
    own = _deductible(plan, family=family) if tier != "out" else None  # the plan's figures on file are those in network
    if any(share.deductible > ZERO for share in medical) or any(share.eob.deductible_met is not None for share in medical):
        told = [_told(share.eob.deductible_met, share.eob.deductible_limit, own, family=family) for share in medical]
        steps = [(share.eob, share.deductible, printed) for share, printed in zip(medical, told, strict=True)]
        yield Accumulator(Toward.DEDUCTIBLE, person, year, tier, own, False, _replayed(steps, own))
    limit, is_law = _out_of_pocket(plan, law.get(year.year), family=family) if tier != "out" else (None, False)
    told = [_told(share.eob.out_of_pocket_met, share.eob.out_of_pocket_limit, limit, family=family) for share in group]
    steps = [(share.eob, share.share, printed) for share, printed in zip(group, told, strict=True)]
    yield Accumulator(Toward.OUT_OF_POCKET, person, year, tier, limit, is_law, _replayed(steps, limit))


def _told(met: Money | None, of: Money | None, limit: Money | None, *, family: bool) -> Money | None:
    """What a paper prints as counted so far. It is one person's figure, unless the limit printed beside it is the family's."""
    return met if not family or (of is not None and of == limit) else None


def _deductible(plan: Plan | None, *, family: bool) -> Money | None:
    if plan is None:
        return None
    return plan.deductible_family if family or plan.deductible_shared else plan.deductible_individual


def _out_of_pocket(plan: Plan | None, law: tuple[Money, Money] | None, *, family: bool) -> tuple[Money | None, bool]:
    """The lower of the plan's and the law's limit, and whether it is the law's."""
    own = (plan.out_of_pocket_max_family if family else plan.out_of_pocket_max_individual) if plan else None
    legal = law[1 if family else 0] if law else None
    if legal is not None and (own is None or legal < own):
        return legal, True
    return own, False


def _replayed(taken: Iterable[tuple[Paper, Money, Money | None]], limit: Money | None) -> tuple[Step, ...]:
    steps: list[Step] = []
    running = ZERO
    for eob, amount, printed in taken:
        before, running = running, running + amount
        above = max(ZERO, running - max(limit, before)) if limit is not None else ZERO
        steps.append(Step(eob, amount, running, printed, above))
    return tuple(steps)


def _name(facts: Facts, group: Sequence[ClaimShare]) -> str:
    return next((share.eob.patient_name for share in group if share.eob.patient_name), None) or facts.patient.name or "The patient"


def _order(found: Accumulator) -> tuple[int, int, int, str, str]:
    tiers = {"in": 0, None: 1, "out": 2}
    return (-found.year.toordinal(), tiers.get(found.tier, 1), found.person is None, found.person or "", found.toward.value)
