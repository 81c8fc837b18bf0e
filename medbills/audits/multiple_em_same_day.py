"""Two visits billed by the same doctor on one day."""

from __future__ import annotations

from itertools import combinations

from medbills.domain.by_code import visits_within
from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Finding, Inspection, Severity
from medbills.domain.inquiry import Inquiry
from medbills.domain.procedures import (
    EMERGENCY_VISITS,
    OFFICE_VISITS,
    PREVENTIVE_VISITS,
    VISITS,
    Charge,
    cheaper,
    prints_modifiers,
    same_doctor,
    uncoded,
)

_REASONS = frozenset({"25", "27"})  # a separate visit on the same day
_DISCHARGE, _ADMISSION = ((99238, 99239),), ((99221, 99223),)
_ALL_VISITS = (*VISITS, *PREVENTIVE_VISITS)
_ASK = Inquiry(
    slug="multiple_em_same_day", number="F04", title="Two visits in one day",
    sentence="Looks for two visits billed by one doctor on the same day.", severity=Severity.MEDIUM,
    question="Were these two separate visits? Which record shows the second one?",
    remedy="Please review the two visits, and take one off if there was one visit.", letter="billing_dispute",
    authority="Visit guidelines of the code set; Medicare Claims Manual ch. 12, 30.6",
)  # fmt: skip


def inspect(facts: Facts) -> Inspection:
    """Pairs of different visit codes; two lines alike are another check's, and so are two emergency levels of a hospital."""
    findings: list[Finding] = []
    for visit in visits_within(facts, _ALL_VISITS):
        seen = [charge for charge in visit if charge.in_range(_ALL_VISITS)]
        pairs = [pair for pair in combinations(seen, 2) if _looks_twice(*pair)]
        findings += [_finding(*pair) for pair in pairs[:1]]
    return _ASK.answer(findings, uncoded(facts))


def _looks_twice(one: Charge, other: Charge) -> bool:
    if one.code == other.code or (one.modifiers | other.modifiers) & _REASONS or not same_doctor(one, other):
        return False
    if one.is_facility is not other.is_facility or _moved(one, other) or _moved(other, one):
        return False
    if one.in_range(EMERGENCY_VISITS) and other.in_range(EMERGENCY_VISITS) and one.is_facility is not False:
        return False
    return (one.in_range(VISITS) and other.in_range(VISITS)) or _with_checkup(one, other) or _with_checkup(other, one)


def _with_checkup(office: Charge, checkup: Charge) -> bool:
    return office.in_range(OFFICE_VISITS) and checkup.in_range(PREVENTIVE_VISITS)


def _moved(leaving: Charge, arriving: Charge) -> bool:
    """Out of one hospital and into another on the same day."""
    return leaving.in_range(_DISCHARGE) and arriving.in_range(_ADMISSION) and leaving.paper.id != arriving.paper.id


def _finding(one: Charge, other: Charge) -> Finding:
    extra = next((office for office in (one, other) if office.in_range(OFFICE_VISITS)), one)
    if not (_with_checkup(one, other) or _with_checkup(other, one)):
        extra = cheaper(one, other)
    known = bool(one.paper.provider_npi or one.line.rendering_npi) and prints_modifiers((one, other)) and one.is_facility is not None
    words = f"Two visits are billed on one day: {one.code} at {one.billed} and {other.code} at {other.billed}."
    return _ASK.finding(
        "Two visits on one day", f"{words} Two doctors, or two separate problems, can be a good reason.", words,
        certainty=Certainty.LIKELY if known else Certainty.ASK, lines=(one.ref, other.ref), at_stake=extra.billed,
    )  # fmt: skip


CHECK = _ASK.check(inspect)
