"""A good-faith estimate that did not come, or came after its last day."""

from __future__ import annotations

import datetime

from medbills.domain.business_days import business_days_after, is_business_day
from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Check, Finding, Inspection, NotChecked, Severity
from medbills.domain.money import ZERO
from medbills.domain.paper import Kind, Paper
from medbills.domain.self_pay import pays_alone
from medbills.domain.statements import care_days, same_provider
from medbills.domain.wording import long_day

SLUG = "gfe_missing_or_late"
_AUTHORITY = "45 CFR 149.610(b)(1)(vi)"
_CHECKED = datetime.date(2026, 11, 21)
_SOON, _LATER = 3, 10  # business days from booking to care; fewer than 3: no estimate without asking
_DAYS_SOON, _DAYS_LATER, _DAYS_ASKED = 1, 3, 3  # business days to give it


def inspect(facts: Facts) -> Inspection:
    """The estimate of the care that was booked, or asked about."""
    needs = _needs(facts)
    care = _care_day(facts)
    if needs or care is None:
        return Inspection(not_checked=tuple(NotChecked(SLUG, need) for need in dict.fromkeys(needs)))
    due = _due(facts, care)
    if due is None:
        return Inspection()
    last, borderline = due
    findings: list[Finding] = []
    undated = False
    for estimates in _by_provider(facts):
        days = [paper.dated for paper in estimates if paper.dated is not None]
        first = min(days, default=None)
        undated = undated or bool(estimates and not days)
        if (first is None or first > last) and facts.today > last and (days or not estimates):
            findings.append(_finding(facts, estimates, first, last, borderline))
    needs = ["the date of the good-faith estimate"] if undated else []
    return Inspection(tuple(findings), tuple(NotChecked(SLUG, need) for need in dict.fromkeys(needs)))


def _by_provider(facts: Facts) -> list[list[Paper]]:
    """Each provider's estimates: every one of them owes one in time. One empty list where there is none at all."""
    groups: list[list[Paper]] = []
    for paper in facts.of_kind(Kind.GOOD_FAITH_ESTIMATE):
        home = next((group for group in groups if same_provider(group[0], paper) is not False), None)
        if home is None:
            groups.append([paper])
        else:
            home.append(paper)
    return groups or [[]]


def _needs(facts: Facts) -> list[str]:
    alone = pays_alone(facts)
    if not alone:
        return ["that you pay this care without insurance" if alone is None else "care that is paid without insurance"]
    if facts.context.scheduled_on is None and facts.context.estimate_requested_on is None:
        return ["the day the care was booked"]
    return [] if _care_day(facts) else ["the day of the care"]


def _care_day(facts: Facts) -> datetime.date | None:
    """The day the estimate names; else the first day on a bill."""
    estimates = list(facts.of_kind(Kind.GOOD_FAITH_ESTIMATE))
    days = [found[0] for paper in (estimates or facts.bills) if (found := care_days(paper))]
    days = days or [found[0] for paper in facts.bills if (found := care_days(paper))]
    return min(days, default=None)


def _due(facts: Facts, care: datetime.date) -> tuple[datetime.date, bool] | None:
    """The last day of the estimate, and whether the count is on the border; None: there was no duty."""
    booked, asked = facts.context.scheduled_on, facts.context.estimate_requested_on
    between = _business_days(booked, care) if booked else 0
    if booked and between >= _SOON:
        steps = _DAYS_LATER if between >= _LATER else _DAYS_SOON
        return business_days_after(booked, steps), between in (_SOON, _LATER)
    return (business_days_after(asked, _DAYS_ASKED), False) if asked else None


def _business_days(after: datetime.date, until: datetime.date) -> int:
    """Business days after the first day, up to and including the last."""
    count = (until - after).days
    return sum(is_business_day(after + datetime.timedelta(days=step)) for step in range(1, max(0, count) + 1))


def _finding(
    facts: Facts, estimates: list[Paper], first: datetime.date | None, last: datetime.date, borderline: bool
) -> Finding:
    given = f"It bears the date {long_day(first)}." if first else "No estimate is among your papers."
    border = " The count of days is borderline." if borderline else ""
    told = f"The estimate bears the date {long_day(first)}." if first else "No estimate was received."
    papers = estimates or [paper for paper in facts.bills if care_days(paper)]
    return Finding(
        check=SLUG, severity=Severity.MEDIUM, title="Estimate late" if first else "Estimate missing",
        explanation=f"Based on what you entered, a good-faith estimate was due by {long_day(last)}. {given}{border}",
        amount_at_stake=ZERO, documents=tuple(paper.id for paper in papers),
        certainty=Certainty.LIKELY if first and not borderline else Certainty.ASK,
        question="Was a good-faith estimate sent, and on which day?", remedy="Please send the good-faith estimate for this care.",
        letter="billing_dispute", authority=_AUTHORITY, checked_on=_CHECKED,
        reason=f"A good-faith estimate was due by {long_day(last)}. {told}",
    )  # fmt: skip


CHECK = Check(
    slug=SLUG, number="E05", title="Estimate in time", sentence="Counts the days by which a good-faith estimate was due.",
    severity=Severity.MEDIUM, authority=_AUTHORITY, checked_on=_CHECKED, inspect=inspect,
)  # fmt: skip
