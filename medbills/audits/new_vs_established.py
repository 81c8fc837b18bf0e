"""A new-patient visit though the same group saw the patient within three years."""

from __future__ import annotations

import datetime

from medbills.domain.by_code import charges_within
from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Finding, Inspection, LineRef, Severity
from medbills.domain.inquiry import Inquiry
from medbills.domain.paper import Line, Paper
from medbills.domain.procedures import BLOOD_DRAW, PROCEDURES, Charge, uncoded
from medbills.domain.repeats import day_of
from medbills.domain.shares import name_of
from medbills.domain.statements import same_provider
from medbills.domain.wording import long_day

_NEW = ((99202, 99205), (99341, 99345), (99381, 99387), (92002, 92004))
_FACE_TO_FACE = (*PROCEDURES, (92002, 92014), (99202, 99499))
_YEARS = 3
_ASK = Inquiry(
    slug="new_vs_established", number="F03", title="New or known patient",
    sentence="Looks for a new-patient visit after an earlier visit to the same group.", severity=Severity.MEDIUM,
    question="Was this visit billed as new, though the same group saw the patient within three years?",
    remedy="Please review the visit as one of an established patient.", letter="billing_dispute",
    authority="Visit guideline of the code set, three-year rule; Medicare Claims Manual ch. 12, 30.6.7",
)  # fmt: skip


def inspect(facts: Facts) -> Inspection:
    """Each new-patient visit against the earlier bills and insurer's papers of the same group."""
    findings: list[Finding] = []
    needs = list(uncoded(facts))
    for charge in charges_within(facts, _NEW):
        if charge.day is None or charge.is_facility:
            continue
        others = [paper for paper in (*facts.bills, *facts.eobs) if _same_group(charge.paper, paper)]
        earlier = [(day, ref) for paper in others for day, ref in _seen(paper) if _within(day, charge.day)]
        if earlier:
            findings.append(_finding(charge, *max(earlier)))
        elif all(day >= charge.day for paper in others for day in _days(paper)):
            needs.append(f"an earlier paper from {name_of(charge.paper)}")
    return _ASK.answer(findings, needs)


def _same_group(bill: Paper, paper: Paper) -> bool:
    """By tax number where both print it, since one group's doctors share it; else by NPI or name."""
    if bill.provider_tax_id and paper.provider_tax_id:
        return bill.provider_tax_id == paper.provider_tax_id
    return bill.id == paper.id or same_provider(bill, paper) is True


def _days(paper: Paper) -> list[datetime.date]:
    return [day for line in paper.lines if (day := day_of(paper, line))]


def _seen(paper: Paper) -> list[tuple[datetime.date, LineRef]]:
    """Days of visits and procedures; not laboratory, imaging, readings, or a hospital's own lines."""
    return [
        (day, LineRef(paper.id, at)) for at, line in enumerate(paper.lines) if _face_to_face(paper, line) and (day := day_of(paper, line))
    ]  # fmt: skip


def _face_to_face(paper: Paper, line: Line) -> bool:
    code = line.code or ""
    if len(code) != 5 or not code.isdigit() or line.revenue_code or "26" in (line.modifiers or ()):
        return False
    if any(low <= int(code) <= high for low, high in (*BLOOD_DRAW, (99281, 99285))):
        return False
    return any(low <= int(code) <= high for low, high in _FACE_TO_FACE)


def _within(day: datetime.date, visit: datetime.date) -> bool:
    try:
        limit = visit.replace(year=visit.year - _YEARS)
    except ValueError:
        limit = visit.replace(year=visit.year - _YEARS, day=28)
    return limit < day < visit


def _finding(charge: Charge, seen: datetime.date, ref: LineRef) -> Finding:
    day = charge.day or seen
    words = f"The visit on {long_day(day)} is billed as a new patient's ({charge.code}). A visit there is known from {long_day(seen)}."
    return _ASK.finding(
        "Billed as a new patient", f"{words} Another specialty or another group can be a good reason.", words,
        certainty=Certainty.ASK, lines=(charge.ref, ref),
    )  # fmt: skip


CHECK = _ASK.check(inspect)
