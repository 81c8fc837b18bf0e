"""Keeps planned care with its habits, and the evidence of its network; the checks hear of it at once."""

from __future__ import annotations

import dataclasses
import datetime

from medbills.domain.changes import Changes
from medbills.domain.planned_care import NetworkEvidence, PlannedCare
from medbills.errors import IN_HISTORY, UnusableInput
from medbills.services.audit_cases import audit_cases
from medbills.services.keep_and_check import keep_and_check, remove_and_check, with_id
from medbills.store import Vault


def keep_planned_care(vault: Vault, care: PlannedCare, *, today: datetime.date) -> Changes:
    """Adds it, or updates the one of the same id. Raises UnusableInput without a name or provider, or for days that cannot be."""
    if not care.title.strip():
        raise UnusableInput("The care has no name yet. Say what is planned, like: Knee surgery.")
    if not care.provider.strip():
        raise UnusableInput("The care has no provider yet. Say who will give it, as their papers name them.")
    if care.authorized_from and care.authorized_to and care.authorized_to < care.authorized_from:
        raise UnusableInput("The authorization ends before it begins. Look at its two days.")
    what = f"Saved the planned care: {care.title}"
    return keep_and_check(vault, lambda of: of.planned_cares, care, lambda _there: what, today=today)


def remove_planned_care(vault: Vault, care_id: str, *, today: datetime.date) -> Changes:
    """Takes it away with its evidence. Raises UnusableInput when it is gone already."""
    care = _care(vault, care_id)
    what = f"Removed the planned care: {care.title}"
    return remove_and_check(vault, lambda of: of.planned_cares, care, what, today=today)


def tick_habit(vault: Vault, care_id: str, habit: str, done: bool) -> Changes:
    """Remembers that a habit was done, or not yet. Raises UnusableInput when the care is gone."""
    care = _care(vault, care_id)
    habits = tuple(sorted({*care.habits, habit} if done else set(care.habits) - {habit}))
    with vault.change("Ticked a habit" if done else "Took a tick away") as change:
        change.planned_cares.update(dataclasses.replace(care, habits=habits))
    return change.changes


def keep_evidence(vault: Vault, evidence: NetworkEvidence, *, today: datetime.date) -> Changes:
    """Adds it, or updates the one of the same id. Raises UnusableInput for a day to come, or when the care is gone."""
    if evidence.told_on > today:
        raise UnusableInput("This day is still to come. Note what was said once it is.")
    care = _care(vault, evidence.care_id)
    with vault.change("Noted what was said about the network") as change:
        change.network_evidence.put(evidence if evidence.id else with_id(evidence))
        audit_cases(vault, change, today=today, person_id=care.person_id)
    return change.changes


def remove_evidence(vault: Vault, evidence_id: str, *, today: datetime.date) -> Changes:
    """Takes it away. Raises UnusableInput when it is gone already."""
    evidence = vault.network_evidence.get(evidence_id)
    if evidence is None:
        raise UnusableInput(f"This note was removed already. {IN_HISTORY}")
    care = vault.planned_cares.get(evidence.care_id)
    with vault.change("Removed a note about the network") as change:
        change.network_evidence.remove(evidence_id)
        audit_cases(vault, change, today=today, person_id=care.person_id if care else None)
    return change.changes


def _care(vault: Vault, care_id: str) -> PlannedCare:
    care = vault.planned_cares.get(care_id)
    if care is None:
        raise UnusableInput(f"This planned care was removed already. {IN_HISTORY}")
    return care
