"""The coded charges of all bills, by day and provider: what the checks of codes look at (code numbers only)."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from medbills.domain.bill_form import is_facility
from medbills.domain.facts import Facts
from medbills.domain.finding import LineRef
from medbills.domain.money import ZERO, Money
from medbills.domain.names import same_person
from medbills.domain.paper import Line, Paper
from medbills.domain.remembered import kept, recalled, remembered
from medbills.domain.repeats import day_of, modifiers_of
from medbills.domain.shares import name_of
from medbills.domain.statements import Account, accounts_of, charges_of, same_provider

Ranges = tuple[tuple[int, int], ...]  # of code numbers, both ends included

OFFICE_VISITS = ((99202, 99215),)
PREVENTIVE_VISITS = ((99381, 99397),)
HOSPITAL_VISITS = ((99221, 99239),)
EMERGENCY_VISITS = ((99281, 99285),)
VISITS = (*OFFICE_VISITS, *HOSPITAL_VISITS, *EMERGENCY_VISITS)
PROCEDURES = ((10004, 69990),)
BLOOD_DRAW = ((36400, 36416),)
_TRUSTED = 0.95  # below it, a code is a question about the reading, not a finding


@dataclass(frozen=True, slots=True)
class Charge:
    """A charge with a code: a line of a bill that a credit has not cancelled."""

    paper: Paper
    index: int

    @property
    def line(self) -> Line:
        return self.paper.lines[self.index]

    @property
    def ref(self) -> LineRef:
        return LineRef(self.paper.id, self.index)

    @property
    def code(self) -> str:
        return (self.line.code or "").upper()

    @property
    def billed(self) -> Money:
        return self.line.billed or ZERO

    @property
    def day(self) -> datetime.date | None:
        return day_of(self.paper, self.line)

    @property
    def modifiers(self) -> frozenset[str]:
        return modifiers_of(self.line)

    @property
    def is_facility(self) -> bool | None:
        """Whether a hospital or center bills it; None where the paper does not tell."""
        return is_facility(self.paper)

    @property
    def revenue(self) -> str:
        """The revenue code in four digits; empty where none is printed."""
        return self.line.revenue_code.zfill(4) if self.line.revenue_code else ""

    @property
    def place(self) -> str:
        """The place of service in two digits; empty where none is printed."""
        return (self.line.place_of_service or self.paper.place_of_service or "").zfill(2).replace("00", "")

    @property
    def trusted(self) -> bool:
        """Whether the code was read without doubt."""
        spot = self.line.spots.get("code")
        return spot is None or spot.typed or spot.confidence >= _TRUSTED

    def in_range(self, ranges: Ranges) -> bool:
        """Whether the code is five digits within one of the ranges, both ends included."""
        return within(self.code, ranges)

    def part(self, excess: Decimal) -> Money:
        """What that many of the line's units cost; nothing where the units are not printed."""
        units = self.line.units
        return self.billed.share(Fraction(excess) / Fraction(units)) if units else ZERO


@lru_cache(maxsize=65536)
def within(code: str, ranges: Ranges) -> bool:
    """Whether a code is five digits within one of the ranges, both ends included."""
    return len(code) == 5 and code.isdigit() and any(low <= int(code) <= high for low, high in ranges)


class Visit(tuple[Charge, ...]):
    """Coded charges of one day by one provider: a tuple that what is worked out of it can be kept with."""

    @kept
    def codes(self) -> frozenset[str]:
        return frozenset(code.upper() for code in {charge.line.code for charge in self} if code)

    @kept
    def modifiers(self) -> frozenset[str]:
        """Those of all its charges."""
        return frozenset(mark for charge in self if charge.line.modifiers for mark in charge.modifiers)


@remembered
def coded_charges(facts: Facts) -> tuple[Charge, ...]:
    """Every charge above zero with a code, of the newest statement that lists it."""
    return tuple(charge for account in accounts_of(facts) for charge in charges_of_account(account))


@remembered
def charges_of_account(account: Account) -> tuple[Charge, ...]:
    """The same of one account."""
    return tuple(
        Charge(paper, at)
        for paper in account.with_lines
        for at in charges_of(paper)
        if (line := paper.lines[at]).code and line.billed is not None and line.billed.cents > 0
    )


@remembered
def modified_charges(facts: Facts) -> tuple[Charge, ...]:
    """Those with a modifier: many lines have none."""
    return tuple(charge for account in accounts_of(facts) for charge in _modified_of_account(account))


@remembered
def _modified_of_account(account: Account) -> tuple[Charge, ...]:
    return tuple(charge for charge in charges_of_account(account) if charge.line.modifiers)


@remembered
def uncoded(facts: Facts) -> tuple[str, ...]:
    """What is missing: for each account without a coded and dated charge its itemized bill, in words."""
    if not facts.bills:
        return ("an itemized bill with codes and dates",)
    return tuple(
        f"an itemized bill from {name_of(account.latest)}, with codes and dates"
        for account in accounts_of(facts)
        if not _spells_of_account(account)
    )


@remembered
def visits(facts: Facts) -> tuple[Visit, ...]:
    """Coded charges of one day by one provider, over all bills; undated ones are left out."""
    groups: list[list[Visit]] = []
    of_day: dict[datetime.date | None, list[list[Visit]]] = {}
    for spell in (spell for account in accounts_of(facts) for spell in _spells_of_account(account)):
        same_day = of_day.setdefault(spell[0].day, [])
        home = next((group for group in same_day if same_biller(group[0][0], spell[0])), None)
        if home is None:
            home = []
            same_day.append(home)
            groups.append(home)
        home.append(spell)
    return tuple(_visit(*group) for group in groups)


@recalled
def _visit(*spells: Visit) -> Visit:
    return spells[0] if len(spells) == 1 else Visit(charge for spell in spells for charge in spell)


@remembered
def _spells_of_account(account: Account) -> tuple[Visit, ...]:
    """The dated charges that stand together: lines of one bill and day, one below the other."""
    spells: list[list[Charge]] = []
    before: tuple[Paper, datetime.date] | None = None
    for charge in charges_of_account(account):
        day = charge.line.first_day or charge.day
        if day is None:
            continue
        if before is not None and before[0] is charge.paper and before[1] == day:
            spells[-1].append(charge)
        else:
            spells.append([charge])
            before = (charge.paper, day)
    return tuple(Visit(spell) for spell in spells)


def same_biller(one: Charge, other: Charge) -> bool:
    """Whether the same provider bills both for the same patient: one paper, or papers with the same number or name."""
    if one.paper.id == other.paper.id:
        return True
    patients = same_person(one.paper.patient_name, other.paper.patient_name)
    return patients is not False and same_provider(one.paper, other.paper) is True


def same_doctor(one: Charge, other: Charge) -> bool:
    """The same biller, and not two different doctors where the lines name them."""
    first, second = one.line.rendering_npi, other.line.rendering_npi
    return same_biller(one, other) and not (first and second and first != second)


def prints_modifiers(charges: Sequence[Charge]) -> bool:
    """Whether the papers of the charges have a column for modifiers at all."""
    return all(_has_modifiers(charge.paper) for charge in charges)


@remembered
def no_modifiers(facts: Facts) -> bool:
    """Whether there are coded charges, and no paper of theirs has a column for modifiers."""
    papers = {charge.paper.id: charge.paper for charge in coded_charges(facts)}
    return bool(papers) and not any(_has_modifiers(paper) for paper in papers.values())


@remembered
def _has_modifiers(paper: Paper) -> bool:
    return any(line.modifiers is not None for line in paper.lines)


def cheaper(one: Charge, other: Charge) -> Charge:
    """The one with the smaller charge."""
    return min(one, other, key=lambda charge: charge.billed)
