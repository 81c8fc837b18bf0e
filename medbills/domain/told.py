"""What only the patient can tell of a debt, a stay and the care: calls, reports, plans, doses. None means not told."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from medbills.domain.money import Money


@dataclass(frozen=True, kw_only=True)
class PaymentPlan:
    """Terms agreed with a provider. `balance` is what was left to pay on the day it began."""

    account_number: str | None = None
    balance: Money | None = None
    began: datetime.date | None = None
    instalment: Money | None = None
    first_due: datetime.date | None = None
    interest_free: bool | None = None


@dataclass(frozen=True, kw_only=True)
class OpenMatters:
    """What is still undecided about a debt: the claim, an appeal, an application for aid, an estimate dispute, a dispute."""

    claim: bool | None = None
    appeal: bool | None = None
    assistance: bool | None = None
    estimate_dispute: bool | None = None
    dispute: bool | None = None


@dataclass(frozen=True, kw_only=True)
class CollectionAction:
    """A step of a hospital to collect: credit_report, lawsuit, lien, debt_sale, refused_care, or referral to a collector.

    `kind` may also be said in other words ("credit report", "sale of the debt"): `step` is the word of this list.
    """

    kind: str
    date: datetime.date | None = None
    account_number: str | None = None
    noticed_30_days_before: bool | None = None

    @property
    def step(self) -> str | None:
        """Which of the steps is meant; None where the words name none of them."""
        said = self.kind.casefold().replace("_", " ")
        return next((step for words, step in _STEPS if any(word in said for word in words)), None)


# The first that is found in the words counts: "referral to a collector for a credit report" is a report.
_STEPS = (
    (("credit", "bureau"), "credit_report"),
    (("lawsuit", "suit", "sued", "court", "judgment", "garnish"), "lawsuit"),
    (("lien",), "lien"),
    (("sale", "sold", "sell"), "debt_sale"),
    (("refus", "denied care", "deny care", "deferred care"), "refused_care"),
    (("referral", "referred", "collector", "collection", "agency", "placed"), "referral"),
)


@dataclass(frozen=True, kw_only=True)
class CreditEntry:
    """A medical collection on a credit report. `delinquent_on` is the day the delinquency began."""

    name: str = ""
    original_amount: Money | None = None
    delinquent_on: datetime.date | None = None
    paid: bool | None = None
    veterans_care: bool | None = None
    seen_on: datetime.date | None = None


@dataclass(frozen=True, kw_only=True)
class CollectorCall:
    """A call from a debt collector. `time` is the patient's local time, "19:30"."""

    date: datetime.date
    time: str | None = None
    collector: str = ""
    debt: str = ""
    connected: bool = True
    talked: bool = False
    asked_for: bool = False
    from_provider: bool = False


@dataclass(frozen=True, kw_only=True)
class DrugDose:
    """The dose given, and how much of the drug one billed unit holds, both in the same measure (usually mg)."""

    given: Decimal
    per_unit: Decimal
    single_use_waste: Decimal = Decimal(0)


@dataclass(frozen=True, kw_only=True)
class MarkedLine:
    """A line of a bill that the patient says did not happen. Lines count from 0."""

    document: str
    line: int
    happened: bool | None = None


@dataclass(frozen=True, kw_only=True)
class ToldEstimate:
    """The estimate of planned care in the user's own figures, or the paper on file that it stands on."""

    provider: str
    amount: Money | None = None
    care_on: datetime.date | None = None
    given_on: datetime.date | None = None
    without_insurance: bool = False
    paper: str = ""


@dataclass(frozen=True, kw_only=True)
class ToldNetwork:
    """Somebody's word that a provider is in network or out of it, and the day it was given."""

    provider: str
    told_on: datetime.date
    in_network: bool
    said_by: str = ""


@dataclass(frozen=True, kw_only=True)
class ToldAuthorization:
    """A prior authorization: its number, approved units by code, and the days it covers."""

    provider: str
    number: str = ""
    units: Mapping[str, int] = field(default_factory=dict)
    first: datetime.date | None = None
    last: datetime.date | None = None
