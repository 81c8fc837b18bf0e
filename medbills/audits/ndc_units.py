"""Drug codes of another form, and more drug units than the dose given."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from math import ceil

from medbills.domain.by_code import charges_bearing
from medbills.domain.code_formats import ndc_digits
from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Finding, Inspection, Severity
from medbills.domain.inquiry import Inquiry
from medbills.domain.procedures import Charge, charges_of_account, uncoded
from medbills.domain.remembered import remembered
from medbills.domain.statements import Account, accounts_of
from medbills.domain.told import DrugDose

_UNDASHED = re.compile(r"[0-9]{10}")  # where its dashes stood is not known
_DRUG = re.compile(r"J[0-9]{4}")
_TRUSTED = 0.95
_WASTE = "JW"
_ASK = Inquiry(
    slug="ndc_units", number="F14", title="Drug units", sentence="Compares the units of a drug with the dose given.",
    severity=Severity.LOW, question="How much of the drug was given, and how much was thrown away?",
    remedy="Please review the drug's units against the dose in the record.", letter="billing_dispute",
    authority="Social Security Act 1847A(h); Medicare's JW and JZ policy",
)  # fmt: skip


def inspect(facts: Facts) -> Inspection:
    """The form of every drug code, and the units of each drug whose dose the user entered."""
    doses = facts.context.drug_doses
    findings = [finding for account in accounts_of(facts) for finding in _odd_forms(account)]
    drugs = charges_bearing(facts, lambda code: _DRUG.fullmatch(code) or code in doses)
    needs = [f"the dose given, and how much one unit of {charge.code} holds" for charge in drugs if not _usable(doses.get(charge.code))]
    findings += [finding for charge in drugs if _usable(doses.get(charge.code)) and (finding := _units(facts, charge, doses))]
    return _ASK.answer(findings, [*uncoded(facts), *needs])


def _usable(dose: DrugDose | None) -> bool:
    return dose is not None and dose.given > 0 and dose.per_unit > 0


@remembered
def _odd_forms(account: Account) -> tuple[Finding, ...]:
    return tuple(finding for charge in charges_of_account(account) if (finding := _form(charge)))


def _form(charge: Charge) -> Finding | None:
    ndc, spot = charge.line.ndc, charge.line.spots.get("ndc")
    doubtful = spot is not None and not spot.typed and spot.confidence < _TRUSTED
    if not ndc or doubtful or ndc_digits(ndc) in (10, 11) or _UNDASHED.fullmatch(ndc):
        return None
    words = f"The drug code {ndc} could not be read as a complete code."
    return _ASK.finding(
        "A drug code that could not be read", f"{words} Please compare it with the paper first.", words, certainty=Certainty.ASK,
        lines=(charge.ref,), question="Which drug code stands on this line?", remedy="Please send the complete drug code.",
    )  # fmt: skip


def _units(facts: Facts, charge: Charge, doses: Mapping[str, DrugDose]) -> Finding | None:
    """Units above the dose, rounded up to whole units, and above the told waste; a JW line is the waste itself."""
    dose, units = doses[charge.code], charge.line.units
    if units is None or _WASTE in charge.modifiers:
        return None
    expected = ceil(dose.given / dose.per_unit) + ceil(dose.single_use_waste / dose.per_unit)
    excess = units - Decimal(expected)
    if excess <= 0:
        return None
    words = f"A dose of {dose.given.normalize():f} makes {expected} units of {dose.per_unit.normalize():f}. "
    words += f"The bill has {units.normalize():f}."
    medicare = facts.plan is not None and facts.plan.type == "medicare_original"
    return _ASK.finding(
        "More drug units than the dose", f"{words} What is left of a vial can be a good reason.", words,
        certainty=Certainty.LIKELY if medicare else Certainty.ASK, lines=(charge.ref,), at_stake=charge.part(excess),
    )  # fmt: skip


CHECK = _ASK.check(inspect)
