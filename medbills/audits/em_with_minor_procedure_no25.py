"""An office visit beside a procedure of the same day, without the mark of a separate visit."""

from __future__ import annotations

from medbills.domain.by_code import visits_within
from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Finding, Inspection, Severity
from medbills.domain.inquiry import Inquiry
from medbills.domain.procedures import BLOOD_DRAW, OFFICE_VISITS, PROCEDURES, Charge, coded_charges, same_doctor, uncoded

_SEPARATE = frozenset({"25", "57"})
_NOT_MEANT = (*BLOOD_DRAW, (51798, 51798), (59400, 59622))  # blood draw, bladder scan, maternity
_ASK = Inquiry(
    slug="em_with_minor_procedure_no25", number="F05", title="Visit beside a procedure",
    sentence="Looks for an office visit that may be part of a procedure's fee.", severity=Severity.LOW,
    question="Was there a separate visit besides the procedure?",
    remedy="Please review whether the visit is part of the procedure's fee.", letter="billing_dispute",
    authority="Visit guidelines of the code set (modifier 25); Medicare's NCCI policy manual, chapter 1",
)  # fmt: skip


def inspect(facts: Facts) -> Inspection:
    """Each day and provider; a hospital's or center's bill is left out."""
    findings: list[Finding] = []
    for visit in visits_within(facts, OFFICE_VISITS):
        procedures = [charge for charge in visit if charge.in_range(PROCEDURES) and not charge.in_range(_NOT_MEANT)]
        for charge in visit if procedures else ():
            if not charge.in_range(OFFICE_VISITS) or charge.is_facility or charge.modifiers & _SEPARATE:
                continue
            beside = next((other for other in procedures if same_doctor(charge, other)), None)
            if beside:
                findings.append(_finding(charge, beside))
    coded = coded_charges(facts)
    only_hospital = bool(coded) and all(charge.is_facility for charge in coded)
    needs = ["a doctor's itemized bill; a hospital's bill is not looked at here"] if only_hospital else []
    return _ASK.answer(findings, [*uncoded(facts), *needs])


def _finding(visit: Charge, procedure: Charge) -> Finding:
    words = f"Visit {visit.code} at {visit.billed} and procedure {procedure.code} are billed on one day. The visit has no modifier 25."
    return _ASK.finding(
        "Visit beside a procedure", f"{words} It may be part of the procedure's fee.", words, certainty=Certainty.ASK,
        lines=(visit.ref, procedure.ref), at_stake=visit.billed,
    )  # fmt: skip


CHECK = _ASK.check(inspect)
