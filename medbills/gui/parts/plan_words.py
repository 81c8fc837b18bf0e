"""The types of plan in plain words, and rates as percents."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

TYPES = (
    ("", "I am not sure"),
    ("employer_self_funded_erisa", "Through an employer that pays the claims itself"),
    ("employer_fully_insured", "Through an employer, from an insurer"),
    ("marketplace", "From the marketplace (healthcare.gov or the state’s)"),
    ("individual_off_marketplace", "Bought from an insurer directly"),
    ("medicare_original", "Medicare from the government, also with a Medigap policy"),
    ("medicare_advantage", "Medicare Advantage"),
    ("medicare_part_d", "Medicare drug plan (Part D)"),
    ("medicaid", "Medicaid"),
    ("chip", "Children’s insurance (CHIP)"),
    ("tricare", "TRICARE"),
    ("va", "Veterans’ care (VA)"),
    ("fehb", "For federal employees (FEHB)"),
    ("non_erisa_government_or_church", "Through a state, a town or a church"),
    ("short_term_or_fixed_indemnity", "Short-term or fixed-payment plan"),
    ("health_sharing", "Health sharing group"),
    ("uninsured_self_pay", "No insurance"),
    ("dental_stand_alone", "Dental plan"),
)


def percent_words(rate: Decimal | None) -> str:
    """0.2 as "20"."""
    return "" if rate is None else f"{(rate * 100).normalize():f}"


def read_percent(text: str) -> Decimal | None:
    """A percent of 0 to 100 as a rate of 0 to 1; None when it is none."""
    try:
        found = Decimal(text.replace("%", "").strip()) / 100
    except InvalidOperation:
        return None
    return found if found.is_finite() and 0 <= found <= 1 else None
