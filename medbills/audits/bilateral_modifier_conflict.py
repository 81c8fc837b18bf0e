"""A procedure billed for both sides, and for one of them again."""

from __future__ import annotations

from collections.abc import Sequence

from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Finding, Inspection, Severity
from medbills.domain.inquiry import Inquiry
from medbills.domain.money import total
from medbills.domain.procedures import Charge, no_modifiers, same_doctor, uncoded, visits
from medbills.domain.repeats import REPEAT_MODIFIERS

_BOTH, _SIDES = "50", frozenset({"LT", "RT"})
_ASK = Inquiry(
    slug="bilateral_modifier_conflict", number="F07", title="Both sides and one side",
    sentence="Looks for a procedure billed for both sides and one side again.", severity=Severity.LOW,
    question="Was the procedure done on both sides, and is the other line part of that?",
    remedy="Please review the lines for both sides, and take off what is there twice.", letter="billing_dispute",
    authority="Modifier 50 rule of the code set; Medicare Claims Manual ch. 12, 40.7",
)  # fmt: skip


def inspect(facts: Facts) -> Inspection:
    """Lines with one code on one day by one doctor, where the bill prints modifiers."""
    findings: list[Finding] = []
    for visit in (visit for visit in visits(facts) if _BOTH in visit.modifiers):
        usable = [charge for charge in visit if not charge.modifiers & REPEAT_MODIFIERS]
        for both in (charge for charge in usable if _BOTH in charge.modifiers):
            sided = [charge for charge in usable if charge.code == both.code and charge.modifiers & _SIDES and same_doctor(both, charge)]
            findings += _twice(both, sided) if sided else _two_units(both)
    needs = ["a bill that prints modifiers"] if no_modifiers(facts) else []
    return _ASK.answer(findings, [*uncoded(facts), *needs])


def _twice(both: Charge, sided: Sequence[Charge]) -> list[Finding]:
    """The extra line is the one for a side; with a line for each side it is the one for both."""
    each_side = {side for charge in sided for side in charge.modifiers & _SIDES} == _SIDES
    amount = both.billed if each_side else total(charge.billed for charge in sided if charge is not both)
    words = f"Code {both.code} is billed for both sides at {both.billed}. It is billed for one side again."
    if both in sided:
        words = f"Code {both.code} is marked for both sides and for one side, at {both.billed}."
    return [
        _ASK.finding(
            "Both sides and one side billed", f"{words} It is worth asking which lines are right.", words, certainty=Certainty.LIKELY,
            lines=(both.ref, *(charge.ref for charge in sided)), at_stake=amount,
        )
    ]  # fmt: skip


def _two_units(both: Charge) -> list[Finding]:
    if both.line.units is None or both.line.units <= 1:
        return []
    words = f"Code {both.code} is marked for both sides and has {both.line.units.normalize():f} units."
    return [
        _ASK.finding(
            "Both sides with two units", f"{words} Some insurers and surgery centers want that. It is worth asking.", words,
            certainty=Certainty.ASK, lines=(both.ref,), question="Does the code for both sides count twice here?",
        )
    ]  # fmt: skip


CHECK = _ASK.check(inspect)
