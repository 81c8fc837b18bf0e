"""A health or dental plan: what it promises, in the names of the case file."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from medbills.domain.money import Money

PLAN_TYPES = (
    "employer_self_funded_erisa",
    "employer_fully_insured",
    "marketplace",
    "individual_off_marketplace",
    "medicare_original",
    "medicare_advantage",
    "medicare_part_d",
    "medicaid",
    "chip",
    "tricare",
    "va",
    "fehb",
    "non_erisa_government_or_church",
    "short_term_or_fixed_indemnity",
    "health_sharing",
    "uninsured_self_pay",
    "dental_stand_alone",
)


@dataclass(frozen=True, kw_only=True)
class Dental:
    """The dental part. Fees are by procedure code; rates are shares from 0 to 1."""

    annual_maximum: Money | None = None
    annual_maximum_left: Money | None = None
    frequency: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    network_fees: Mapping[str, Money] = field(default_factory=dict)
    alternate_fees: Mapping[str, Money] = field(default_factory=dict)
    alternate_fees_asked: Mapping[str, Money] = field(default_factory=dict)
    rates: Mapping[str, Decimal] = field(default_factory=dict)  # share the plan pays, by code
    deductible_left: Money | None = None
    contract_permission: str | None = None  # what the dentist's contract lets them bill: full_fee, contracted_fee, none


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Everything is optional: what is missing is missing, and a check that needs it says so."""

    id: str = ""
    name: str | None = None
    type: str | None = None  # one of PLAN_TYPES
    payer_name: str | None = None
    payer_address: str = ""
    payer_phone: str = ""
    member_id: str | None = None
    group_number: str | None = None
    employer: str | None = None
    covered_from: datetime.date | None = None
    covered_to: datetime.date | None = None
    deductible_individual: Money | None = None
    deductible_family: Money | None = None
    out_of_pocket_max_individual: Money | None = None
    out_of_pocket_max_family: Money | None = None
    coinsurance_in: Decimal | None = None  # the patient's share, 0 to 1
    coinsurance_out: Decimal | None = None
    copays: Mapping[str, Money] = field(default_factory=dict)
    exclusions: tuple[str, ...] = ()
    dental: Dental | None = None
