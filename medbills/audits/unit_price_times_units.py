"""A line whose charge is not its price per unit times its units."""

from __future__ import annotations

from decimal import Decimal

from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Check, Finding, Inspection, LineRef, Severity
from medbills.domain.inquiry import Inquiry
from medbills.domain.money import ONE_CENT, ZERO, Money
from medbills.domain.names import short_label
from medbills.domain.paper import Line, Paper
from medbills.domain.remembered import remembered
from medbills.domain.shares import name_of
from medbills.domain.statements import accounts_of, charges_of

_INQUIRY = Inquiry(
    slug="unit_price_times_units", number="B02", title="Price times units",
    sentence="Multiplies the price of a unit by the units of each line.", severity=Severity.LOW,
    question="How many units were given, and at which price?",
    remedy="Please review this line, explain it in writing, or send a corrected bill.", letter="billing_dispute",
    authority="Billing practice; access to billing records under 45 CFR 164.524",
)  # fmt: skip


def inspect(facts: Facts) -> Inspection:
    """Every line with a printed price per unit."""
    findings: list[Finding] = []
    needs: list[str] = []
    for account in accounts_of(facts):
        for bill in account.with_lines or (account.latest,):
            rows = _rows(bill)
            findings += [found for index in rows if (found := _compare(bill, index))]
            if not rows:
                needs.append(f"the price of one unit, with units and charge, on the bill from {name_of(bill)}")
    if not facts.bills:
        needs.append("a bill with the price of each unit")
    return _INQUIRY.answer(findings, needs)


@remembered
def _rows(bill: Paper) -> tuple[int, ...]:
    """The charges with a price, units and their sum."""
    return tuple(index for index in charges_of(bill) if _printed(bill.lines[index]))


def _printed(line: Line) -> bool:
    return line.unit_price is not None and line.units is not None and line.billed is not None


def _compare(bill: Paper, index: int) -> Finding | None:
    line = bill.lines[index]
    price, units, charge = abs(line.unit_price or ZERO), abs(line.units or Decimal(0)), abs(line.billed or ZERO)
    product = price.share(units)
    # A price printed in whole cents may stand for one with parts of a cent: up to half a cent for each unit.
    rounding = Money(int(units / 2))
    gap = charge - product
    if abs(gap) <= max(ONE_CENT, rounding):
        return None
    label = short_label(line.description or f"Line {index + 1}")
    reason = f"Line {index + 1} shows {_plain(units)} units at {price}, which is {product}. The charge is {charge}."
    hint = _looks_like(charge, price, units)
    credit = line.billed is not None and line.billed < ZERO
    return _INQUIRY.finding(
        f"{label}: units and charge differ", f"{reason}{hint} That is off by {abs(gap)}. It is worth asking.", reason,
        certainty=Certainty.SURE, lines=(LineRef(bill.id, index),), at_stake=ZERO if credit else max(ZERO, gap),
    )  # fmt: skip


def _looks_like(charge: Money, price: Money, units: Decimal) -> str:
    if not price or charge.cents % price.cents:
        return ""
    count = charge.cents // price.cents
    return f" That looks like {count} units." if count != units and count else ""


def _plain(units: Decimal) -> str:
    return f"{units.normalize():f}"


CHECK: Check = _INQUIRY.check(inspect)
