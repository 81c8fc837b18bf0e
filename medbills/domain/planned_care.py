"""Care that is planned: its estimate, prior authorization, referral, dental predetermination, and who said it is in network."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from medbills.domain.money import Money

SOON_DAYS = 14  # before an authorization or a referral ends
_UNITS = re.compile(r"([A-Za-z]?\d{4,5}[A-Za-z]?)\s*(?:[x×*]\s*(\d{1,4}))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedCare:
    """What was told or typed; days are None and texts empty where nothing was. A paper on file is named by its id."""

    id: str
    title: str
    provider: str
    person_id: str | None = None
    case_id: str | None = None  # once its bills are in a case
    care_on: datetime.date | None = None  # the (first) day of the care
    booked_on: datetime.date | None = None
    codes: tuple[str, ...] = ()
    without_insurance: bool = False
    estimate: Money | None = None
    estimate_on: datetime.date | None = None
    estimate_asked_on: datetime.date | None = None
    estimate_paper: str = ""
    authorization: str = ""  # its number
    authorized_units: Mapping[str, int] = field(default_factory=dict)  # by code
    authorized_from: datetime.date | None = None
    authorized_to: datetime.date | None = None
    referral: str = ""  # its number, or by whom
    referral_to: datetime.date | None = None
    predetermined: Money | None = None  # what the dental plan says it will pay
    predetermined_on: datetime.date | None = None
    habits: tuple[str, ...] = ()  # those that were ticked
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkEvidence:
    """Somebody's word about the network of planned care, with what proves it."""

    id: str
    care_id: str
    told_on: datetime.date
    in_network: bool
    about: str = ""  # the facility, doctor or lab it is about; "" is the provider of the care
    said_by: str = ""  # "Insurer, Ana, reference 4711", "Plan's directory"
    proof: str = ""  # "Screenshot", "Call", "Letter"
    paper: str = ""  # the id of a paper on file


@dataclass(frozen=True, slots=True)
class Given:
    """Units of a code that a bill shows on a day; None where it prints no number, which is one."""

    code: str
    day: datetime.date | None
    units: Decimal | None


@dataclass(frozen=True, slots=True)
class UnitsUsed:
    """Approved units of a code, and those on the bills that came."""

    code: str
    approved: int
    used: Decimal

    @property
    def left(self) -> Decimal:
        """Below zero where the bills show more than was approved."""
        return self.approved - self.used


def units_used(care: PlannedCare, given: Iterable[Given]) -> tuple[UnitsUsed, ...]:
    """Each approved code with its use, by bills with a day inside the authorization; a line without a day counts."""
    used = dict.fromkeys(care.authorized_units, Decimal(0))
    for one in given:
        code = one.code.upper()
        if code in used and covers(care.authorized_from, care.authorized_to, one.day):
            used[code] += one.units if one.units is not None else Decimal(1)
    return tuple(UnitsUsed(code, approved, used[code]) for code, approved in care.authorized_units.items())


def covers(first: datetime.date | None, last: datetime.date | None, day: datetime.date | None) -> bool:
    """Whether a day lies between two, of which each may be open; what has no day may."""
    return day is None or ((first is None or first <= day) and (last is None or day <= last))


def read_units(text: str) -> dict[str, int] | None:
    """ "97110 x 12, 97112" as units by code, one where none is told; None where a part is no code."""
    found: dict[str, int] = {}
    for part in filter(None, (part.strip() for part in re.split(r"[,;\n]", text))):
        match = _UNITS.fullmatch(part)
        if match is None or match[2] == "0":
            return None
        found[match[1].upper()] = int(match[2] or 1)
    return found


def units_words(units: Mapping[str, int]) -> str:
    """The same as text that `read_units` takes."""
    return ", ".join(f"{code} x {count}" for code, count in units.items())
