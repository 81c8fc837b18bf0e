"""A bill above a provider's good-faith estimate, and whether it is enough for the federal dispute process."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from medbills.domain.estimates import Overrun, accounts_for, estimates_of, overrun
from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Check, Finding, Inspection, NotChecked, Severity
from medbills.domain.money import ZERO, Money
from medbills.domain.paper import Paper
from medbills.domain.self_pay import pays_alone
from medbills.domain.shares import name_of
from medbills.domain.statements import Account, care_days, total_charges
from medbills.domain.wording import long_day
from medbills.rules import rules_of

SLUG = "gfe_exceeded_by_400"
_AUTHORITY = "45 CFR 149.620(a)(2)(ii), (b), (c)"
_CHECKED = datetime.date(2026, 11, 21)
_RULE = "ppdr_start_120d"


def inspect(facts: Facts) -> Inspection:
    """Each estimate against the accounts of the same provider for the same days."""
    estimates = estimates_of(facts, pays_alone(facts))
    needs: list[str] = []
    findings: list[Finding] = []
    if not estimates:
        needs.append("a good-faith estimate")
    elif not facts.bills:
        needs.append("a bill of the provider who gave the estimate")
    for estimate in estimates if facts.bills else ():
        if estimate.alone:
            findings += _of_estimate(facts, estimate.paper, needs)
        else:
            unknown = estimate.alone is None
            needs.append("that you pay this care without insurance" if unknown else "care that is paid without insurance")
    return Inspection(tuple(findings), tuple(NotChecked(SLUG, need) for need in dict.fromkeys(needs)))


def _of_estimate(facts: Facts, estimate: Paper, needs: list[str]) -> list[Finding]:
    expected = total_charges(estimate)
    if expected is None:
        needs.append(f"the total of the estimate from {name_of(estimate)}")
        return []
    accounts = accounts_for(facts, estimate)
    found = overrun(expected, accounts, Money(_figures(facts)["ppdr_threshold"] * 100))
    if found is None:
        needs.append(f"a bill from {name_of(estimate)} with its total, for the care of the estimate")
        return []
    return [_finding(facts, estimate, accounts, found)] if found.above > ZERO else []


def _finding(facts: Facts, estimate: Paper, accounts: tuple[Account, ...], found: Overrun) -> Finding:
    figures, expected, billed, above, eligible = _figures(facts), found.expected, found.billed, found.above, found.eligible
    words = f"The estimate says {expected}. The bills of {name_of(estimate)} come to {billed}. The difference is {above}."
    days = [day for account in accounts for paper in account.papers for day in (paper.statement_date,) if day]
    first = facts.context.first_bill_date or min(days, default=None)
    if eligible:
        words += f" That is enough for the federal dispute process. Its fee is {Money(figures['ppdr_fee'] * 100)}."
        if first is not None:
            words += f" The last day to start it is {long_day(first + datetime.timedelta(days=figures['days']))}."
    blank = first is None or any(care_days(paper) is None for paper in (estimate, *(account.itemized for account in accounts)))
    return Finding(
        check=SLUG, severity=Severity.HIGH if eligible else Severity.LOW, title="Bill above the estimate", explanation=words,
        amount_at_stake=above, documents=_papers(accounts, estimate),
        certainty=Certainty.ASK if blank else Certainty.LIKELY, question="Which items were not in the estimate, and why?",
        remedy=f"Please adjust the bill to the estimate of {expected}, or explain each addition.", letter="gfe_overrun_notice",
        authority=_AUTHORITY, checked_on=_CHECKED,
        reason=f"The good-faith estimate lists {expected}. The bills for that care come to {billed}.",
    )  # fmt: skip


def _papers(accounts: tuple[Account, ...], estimate: Paper) -> tuple[str, ...]:
    """The bills and the estimate, where it is a paper and not the user's word."""
    ids = (*(account.latest.id for account in accounts), estimate.id)
    return tuple(dict.fromkeys(paper for paper in ids if paper))


def _figures(facts: Facts) -> Mapping[str, Any]:
    """Dollars of the threshold and the fee, and the days to start the dispute process."""
    pack = rules_of(facts)
    return {**pack.tables["reference_figures"]["no_surprises"], "days": pack.rules[_RULE].entry["duration"]["value"]}


CHECK = Check(
    slug=SLUG, number="E04", title="Estimate and bill", sentence="Compares a good-faith estimate with the bills of the same provider.",
    severity=Severity.HIGH, authority=_AUTHORITY, checked_on=_CHECKED, inspect=inspect,
)  # fmt: skip
