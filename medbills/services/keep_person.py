"""Keeps what the user says of a person and their plans, and checks that person's cases anew."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Sequence

from medbills.domain.changes import Changes
from medbills.domain.person import Person
from medbills.domain.plan import Plan
from medbills.errors import IN_HISTORY, UnusableInput
from medbills.services.audit_cases import audit_cases
from medbills.services.gather_facts import plans_of
from medbills.services.keep_paper import new_id
from medbills.store import Vault

People = tuple[tuple[Person, tuple[Plan, ...]], ...]


def load_people(vault: Vault) -> People:
    """Everybody, each with their plans in the order they pay."""
    return tuple((person, plans_of(vault, person)) for person in vault.people.all())


def keep_person(vault: Vault, person: Person, plans: Sequence[Plan], *, today: datetime.date) -> tuple[Person, Changes]:
    """Adds or updates a person with their plans, in one change; ids are given to what has none.

    A plan of theirs that is not among `plans` goes, unless it is another person's too. Raises UnusableInput without a name.
    """
    if not person.name.strip():
        raise UnusableInput("A person needs a name. Type it as it stands on their papers.")
    kept_plans = tuple(plan if plan.id else dataclasses.replace(plan, id=new_id()) for plan in plans)
    before = vault.people.get(person.id) if person.id else None
    person = dataclasses.replace(person, id=person.id or new_id(), plan_ids=tuple(plan.id for plan in kept_plans))
    others = {plan_id for other in vault.people.all() if other.id != person.id for plan_id in other.plan_ids}
    with vault.change(f"Saved {person.short}") as change:
        for plan in kept_plans:
            change.plans.put(plan)
        change.people.put(person)
        for other in vault.people.all():
            if person.is_me and other.is_me and other.id != person.id:
                change.people.update(dataclasses.replace(other, is_me=False))
        for plan_id in (before.plan_ids if before else ()):
            if plan_id not in person.plan_ids and plan_id not in others and vault.plans.get(plan_id):
                change.plans.remove(plan_id)
        audit_cases(vault, change, today=today, person_id=person.id)
    return person, change.changes


def remove_person(vault: Vault, person_id: str) -> Changes:
    """Removes a person who has no papers. Raises UnusableInput when there are some."""
    person = vault.people.get(person_id)
    if person is None:
        raise UnusableInput(f"This person was removed already. {IN_HISTORY}")
    if vault.papers.of_person(person_id) or any(case.person_id == person_id for case in vault.cases.all()):
        raise UnusableInput(f"There are papers of {person.short}. Give them to somebody else, or remove them first.")
    with vault.change(f"Removed {person.short}") as change:
        change.people.remove(person_id)
    return change.changes
