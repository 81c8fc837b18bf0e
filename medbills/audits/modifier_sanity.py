"""Modifiers that do not go together, or that ask for a paper that should exist."""

from __future__ import annotations

from medbills.domain.code_formats import is_modifier
from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Finding, Inspection, Severity
from medbills.domain.inquiry import Inquiry
from medbills.domain.live_eobs import live_eobs
from medbills.domain.matching import match_of
from medbills.domain.money import ZERO, Money
from medbills.domain.paper import Paper
from medbills.domain.procedures import Charge, coded_charges, modified_charges, no_modifiers, uncoded
from medbills.domain.remembered import remembered
from medbills.domain.repeats import modifiers_of

_MOST = 4
_HOSPITALS = frozenset({"21", "22", "23"})
_ASK = Inquiry(
    slug="modifier_sanity", number="F08", title="Modifiers", sentence="Looks for modifiers that do not go together.",
    severity=Severity.LOW, question="Which modifiers belong to this line, and why?",
    remedy="Please review the modifiers of this line, and send a corrected bill if it changes.", letter="billing_dispute",
    authority="Modifier rules of the code sets; Medicare Claims Manual ch. 30 for GA, GY and GZ",
)  # fmt: skip


def inspect(facts: Facts) -> Inspection:
    """Every line with modifiers. GY is normal: the law excludes the item, and the patient pays it."""
    charges = coded_charges(facts)
    remitted = _without_notice(facts)
    needs = [] if remitted and not charges else list(uncoded(facts))
    if no_modifiers(facts):
        needs.append("a bill that prints modifiers")
    if any("GA" in charge.modifiers for charge in modified_charges(facts)) and facts.context.abn_signed is None:
        needs.append("whether a Medicare notice (ABN) was signed before the care")
    findings: list[Finding] = []
    for charge in modified_charges(facts):
        answer = _odd(facts, charge, charges)
        if answer:
            findings.append(_finding(charge, *answer))
    told = {(charge.code, charge.day) for charge in modified_charges(facts) if "GZ" in charge.modifiers}
    alone = [charge for charge in remitted if (charge.code, charge.day) not in told]
    findings += [_finding(charge, *_no_notice(charge.line.patient_owes or ZERO)) for charge in alone]
    return _ASK.answer(findings, needs)


def _odd(facts: Facts, charge: Charge, charges: tuple[Charge, ...]) -> tuple[str, Money, Certainty] | None:
    marks = charge.modifiers
    if "GZ" in marks and (share := _share(facts, charge)) > ZERO:
        return _no_notice(share)
    for together, why in (({"26", "TC"}, "26 and TC name two different parts"), ({"GA", "GZ"}, "GA and GZ say yes and no to a notice")):
        if together <= marks:
            return f"{why}, and stand on one line.", ZERO, Certainty.LIKELY
    if "GA" in marks and facts.context.abn_signed is False:
        return "GA says that a Medicare notice (ABN) was signed. No such notice is known.", ZERO, Certainty.ASK
    if "TC" in marks and charge.is_facility is False and charge.place in _HOSPITALS:
        return "TC is the machine part, which a hospital bills itself.", ZERO, Certainty.ASK
    if "26" in marks and charge.place == "11" and _global_beside(charge, charges):
        return "26 is the reading only, and a line for the whole test stands beside it.", ZERO, Certainty.ASK
    return _form(charge)


def _without_notice(facts: Facts) -> list[Charge]:
    """Lines of the insurer's own papers with GZ that leave something to the patient."""
    return [charge for eob in live_eobs(facts) for charge in _marked(eob) if (charge.line.patient_owes or ZERO) > ZERO]


@remembered
def _marked(eob: Paper) -> tuple[Charge, ...]:
    return tuple(Charge(eob, at) for at, line in enumerate(eob.lines) if "GZ" in modifiers_of(line))


def _no_notice(share: Money) -> tuple[str, Money, Certainty]:
    return f"GZ says that no Medicare notice was given. Then {share} is normally not the patient's.", share, Certainty.LIKELY


def _form(charge: Charge) -> tuple[str, Money, Certainty] | None:
    odd = sorted(mark for mark in charge.modifiers if not is_modifier(mark))
    if odd and charge.trusted:
        return f"{odd[0]} could not be read as a modifier.", ZERO, Certainty.ASK
    if len(charge.line.modifiers or ()) > _MOST:
        return f"More than {_MOST} modifiers stand on one line.", ZERO, Certainty.ASK
    return None


def _share(facts: Facts, charge: Charge) -> Money:
    """What the insurer's paper, or else the bill's own line, leaves to the patient."""
    found = match_of(facts, charge.paper)
    match = found.line_match(charge.index) if found and found.bill.id == charge.paper.id else None
    if match is not None and match.remitted.patient_owes is not None:
        return match.remitted.patient_owes
    return charge.line.patient_owes or ZERO


def _global_beside(charge: Charge, charges: tuple[Charge, ...]) -> bool:
    return any(
        other.paper.id == charge.paper.id and other.code == charge.code and other.day == charge.day and not other.modifiers & {"26", "TC"}
        for other in charges
    )


def _finding(charge: Charge, why: str, amount: Money, certainty: Certainty) -> Finding:
    marks = ", ".join(charge.line.modifiers or ())
    words = f"Code {charge.code} has the modifiers {marks}. {why}"
    return _ASK.finding(
        "Modifiers worth asking about", f"{words} It is worth asking.", words, certainty=certainty, lines=(charge.ref,), at_stake=amount
    )


CHECK = _ASK.check(inspect)
