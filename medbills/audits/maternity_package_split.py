"""A pregnancy package and a part of it, billed by the same group."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from itertools import combinations

from medbills.domain.by_code import charges_bearing, charges_within
from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Finding, Inspection, Severity
from medbills.domain.inquiry import Inquiry
from medbills.domain.procedures import OFFICE_VISITS, Charge, cheaper, prints_modifiers, same_biller, uncoded

_ENDS = datetime.date(2027, 1, 1)  # from this day the packages are gone, and visits are billed one by one
_PACKAGES = frozenset({"59400", "59510", "59610", "59618"})
_BEFORE = frozenset({"59425", "59426"})
_PARTS = _BEFORE | {"59409", "59514", "59612", "59620", "59410", "59515", "59614", "59622", "59430"}
_TWIN, _OTHER_PROBLEM = frozenset({"51", "59"}), frozenset({"24", "25"})
_ROUTINE = ("Z34", "O09")  # diagnosis of pregnancy care
_PREGNANCY = 300  # days
_ASK = Inquiry(
    slug="maternity_package_split", number="F19", title="Pregnancy package",
    sentence="Looks for a pregnancy package billed beside one of its parts.", severity=Severity.MEDIUM,
    question="Is this part of the package already billed?",
    remedy="Please review whether the package holds this part, and send a corrected bill.", letter="billing_dispute",
    authority="Maternity care guideline of the code set, for care before January 1, 2027",
)  # fmt: skip


def inspect(facts: Facts) -> Inspection:
    """Lines of one group within one pregnancy; a hospital's own bill is left out."""
    usable = _doctors(charges_bearing(facts, (_PACKAGES | _PARTS).__contains__))  # nobody bills a pregnancy but with these few codes
    needs = list(uncoded(facts))
    if any(charge.day and charge.day >= _ENDS for charge in usable):
        needs.append("care before 2027, when the packages ended")
    charges = [charge for charge in usable if charge.day and charge.day < _ENDS]
    found: dict[str, Finding] = {}
    for one, other in combinations(charges, 2):
        if _same_pregnancy(one, other) and (part := _part(one, other) or _part(other, one)):
            found.setdefault(f"{part.ref}", _finding(part, other if part is one else one))
    packages = [charge for charge in charges if charge.code in _PACKAGES]
    for charge in _doctors(charges_within(facts, OFFICE_VISITS)) if packages else ():
        package = next((other for other in packages if _routine(charge, other)), None)
        if package:
            found.setdefault(f"{charge.ref}", _visit(charge, package))
    return _ASK.answer(found.values(), needs)


def _doctors(charges: Iterable[Charge]) -> list[Charge]:
    """Those with a day that are no hospital's."""
    return [charge for charge in charges if charge.day and charge.is_facility is not True]


def _same_pregnancy(one: Charge, other: Charge) -> bool:
    days = abs((one.day - other.day).days) if one.day and other.day else _PREGNANCY + 1
    tax = one.paper.provider_tax_id, other.paper.provider_tax_id
    same = tax[0] == tax[1] if all(tax) else same_biller(one, other)
    return same and days <= _PREGNANCY and not (one.modifiers | other.modifiers) & _TWIN


def _part(package: Charge, other: Charge) -> Charge | None:
    """The line that the other may hold already."""
    if package.code == other.code:
        return None
    if package.code in _PACKAGES and other.code in _PARTS:
        return other
    if {package.code, other.code} <= _PACKAGES or {package.code, other.code} == _BEFORE:
        return cheaper(package, other)
    return None


def _routine(visit: Charge, package: Charge) -> bool:
    """An office visit for the pregnancy itself, before the delivery, beside the package."""
    diagnoses = visit.line.diagnosis_codes or visit.paper.diagnosis_codes or ()
    return (
        visit.in_range(OFFICE_VISITS)
        and not visit.modifiers & _OTHER_PROBLEM
        and any(code.upper().startswith(_ROUTINE) for code in diagnoses)
        and _same_pregnancy(visit, package)
        and visit.day is not None and package.day is not None and visit.day < package.day
    )  # fmt: skip


def _finding(part: Charge, whole: Charge) -> Finding:
    words = f"Package {whole.code} is billed at {whole.billed}. Code {part.code} at {part.billed} may be part of it."
    if part.code in _BEFORE and whole.code in _BEFORE:
        words = f"Codes {whole.code} and {part.code} both stand for the visits before birth. The lower one is {part.billed}."
    return _ASK.finding(
        "Pregnancy package and a part", f"{words} Twins, or a change of doctor or insurer, can be a good reason.", words,
        certainty=Certainty.LIKELY if prints_modifiers((part, whole)) else Certainty.ASK, lines=(part.ref, whole.ref), at_stake=part.billed,
    )  # fmt: skip


def _visit(visit: Charge, package: Charge) -> Finding:
    words = f"Visit {visit.code} at {visit.billed} is for the pregnancy. Package {package.code} mostly holds such visits."
    return _ASK.finding(
        "Pregnancy visit beside the package", f"{words} The visit that confirmed the pregnancy is apart.", words,
        certainty=Certainty.ASK, severity=Severity.LOW, lines=(visit.ref, package.ref), at_stake=visit.billed,
    )  # fmt: skip


CHECK = _ASK.check(inspect)
