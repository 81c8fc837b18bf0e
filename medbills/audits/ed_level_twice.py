"""Two levels of one emergency room visit on a hospital's bill."""

from __future__ import annotations

from itertools import combinations

from medbills.domain.by_code import visits_within
from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Finding, Inspection, Severity
from medbills.domain.inquiry import Inquiry
from medbills.domain.procedures import EMERGENCY_VISITS, Charge, cheaper, prints_modifiers, uncoded

_SECOND_VISIT = frozenset({"25", "27"})
_ROOM = "045"
_ASK = Inquiry(
    slug="ed_level_twice", number="F16", title="Emergency room levels", sentence="Looks for two emergency room levels at one visit.",
    severity=Severity.MEDIUM, question="Were there two emergency room visits that day?",
    remedy="Please review which level belongs to the visit, and take off the other.", letter="billing_dispute",
    authority="Medicare Claims Manual ch. 4, section 160; billing practice",
)  # fmt: skip


def inspect(facts: Facts) -> Inspection:
    """A hospital's lines of one day; a doctor's line beside a hospital's is a normal pair."""
    findings: list[Finding] = []
    for visit in visits_within(facts, EMERGENCY_VISITS):
        levels = [charge for charge in visit if charge.in_range(EMERGENCY_VISITS) and charge.is_facility is not False]
        pairs = [(one, other) for one, other in combinations(levels, 2) if _twice(one, other)]
        findings += [_finding(*pair) for pair in pairs[:1]]
    return _ASK.answer(findings, uncoded(facts))


def _twice(one: Charge, other: Charge) -> bool:
    revenues = [charge.revenue[:3] for charge in (one, other) if charge.revenue]
    return (
        one.code != other.code
        and not (one.modifiers | other.modifiers) & _SECOND_VISIT
        and one.is_facility is other.is_facility
        and all(revenue == _ROOM for revenue in revenues)
    )


def _finding(one: Charge, other: Charge) -> Finding:
    words = f"Two emergency levels are billed on one day: {one.code} at {one.billed} and {other.code} at {other.billed}."
    known = bool(one.revenue and other.revenue) and prints_modifiers((one, other))
    return _ASK.finding(
        "Two emergency room levels", f"{words} Two visits that day can be a good reason.", words,
        certainty=Certainty.LIKELY if known else Certainty.ASK, lines=(one.ref, other.ref), at_stake=cheaper(one, other).billed,
    )  # fmt: skip


CHECK = _ASK.check(inspect)
