"""A case: the papers, calls and letters about one piece of care, and how far it has come."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from enum import StrEnum

from medbills.domain.money import Money
from medbills.domain.paper import Paper


class CaseKind(StrEnum):
    """What the matter is about; it decides which stages and tracks it shows."""

    BILL = "bill"
    DENIAL = "denial"
    COLLECTION = "collection"
    DENTAL = "dental"
    OUT_OF_NETWORK = "out_of_network"
    CODING = "coding"
    LARGE_BALANCE = "large_balance"
    CHARITY = "charity"
    REFUND = "refund"


class Stage(StrEnum):
    """How far a case has come; the strip on the bill's page shows these five."""

    RECEIVED = "received"
    ITEMIZED = "itemized"
    CHECKED = "checked"
    DISPUTED = "disputed"
    SETTLED = "settled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """`saved` counts only what a paper proves."""

    id: str
    title: str
    kind: CaseKind
    person_id: str | None = None
    plan_id: str | None = None
    stage: Stage = Stage.RECEIVED
    opened_on: datetime.date
    closed_on: datetime.date | None = None
    saved: Money | None = None
    saved_proof: str = ""  # the paper that proves it, in words
    kind_told_on: datetime.date | None = None  # the day the user chose the kind; else it follows the papers


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file that was kept. `key` is the keyed hash of its bytes, which also names its encrypted file."""

    id: str
    key: str
    name: str
    media_type: str
    bytes: int
    pages: int | None
    kept_at: datetime.datetime


@dataclass(frozen=True, kw_only=True)
class KeptPaper:
    """A paper in the vault: what was read or typed, the file and pages it came from, and whose it is."""

    paper: Paper
    document_id: str
    pages: tuple[int, int]
    confirmed: bool
    person_id: str | None = None
    provider_id: str | None = None
    case_id: str | None = None
    warnings: tuple[str, ...] = ()
    kept_at: datetime.datetime | None = field(default=None)

    @property
    def id(self) -> str:
        return self.paper.id
