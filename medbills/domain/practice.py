"""What a dental practice keeps in a vault of its own: fee lists of its payers, how often it does what, benchmarks, rounds."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from medbills.domain.dental import months_after
from medbills.domain.money import Money

OLD_MONTHS = 36  # a fee list or a benchmark is called old after three years: time enough for two yearly rounds that were missed


class VaultKind(StrEnum):
    """What a vault is for, told when it is made and never changed: patient papers and a practice's figures do not mix."""

    FAMILY = "family"
    PRACTICE = "practice"


class ListKind(StrEnum):
    """Which fees a list holds."""

    USUAL = "usual"  # the office's own
    PRIMARY = "primary"  # a payer's, for the treatments that are done
    ALTERNATE = "alternate"  # a payer's, for the cheaper treatments that it pays instead


@dataclass(frozen=True, kw_only=True)
class FeeSchedule:
    """A list of fees by procedure code, in force from a day on. `payer` is empty for the office's own fees."""

    id: str
    payer: str
    kind: ListKind
    effective_on: datetime.date
    fees: Mapping[str, Money] = field(default_factory=dict)
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class Volumes:
    """How often each code was billed to a payer from one day to another. `paid_as` names the code it was paid as, where told."""

    id: str
    payer: str
    first_on: datetime.date
    last_on: datetime.date
    counts: Mapping[str, int] = field(default_factory=dict)
    paid_as: Mapping[str, str] = field(default_factory=dict)
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class Benchmark:
    """What others say a code is worth: typed by the user, never without its source and day."""

    id: str
    code: str
    amount: Money
    source: str
    as_of: datetime.date


@dataclass(frozen=True, kw_only=True)
class FeeRound:
    """One round of a negotiation with a payer: who named which amounts on which day."""

    id: str
    payer: str
    made_on: datetime.date
    ours: bool
    amounts: Mapping[str, Money] = field(default_factory=dict)
    note: str = ""
    number: int = 0  # in the order they were noted, for rounds of one day


@dataclass(frozen=True, kw_only=True)
class PayerClause:
    """What a payer's contract or plan says on one thing, word for word, with the page and where it is from."""

    id: str
    payer: str
    about: str  # in a few words: "Cheaper treatments"
    words: str
    page: str
    source: str  # "Provider contract of 2024"
    dated: datetime.date | None = None  # of the contract


@dataclass(frozen=True, kw_only=True)
class StatementGate:
    """The three boxes before a patient is asked for a difference. An answer is True, False, or None where nobody looked yet.

    No patient is named: `reference` is the office's own number.
    """

    id: str
    reference: str
    payer: str
    code: str
    amount: Money  # the difference that the statement asks
    noted_on: datetime.date
    contract_permits: bool | None = None
    eob_explains: bool | None = None
    told_before: bool | None = None
    clause: str = ""  # where the contract says so: "Contract p. 12"
    issued_on: datetime.date | None = None

    @property
    def open(self) -> bool:
        """Whether the statement may go out: all three boxes are ticked."""
        return bool(self.contract_permits and self.eob_explains and self.told_before)


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a practice counted over some time: surprise balances, and treatment plans shown and accepted. None where not counted."""

    id: str
    first_on: datetime.date
    last_on: datetime.date
    surprises: int | None = None
    shown: int | None = None
    accepted: int | None = None
    source: str = ""


def is_old(day: datetime.date, today: datetime.date) -> bool:
    """Whether a list or a benchmark of that day is three years old or more."""
    return months_after(day, OLD_MONTHS) <= today


def years_old(day: datetime.date, today: datetime.date) -> int:
    """Whole years from that day to today."""
    return today.year - day.year - ((today.month, today.day) < (day.month, day.day))


def in_force(lists: tuple[FeeSchedule, ...], payer: str, kind: ListKind, today: datetime.date) -> FeeSchedule | None:
    """The newest list of that payer and kind that is in force on a day."""
    found = [one for one in lists if one.payer.casefold() == payer.casefold() and one.kind is kind and one.effective_on <= today]
    return max(found, key=lambda one: (one.effective_on, one.id), default=None)
