"""More ambulance miles than the way with the patient on board."""

from __future__ import annotations

from decimal import Decimal

from medbills.domain.by_code import charges_bearing
from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Finding, Inspection, Severity
from medbills.domain.inquiry import Inquiry
from medbills.domain.procedures import Charge, uncoded

_MILES = frozenset({"A0425", "A0435", "A0436"})  # ground, airplane, helicopter
_ASK = Inquiry(
    slug="ambulance_mileage", number="F15", title="Ambulance miles", sentence="Compares ambulance miles with the way on the map.",
    severity=Severity.LOW, question="From where to where were these miles counted?",
    remedy="Please review the miles with the patient on board, and send the trip record.", letter="billing_dispute",
    authority="42 CFR 414.610(f); Medicare Claims Manual ch. 15, 20.2",
)  # fmt: skip


def inspect(facts: Facts) -> Inspection:
    """Each line of miles, against the way the user entered."""
    miles = facts.context.ambulance_miles
    rides = charges_bearing(facts, _MILES.__contains__)
    needs = list(uncoded(facts))
    if rides and miles is None:
        needs.append("the miles with the patient on board, from a map")
    if any(charge.line.units is None for charge in rides):
        needs.append("the miles that the bill counts")
    findings = [_finding(charge, miles, over) for charge in rides if miles is not None and (over := _over(charge, miles))]
    return _ASK.answer(findings, needs)


def _over(charge: Charge, miles: Decimal) -> Decimal | None:
    """Miles above the map's; none where they are within a mile or a tenth of the way."""
    excess = (charge.line.units or Decimal(0)) - miles
    return excess if excess > max(Decimal(1), miles / 10) else None


def _finding(charge: Charge, miles: Decimal, over: Decimal) -> Finding:
    words = f"The bill counts {charge.line.units} miles. The way entered is {miles} miles. That is {over} miles more."
    return _ASK.finding(
        "More miles than the way", f"{words} A detour can be a good reason.", words, certainty=Certainty.ASK, lines=(charge.ref,),
        at_stake=charge.part(over),
    )  # fmt: skip


CHECK = _ASK.check(inspect)
