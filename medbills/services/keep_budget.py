"""Keeps the user's own figures of a month, from which they see what they can pay."""

from __future__ import annotations

from medbills.domain.affordability import Budget
from medbills.domain.changes import Changes
from medbills.domain.money import Money
from medbills.store import Vault

SETTING = "monthly_budget"


def load_budget(vault: Vault) -> Budget | None:
    """The figures that were kept; None before the first time."""
    kept = vault.settings.get(SETTING)
    if kept is None:
        return None
    return Budget(Money(kept["income"]), {name: Money(cents) for name, cents in kept["needs"].items()})


def keep_budget(vault: Vault, budget: Budget | None) -> Changes:
    """Keeps them; None forgets them."""
    kept = None
    if budget is not None:
        kept = {"income": budget.income.cents, "needs": {name: need.cents for name, need in budget.needs.items()}}
    with vault.change("Saved what you can pay in a month") as change:
        change.settings.set(SETTING, kept)
    return change.changes
