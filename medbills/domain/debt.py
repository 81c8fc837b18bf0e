"""An account at a collector: its clocks, whether a credit report may list it, what an act risks, and the two keys of a payment."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum

# Names of the events that the user tells of an account; the first three are events of the rules as well.
FIRST_LATE, REPORTED, SETTLED = "first_delinquency", "collection_reported", "collection_paid"
LAST_PAID, SIGNED, NOT_AUTOMATIC = "last_payment_told", "delete_agreement_signed", "deletion_not_automatic"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What only the user can say of the account. None means not told."""

    first_late: datetime.date | None = None  # first missed payment that was never made up
    last_paid: datetime.date | None = None
    reported: datetime.date | None = None  # seen on a credit report
    settled: datetime.date | None = None
    signed: datetime.date | None = None  # the collector's signed promise to delete
    signed_document: str | None = None
    not_automatic: datetime.date | None = None  # the day the user asked and found that deletion is not automatic


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Who says it, checked when, and how sure."""

    citation: str
    checked_on: datetime.date
    confidence: str  # verified, well_known, uncertain


class Side(StrEnum):
    """For whom a clock runs."""

    YOURS = "yours"
    THEIRS = "theirs"
    SAFE = "safe"
    FACT = "fact"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One clock or event of the account. `day` is None where it is not known; `not_before` is then a bound that is certain."""

    key: str
    title: str
    side: Side
    says: str
    start: datetime.date | None = None
    day: datetime.date | None = None
    not_before: datetime.date | None = None
    source: Source | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """The time to sue, at its longest plausible. `ends` is None where the state or every day is unknown."""

    state: str | None = None
    years: int | None = None
    start: datetime.date | None = None  # the latest day known that may have started it
    ends: datetime.date | None = None
    told: bool = False  # the user named the last payment
    judged: bool = False
    source: Source | None = None
    notes: str = ""

    def may_be_over(self, today: datetime.date) -> bool:
        """Whether the longest period has passed since the latest day known."""
        return self.ends is not None and today > self.ends


class Listing(StrEnum):
    """Whether the account can stand on a credit report now."""

    KEPT_OFF = "kept_off"
    STATE_MAY_KEEP_OFF = "state_may_keep_off"
    CAN_BE_LISTED = "can_be_listed"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """One reason that can keep it off. `holds` is None where it cannot be told."""

    key: str
    title: str
    holds: bool | None
    says: str
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    """The answer, in a sentence, and its grounds."""

    listing: Listing
    says: str
    grounds: tuple[Ground, ...]


class Act(StrEnum):
    """What the guard stands before."""

    PAY = "pay"
    LETTER = "letter"
    PROMISE = "promise"  # a letter that offers or promises money
    CALL = "call"


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """The question before an act. `risks` say what it may do here; `safe_words` what may be said or written."""

    act: Act
    title: str
    risks: tuple[str, ...]
    safe_words: tuple[str, ...]
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """One of the two keys: turned or not, and why."""

    title: str
    turned: bool
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """Pay for delete. `needed` is False where deletion comes by itself: then there is nothing to buy."""

    needed: bool
    automatic: Key
    agreement: Key

    @property
    def open(self) -> bool:
        """Whether a payment may be recorded as agreed."""
        return self.needed and self.automatic.turned and self.agreement.turned


@dataclass(frozen=True, slots=True, kw_only=True)
class Debt:
    """Everything about the account, as the window shows it."""

    case_id: str
    told: Told
    marks: tuple[Mark, ...]
    limit: Limit
    exposure: Exposure
    keys: Keys
