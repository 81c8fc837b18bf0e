"""A dental service refused within the plan's waiting period."""

from __future__ import annotations

import datetime

from medbills.domain.dental import DentalLine, dental_of, on_eobs
from medbills.domain.dental_limits import waiting_ends
from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Finding, Inspection, Severity
from medbills.domain.inquiry import Inquiry
from medbills.domain.wording import long_day

_ASK = Inquiry(
    slug="dental_waiting_period", number="J04", title="Dental waiting period",
    sentence="Works out when a dental plan's waiting period ends.", severity=Severity.MEDIUM,
    question="Does earlier dental coverage count toward the waiting period?",
    remedy="Please count the months of earlier dental coverage, and process the line again.", letter="internal_appeal",
    authority="The plan document",
)  # fmt: skip


def inspect(facts: Facts) -> Inspection:
    """Refused lines before the end of their class's waiting period."""
    dental = dental_of(facts)
    began = facts.plan.covered_from if facts.plan else None
    lines = [line for line in on_eobs(facts) if line.refused and line.day]
    if not dental.waiting_months or began is None or not on_eobs(facts):
        return _ASK.answer((), ["the dental plan's waiting months by class, its first day, and a dental statement"])
    findings = []
    for line in lines:
        ends = waiting_ends(began, dental.waiting_months.get(line.benefit_class, 0), dental.prior_coverage_months)
        if ends and line.day and line.day < ends:
            findings.append(_finding(line, ends, prior_known=dental.prior_coverage_months is not None))
    return _ASK.answer(findings)


def _finding(line: DentalLine, ends: datetime.date, *, prior_known: bool) -> Finding:
    kind = f"{line.benefit_class} care"
    words = f"Treatment {line.code} of {long_day(line.day or ends)} is {kind}. By the months entered, waiting ends on {long_day(ends)}."
    ask = "" if prior_known else " Earlier dental coverage may shorten it."
    return _ASK.finding(
        "Within the waiting period", f"{words} That may explain the refusal.{ask}", words, certainty=Certainty.ASK, lines=(line.ref,)
    )


CHECK = _ASK.check(inspect)
