"""A deductible taken from a dental checkup that the plan frees from it."""

from __future__ import annotations

from medbills.domain.dental import DentalLine, dental_of, on_eobs
from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Finding, Inspection, Severity
from medbills.domain.inquiry import Inquiry
from medbills.domain.money import ZERO

_ASK = Inquiry(
    slug="dental_deductible_on_preventive", number="J06", title="Deductible on a checkup",
    sentence="Looks for a dental deductible on checkups and cleanings.", severity=Severity.LOW,
    question="Does the plan take its deductible from preventive care?",
    remedy="Please process the line again without the deductible.", letter="internal_appeal", authority="The plan document",
)  # fmt: skip


def inspect(facts: Facts) -> Inspection:
    """Preventive lines with a deductible, where the user entered that the plan waives it."""
    waived = dental_of(facts).deductible_waived
    lines = on_eobs(facts)
    if waived is None or not lines:
        return _ASK.answer((), ["a dental statement, and whether the plan waives the deductible for preventive care"])
    if "preventive" not in waived:
        return _ASK.answer(())
    taken = [line for line in lines if line.benefit_class == "preventive" and (line.line.deductible or ZERO) > ZERO]
    return _ASK.answer(_finding(line) for line in taken)


def _finding(line: DentalLine) -> Finding:
    amount = line.line.deductible or ZERO
    words = f"A deductible of {amount} was taken from {line.code}. By the rule entered, preventive care is free of it."
    return _ASK.finding(
        "Deductible on preventive care", f"{words} The plan may take it from later care instead.", words, certainty=Certainty.ASK,
        lines=(line.ref,), at_stake=amount,
    )  # fmt: skip


CHECK = _ASK.check(inspect)
