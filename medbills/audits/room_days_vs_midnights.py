"""More room days than midnights in the hospital."""

from __future__ import annotations

from decimal import Decimal

from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Finding, Inspection, Severity
from medbills.domain.hospital_stay import Days, room_lines, stay_of
from medbills.domain.inquiry import Inquiry, weakest
from medbills.domain.paper import Paper
from medbills.domain.procedures import Charge
from medbills.domain.shares import name_of
from medbills.domain.wording import counted, long_day

_ASK = Inquiry(
    slug="room_days_vs_midnights", number="G01", title="Room days", sentence="Counts room days against the midnights of a stay.",
    severity=Severity.HIGH, question="How were the room days counted? The day of discharge is mostly not one of them.",
    remedy="Please count the room days by midnights, and send a corrected bill if the number changes.", letter="billing_dispute",
    authority="Medicare Benefit Policy Manual ch. 3, 20.1 (midnight census)",
)  # fmt: skip


def inspect(facts: Facts) -> Inspection:
    """Each bill with room lines, against the stay it is about."""
    findings: list[Finding] = []
    needs: list[str] = []
    with_rooms = [(bill, rooms) for bill in facts.bills if (rooms := room_lines(bill))]
    for bill, rooms in with_rooms:
        stay = stay_of(facts, bill)
        if stay is None:
            needs.append(f"the days of admission and discharge for the bill from {name_of(bill)}")
        elif finding := _compare(bill, rooms, stay):
            findings.append(finding)
    return _ASK.answer(findings, needs if with_rooms else ["a hospital bill with room lines, and the days of the stay"])


def _compare(bill: Paper, rooms: tuple[Charge, ...], stay: Days) -> Finding | None:
    days, by_dates = _room_days(rooms)
    excess = days - stay.nights
    if excess <= 0:
        return None
    rate = min(charge.part(Decimal(1)) if charge.line.units else charge.billed for charge in rooms)
    words = (
        f"The stay from {long_day(stay.admitted)} to {long_day(stay.discharged)} has {counted(stay.nights, 'night')}. "
        f"The bill from {name_of(bill)} has {counted(int(days), 'room day')}. The lowest rate is {rate} a day."
    )
    return _ASK.finding(
        "More room days than nights", f"{words} A baby's own bed or a transfer can be a good reason.", words,
        certainty=weakest(stay.certainty, Certainty.ASK if by_dates else Certainty.SURE), lines=[charge.ref for charge in rooms],
        at_stake=rate.share(excess),
    )  # fmt: skip


def _room_days(rooms: tuple[Charge, ...]) -> tuple[Decimal, bool]:
    """The sum of the units; where a line prints none, the number of room dates."""
    units = [charge.line.units for charge in rooms if charge.line.units is not None]
    if len(units) == len(rooms):
        return sum(units, Decimal(0)), False
    return Decimal(len({charge.day for charge in rooms if charge.day})), True


CHECK = _ASK.check(inspect)
