"""Settles a FHIR claim's totals: as the data states them, else as the lines add up; and says where the two disagree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from medbills.claims.by_path import told
from medbills.claims.fhir_line import FhirLine
from medbills.claims.fhir_money import PRIOR_PAYER, Amount, adjudicated, cms_amounts, meaning, settled
from medbills.claims.fhir_node import Node
from medbills.domain.money import Money, total
from medbills.domain.reading import ReadValue
from medbills.layout.sums import total_field

_NAMES = {
    "billed": "charges",
    "adjustment": "the discount",
    "allowed": "the amount allowed",
    "plan_paid": "the plan's payment",
    "deductible": "the deductible",
    "copay": "the copay",
    "coinsurance": "the coinsurance",
    "not_covered": "the amount not covered",
    "patient_owes": "your part",
    "patient_paid": "what you paid",
    PRIOR_PAYER: "other insurance",
}
_ADDED_UP = 0.95  # the data states the lines, not their sum
FOREIGN = "Some amounts are not in US dollars. Medbills left them out."
_DIFFER = "{claim} says {stated} for {name}, but its lines add up to {found}."
_TWICE = "{claim} says {stated} for {name} in one place, and {found} in another."


def totals(eob: Node, lines: Sequence[FhirLine]) -> tuple[dict[str, ReadValue], list[str]]:
    """The claim's totals by field, and a warning for each that its lines do not add up to."""
    stated, warnings = _stated(eob)
    own = [line for line in lines if not line.is_total]
    summary = next((line for line in lines if line.is_total), None)
    read: dict[str, ReadValue] = {}
    for column in _NAMES:
        field = "other_insurance_paid" if column == PRIOR_PAYER else total_field(column)
        if field is None:
            continue
        amount, found = stated.get(column), _sum(own, column)
        if amount is None and summary is not None and column in summary.amounts:
            amount = summary.amounts[column]
        if amount is not None:
            read[field] = amount.told()
            if found is not None and found.money != amount.money:
                warnings.append(_warning(_DIFFER, column, amount, found))
        elif found is not None and all(column in line.amounts for line in own if line.amounts):
            read[field] = told(found.money, found.parts[0].path if len(found.parts) == 1 else _every(found), None, _ADDED_UP)
    return read, warnings


def _stated(eob: Node) -> tuple[dict[str, Amount], list[str]]:
    """What the claim itself says, the place that is meant for it first."""
    bare = [item for item in eob.each("total") if not item.at("category") and item.at("amount").money() is not None]
    places = [
        settled(adjudicated(eob.each("total"))),
        settled(adjudicated(eob.each("adjudication"))),
        _lone(eob),
        settled(cms_amounts(eob)),
        {"billed": Amount(bare[0].at("amount").money() or Money(0), (bare[0].at("amount"),))} if len(bare) == 1 else {},
    ]
    stated: dict[str, Amount] = {}
    warnings = []
    for index, place in enumerate(places):
        for column, amount in place.items():
            earlier = stated.setdefault(column, amount)
            if index == 1 and earlier.money != amount.money:
                warnings.append(_warning(_TWICE, column, earlier, amount))
    return stated, warnings


def _lone(eob: Node) -> dict[str, Amount]:
    """Totals with an element of their own: STU3's `totalCost` and `totalBenefit`, and the payment."""
    found: dict[str, Amount] = {}
    for column, node in (
        ("billed", eob.at("totalCost")),
        ("plan_paid", eob.at("payment", "amount")),
        ("plan_paid", eob.at("totalBenefit")),
    ):
        money = node.money()
        if money is not None:
            found.setdefault(column, Amount(money, (node,)))
    return found


def _sum(lines: Sequence[FhirLine], column: str) -> Amount | None:
    amounts = [line.amounts[column] for line in lines if column in line.amounts]
    if not amounts:
        return None
    return Amount(total(amount.money for amount in amounts), tuple(part for amount in amounts for part in amount.parts))


def _every(found: Amount) -> str:
    """The path of a sum: that of its first and its last part."""
    return f"{found.parts[0].path} to {found.parts[-1].path}"


def _warning(words: str, column: str, stated: Amount, found: Amount) -> str:
    return words.format(claim="The claim", stated=stated.money, name=_NAMES[column], found=found.money)


def foreign(eob: Node) -> list[str]:
    """A warning where an amount that counts is in another currency."""
    items = [*eob.each("total"), *eob.each("adjudication")]
    for item in [*eob.each("item"), *eob.each("addItem")]:
        items += item.each("adjudication")
    counting = [item.at("amount") for item in items if meaning(item.at("category"))]
    return [FOREIGN] if any(amount.at("value").number() is not None and amount.money() is None for amount in counting) else []


def accumulators(eob: Node) -> Mapping[str, ReadValue]:
    """How much of the year's deductible is used, where a plan's benefit balance says so."""
    read: dict[str, ReadValue] = {}
    for balance in eob.each("benefitBalance"):
        for item in balance.each("financial"):
            words = {str(coding.at("code").value).lower() for coding in item.at("type").each("coding")}
            for word, name in (("deductible", "deductible"), ("outofpocket", "out_of_pocket"), ("out-of-pocket", "out_of_pocket")):
                for key, kind in (("usedMoney", "met"), ("allowedMoney", "limit")):
                    money = item.at(key).money()
                    if word in words and money is not None:
                        read.setdefault(f"{name}_{kind}", told(money, item.at(key).path, item.at(key, "value").words()))
    return read
