"""Keeps whether cases are shown quietly: without the back and forth of calls and letters."""

from __future__ import annotations

from medbills.domain.changes import Changes
from medbills.store import Vault

SETTING = "quiet_cases"


def shown_quietly(vault: Vault) -> bool:
    """Whether the user asked for it."""
    return bool(vault.settings.get(SETTING, False))


def show_quietly(vault: Vault, on: bool) -> Changes:
    """Keeps the choice for every case."""
    with vault.change("Showed cases quietly" if on else "Showed every step of cases") as change:
        change.settings.set(SETTING, True if on else None)
    return change.changes
