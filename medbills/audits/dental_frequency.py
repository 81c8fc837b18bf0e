"""A dental service more often than the plan's rule allows."""

from __future__ import annotations

import datetime

from medbills.domain.dental import DentalLine, dental_of, on_bills, on_eobs
from medbills.domain.dental_limits import Frequency, frequency_of, is_crown, same_service
from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Finding, Inspection, Severity
from medbills.domain.inquiry import Inquiry
from medbills.domain.wording import counted, listed, long_day

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
        often = frequency_of(rule)
        if often is None:
            needs.append(f"how often the plan pays for {code}: a number, and a calendar year or months")
            continue
        findings += _over(often, [line for line in lines if same_service(code, line.code)], by_tooth=is_crown(code))
    return _ASK.answer(findings, needs)


def _over(often: Frequency, lines: list[DentalLine], *, by_tooth: bool) -> list[Finding]:
    """One finding per service beyond the count; the same service on two papers counts once."""
    events: dict[tuple[object, ...], DentalLine] = {}
    for line in lines:
        events.setdefault((line.day, line.code, line.line.tooth), line)
    done = sorted(events.values(), key=lambda line: (line.day or datetime.date.max, line.code))
    findings = []
    for line in done:
        day = line.day or datetime.date.max
        start = often.start(day)
        counted_ = [
            other for other in done
            if other.day and start <= other.day <= day and (not by_tooth or other.line.tooth == line.line.tooth)
        ]  # fmt: skip
        if len(counted_) > often.times and counted_[-1] is line:
            findings.append(_finding(line, counted_, often.times, often.per))
    return findings


def _finding(line: DentalLine, done: list[DentalLine], times: int, per: str) -> Finding:
    days = listed([long_day(other.day) for other in done[-4:] if other.day])
    words = f"By the rule entered, the plan pays {counted(times, 'time')} per {per}. Known here are {days}."
    return _ASK.finding(
        "More often than the plan pays", f"{words} That may explain a refusal.", words, certainty=Certainty.ASK, lines=(line.ref,)
    )


CHECK = _ASK.check(inspect)
