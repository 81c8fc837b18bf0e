"""A whole test billed, and one of its two parts again."""

from __future__ import annotations

from itertools import permutations

from medbills.domain.alike_pairs import pairs_sharing
from medbills.domain.by_code import charges_bearing
from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Finding, Inspection, Severity
from medbills.domain.inquiry import Inquiry
from medbills.domain.names import same_person
from medbills.domain.procedures import Charge, modified_charges, no_modifiers, prints_modifiers, uncoded
from medbills.domain.repeats import REPEAT_MODIFIERS

_PARTS = frozenset({"26", "TC"})
_TESTS = ((70010, 79999), (80047, 89398), (91010, 95999))
_ASK = Inquiry(
    slug="professional_technical_overlap", number="F09", title="Whole test and its part",
    sentence="Looks for a whole test billed beside its reading or its machine part.", severity=Severity.MEDIUM,
    question="Does the line for the whole test already hold this part?",
    remedy="Please review the two lines, and take off the part that is already in the other.", letter="billing_dispute",
    authority="Modifier 26 and TC rules; Medicare Claims Manual ch. 13, section 20",
)  # fmt: skip


def inspect(facts: Facts) -> Inspection:
    """Lines of one code and day on doctors' bills. A hospital's line is the machine part by itself: a normal pair."""
    in_parts = {(charge.code, charge.day) for charge in modified_charges(facts) if charge.modifiers & _PARTS and _is_test(charge)}
    codes = {code for code, _ in in_parts}
    charges = [
        charge for charge in charges_bearing(facts, codes.__contains__) if (charge.code, charge.day) in in_parts and _is_test(charge)
    ]  # fmt: skip
    findings = [
        _finding(whole, part)
        for pair in pairs_sharing(charges, lambda charge: [(charge.code, charge.day)])
        for whole, part in permutations(pair)
        if _overlap(whole, part)
    ]
    needs = ["a bill that prints modifiers"] if no_modifiers(facts) else []
    return _ASK.answer(findings, [*uncoded(facts), *needs])


def _is_test(charge: Charge) -> bool:
    return charge.in_range(_TESTS) and charge.day is not None and not charge.is_facility


def _overlap(whole: Charge, part: Charge) -> bool:
    if (whole.modifiers | part.modifiers) & REPEAT_MODIFIERS:
        return False
    if same_person(whole.paper.patient_name, part.paper.patient_name) is False or not prints_modifiers((whole, part)):
        return False
    return not whole.modifiers & _PARTS and len(part.modifiers & _PARTS) == 1


def _finding(whole: Charge, part: Charge) -> Finding:
    mark = next(iter(part.modifiers & _PARTS))
    words = f"Test {whole.code} is billed whole at {whole.billed}. Its part {mark} is billed again at {part.billed}."
    known = whole.is_facility is False and part.is_facility is False
    return _ASK.finding(
        "Whole test and its part billed", f"{words} If a hospital billed the first line, the pair is normal.", words,
        certainty=Certainty.LIKELY if known else Certainty.ASK, lines=(part.ref, whole.ref), at_stake=part.billed,
    )  # fmt: skip


CHECK = _ASK.check(inspect)
