"""A code whose form is that of no code family: a question about the reading or the print, never a verdict."""

from __future__ import annotations

import re

from medbills.domain.by_code import charges_bearing
from medbills.domain.code_formats import bill_type, icd10cm, is_charge_code, is_place
from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Finding, Inspection, LineRef, Severity
from medbills.domain.inquiry import Inquiry
from medbills.domain.paper import Paper, Spots
from medbills.domain.procedures import uncoded
from medbills.domain.wording import counted, listed

_NEAR = re.compile(r"[A-Z]?[0-9]{3,5}[A-Z]?")  # looks like such a code; a hospital's own charge numbers are longer
_ASK = Inquiry(
    slug="code_format", number="F01", title="Form of the codes", sentence="Looks for codes whose form fits no code family.",
    severity=Severity.LOW, question="Which code stands on this line?", remedy="Please send the bill with the complete codes.",
    letter="billing_dispute", authority="Published code formats; access to billing records under 45 CFR 164.524",
)  # fmt: skip
_TRUSTED = 0.95


def inspect(facts: Facts) -> Inspection:
    """Codes of charges, diagnoses, revenue codes, type of bill and place of each bill, where they were read without doubt."""
    odd: dict[str, dict[str, LineRef | None]] = {}
    for charge in charges_bearing(facts, lambda code: _NEAR.fullmatch(code) and not is_charge_code(code)):
        if charge.trusted:
            odd.setdefault(charge.paper.id, {})[charge.code] = charge.ref
    for paper in facts.bills:
        for code in _odd_words(paper):
            odd.setdefault(paper.id, {}).setdefault(code, None)
    return _ASK.answer((_finding(paper, codes) for paper, codes in odd.items()), uncoded(facts))


def _odd_words(paper: Paper) -> list[str]:
    diagnoses = paper.diagnosis_codes or () if _sure(paper.spots, "diagnosis_codes") else ()
    found = [code for code in diagnoses if not icd10cm(code)]
    kind, place = paper.type_of_bill, paper.place_of_service
    if kind and _sure(paper.spots, "type_of_bill") and not bill_type(kind):
        found.append(kind)
    if place and _sure(paper.spots, "place_of_service") and not is_place(place.zfill(2)):
        found.append(place)
    return found


def _sure(spots: Spots, name: str) -> bool:
    return name not in spots or spots[name].typed or spots[name].confidence >= _TRUSTED


def _finding(paper: str, codes: dict[str, LineRef | None]) -> Finding:
    some = listed(list(codes)[:5])
    figures = f"{counted(len(codes), 'code')} on this bill could not be read as a complete code: {some}."
    return _ASK.finding(
        "A code that could not be read", f"{figures} Please compare it with the paper first.", figures, certainty=Certainty.ASK,
        lines=[ref for ref in codes.values() if ref], documents=(paper,),
    )  # fmt: skip


CHECK = _ASK.check(inspect)
