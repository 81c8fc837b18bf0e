"""Lists what a practice counted, with the day since when it tells patients before, and what its statements say."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from medbills.domain.changes import Changes
from medbills.domain.practice import Outcome
from medbills.services.keep_practice_figures import only_practice
from medbills.store import Vault

_SINCE = "told_before_since"


@dataclass(frozen=True, slots=True)
class Outcomes:
    """The counts; `since` is the day that parts before from after; of `statements` noted here, how many patients were not told."""

    found: tuple[Outcome, ...]
    since: datetime.date | None
    statements: int
    not_told: int


def list_outcomes(vault: Vault) -> Outcomes:
    """Everything counted. Raises UnusableInput in a family's vault."""
    only_practice(vault)
    since = vault.settings.get(_SINCE)
    gates = vault.statement_gates.all()
    told = sum(gate.told_before is False for gate in gates)
    return Outcomes(vault.outcomes.all(), datetime.date.fromisoformat(since) if since else None, len(gates), told)


def keep_change_day(vault: Vault, day: datetime.date) -> Changes:
    """Remembers the day since when patients are told before. Raises UnusableInput in a family's vault."""
    only_practice(vault)
    with vault.change("Saved the day since when patients are told") as change:
        change.settings.set(_SINCE, day.isoformat())
    return change.changes
