"""A paper as the program knows it: every field of the reading contract, and where on the page each stands."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from medbills.domain import fields as declare
from medbills.domain.fields import Adjustment, FieldSpec, FieldType, specs_of
from medbills.domain.money import Money

Box = tuple[float, float, float, float]  # x0, top, x1, bottom in points from the page's top-left corner


class Kind(StrEnum):
    """What sort of paper it is (reading contract, "kind")."""

    BILL = "bill"
    ITEMIZED_BILL = "itemized_bill"
    EOB = "eob"
    MEDICARE_SUMMARY_NOTICE = "medicare_summary_notice"
    COLLECTION_NOTICE = "collection_notice"
    DENIAL_LETTER = "denial_letter"
    GOOD_FAITH_ESTIMATE = "good_faith_estimate"
    RECEIPT = "receipt"
    CREDIT_REPORT = "credit_report"
    CONSENT_FORM = "consent_form"
    STATUS_NOTICE = "status_notice"
    PREDETERMINATION = "predetermination"
    ASSISTANCE_DECISION = "assistance_decision"
    OTHER = "other"


BILLS = frozenset({Kind.BILL, Kind.ITEMIZED_BILL})
EOBS = frozenset({Kind.EOB, Kind.MEDICARE_SUMMARY_NOTICE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where a value stands, and how far to trust it.

    `page` counts from 1; `box` is in points from the page's top-left corner; both are None where the source has no
    page (FHIR, 835, CSV), and then `path` names the element. `confidence` is 0 to 1, calibrated.
    """

    page: int | None = None
    box: Box | None = None
    path: str | None = None
    raw: str | None = None
    confidence: float = 1.0
    typed: bool = False  # the user typed it or changed it


Spots = Mapping[str, Spot]
NO_SPOTS: Spots = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a bill or of an EOB. None means the paper does not print it: blank is not zero.

    With slots, because a checker walks over a hundred thousand of them many times: they lie closer in memory.
    """

    service_date: datetime.date | None = declare.day("Date of service")
    service_from: datetime.date | None = declare.day("From")
    service_to: datetime.date | None = declare.day("To")
    code: str | None = declare.code("Code")
    code_system: str | None = declare.code("Code system")
    paid_as_code: str | None = declare.code("Paid as code")
    revenue_code: str | None = declare.code("Revenue code")
    modifiers: tuple[str, ...] | None = declare.listing("Modifiers")
    description: str | None = declare.text("Service")
    units: Decimal | None = declare.number("Units")
    tooth: str | None = declare.code("Tooth")
    surface: str | None = declare.code("Surface")
    quadrant: str | None = declare.code("Quadrant")
    billed: Money | None = declare.money("Charge")
    adjustment: Money | None = declare.money("Discount")
    allowed: Money | None = declare.money("Plan allows")
    plan_paid: Money | None = declare.money("Plan pays")
    deductible: Money | None = declare.money("Deductible")
    copay: Money | None = declare.money("Copay")
    coinsurance: Money | None = declare.money("Coinsurance")
    not_covered: Money | None = declare.money("Not covered")
    patient_owes: Money | None = declare.money("You owe")
    remark_codes: tuple[str, ...] | None = declare.listing("Remark codes")
    adjustments: tuple[Adjustment, ...] | None = declare.declared(FieldType.ADJUSTMENTS, "Adjustments")
    patient_paid: Money | None = declare.money("You paid")
    unit_price: Money | None = declare.money("Price each")
    ndc: str | None = declare.code("Drug code (NDC)")
    rendering_npi: str | None = declare.code("Doctor's NPI")
    place_of_service: str | None = declare.code("Place of service")
    diagnosis_codes: tuple[str, ...] | None = declare.listing("Diagnosis codes")
    spots: Spots = field(default_factory=lambda: NO_SPOTS, compare=False, repr=False)

    @property
    def first_day(self) -> datetime.date | None:
        """The day of the service, or the first of its days."""
        return self.service_date or self.service_from


@dataclass(frozen=True, kw_only=True)
class Paper:
    """One document of any kind, with its lines. `id` names it in findings and letters."""

    id: str
    kind: Kind
    # who
    issuer_name: str | None = declare.text("From")
    provider_name: str | None = declare.text("Provider")
    provider_npi: str | None = declare.code("Provider's NPI")
    provider_tax_id: str | None = declare.code("Provider's tax number")
    provider_phone: str | None = declare.text("Provider's phone")
    provider_address: str | None = declare.text("Provider's address")
    payer_name: str | None = declare.text("Insurer")
    payer_phone: str | None = declare.text("Insurer's phone")
    payer_address: str | None = declare.text("Insurer's address")
    patient_name: str | None = declare.text("Patient")
    guarantor_name: str | None = declare.text("Guarantor")
    network_status: str | None = declare.text("Network")
    # references
    account_number: str | None = declare.code("Account")
    statement_number: str | None = declare.code("Statement number")
    claim_number: str | None = declare.code("Claim number")
    member_id: str | None = declare.code("Member number")
    group_number: str | None = declare.code("Group number")
    reference_number: str | None = declare.code("Reference")
    original_creditor: str | None = declare.text("First owed to")
    authorization_number: str | None = declare.code("Request number")
    # dates
    statement_date: datetime.date | None = declare.day("Statement date")
    due_date: datetime.date | None = declare.day("Pay by")
    processed_date: datetime.date | None = declare.day("Processed on")
    service_from: datetime.date | None = declare.day("Care from")
    service_to: datetime.date | None = declare.day("Care to")
    letter_date: datetime.date | None = declare.day("Letter date")
    respond_by_date: datetime.date | None = declare.day("Answer by")
    appeal_by_date: datetime.date | None = declare.day("Appeal by")
    itemization_date: datetime.date | None = declare.day("Itemization date")
    patient_birth_date: datetime.date | None = declare.day("Patient's birth date")
    admission_date: datetime.date | None = declare.day("Admitted")
    discharge_date: datetime.date | None = declare.day("Discharged")
    # money
    total_billed: Money | None = declare.money("Total charges")
    total_adjustments: Money | None = declare.money("Adjustments")
    total_allowed: Money | None = declare.money("Plan allows")
    plan_paid: Money | None = declare.money("Insurance paid")
    patient_paid: Money | None = declare.money("You paid")
    deductible: Money | None = declare.money("Deductible")
    copay: Money | None = declare.money("Copay")
    coinsurance: Money | None = declare.money("Coinsurance")
    not_covered: Money | None = declare.money("Not covered")
    patient_responsibility: Money | None = declare.money("Insurer says you owe")
    amount_due: Money | None = declare.money("Amount due")
    previous_balance: Money | None = declare.money("Previous balance")
    interest: Money | None = declare.money("Interest")
    fees: Money | None = declare.money("Fees")
    instalment_due: Money | None = declare.money("Instalment due")
    other_insurance_paid: Money | None = declare.money("Other insurance paid")
    maximum_billable: Money | None = declare.money("Most you may be billed")
    deductible_met: Money | None = declare.money("Deductible met")
    deductible_limit: Money | None = declare.money("Deductible limit")
    out_of_pocket_met: Money | None = declare.money("Out of pocket so far")
    out_of_pocket_limit: Money | None = declare.money("Out-of-pocket limit")
    # words
    denial_reason: str | None = declare.text("Reason for the refusal")
    denial_codes: tuple[str, ...] | None = declare.listing("Reason codes")
    type_of_bill: str | None = declare.code("Type of bill")
    place_of_service: str | None = declare.code("Place of service")
    plan_name: str | None = declare.text("Plan")
    diagnosis_codes: tuple[str, ...] | None = declare.listing("Diagnosis codes")
    claim_version: str | None = declare.text("Claim version")
    replaces_claim_number: str | None = declare.code("Replaces claim")
    assignment: str | None = declare.text("Assignment")
    aging: Mapping[str, Money] | None = declare.declared(FieldType.AMOUNTS, "Age of the balance")
    # structure
    lines: tuple[Line, ...] = ()
    spots: Spots = field(default_factory=lambda: NO_SPOTS, compare=False, repr=False)

    @property
    def is_bill(self) -> bool:
        return self.kind in BILLS

    @property
    def is_eob(self) -> bool:
        return self.kind in EOBS

    @property
    def dated(self) -> datetime.date | None:
        """The date the paper itself bears."""
        return self.statement_date or self.letter_date or self.processed_date


PAPER_FIELDS: Mapping[str, FieldSpec] = MappingProxyType(specs_of(Paper))
LINE_FIELDS: Mapping[str, FieldSpec] = MappingProxyType(specs_of(Line))
