"""Fits an entry of the Learn page to the user's own papers, and tells the authority behind it with the day it was checked."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from medbills.domain.help_entry import HelpEntry
from medbills.domain.rule import Pack
from medbills.domain.strategy import Signs
from medbills.rules import load_pack
from medbills.services.case_signs import case_signs
from medbills.services.load_matters import load_matters
from medbills.services.rules_in_use import rules_in_use
from medbills.store import Vault

UNSURE = "uncertain"


@dataclass(frozen=True, slots=True)
class Authority:
    """Where an entry is from, the earliest day its parts were checked, and whether all of it is sure."""

    source: str
    checked_on: datetime.date | None
    sure: bool


@dataclass(frozen=True, slots=True)
class Fitting:
    """An open case with the signs that an entry asks for."""

    case_id: str
    title: str
    who: str


@dataclass(frozen=True, slots=True)
class Bearings:
    """What the page needs of the vault: the rules in use, the open cases with their signs, and the state to begin with."""

    rules: Pack
    cases: tuple[tuple[Fitting, Signs], ...]
    state: str | None

    def fitting(self, entry: HelpEntry) -> Fitting | None:
        """The first open case that the entry fits; None for an entry that asks for no signs."""
        return next((case for case, signs in self.cases if entry.when and signs.meet(entry.when)), None)

    def authority(self, entry: HelpEntry) -> Authority:
        return authority_of(entry, self.rules)


def bearings(vault: Vault, *, today: datetime.date, person_id: str | None = None) -> Bearings:
    """The cases of everybody or of one person, the largest sums first."""
    matters = load_matters(vault, today=today, person_id=person_id, with_closed=False)
    in_order = sorted(matters, key=lambda matter: (-matter.at_stake.cents, matter.id))
    cases = tuple(
        (Fitting(matter.id, matter.case.title, matter.person.short if matter.person else ""), case_signs(matter, today))
        for matter in in_order
    )
    return Bearings(rules_in_use(vault), cases, _state(vault, person_id))


def bearings_without_papers() -> Bearings:
    """Where no vault was asked yet: the rules that ship, and no case."""
    return Bearings(load_pack(), (), None)


def authority_of(entry: HelpEntry, rules: Pack) -> Authority:
    """The rules' own citations where it names rules, so that a newer set of rules is told at once; else what the entry says."""
    found = [rules.rules[name] for name in entry.rules if name in rules.rules]
    if not found:
        return Authority(entry.source, entry.checked_on, True)
    cited = " · ".join(dict.fromkeys(rule.citation for rule in found))
    return Authority(cited, min(rule.as_of for rule in found), all(rule.confidence != UNSURE for rule in found))


def _state(vault: Vault, person_id: str | None) -> str | None:
    people = vault.people.all()
    order = [*(one for one in people if one.id == person_id), *(one for one in people if one.is_me), *people]
    return next((one.state.upper() for one in order if one.state), None)
