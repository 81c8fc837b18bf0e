"""The days of a hospital stay that a bill is about, and the bill's room lines."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty
from medbills.domain.money import ZERO
from medbills.domain.paper import Line, Paper
from medbills.domain.procedures import Charge
from medbills.domain.remembered import remembered
from medbills.domain.repeats import day_of
from medbills.domain.statements import care_days, charges_of

_INPATIENT = "11"  # second and third digit of the type of bill, without its leading zero
_OUTPATIENT = ("13", "85")
_NURSERY, _LEAVE = "017", "018"


@dataclass(frozen=True)
class Days:
    """Admission and discharge, and how sure they are: printed, told, or taken from the dates of the statement."""

    admitted: datetime.date
    discharged: datetime.date
    certainty: Certainty

    @property
    def nights(self) -> int:
        """Midnights in the house; a stay of one day counts as one."""
        return max(1, (self.discharged - self.admitted).days)


def stay_of(facts: Facts, bill: Paper) -> Days | None:
    """The stay of the bill: as the bill prints it, else as the user told it, else an inpatient bill's own first and last day."""
    if bill.admission_date and bill.discharge_date:
        return _days(bill.admission_date, bill.discharge_date, Certainty.SURE)
    told, care = facts.context.stay, care_days(bill)
    if told and told.admitted and told.discharged:
        if care is None or (care[0] <= told.discharged + datetime.timedelta(days=7) and told.admitted <= care[1]):
            return _days(told.admitted, told.discharged, Certainty.LIKELY)
        return None
    if bill.service_from and bill.service_to and is_inpatient_type(bill):
        return _days(bill.service_from, bill.service_to, Certainty.ASK)
    return None


def is_inpatient_type(bill: Paper) -> bool:
    """By its type of bill, 011x."""
    return _type(bill).startswith(_INPATIENT)


def is_outpatient_type(bill: Paper) -> bool:
    """By its type of bill, 013x or 085x."""
    return _type(bill).startswith(_OUTPATIENT)


def is_inpatient(bill: Paper) -> bool:
    """By its type of bill, or by room lines where it prints none."""
    return is_inpatient_type(bill) or (not bill.type_of_bill and bool(room_lines(bill)))


@remembered
def room_lines(bill: Paper) -> tuple[Charge, ...]:
    """Charges for a bed: revenue codes 010x to 021x and 100x without leave of absence (018x); the nursery (017x) only on the
    baby's own bill, which has no other bed."""
    found = [Charge(bill, at) for at in charges_of(bill) if _is_room(bill.lines[at]) and (bill.lines[at].billed or ZERO) > ZERO]
    own = [charge for charge in found if charge.revenue[:3] != _NURSERY]
    return tuple(own or found)


def dated_lines(bill: Paper) -> tuple[tuple[int, Line, datetime.date], ...]:
    """The bill's charges above zero that bear a day."""
    rows = ((at, bill.lines[at], day_of(bill, bill.lines[at])) for at in charges_of(bill))
    return tuple((at, line, day) for at, line, day in rows if day and line.billed is not None and line.billed.cents > 0)


def _days(admitted: datetime.date, discharged: datetime.date, certainty: Certainty) -> Days | None:
    return Days(admitted, discharged, certainty) if admitted <= discharged else None


def _type(bill: Paper) -> str:
    return (bill.type_of_bill or "").strip().lstrip("0")


def _is_room(line: Line) -> bool:
    revenue = line.revenue_code.zfill(4) if line.revenue_code else ""
    return revenue.isdigit() and ("010" <= revenue[:3] <= "021" or revenue[:3] == "100") and revenue[:3] != _LEAVE
