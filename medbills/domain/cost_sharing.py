"""Deductible, copay and coinsurance that the insurer's papers take, claim by claim, by person and plan year."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from medbills.domain.code_formats import is_cdt
from medbills.domain.facts import Facts
from medbills.domain.finding import LineRef
from medbills.domain.live_eobs import live_eobs, same_payer
from medbills.domain.money import ZERO, Money, total
from medbills.domain.names import same_person
from medbills.domain.paper import Paper
from medbills.domain.plan import Plan
from medbills.domain.plan_year import plan_year_of
from medbills.domain.remembered import remembered
from medbills.domain.statements import care_days


@dataclass(frozen=True)
class ClaimShare:
    """What one live claim takes of the patient. `person` counts from 0; `year` is the first day of the plan year."""

    eob: Paper
    person: int
    year: datetime.date
    deductible: Money
    copay: Money
    coinsurance: Money
    deductible_lines: tuple[LineRef, ...]
    share_lines: tuple[LineRef, ...]
    named: bool  # the paper names the patient
    drugs: bool  # a pharmacy claim: it may have a deductible of its own

    @property
    def tier(self) -> str | None:
        return self.eob.network_status

    @property
    def share(self) -> Money:
        return self.deductible + self.copay + self.coinsurance


@remembered
def claim_shares(facts: Facts) -> tuple[ClaimShare, ...]:
    """The live claims of the user's plan with a day of care, in the order they were processed; undated ones last."""
    people: list[str] = []
    found = [share for eob in live_eobs(facts) if (share := _share(facts, eob, people))]
    return tuple(sorted(found, key=lambda share: (share.eob.processed_date or datetime.date.max, share.eob.id)))


@remembered
def undated_eobs(facts: Facts) -> tuple[Paper, ...]:
    """Papers of the user's plan whose place in a plan year is not known: no day of care, or no day of processing."""
    return tuple(eob for eob in live_eobs(facts) if _of_plan(facts.plan, eob) and (care_days(eob) is None or eob.processed_date is None))


def by_person(shares: Iterable[ClaimShare]) -> tuple[tuple[ClaimShare, ...], ...]:
    """Groups of one person, plan year and network tier, each in the order given."""
    return _grouped(shares, lambda share: (share.person, share.year, share.tier))


def by_family(shares: Iterable[ClaimShare]) -> tuple[tuple[ClaimShare, ...], ...]:
    """Groups of one plan year and network tier, whoever the patient is."""
    return _grouped(shares, lambda share: (share.year, share.tier))


def crossing(amounts: Sequence[Money], limit: Money) -> int | None:
    """Index of the first amount at which the running sum goes above the limit; None when it never does."""
    running = ZERO
    for index, amount in enumerate(amounts):
        running = running + amount
        if running > limit:
            return index
    return None


def _grouped(shares: Iterable[ClaimShare], key: Callable[[ClaimShare], object]) -> tuple[tuple[ClaimShare, ...], ...]:
    groups: dict[object, list[ClaimShare]] = {}
    for share in shares:
        groups.setdefault(key(share), []).append(share)
    return tuple(tuple(group) for group in groups.values())


def _share(facts: Facts, eob: Paper, people: list[str]) -> ClaimShare | None:
    days = care_days(eob)
    if days is None or not _of_plan(facts.plan, eob) or not _covered(facts.plan, days[0]):
        return None
    (deductible, deductible_lines), (copay, copay_lines), (coinsurance, coinsurance_lines) = _parts(eob)
    name = eob.patient_name or facts.patient.name or ""
    return ClaimShare(
        eob, _person(name, people), plan_year_of(facts.plan, days[0]), deductible, copay, coinsurance, deductible_lines,
        tuple(sorted({*deductible_lines, *copay_lines, *coinsurance_lines})), named=bool(name),
        drugs=_drugs_alone(eob),
    )  # fmt: skip


def _of_plan(plan: Plan | None, eob: Paper) -> bool:
    """Not another insurer's paper, and not a dental one beside a health plan."""
    if plan is None:
        return True
    if same_payer(eob, plan.payer_name) is False:
        return False
    return plan.type == "dental_stand_alone" or not _dental_alone(eob)


@remembered
def _dental_alone(eob: Paper) -> bool:
    return bool(eob.lines) and all(is_cdt(line.code or "") for line in eob.lines)


@remembered
def _drugs_alone(eob: Paper) -> bool:
    return bool(eob.lines) and all(line.ndc and not line.code for line in eob.lines)


def _covered(plan: Plan | None, day: datetime.date) -> bool:
    if plan is None:
        return True
    return not ((plan.covered_from and day < plan.covered_from) or (plan.covered_to and day > plan.covered_to))


@remembered
def _parts(eob: Paper) -> tuple[tuple[Money, tuple[LineRef, ...]], ...]:
    """Deductible, copay and coinsurance."""
    return _part(eob, "deductible"), _part(eob, "copay"), _part(eob, "coinsurance")


def _part(eob: Paper, name: str) -> tuple[Money, tuple[LineRef, ...]]:
    """The lines' amounts where any line prints one, else the paper's total."""
    of_lines: list[Money | None] = [getattr(line, name) for line in eob.lines]
    printed = [(index, amount) for index, amount in enumerate(of_lines) if amount is not None]
    if not printed:
        return getattr(eob, name) or ZERO, ()
    return total(amount for _, amount in printed), tuple(LineRef(eob.id, index) for index, amount in printed if amount)


def _person(name: str, people: list[str]) -> int:
    for index, known in enumerate(people):
        if name == known or same_person(name, known):
            return index
    people.append(name)
    return len(people) - 1
