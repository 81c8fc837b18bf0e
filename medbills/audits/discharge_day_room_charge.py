"""A room charge for the day of discharge, where there are more room days than nights."""

from __future__ import annotations

from decimal import Decimal

from medbills.domain.facts import Facts
from medbills.domain.finding import Finding, Inspection, Severity
from medbills.domain.hospital_stay import Days, room_lines, stay_of
from medbills.domain.inquiry import Inquiry
from medbills.domain.procedures import Charge
from medbills.domain.shares import name_of
from medbills.domain.wording import long_day

_ASK = Inquiry(
    slug="discharge_day_room_charge", number="G02", title="Room on the day of discharge",
    sentence="Looks for a room charge on the day of discharge.", severity=Severity.MEDIUM,
    question="Why is there a room charge for the day of discharge?",
    remedy="Please take off the room charge for the day of discharge, or explain it.", letter="billing_dispute",
    authority="Medicare Benefit Policy Manual ch. 3, 20.1 (midnight census)",
)  # fmt: skip


def inspect(facts: Facts) -> Inspection:
    """Each bill with room lines. With the right number of days the date is only the day of posting."""
    findings: list[Finding] = []
    needs: list[str] = []
    with_rooms = [(bill, rooms) for bill in facts.bills if (rooms := room_lines(bill))]
    for bill, rooms in with_rooms:
        stay = stay_of(facts, bill)
        if stay is None:
            needs.append(f"the days of admission and discharge for the bill from {name_of(bill)}")
        elif stay.admitted != stay.discharged and _days(rooms) > stay.nights:
            findings += [_finding(charge, stay) for charge in rooms if charge.line.first_day == stay.discharged]
    return _ASK.answer(findings, needs if with_rooms else ["a hospital bill with room lines, and the days of the stay"])


def _days(rooms: tuple[Charge, ...]) -> Decimal:
    units = [charge.line.units for charge in rooms if charge.line.units is not None]
    return sum(units, Decimal(0)) if len(units) == len(rooms) else Decimal(len({charge.day for charge in rooms if charge.day}))


def _finding(charge: Charge, stay: Days) -> Finding:
    words = f"A room charge of {charge.billed} is dated {long_day(stay.discharged)}, the day of discharge. "
    words += "There are more room days than nights."
    return _ASK.finding(
        "Room charge on discharge day", f"{words} It is worth asking.", words, certainty=stay.certainty, lines=(charge.ref,),
        at_stake=charge.billed,
    )  # fmt: skip


CHECK = _ASK.check(inspect)
