"""Out-of-network care that the No Surprises Act may protect, and the dollars asked above the in-network share."""

from __future__ import annotations

import datetime
import re

from medbills.domain.facts import Consent, Context, Facts
from medbills.domain.matching import BillMatch
from medbills.domain.money import Money
from medbills.domain.remittance import shows_code
from medbills.domain.shares import (
    AIR_AMBULANCE,
    GROUND_AMBULANCE,
    PROTECTED_PLANS,
    SURPRISE_BILL_ACT,
    Excess,
    bill_excess,
    excesses,
    is_emergency_room,
)
from medbills.domain.statements import care_days

_THREE_DAYS = 3  # 72 hours before the care (45 CFR 149.420(c))
_ANCILLARY = frozenset({
    "anesthesia", "pathology", "radiology", "neonatology", "lab", "diagnostic", "assistant surgeon", "hospitalist", "intensivist",
    "emergency",
})


def is_out_of_network(found: BillMatch) -> bool:
    """Whether an insurer's paper, or else the bill, says so."""
    said = [eob.network_status for eob in found.eobs if eob.network_status]
    said = said or [paper.network_status for paper in found.account.papers if paper.network_status]
    return "out" in said


def falls_under_the_act(plan_type: str | None, found: BillMatch) -> bool:
    """A plan the Act covers, care since it is in force, and no ground ambulance."""
    days = care_days(found.bill) or care_days(found.account.latest)
    if plan_type not in PROTECTED_PLANS or days is None or days[0] < SURPRISE_BILL_ACT:
        return False
    return not any(GROUND_AMBULANCE.fullmatch(line.code or "") for line in found.bill.lines)


def is_air_ambulance(found: BillMatch) -> bool:
    return any((line.code or "") in AIR_AMBULANCE for line in found.bill.lines)


def is_emergency(facts: Facts, found: BillMatch) -> bool:
    """By the user's word, the place of service, the revenue codes or the codes."""
    lines = found.bill.lines
    by_line = any(is_emergency_room(line.revenue_code, line.code, line.place_of_service) for line in lines)
    return bool(facts.context.emergency) or by_line or found.bill.place_of_service == "23"


def used_out_of_network_benefits(found: BillMatch) -> bool:
    """PR-45: the insurer left the whole difference to the patient, so its figure is no in-network share."""
    return any(shows_code(eob, "PR", "45") for eob in found.eobs)


def asked_above_share(facts: Facts, found: BillMatch) -> Money | None:
    """Asked less the share on the insurer's paper, whatever the network; None where a number is missing."""
    whole = bill_excess(found)
    if whole is not None:
        return whole
    lines = (answer.amount for answer in excesses(facts) if isinstance(answer, Excess) and answer.found == found)
    return next(lines, None)


def compared_already(facts: Facts, found: BillMatch) -> bool:
    """Whether the bill is held against the insurer's figure as a whole too: then these are the same dollars."""
    return any(isinstance(answer, Excess) and answer.fires and answer.found == found for answer in excesses(facts))


def is_ancillary(context: Context, found: BillMatch) -> bool:
    """Specialties whose protection no consent can give up: told, or by the codes of the lines."""
    if context.specialty:
        told = context.specialty.casefold()
        return any(name in told or told in name for name in _ANCILLARY)
    lines = [line for line in found.bill.lines if line.code]
    return bool(lines) and all(_ancillary_code(line.code or "", line.modifiers or ()) for line in lines)


def consent_holds(consent: Consent, care: datetime.date) -> bool | None:
    """Whether the form was signed and given in time (45 CFR 149.420); None where its days or hours are not known."""
    if consent.signed is False:
        return False
    if consent.signed is None or consent.given_on is None or consent.booked_on is None:
        return None
    if (care - consent.booked_on).days >= _THREE_DAYS:
        hours = consent.hours_before
        return hours >= _THREE_DAYS * 24 if hours is not None else (care - consent.given_on).days >= _THREE_DAYS
    if consent.given_on != consent.booked_on:
        return False
    if consent.booked_on < care:
        return True
    return consent.hours_before >= _THREE_DAYS if consent.hours_before is not None else None  # the same day: three hours


def _ancillary_code(code: str, modifiers: tuple[str, ...]) -> bool:
    if {"80", "81", "82", "AS"} & set(modifiers):
        return True
    if re.fullmatch(r"\d{4}U", code):
        return True
    if not re.fullmatch(r"\d{5}", code):
        return False
    number = int(code)
    return 100 <= number <= 1999 or 70010 <= number <= 79999 or 80047 <= number <= 89398
