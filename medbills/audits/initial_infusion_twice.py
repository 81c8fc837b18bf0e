"""Two first infusions or injections at one visit."""

from __future__ import annotations

from collections.abc import Sequence

from medbills.domain.by_code import visits_bearing
from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Finding, Inspection, Severity
from medbills.domain.inquiry import Inquiry
from medbills.domain.procedures import Charge, prints_modifiers, uncoded
from medbills.domain.wording import listed

_INITIAL = frozenset({"96360", "96365", "96374", "96409", "96413"})
_SECOND_VISIT_OR_SITE = frozenset({"59", "XE", "XS"})
_ASK = Inquiry(
    slug="initial_infusion_twice", number="F12", title="First infusions", sentence="Looks for two first infusions at one visit.",
    severity=Severity.LOW, question="Was there a second visit or a second IV site that day?",
    remedy="Please review which infusion was the first, and correct the other line.", letter="billing_dispute",
    authority="Infusion guideline of the code set; Medicare Claims Manual ch. 12, 30.5",
)  # fmt: skip


def inspect(facts: Facts) -> Inspection:
    """Each day and provider; lines alike in everything are another check's."""
    findings = []
    for visit in visits_bearing(facts, _INITIAL.__contains__):
        first = {charge.code: charge for charge in visit if charge.code in _INITIAL and not charge.modifiers & _SECOND_VISIT_OR_SITE}
        if len(first) > 1:
            findings.append(_finding(list(first.values())))
    return _ASK.answer(findings, uncoded(facts))


def _finding(charges: Sequence[Charge]) -> Finding:
    least = min(charges, key=lambda charge: charge.billed)
    words = f"Codes {listed([charge.code for charge in charges])} each mean the first infusion of a visit. The lowest is {least.billed}."
    return _ASK.finding(
        "Two first infusions", f"{words} A second visit or IV site can be a good reason.", words,
        certainty=Certainty.LIKELY if prints_modifiers(charges) else Certainty.ASK, lines=[charge.ref for charge in charges],
        at_stake=least.billed,
    )  # fmt: skip


CHECK = _ASK.check(inspect)
