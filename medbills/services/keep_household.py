"""Keeps a household's size and income, once for the vault: for questions about help and taxes."""

from __future__ import annotations

import dataclasses
import datetime

from medbills.domain.changes import Changes
from medbills.domain.household import Household
from medbills.domain.money import ZERO, Money
from medbills.errors import UnusableInput
from medbills.services.audit_cases import audit_cases
from medbills.services.load_household import SETTING, load_household
from medbills.store import Vault

MOST_PEOPLE = 30


def keep_household(vault: Vault, household: Household, *, today: datetime.date) -> Changes:
    """Keeps it, and checks everybody's cases anew with it; an empty one forgets it.

    Raises UnusableInput for a size or an income that cannot be.
    """
    if household.size is not None and not 1 <= household.size <= MOST_PEOPLE:
        raise UnusableInput("A household has 1 to 30 people. Type a number like 2.")
    if any(amount < ZERO for amount in (household.income, *household.gross_income.values()) if amount is not None):
        raise UnusableInput("An income is not below zero. Type a sum like 31200.00.")
    kept = {
        "size": household.size, "income": None if household.income is None else household.income.cents,
        "gross_income": {str(year): amount.cents for year, amount in household.gross_income.items()},
        "in_letters": household.in_letters,
    }  # fmt: skip
    with vault.change("Saved the household’s figures") as change:
        change.settings.set(SETTING, None if household == Household() else kept)
        for person in vault.people.all():
            audit_cases(vault, change, today=today, person_id=person.id)
    return change.changes


def keep_gross_income(vault: Vault, year: int, amount: Money | None, *, today: datetime.date) -> Changes:
    """Keeps the adjusted gross income of one tax year; None forgets it."""
    before = load_household(vault)
    years = {known: kept for known, kept in before.gross_income.items() if known != year}
    if amount is not None:
        years[year] = amount
    return keep_household(vault, dataclasses.replace(before, gross_income=years), today=today)
