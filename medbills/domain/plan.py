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
# A supplement follows what Original Medicare decides, so the rules of Original Medicare count for it.
ALSO_CALLED = {"medigap": "medicare_original", "medicare_supplement": "medicare_original"}


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
    waiting_months: Mapping[str, int] = field(default_factory=dict)  # by class: preventive, basic, major, orthodontic
    prior_coverage_months: int | None = None  # under another dental plan, right before this one
    year_start: datetime.date | None = None  # a day on which a benefit year begins; on the same day each year
    non_covered_billing: str | None = None  # may the dentist bill the rest where the plan calls it a non-covered service: yes, no
    outside_maximum: tuple[str, ...] | None = None  # classes that do not count toward the annual maximum
    deductible_waived: tuple[str, ...] | None = None  # classes for which the plan takes no deductible


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
    copay_only: tuple[str, ...] = ()  # names of `copays` for which the plan takes no coinsurance
    year_start: datetime.date | None = None  # a day on which a plan year begins; it begins on the same day each year
    accumulator_year: int | None = None  # the year whose deductible the plan says it counted
    grandfathered: bool | None = None
    retiree_only: bool | None = None
    deductible_shared: bool | None = None  # one deductible for the whole family (aggregate)
    covered_as: str | None = None  # how the patient is in the plan: subscriber, spouse or child
    subscriber_birth_date: datetime.date | None = None  # of the parent whose plan it is
    custody_role: str | None = None  # of that parent: court_order, custodial_parent, custodial_spouse, other_parent, other_spouse
    standing: str | None = None  # of the subscriber's job: active, retiree or cobra
    employer_size: int | None = None  # employees
    claim_filing_days: int | None = None  # how many days after the care a provider may still send the claim
    exclusions: tuple[str, ...] = ()
    dental: Dental | None = None
