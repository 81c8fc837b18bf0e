"""Dental services of one day or tooth of which one is mostly part of the other."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from itertools import permutations

from medbills.domain.by_code import charges_bearing
from medbills.domain.dental import months_after
from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Finding, Inspection, Severity
from medbills.domain.inquiry import Inquiry
from medbills.domain.money import total
from medbills.domain.procedures import Charge, same_biller, uncoded
from medbills.domain.wording import counted

_QUADRANTS, _MONTHS = 4, 24
_SCALING = frozenset({"D4341", "D4342"})
_CLEANING, _CHECKUPS = "D1110", frozenset({"D0120", "D0150"})


def _definitive(code: str) -> bool:
    return code.startswith(("D2", "D3", "D7"))


# The part, what it is mostly part of, and whether both must be on the same tooth.
_PAIRS: tuple[tuple[str, Callable[[str], bool], bool], ...] = (
    ("D2950", lambda code: code.startswith("D27"), True),
    ("D0140", lambda code: code in _CHECKUPS, False),
    ("D9110", _definitive, True),
    (_CLEANING, lambda code: code in _SCALING or code in ("D4355", "D4910"), False),
)
_ASK = Inquiry(
    slug="dental_bundled_codes", number="J08", title="Dental services in one",
    sentence="Looks for dental services that are mostly part of another one.", severity=Severity.LOW,
    question="Is this service part of the other one?",
    remedy="Please review the two lines, and explain why both are billed.", letter="billing_dispute",
    authority="The plan document; dental claim practice",
)  # fmt: skip


def inspect(facts: Facts) -> Inspection:
    """Pairs on one day by one office, and quadrants of scaling in two years."""
    charges = [charge for charge in charges_bearing(facts, lambda code: code.startswith("D")) if charge.day]
    found: dict[str, Finding] = {}
    for part, whole in permutations(charges, 2):
        if any(_together(part, whole, *pair) for pair in _PAIRS):
            found.setdefault(f"{part.ref}", _finding(part, whole))
    return _ASK.answer([*found.values(), *_too_many_quadrants(charges)], uncoded(facts))


def _together(part: Charge, whole: Charge, code: str, holds: Callable[[str], bool], by_tooth: bool) -> bool:
    if part.code != code or not holds(whole.code) or whole.code == code or part.day != whole.day or not same_biller(part, whole):
        return False
    return not by_tooth or (bool(part.line.tooth) and part.line.tooth == whole.line.tooth)


def _too_many_quadrants(charges: list[Charge]) -> list[Finding]:
    scaling = [charge for charge in charges if charge.code in _SCALING]
    scaling.sort(key=lambda charge: (charge.day or datetime.date.min, charge.ref))
    for first in scaling:
        until = months_after(first.day, _MONTHS) if first.day else datetime.date.max
        within = [charge for charge in scaling if charge.day and first.day and first.day <= charge.day < until]
        extra = within[_QUADRANTS:]
        if extra:
            amount = total(charge.billed for charge in extra)
            words = f"Deep cleaning of {counted(len(within), 'quadrant')} is billed within {_MONTHS} months. A mouth has {_QUADRANTS}."
            return [
                _ASK.finding(
                    "More than four quadrants", f"{words} A second round can be right.", words, certainty=Certainty.ASK,
                    lines=[charge.ref for charge in extra], at_stake=amount, question="Which quadrants were cleaned, and when?",
                )
            ]  # fmt: skip
    return []


def _finding(part: Charge, whole: Charge) -> Finding:
    words = f"Service {part.code} at {part.billed} is billed with {whole.code} on one day. Plans mostly count it as part of that."
    return _ASK.finding(
        "Dental services in one", f"{words} There may be a good reason.", words, certainty=Certainty.ASK, lines=(part.ref, whole.ref),
        at_stake=part.billed,
    )  # fmt: skip


CHECK = _ASK.check(inspect)
