"""Care dated after a death, before a birth, or outside the days of coverage."""

from __future__ import annotations

import datetime

from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Finding, Inspection, LineRef, Severity
from medbills.domain.hospital_stay import dated_lines
from medbills.domain.inquiry import Inquiry
from medbills.domain.live_eobs import live_eobs
from medbills.domain.matching import match_of, matches_with_eob
from medbills.domain.money import ZERO, total
from medbills.domain.paper import Line, Paper
from medbills.domain.remembered import remembered
from medbills.domain.remittance import reasons
from medbills.domain.wording import long_day

_OUTSIDE_COVERAGE = frozenset({"26", "27"})  # reason codes: before coverage, after it ended
_RENTAL = "RR"
Rows = tuple[tuple[int, datetime.date], ...]  # charges with their days
_ASK = Inquiry(
    slug="after_death_or_before_coverage", number="G05", title="Days that cannot be",
    sentence="Compares the days of care with birth, death and coverage.", severity=Severity.HIGH,
    question="Is the date of this line right, and is it the right patient's?",
    remedy="Please check the date and the patient of these lines, and correct or remove them.", letter="billing_dispute",
    authority="Billing practice; right to correct records under 45 CFR 164.526",
)  # fmt: skip


def inspect(facts: Facts) -> Inspection:
    """The dated charges of each bill, and of insurer's papers without one; equipment that is rented over a span is left out."""
    patient, plan = facts.patient, facts.plan
    known = (patient.birth_date, patient.death_date, plan and plan.covered_from, plan and plan.covered_to)
    papers = (*facts.bills, *(eob for eob in live_eobs(facts) if not matches_with_eob(facts, eob)))
    if not any(known) or not papers:
        return _ASK.answer((), ["a dated bill, and the days of birth, death or coverage"])
    return _ASK.answer(finding for paper in papers for finding in _about(facts, paper))


def _about(facts: Facts, bill: Paper) -> list[Finding]:
    rows = _rows(bill)
    born, died = facts.patient.birth_date, facts.patient.death_date
    findings = []
    after = [at for at, day in rows if died and day > died]
    if after and died:
        name = facts.patient.name or "the patient"
        findings.append(_finding(bill, after, f"The paper shows a date after {name} had died, on {long_day(died)}."))
    before = [at for at, day in rows if born and day < born]
    if before and born:
        findings.append(_finding(bill, before, f"The paper shows a date before the patient's birth on {long_day(born)}."))
    return findings or _outside_coverage(facts, bill, rows)


@remembered
def _rows(bill: Paper) -> Rows:
    return tuple((at, day) for at, line, day in dated_lines(bill) if not _rented(line))


def _rented(line: Line) -> bool:
    return _RENTAL in (line.modifiers or ()) or (line.service_to is not None and line.service_to != line.first_day)


def _outside_coverage(facts: Facts, bill: Paper, rows: Rows) -> list[Finding]:
    """Refused as outside the coverage that the user entered: a date to check, and no money of its own."""
    start = facts.plan.covered_from if facts.plan else None
    end = facts.plan.covered_to if facts.plan else None
    early_or_late = [at for at, day in rows if (start and day < start) or (end and day > end)]
    outside = [at for at in early_or_late if (line := _answer(facts, bill, at)) is not None and _refused_for_coverage(line)]
    if not outside:
        return []
    words = "The insurer refused lines as outside the coverage. Their dates are outside the days entered for the plan."
    return [
        _ASK.finding(
            "Care outside the coverage", f"{words} Check the dates, and whether another plan covered them.", words,
            certainty=Certainty.ASK, lines=[LineRef(bill.id, at) for at in outside], documents=(bill.id,),
        )
    ]  # fmt: skip


def _answer(facts: Facts, paper: Paper, at: int) -> Line | None:
    """The insurer's line for a line of a bill; a line of the insurer's paper is its own."""
    if paper.is_eob:
        return paper.lines[at]
    found = match_of(facts, paper)
    match = found.line_match(at) if found is not None and found.bill.id == paper.id else None
    return match.remitted if match else None


def _refused_for_coverage(line: Line) -> bool:
    return bool(_OUTSIDE_COVERAGE & {*reasons(line), *(line.remark_codes or ())})


def _finding(bill: Paper, lines: list[int], why: str) -> Finding:
    amount = total(bill.lines[at].billed or ZERO for at in lines)
    words = f"{why} These lines come to {amount}."
    return _ASK.finding(
        "A date that cannot be right", f"{words} It may be a slip of the date, so it is worth asking.", words, certainty=Certainty.LIKELY,
        lines=[LineRef(bill.id, at) for at in lines], at_stake=amount,
    )  # fmt: skip


CHECK = _ASK.check(inspect)
