"""The coded charges of all bills, by day and provider: what the checks of codes look at (code numbers only)."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from medbills.domain.bill_form import is_facility
from medbills.domain.facts import Facts
from medbills.domain.finding import LineRef
from medbills.domain.money import ZERO, Money
from medbills.domain.names import same_person
from medbills.domain.paper import Line, Paper
from medbills.domain.remembered import kept, remembered
from medbills.domain.repeats import day_of, modifiers_of
from medbills.domain.shares import name_of
from medbills.domain.statements import accounts_of, charges_of, same_provider

OFFICE_VISITS = ((99202, 99215),)
PREVENTIVE_VISITS = ((99381, 99397),)
HOSPITAL_VISITS = ((99221, 99239),)
EMERGENCY_VISITS = ((99281, 99285),)
VISITS = (*OFFICE_VISITS, *HOSPITAL_VISITS, *EMERGENCY_VISITS)
PROCEDURES = ((10004, 69990),)
BLOOD_DRAW = ((36400, 36416),)
_TRUSTED = 0.95  # below it, a code is a question about the reading, not a finding


@dataclass(frozen=True)
class Charge:
    """A charge with a code: a line of a bill that a credit has not cancelled."""

    paper: Paper
    index: int

    @kept
    def line(self) -> Line:
        return self.paper.lines[self.index]

    @property
    def ref(self) -> LineRef:
        return LineRef(self.paper.id, self.index)

    @kept
    def code(self) -> str:
        return (self.line.code or "").upper()

    @property
    def billed(self) -> Money:
        return self.line.billed or ZERO

    @kept
    def day(self) -> datetime.date | None:
        return day_of(self.paper, self.line)

    @kept
    def modifiers(self) -> frozenset[str]:
        return modifiers_of(self.line)

    @kept
    def is_facility(self) -> bool | None:
        """Whether a hospital or center bills it; None where the paper does not tell."""
        return is_facility(self.paper)

    @property
    def revenue(self) -> str:
        """The revenue code in four digits; empty where none is printed."""
        return self.line.revenue_code.zfill(4) if self.line.revenue_code else ""

    @kept
    def place(self) -> str:
        """The place of service in two digits; empty where none is printed."""
        return (self.line.place_of_service or self.paper.place_of_service or "").zfill(2).replace("00", "")

    @property
    def trusted(self) -> bool:
        """Whether the code was read without doubt."""
        spot = self.line.spots.get("code")
        return spot is None or spot.typed or spot.confidence >= _TRUSTED

    def in_range(self, ranges: Iterable[tuple[int, int]]) -> bool:
        """Whether the code is five digits within one of the ranges, both ends included."""
        number = self._number
        for low, high in ranges:  # noqa: SIM110 - a generator in any() takes four times as long, and every line is asked ten times
            if low <= number <= high:
                return True
        return False

    @kept
    def _number(self) -> int:
        """The code as a number where it is five digits; else -1, which is in no range."""
        return int(self.code) if len(self.code) == 5 and self.code.isdigit() else -1

    def part(self, excess: Decimal) -> Money:
        """What that many of the line's units cost; nothing where the units are not printed."""
        units = self.line.units
        return self.billed.share(Fraction(excess) / Fraction(units)) if units else ZERO


@remembered
def coded_charges(facts: Facts) -> tuple[Charge, ...]:
    """Every charge above zero with a code, of the newest statement that lists it."""
    found = []
    for account in accounts_of(facts):
        for paper in account.with_lines:
            found += [Charge(paper, at) for at in charges_of(paper) if paper.lines[at].code and (paper.lines[at].billed or ZERO) > ZERO]
    return tuple(found)


@remembered
def uncoded(facts: Facts) -> tuple[str, ...]:
    """What is missing: for each account without a coded and dated charge its itemized bill, in words."""
    if not facts.bills:
        return ("an itemized bill with codes and dates",)
    coded = {charge.paper.id for charge in coded_charges(facts) if charge.day}
    return tuple(
        f"an itemized bill from {name_of(account.latest)}, with codes and dates"
        for account in accounts_of(facts)
        if not any(paper.id in coded for paper in account.papers)
    )


@remembered
def visits(facts: Facts) -> tuple[tuple[Charge, ...], ...]:
    """Coded charges of one day by one provider, over all bills; undated ones are left out."""
    groups: list[list[Charge]] = []
    of_day: dict[datetime.date, list[list[Charge]]] = {}
    home: list[Charge] | None = None
    for charge in coded_charges(facts):
        if charge.day is None:
            continue
        if home and home[-1].paper is charge.paper and home[-1].day == charge.day:  # a bill's lines stand together: the usual case
            home.append(charge)
            continue
        same_day = of_day.setdefault(charge.day, [])
        home = next((group for group in same_day if same_biller(group[0], charge)), None)
        if home is None:
            home = []
            same_day.append(home)
            groups.append(home)
        home.append(charge)
    return tuple(tuple(group) for group in groups)


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
