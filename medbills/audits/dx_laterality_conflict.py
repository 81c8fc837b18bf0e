"""A line whose words say one side of the body and whose modifier says the other."""

from __future__ import annotations

import re

from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Finding, Inspection, Severity
from medbills.domain.inquiry import Inquiry
from medbills.domain.procedures import Charge, coded_charges, modified_charges, uncoded

_SIDES = {"LT": "left", "RT": "right"}
_WORD = re.compile(r"\b(left|right)\b", re.IGNORECASE)
_ASK = Inquiry(
    slug="dx_laterality_conflict", number="F13", title="Left or right", sentence="Compares the side in a line's words with its modifier.",
    severity=Severity.LOW, question="Which side was treated?", remedy="Please check the side in the record, and correct the line.",
    letter="billing_dispute", authority="Billing practice; right to correct records under 45 CFR 164.526",
)  # fmt: skip


def inspect(facts: Facts) -> Inspection:
    """Lines that print a side in both places; words that name both sides tell nothing."""
    marked = [(charge, marks) for charge in modified_charges(facts) if (marks := charge.modifiers & set(_SIDES))]
    both = [(charge, words, marks) for charge, marks in marked if (words := _words(charge))]
    clear = [(charge, words, marks) for charge, words, marks in both if len(words) == 1 and len(marks) == 1]
    findings = [_finding(charge) for charge, words, marks in clear if _SIDES[min(marks)] not in words]
    needs = [] if both or not coded_charges(facts) else ["a line with a side in its words and a side modifier"]
    return _ASK.answer(findings, [*uncoded(facts), *needs])


def _words(charge: Charge) -> set[str]:
    return {word.lower() for word in _WORD.findall(charge.line.description or "")}


def _finding(charge: Charge) -> Finding:
    side, mark = min(_words(charge)), min(charge.modifiers & set(_SIDES))
    words = f"The line's words say {side}. Its modifier {mark} says {_SIDES[mark]}."
    return _ASK.finding(
        "Left and right differ", f"{words} It is worth asking which side was meant.", words, certainty=Certainty.ASK, lines=(charge.ref,)
    )


CHECK = _ASK.check(inspect)
