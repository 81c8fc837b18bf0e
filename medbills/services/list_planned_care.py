"""Planned care with where it stands: what is on file, what runs out, and the estimate beside the bills that came."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from medbills import plain_yaml
from medbills.domain.code_formats import is_cdt
from medbills.domain.estimates import Overrun, accounts_for, estimates_of, overrun
from medbills.domain.facts import Facts
from medbills.domain.money import Money
from medbills.domain.names import same_organization
from medbills.domain.paper import Kind
from medbills.domain.person import Person
from medbills.domain.planned_care import SOON_DAYS, Given, NetworkEvidence, PlannedCare, UnitsUsed, units_used
from medbills.domain.statements import accounts_of, provider_of, total_charges
from medbills.domain.wording import counted, listed, long_day
from medbills.paths import resource
from medbills.services.gather_facts import gather_facts
from medbills.services.list_payments import BillChoice, bill_choices
from medbills.services.rules_in_use import rules_in_use
from medbills.store import Vault

FEW_UNITS = 2
ALONE = "Care without insurance can be disputed from $400 above the estimate (45 CFR 149.620)."


@dataclass(frozen=True, slots=True)
class Standing:
    """One thing of planned care: what is on file in a sentence, a word for its state, and whether that needs a look."""

    key: str
    title: str
    says: str
    state: str
    look: bool | None  # True: look at it; False: in order; None: nothing on file


@dataclass(frozen=True, slots=True)
class Habit:
    """One habit of the list."""

    id: str
    title: str
    why: str
    done: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CareView:
    """Planned care, ready to be shown."""

    care: PlannedCare
    who: str
    evidence: tuple[NetworkEvidence, ...]
    parts: tuple[Standing, ...]
    units: tuple[UnitsUsed, ...]
    overrun: Overrun | None
    says: str  # the estimate against the bills, or "" before they came
    habits: tuple[Habit, ...]

    @property
    def warnings(self) -> tuple[Standing, ...]:
        return tuple(part for part in self.parts if part.look)


@dataclass(frozen=True, slots=True)
class CareList:
    """Everything planned; `papers` are estimates and predeterminations on file by (id, words)."""

    cares: tuple[CareView, ...]
    people: tuple[Person, ...]
    bills: tuple[BillChoice, ...]
    papers: tuple[tuple[str, str], ...]


def list_planned_care(vault: Vault, *, today: datetime.date, person_id: str | None = None) -> CareList:
    """Everybody's planned care, or one person's, in the order of its days."""
    people = tuple(person for person in vault.people.all() if person_id in (None, person.id))
    names = {person.id: person.short for person in people}
    cares = [care for care in vault.planned_cares.all() if person_id in (None, care.person_id)]
    facts = {who: gather_facts(vault, who, today=today, with_closed=True) for who in {care.person_id for care in cares}}
    threshold = Money(rules_in_use(vault).tables["reference_figures"]["no_surprises"]["ppdr_threshold"] * 100)
    evidence = vault.network_evidence.all()
    views = tuple(
        _view(care, names.get(care.person_id or "", ""), facts[care.person_id], threshold, today,
              tuple(one for one in evidence if one.care_id == care.id))
        for care in sorted(cares, key=lambda care: (care.care_on or datetime.date.max, care.title))
    )  # fmt: skip
    return CareList(views, people, tuple(bill_choices(vault, person_id)), tuple(_papers(vault, person_id)))


def _papers(vault: Vault, person_id: str | None) -> Iterator[tuple[str, str]]:
    words = {Kind.GOOD_FAITH_ESTIMATE: "Estimate", Kind.PREDETERMINATION: "Predetermination"}
    for kept in vault.papers.all():
        if kept.paper.kind in words and kept.confirmed and person_id in (None, kept.person_id):
            day = f" of {long_day(kept.paper.dated)}" if kept.paper.dated else ""
            yield kept.id, f"{words[kept.paper.kind]} from {provider_of(kept.paper) or 'somebody'}{day}"


def _view(
    care: PlannedCare, who: str, facts: Facts, threshold: Money, today: datetime.date, evidence: tuple[NetworkEvidence, ...]
) -> CareView:
    expected, found = _against_bills(care, facts, threshold)
    units = units_used(care, _given(care, facts))
    parts = (
        _estimate(care, expected, found), _authorization(care, units, today), _referral(care, today), _network(evidence), _dental(care)
    )
    return CareView(
        care=care, who=who, evidence=evidence, parts=parts, units=units, overrun=found, says=_bills_words(care, found),
        habits=tuple(_habits(care)),
    )  # fmt: skip


def _against_bills(care: PlannedCare, facts: Facts, threshold: Money) -> tuple[Money | None, Overrun | None]:
    """The same comparison as the check makes."""
    for estimate in estimates_of(facts, None):
        paper = estimate.paper
        mine = paper.id == care.estimate_paper if care.estimate_paper else estimate.told and (
            paper.provider_name == care.provider and total_charges(paper) == care.estimate and paper.service_from == care.care_on
        )  # fmt: skip
        expected = total_charges(paper)
        if mine and expected is not None:
            return expected, overrun(expected, accounts_for(facts, paper), threshold)
    return care.estimate, None


def _given(care: PlannedCare, facts: Facts) -> Iterator[Given]:
    for account in accounts_of(facts):
        if same_organization(care.provider, provider_of(account.latest)) is not True:
            continue
        yield from (Given(line.code, line.first_day, line.units) for line in account.itemized.lines if line.code)


def _estimate(care: PlannedCare, expected: Money | None, found: Overrun | None) -> Standing:
    title = "Good-faith estimate"
    if expected is None:
        asked = f"Asked for on {long_day(care.estimate_asked_on)}." if care.estimate_asked_on else "Ask for one before the care."
        return Standing("estimate", title, asked, "None yet", None)
    given = f" of {long_day(care.estimate_on)}" if care.estimate_on else ""
    says = f"{expected}, the estimate{given}."
    if found is None:
        return Standing("estimate", title, says, "On file", False)
    above = found.above.cents > 0
    return Standing("estimate", title, f"{says} The bills come to {found.billed}.", f"{found.above} above" if above else "Within it", above)


def _bills_words(care: PlannedCare, found: Overrun | None) -> str:
    if found is None:
        return ""
    if found.above.cents <= 0:
        return f"The bills of {found.billed} stay within the estimate of {found.expected}."
    told = f"The bills are {found.above} above the estimate of {found.expected}."
    if not found.eligible:
        return f"{told} Ask what was added, and why."
    return f"{told} That is enough for the federal dispute process." if care.without_insurance else f"{told} {ALONE}"


def _authorization(care: PlannedCare, units: tuple[UnitsUsed, ...], today: datetime.date) -> Standing:
    title = "Prior authorization"
    if not care.authorization and not care.authorized_units:
        return Standing("authorization", title, "Ask if the plan wants one, and for its number.", "None yet", None)
    used = [f"{one.code}: {one.used.normalize():f} of {counted(one.approved, 'unit')} used" for one in units]
    says = ". ".join([f"Number {care.authorization}" if care.authorization else "No number noted", *used])
    until = f". Until {long_day(care.authorized_to)}." if care.authorized_to else "."
    out = [one.code for one in units if one.left <= 0]
    few = [one.code for one in units if 0 < one.left <= FEW_UNITS and one.used > 0]
    if any(one.left < 0 for one in units):
        state = f"More billed than approved: {listed(out)}"
    elif out:
        state = f"Used up: {listed(out)}"
    elif (ends := _ends(care.authorized_to, today)) or few:
        state = ends or f"Few units left: {listed(few)}"
    else:
        return Standing("authorization", title, says + until, "In order", False)
    return Standing("authorization", title, says + until, state, True)


def _referral(care: PlannedCare, today: datetime.date) -> Standing:
    if not care.referral:
        return Standing("referral", "Referral", "Some plans pay nothing without one.", "None yet", None)
    until = f" Until {long_day(care.referral_to)}." if care.referral_to else ""
    ends = _ends(care.referral_to, today)
    return Standing("referral", "Referral", f"{care.referral}.{until}", ends or "On file", bool(ends))


def _ends(last: datetime.date | None, today: datetime.date) -> str:
    """ "Ends in 5 days", "Ended"; nothing while there is time."""
    if last is None or (last - today).days > SOON_DAYS:
        return ""
    days = (last - today).days
    return "Ended" if days < 0 else "Ends today" if not days else f"Ends in {counted(days, 'day')}"


def _network(evidence: tuple[NetworkEvidence, ...]) -> Standing:
    title = "In the network"
    if not evidence:
        return Standing("network", title, "Ask about the facility and each doctor. Note who said so.", "None yet", None)
    out = [one for one in evidence if not one.in_network]
    last = evidence[-1]
    by = f": {last.said_by}" if last.said_by else ""
    says = f"{counted(len(evidence), 'note')}, the last on {long_day(last.told_on)}{by}."
    return Standing("network", title, says, "One said: not in network" if out else "Said to be in network", bool(out))


def _dental(care: PlannedCare) -> Standing:
    title = "Dental predetermination"
    if care.predetermined is None:
        return Standing("dental", title, "For dental care: ask for it in writing, per tooth and code.", "None yet", None)
    given = f" on {long_day(care.predetermined_on)}" if care.predetermined_on else ""
    return Standing("dental", title, f"The plan said{given} that it will pay {care.predetermined}. It is no promise.", "On file", False)


@cache
def _known_habits() -> Any:
    return plain_yaml.load(resource("aid", "before_care.yaml").read_text(encoding="utf-8"))["habits"]


def _habits(care: PlannedCare) -> Iterator[Habit]:
    dental = any(is_cdt(code) for code in care.codes)
    fits = {None: True, "dental": dental, "without_insurance": care.without_insurance}
    for entry in _known_habits():
        if fits[entry.get("only")] or entry["id"] in care.habits:
            yield Habit(entry["id"], entry["title"], f"{entry['why']} ({entry['source']})", entry["id"] in care.habits)
