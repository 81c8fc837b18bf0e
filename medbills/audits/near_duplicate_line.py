"""Lines of one bill with the same code and day that differ only in charge, units or a modifier that says nothing."""

from __future__ import annotations

from collections import Counter
from itertools import groupby

from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Check, Finding, Inspection, LineRef, Severity
from medbills.domain.inquiry import Inquiry
from medbills.domain.money import ZERO, total
from medbills.domain.names import short_label
from medbills.domain.paper import Line, Paper
from medbills.domain.remembered import remembered
from medbills.domain.repeats import DISTINCT_MODIFIERS, day_of, modifiers_of, repeats_normally, time_stamped
from medbills.domain.shares import name_of
from medbills.domain.statements import accounts_of, charges_of
from medbills.domain.wording import listed, long_day

_INQUIRY = Inquiry(
    slug="near_duplicate_line", number="A02", title="Two lines almost the same",
    sentence="Looks for lines of a bill with one code and day, but another charge.", severity=Severity.LOW,
    question="Please explain the two entries. Which record shows each of them?", remedy="If only one was done, please remove the other.",
    letter="billing_dispute",
    authority="Billing practice; for Medicare, the right to have a bill reviewed, Social Security Act section 1806(b) (42 U.S.C. 1395b-7)",
)  # fmt: skip


def inspect(facts: Facts) -> Inspection:
    """Groups of nearly equal lines within each bill, after credits."""
    findings: list[Finding] = []
    needs: list[str] = []
    for account in accounts_of(facts):
        if not account.with_lines:
            needs.append(f"an itemized bill from {name_of(account.latest)}, with dates and charges")
        for bill in account.with_lines:
            if not _has_comparable(bill):
                needs.append(f"the codes and dates of service on the bill from {name_of(bill)}")
            findings += [_finding(bill, group) for group in _groups(bill)]
    if not facts.bills:
        needs.append("a bill with its lines")
    return _INQUIRY.answer(findings, needs)


@remembered
def _has_comparable(bill: Paper) -> bool:
    return any(_comparable(bill, bill.lines[index]) for index in charges_of(bill))


def _comparable(bill: Paper, line: Line) -> bool:
    return bool(line.code) and day_of(bill, line) is not None


@remembered
def _groups(bill: Paper) -> list[list[int]]:
    """Indexes of lines about one item that are not alike in everything; of exact copies only the first stands here."""
    named = Counter(bill.lines[index].code for index in charges_of(bill))
    usable = [index for index in charges_of(bill) if named[bill.lines[index].code] > 1 and _may_double(bill, bill.lines[index])]
    item = {index: _item(bill, bill.lines[index]) for index in usable}
    groups: list[list[int]] = []
    for _, members in groupby(sorted(usable, key=lambda index: (item[index], index)), key=item.__getitem__):
        variants = {_variant(bill.lines[index]): index for index in sorted(members, reverse=True)}
        if len(variants) > 1:
            groups.append(sorted(variants.values()))
    return groups


def _may_double(bill: Paper, line: Line) -> bool:
    excused = modifiers_of(line) & DISTINCT_MODIFIERS or repeats_normally(line) or time_stamped(line)
    return _comparable(bill, line) and line.billed is not None and line.billed > ZERO and not excused


def _item(bill: Paper, line: Line) -> tuple[str, ...]:
    """What must agree: day, code, doctor, drug, tooth and surfaces."""
    days = (day_of(bill, line), line.service_to or day_of(bill, line))
    where = (line.tooth, "".join(sorted(line.surface or "")), line.quadrant)
    return tuple(str(part or "") for part in (*days, line.code, line.rendering_npi, line.ndc, *where))


def _variant(line: Line) -> tuple[object, ...]:
    return (line.billed, line.units, modifiers_of(line))


def _finding(bill: Paper, group: list[int]) -> Finding:
    lines = [bill.lines[index] for index in group]
    charges = [line.billed or ZERO for line in lines]
    label = short_label(lines[0].description or f"Code {lines[0].code}")
    day = day_of(bill, lines[0])
    when = f" on {long_day(day)}" if day else ""
    numbers = listed([str(index + 1) for index in group])
    shown = listed([str(charge) for charge in charges])
    reason = f"The bill lists code {lines[0].code} in lines {numbers}{when}. The charges are {shown}."
    return _INQUIRY.finding(
        f"{label} listed with two charges" if len(group) == 2 else f"{label} listed {len(group)} times",
        f"{reason} This may have a good explanation; it is worth asking.", reason,
        certainty=Certainty.LIKELY if all(line.first_day for line in lines) and not _units_blank(lines) else Certainty.ASK,
        lines=[LineRef(bill.id, index) for index in group], at_stake=total(sorted(charges)[:-1]),
    )  # fmt: skip


def _units_blank(lines: list[Line]) -> bool:
    """Whether only some of the lines print their units."""
    return len({line.units is None for line in lines}) > 1


CHECK: Check = _INQUIRY.check(inspect)
