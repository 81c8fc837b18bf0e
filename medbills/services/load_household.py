"""Loads a household's own figures, kept once for the vault, and tells the checks of them."""

from __future__ import annotations

from medbills.domain.facts import Assistance
from medbills.domain.household import Household
from medbills.domain.money import Money, total
from medbills.domain.payment import Payment
from medbills.domain.spending import tax_free_account
from medbills.store import Vault

SETTING = "household"


def load_household(vault: Vault) -> Household:
    """The figures that were kept; an empty one before the first time."""
    kept = vault.settings.get(SETTING) or {}
    income = kept.get("income")
    return Household(
        size=kept.get("size"), income=None if income is None else Money(income), in_letters=bool(kept.get("in_letters")),
        gross_income={int(year): Money(cents) for year, cents in kept.get("gross_income", {}).items()},
    )  # fmt: skip


def assistance_of(vault: Vault, person_id: str | None) -> Assistance | None:
    """What the checks of help and taxes look at; None where nothing was typed. The newest year with payments counts."""
    household = load_household(vault)
    if household == Household():
        return None
    paid = [payment for payment in vault.payments.all() if payment.person_id == person_id]
    year = max((payment.date.year for payment in paid), default=0)
    return Assistance(
        household_size=household.size, income=household.income, adjusted_gross_income=household.gross_income.get(year),
        reimbursed=_tax_free([payment for payment in paid if payment.date.year == year]),
    )  # fmt: skip


def _tax_free(payments: list[Payment]) -> Money:
    """Paid from an HSA, FSA or HRA: not to be deducted too."""
    return total(payment.amount for payment in payments if payment.amount.cents > 0 and tax_free_account(payment.payer_from))
