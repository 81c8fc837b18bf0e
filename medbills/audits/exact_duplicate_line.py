"""The same item twice on one bill: same day, code, modifiers, units, charge, doctor, tooth and surfaces."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence

from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Check, Finding, Inspection, LineRef, NotChecked, Severity
from medbills.domain.matching import match_of
from medbills.domain.money import ZERO, Money
from medbills.domain.names import short_label
from medbills.domain.paper import Line, Paper
from medbills.domain.remembered import remembered
from medbills.domain.remittance import reasons
from medbills.domain.repeats import REPEAT_MODIFIERS, day_of, repeats_normally, time_stamped
from medbills.domain.shares import name_of
from medbills.domain.statements import accounts_of, charges_of
from medbills.domain.wording import long_day

SLUG = "exact_duplicate_line"
_AUTHORITY = "Billing practice; for Medicare, the right to have a bill reviewed, Social Security Act section 1806(b) (42 U.S.C. 1395b-7)"
_CHECKED = datetime.date(2026, 11, 21)
Key = tuple[object, ...]


def inspect(facts: Facts) -> Inspection:
    """Groups of equal lines within each bill, after credits."""
    findings: list[Finding] = []
    needs: list[str] = []
    for account in accounts_of(facts):
        papers = account.with_lines
        if not papers:
            needs.append(f"an itemized bill from {name_of(account.latest)}, with dates and charges")
        for bill in papers:
            groups = _groups(bill)
            if groups is None:
                needs.append(f"the dates of service on the bill from {name_of(bill)}")
                continue
            findings += [_finding(facts, bill, group) for group in groups]
    if not facts.bills:
        needs.append("a bill with its lines")
    return Inspection(tuple(findings), tuple(NotChecked(SLUG, need) for need in dict.fromkeys(needs)))


@remembered
def _groups(bill: Paper) -> list[list[int]] | None:
    """Indexes of lines that are equal in everything; None when no line has both a day and a charge."""
    groups: dict[Key, list[int]] = {}
    dated = [(index, day, line) for index in charges_of(bill) if (day := day_of(bill, line := bill.lines[index]))]
    if not dated:
        return None
    times = Counter(_price(line) for _, _, line in dated)
    for index, day, line in dated:
        if times[_price(line)] == 1 or line.billed is None or line.billed <= ZERO:
            continue
        key = _key(day, line)
        if key is not None and not set(line.modifiers or ()) & REPEAT_MODIFIERS and not time_stamped(line):
            groups.setdefault(key, []).append(index)
    return [group for group in groups.values() if len(group) > 1]


def _price(line: Line) -> tuple[str | None, int]:
    """Lines that are the same in everything are so in this: looked at first, because the whole takes its time."""
    return line.code, line.billed.cents if line.billed is not None else 0


def _key(day: datetime.date, line: Line) -> Key | None:
    item = (line.code,) if line.code else (line.revenue_code, (line.description or "").casefold())
    if not any(item):
        return None
    surfaces = "".join(sorted(line.surface or ""))
    return (
        day, line.service_to, item, tuple(sorted(line.modifiers or ())), line.units, line.billed, line.rendering_npi, line.ndc, line.tooth,
        surfaces, line.quadrant,
    )  # fmt: skip


def _finding(facts: Facts, bill: Paper, group: Sequence[int]) -> Finding:
    line = bill.lines[group[0]]
    charge = line.billed or ZERO
    day = day_of(bill, line) or _CHECKED
    times = len(group)
    usual = repeats_normally(line)
    label = short_label(line.description or f"Code {line.code or line.revenue_code}")
    numbers = " and ".join(str(index + 1) for index in group) if times < 4 else f"{group[0] + 1} to {group[-1] + 1}"
    when = long_day(day)
    explanation = (
        f"The same item appears {times} times on {when} for {charge}: lines {numbers}. It may be correct if it was done {times} times."
    )
    often = "twice" if times == 2 else f"{times} times"
    reason = f"The bill lists the same item {often} on {when} for {charge} each: lines {numbers}."
    if usual:
        explanation += f" Items like this often repeat. Together they come to {charge * times}."
        reason += f" Together they come to {charge * times}."
    elif _refused_as_copy(facts, bill, group):
        explanation += " Your insurer refused one of them as a copy."
        reason += " The insurer refused one as a copy."
    return Finding(
        check=SLUG, severity=Severity.LOW if usual else Severity.MEDIUM, title=_title(label, times, usual), explanation=explanation,
        amount_at_stake=Money(0) if usual else charge * (times - 1), documents=(bill.id,),
        lines=tuple(LineRef(bill.id, index) for index in group), certainty=_certainty(line, usual),
        question="Was this done more than once? Which record shows the second one?",
        remedy="If it was not done again, please remove it.", letter="billing_dispute", authority=_AUTHORITY,
        checked_on=_CHECKED, reason=reason,
    )  # fmt: skip


def _title(label: str, times: int, usual: bool) -> str:
    if usual:
        return f"{label} listed {times} times"
    return f"{label} charged twice" if times == 2 else f"{label} charged {times} times"


def _certainty(line: Line, usual: bool) -> Certainty:
    if usual or not line.first_day:
        return Certainty.ASK
    return Certainty.SURE if line.code else Certainty.LIKELY


def _refused_as_copy(facts: Facts, bill: Paper, group: Sequence[int]) -> bool:
    """Whether the EOB refuses one of the lines with reason 18, "a copy"."""
    found = match_of(facts, bill)
    if found is None or found.bill.id != bill.id:
        return False
    matches = [found.line_match(index) for index in group]
    return any(match is not None and "18" in reasons(match.remitted) for match in matches)


CHECK = Check(
    slug=SLUG, number="A01", title="The same line twice", sentence="Looks for lines of a bill that are the same in everything.",
    severity=Severity.MEDIUM, authority=_AUTHORITY, checked_on=_CHECKED, inspect=inspect,
)  # fmt: skip
