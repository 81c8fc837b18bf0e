"""Suggests when another pair of eyes may be worth it: a very large case, care that waits, a network or an agency in it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from medbills.domain.changes import Changes
from medbills.domain.matter import Matter
from medbills.domain.money import Money
from medbills.services.case_signs import case_signs
from medbills.store import Vault

SETTING = "help_from"
USUAL = Money(10_000_00)  # our own choice, until the user sets another sum; no source names one
NEVER = "never"
LIST, STATE, ADVOCATES = "national_lines", "in_your_state", "advocates"  # entries of the Learn page
_AGENCY = ("surprise", "refused_again", "clock_late")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One calm sentence, and the entry of the Learn page that it opens."""

    says: str
    entry: str


def load_help_from(vault: Vault) -> Money | None:
    """From which sum help is suggested; None: never because of a sum."""
    kept = vault.settings.get(SETTING)
    if kept == NEVER:
        return None
    return USUAL if kept is None else Money(kept)


def keep_help_from(vault: Vault, amount: Money | None) -> Changes:
    """Keeps the sum; None: never because of a sum."""
    with vault.change("Set when to think of help") as change:
        change.settings.set(SETTING, NEVER if amount is None else amount.cents)
    return change.changes


def suggest_help(vault: Vault, matter: Matter, today: datetime.date) -> Suggestion | None:
    """For a case as it stands, with the user's own sum."""
    return suggestion(matter, load_help_from(vault), today)


def suggestion(matter: Matter, help_from: Money | None, today: datetime.date) -> Suggestion | None:
    """Care that waits comes first, then a network or an agency, then the sum. A closed case needs nobody."""
    if matter.case.closed_on:
        return None
    signs = case_signs(matter, today)
    if signs.meet(("refused", "appeal_open", "not appeal_sent")):
        return Suggestion("Care may wait for this answer. Free help with appeals exists.", STATE)
    if any(name in signs.names for name in _AGENCY):
        return Suggestion("A network or an agency is part of this. Someone who knows the rules can help.", LIST)
    most = max(matter.at_stake, matter.owed.asked)
    if help_from is not None and most >= help_from:
        return Suggestion(f"This case is about {most}. You wanted to think of help from {help_from} on.", ADVOCATES)
    return None
