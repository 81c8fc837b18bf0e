"""Everything a check may look at: the papers of one matter, the patient, the plans, and what the user told."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from medbills.domain.alike_pairs import grouped
from medbills.domain.link import Apart, are_apart
from medbills.domain.money import Money
from medbills.domain.own_pair import OwnPair
from medbills.domain.paper import Kind, Paper
from medbills.domain.plan import Plan
from medbills.domain.remembered import kept
from medbills.domain.rule import Pack
from medbills.domain.told import (
    CollectionAction,
    CollectorCall,
    CreditEntry,
    DrugDose,
    MarkedLine,
    OpenMatters,
    PaymentPlan,
    ToldAuthorization,
    ToldEstimate,
    ToldNetwork,
)


@dataclass(frozen=True, kw_only=True)
class Patient:
    """Who the papers are about."""

    name: str | None = None
    birth_date: datetime.date | None = None
    state: str | None = None
    insured: bool | None = None
    death_date: datetime.date | None = None
    part_b: bool | None = None  # has Medicare Part B
    qmb: bool | None = None  # Qualified Medicare Beneficiary: Medicaid pays Medicare's cost sharing


@dataclass(frozen=True, kw_only=True)
class PaymentMade:
    """Money the user paid, by their own account or by a receipt."""

    date: datetime.date | None = None
    amount: Money
    to: str | None = None
    reference: str | None = None
    account_number: str | None = None


@dataclass(frozen=True, kw_only=True)
class Stay:
    """A hospital stay, from the day of admission to the day of discharge."""

    admitted: datetime.date | None = None
    discharged: datetime.date | None = None
    believed_inpatient: bool | None = None  # what the patient was told or believes
    observation_notice: bool | None = None  # Medicare's notice of observation care (MOON) was received
    changed_to_observation: datetime.date | None = None  # the day an admission was changed to outpatient observation
    status_notice: bool | None = None  # Medicare Change of Status Notice (CMS-10868) was received


@dataclass(frozen=True, kw_only=True)
class Consent:
    """A form that gives up the surprise-bill protections. Days are those of the form and of the booking."""

    signed: bool | None = None
    given_on: datetime.date | None = None
    booked_on: datetime.date | None = None
    hours_before: Decimal | None = None  # from the form in hand to the care


ZERO_PERCENT = Decimal(0)


@dataclass(frozen=True, kw_only=True)
class Assistance:
    """What a hospital's financial assistance and the tax return look at. Percents are 0 to 100 and above.

    A share told as a fraction ("0.35" of gross charges, "2.5" times the guideline) is taken for its percent: no hospital's
    percent of gross charges is 1 or less, and none gives free care at 10 percent of the guideline or less.
    """

    household_size: int | None = None
    income: Money | None = None  # of the household, in a year
    free_care_percent: Decimal | None = None  # of the poverty guideline, by the hospital's policy
    discount_percent: Decimal | None = None
    approved: bool | None = None
    generally_billed_percent: Decimal | None = None  # amounts generally billed, of gross charges (AGB)
    owed: Money | None = None  # what the patient owes after the approval
    adjusted_gross_income: Money | None = None
    itemizes: bool | None = None  # deductions on the tax return
    reimbursed: Money | None = None  # by an HSA, FSA, HRA or insurer

    def __post_init__(self) -> None:
        for name, most in (("generally_billed_percent", 1), ("free_care_percent", 10), ("discount_percent", 10)):
            told: Decimal | None = getattr(self, name)
            if told is not None and ZERO_PERCENT < told <= most:
                object.__setattr__(self, name, told * 100)


@dataclass(frozen=True, kw_only=True)
class Context:
    """What only the user can say. None means not told."""

    emergency: bool | None = None
    facility_network_status: str | None = None
    chose_out_of_network: bool | None = None
    specialist_visit: bool | None = None
    fees_agreed: bool | None = None
    stay: Stay | None = None
    payments: tuple[PaymentMade, ...] = ()
    last_payment_date: datetime.date | None = None
    limitation_years: int | None = None
    default_date: datetime.date | None = None  # the day a collected debt was first not paid
    court_judgment: bool | None = None
    open_matters: OpenMatters | None = None
    payment_plan: PaymentPlan | None = None
    yearly_interest_cap: Decimal | None = None  # percent a year that the state allows
    nonprofit_hospital: bool | None = None
    collection_actions: tuple[CollectionAction, ...] = ()
    credit_entries: tuple[CreditEntry, ...] = ()
    collector_calls: tuple[CollectorCall, ...] = ()
    collector_first_contact: datetime.date | None = None
    global_days: Mapping[str, int] = field(default_factory=dict)  # days of aftercare in a surgery's fee, by its code
    abn_signed: bool | None = None  # Medicare's notice before care that it may not pay for
    therapy_minutes: Mapping[str, int] = field(default_factory=dict)  # of timed treatment, by day ("2026-03-02")
    surgery_minutes: int | None = None  # from entering to leaving the operating room
    observation_hours: Decimal | None = None
    drug_doses: Mapping[str, DrugDose] = field(default_factory=dict)  # by the code of the drug
    ambulance_miles: Decimal | None = None  # with the patient on board
    downgrade_disclosed: bool | None = None  # the dentist said before that the plan may pay for a cheaper treatment
    marked_lines: tuple[MarkedLine, ...] = ()
    extractions: Mapping[str, datetime.date] = field(default_factory=dict)  # the day a tooth was lost, by its number or letter
    visit_type: str | None = None  # a name of the plan's copays: "office_visit", "specialist"
    directory_listed_on: datetime.date | None = None  # the day the plan's directory showed the provider in network
    in_network_share: Money | None = None  # what the share would be in network
    specialty: str | None = None  # of the doctor who bills: "anesthesia"
    consent: Consent | None = None
    pays_without_insurance: bool | None = None  # insured, but this care is not sent to the plan
    first_bill_date: datetime.date | None = None  # the day the first bill for the estimated care came
    scheduled_on: datetime.date | None = None  # the day the care was booked
    estimate_requested_on: datetime.date | None = None
    told_of_facility_fee: bool | None = None
    medicare_fee: Money | None = None  # fee schedule amount for a participating doctor
    opted_out_of_medicare: bool | None = None
    assistance: Assistance | None = None
    parents_together: bool | None = None  # married or living together, or joint custody by a court
    medicare_because: str | None = None  # age, disability or kidney
    medicare_since: datetime.date | None = None  # first day of the right to Medicare
    told_estimates: tuple[ToldEstimate, ...] = ()
    told_networks: tuple[ToldNetwork, ...] = ()
    authorizations: tuple[ToldAuthorization, ...] = ()
    accident_claim: bool | None = None  # a work, car or liability insurer may have to pay


@dataclass(frozen=True, kw_only=True)
class Facts:
    """The input of every check. `today` is the day the question is asked."""

    today: datetime.date
    patient: Patient = Patient()
    plan: Plan | None = None
    secondary_plan: Plan | None = None
    papers: tuple[Paper, ...] = ()
    context: Context = Context()
    accepted: Mapping[str, str] = field(default_factory=dict)  # finding keys the user marked "I checked, it's fine"
    apart: frozenset[Apart] = frozenset()  # pairs that the user says do not belong to each other
    superseded: frozenset[str] = frozenset()  # ids of insurer's papers that a later one replaces
    own_pairs: tuple[OwnPair, ...] = ()  # dental treatments that the user says are paid as cheaper ones
    rules: Pack | None = field(default=None, repr=False, compare=False)  # those in use; None: those that ship

    @kept
    def bills(self) -> tuple[Paper, ...]:
        return tuple(paper for paper in self.papers if paper.is_bill)

    @kept
    def eobs(self) -> tuple[Paper, ...]:
        return tuple(paper for paper in self.papers if paper.is_eob)

    @kept
    def collection_notices(self) -> tuple[Paper, ...]:
        return self.of_kind(Kind.COLLECTION_NOTICE)

    def are_apart(self, paper_id: str, other_id: str, line: int | None = None, other_line: int | None = None) -> bool:
        """Whether the user said that the two papers, or these two of their lines, do not belong to each other."""
        return are_apart(self.apart, paper_id, other_id, line, other_line)

    def of_kind(self, kind: Kind) -> tuple[Paper, ...]:
        """The papers of that kind, in their order."""
        return self._by_kind.get(kind, ())

    @kept
    def _by_kind(self) -> dict[Kind, tuple[Paper, ...]]:
        return {kind: tuple(papers) for kind, papers in grouped(self.papers, lambda paper: paper.kind).items()}

    def paper(self, paper_id: str) -> Paper:
        """The paper of that id. Raises KeyError when there is none."""
        return self._by_id[paper_id]

    @kept
    def _by_id(self) -> dict[str, Paper]:
        return {paper.id: paper for paper in reversed(self.papers)}
