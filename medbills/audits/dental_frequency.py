"""A dental service more often than the plan's rule allows."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping

from medbills.domain.dental import DentalLine, dental_of, months_after, on_bills, on_eobs
from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Finding, Inspection, Severity
from medbills.domain.inquiry import Inquiry
from medbills.domain.wording import counted, listed, long_day

_FAMILIES = (
    frozenset({"D0120", "D0140", "D0150"}), frozenset({"D1110", "D1120"}), frozenset({"D0210", "D0330"}), frozenset({"D0272", "D0274"}),
)  # fmt: skip
_CROWNS = range(2700, 2800)
_MONTHS, _YEARS = re.compile(r"(\d+) ?months?"), re.compile(r"(\d+) ?years?")
_ASK = Inquiry(
    slug="dental_frequency", number="J03", title="How often the plan pays",
    sentence="Counts dental services against the plan's own rule.", severity=Severity.LOW,
    question="Which earlier services did the plan count, and on which days?",
    remedy="Please list the services counted, and review the limit if one of them was not done.", letter="internal_appeal",
    authority="The plan document",
)  # fmt: skip


def inspect(facts: Facts) -> Inspection:
    """Each service under a rule the user entered, counted with its family; crowns by tooth."""
    rules = dental_of(facts).frequency
    lines = [line for line in (*on_eobs(facts), *on_bills(facts)) if line.day]
    if not rules or not lines:
        return _ASK.answer((), ["dental papers with dates" if rules else "how often the plan pays for a service"])
    findings: list[Finding] = []
    needs: list[str] = []
    for code, rule in rules.items():
        times, per = _times(rule), str(rule.get("per", "")).lower()
        if times is None or _start(datetime.date.max, per) is None:
            needs.append(f"how often the plan pays for {code}: a number, and a calendar year or months")
            continue
        findings += _over(code, [line for line in lines if _counts(code, line)], times, per)
    return _ASK.answer(findings, needs)


def _times(rule: Mapping[str, object]) -> int | None:
    times = str(rule.get("times", ""))
    return int(times) if times.isdigit() and int(times) > 0 else None


def _counts(code: str, line: DentalLine) -> bool:
    if any(code.upper() in family and line.code in family for family in _FAMILIES):
        return True
    both_crowns = code[1:].isdigit() and int(code[1:]) in _CROWNS and line.number in _CROWNS
    return line.code == code.upper() or both_crowns


def _start(day: datetime.date, per: str) -> datetime.date | None:
    """First day of the window that ends on `day`; None where the rule's words are not understood."""
    if per in ("calendar year", "year", "benefit year"):
        return datetime.date(day.year, 1, 1)
    months = int(found[1]) if (found := _MONTHS.fullmatch(per)) else int(found[1]) * 12 if (found := _YEARS.fullmatch(per)) else 0
    return months_after(day, -months) + datetime.timedelta(days=1) if months else None


def _over(code: str, lines: list[DentalLine], times: int, per: str) -> list[Finding]:
    """One finding per service beyond the count; the same service on two papers counts once."""
    by_tooth = code[1:].isdigit() and int(code[1:]) in _CROWNS
    events: dict[tuple[object, ...], DentalLine] = {}
    for line in lines:
        events.setdefault((line.day, line.code, line.line.tooth), line)
    done = sorted(events.values(), key=lambda line: (line.day or datetime.date.max, line.code))
    findings = []
    for line in done:
        day = line.day or datetime.date.max
        start = _start(day, per) or day
        counted_ = [
            other for other in done
            if other.day and start <= other.day <= day and (not by_tooth or other.line.tooth == line.line.tooth)
        ]  # fmt: skip
        if len(counted_) > times and counted_[-1] is line:
            findings.append(_finding(line, counted_, times, per))
    return findings


def _finding(line: DentalLine, done: list[DentalLine], times: int, per: str) -> Finding:
    days = listed([long_day(other.day) for other in done[-4:] if other.day])
    words = f"By the rule entered, the plan pays {counted(times, 'time')} per {per}. Known here are {days}."
    return _ASK.finding(
        "More often than the plan pays", f"{words} That may explain a refusal.", words, certainty=Certainty.ASK, lines=(line.ref,)
    )


CHECK = _ASK.check(inspect)
