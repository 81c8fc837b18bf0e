"""A visit whose code and place of service do not go together."""

from __future__ import annotations

from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Finding, Inspection, Severity
from medbills.domain.inquiry import Inquiry
from medbills.domain.procedures import EMERGENCY_VISITS, OFFICE_VISITS, Charge, charges_of_account, coded_charges, uncoded, visits
from medbills.domain.remembered import remembered
from medbills.domain.statements import Account, accounts_of

_ADMITTED = ((99221, 99236),)
_ODD = (  # codes, places that do not fit
    (OFFICE_VISITS, {"21": "a hospital bed", "23": "an emergency room"}),
    (EMERGENCY_VISITS, {"11": "an office", "20": "an urgent care center"}),
    (_ADMITTED, {"11": "an office"}),
)
_VIDEO = frozenset({"02", "10"})
_ASK = Inquiry(
    slug="pos_mismatch", number="F17", title="Place of a visit", sentence="Compares the code of a visit with its place.",
    severity=Severity.LOW, question="Where did this visit take place?",
    remedy="Please check the place of the visit, and send a corrected bill if it changes.", letter="billing_dispute",
    authority="Medicare Claims Manual ch. 26, 10.5 (place of service); billing practice",
)  # fmt: skip


def inspect(facts: Facts) -> Inspection:
    """Each visit with a place, and a room fee beside a visit by video."""
    placed = [charge for account in accounts_of(facts) for charge in _placed(account)]
    findings = [
        _finding(charge, places[charge.place]) for charge in placed for codes, places in _ODD
        if charge.place in places and charge.in_range(codes)
    ]  # fmt: skip
    seen = visits(facts) if any(_by_video(charge) for charge in placed) else ()
    findings += [_room_fee(fee) for visit in seen if any(_by_video(charge) for charge in visit) for fee in visit if _is_room(fee)]
    needs = ["the place of service on a bill"] if coded_charges(facts) and not placed else []
    return _ASK.answer(findings, [*uncoded(facts), *needs])


@remembered
def _placed(account: Account) -> tuple[Charge, ...]:
    printed = (charge for charge in charges_of_account(account) if charge.line.place_of_service or charge.paper.place_of_service)
    return tuple(charge for charge in printed if charge.place)


def _by_video(charge: Charge) -> bool:
    return charge.place in _VIDEO


def _is_room(charge: Charge) -> bool:
    return charge.code == "G0463" or charge.revenue == "0510"


def _finding(charge: Charge, place: str) -> Finding:
    words = f"Code {charge.code} at {charge.billed} has place {charge.place}, {place}. Such codes are mostly billed elsewhere."
    consultant = charge.place == "23"  # a consultant in the emergency room is normal
    return _ASK.finding(
        "Place and visit differ", f"{words} It is worth asking.", words, certainty=Certainty.ASK if consultant else Certainty.LIKELY,
        lines=(charge.ref,),
    )  # fmt: skip


def _room_fee(charge: Charge) -> Finding:
    words = f"The visit was by phone or video. A clinic fee of {charge.billed} is billed for the same day."
    return _ASK.finding(
        "Clinic fee for a video visit", f"{words} It is worth asking what the fee is for.", words, certainty=Certainty.ASK,
        lines=(charge.ref,), at_stake=charge.billed, question="What is the clinic fee for, if the visit was by video?",
    )  # fmt: skip


CHECK = _ASK.check(inspect)
