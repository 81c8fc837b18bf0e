"""A bill above a provider's good-faith estimate, and whether it is enough for the federal dispute process."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import yaml

from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Check, Finding, Inspection, NotChecked, Severity
from medbills.domain.money import ZERO, Money
from medbills.domain.paper import Kind, Paper
from medbills.domain.self_pay import pays_alone
from medbills.domain.shares import asked_now, name_of
from medbills.domain.statements import Account, accounts_of, care_days, same_provider, total_charges
from medbills.domain.wording import long_day
from medbills.paths import resource

SLUG = "gfe_exceeded_by_400"
_AUTHORITY = "45 CFR 149.620(a)(2)(ii), (b), (c)"
_CHECKED = datetime.date(2026, 11, 21)
_RULE = "ppdr_start_120d"


def inspect(facts: Facts) -> Inspection:
    """Each estimate against the accounts of the same provider for the same days."""
    estimates = list(facts.of_kind(Kind.GOOD_FAITH_ESTIMATE))
    needs: list[str] = []
    findings: list[Finding] = []
    alone = pays_alone(facts)
    if not estimates:
        needs.append("a good-faith estimate")
    elif not facts.bills:
        needs.append("a bill of the provider who gave the estimate")
    elif not alone:
        needs.append("that you pay this care without insurance" if alone is None else "care that is paid without insurance")
    else:
        for estimate in estimates:
            findings += _of_estimate(facts, estimate, needs)
    return Inspection(tuple(findings), tuple(NotChecked(SLUG, need) for need in dict.fromkeys(needs)))


def _of_estimate(facts: Facts, estimate: Paper, needs: list[str]) -> list[Finding]:
    expected = total_charges(estimate)
    if expected is None:
        needs.append(f"the total of the estimate from {name_of(estimate)}")
        return []
    named = replace(estimate, provider_name=estimate.provider_name or estimate.issuer_name)
    theirs = [account for account in accounts_of(facts) if same_provider(named, account.itemized) is True]
    accounts = [account for account in theirs if _same_care(estimate, account)]
    amounts = [_billed(account) for account in accounts]
    if not accounts or None in amounts:
        needs.append(f"a bill from {name_of(estimate)} with its total, for the care of the estimate")
        return []
    billed = Money(sum(amount.cents for amount in amounts if amount is not None))
    if billed <= expected:
        return []
    return [_finding(facts, estimate, accounts, expected, billed)]


def _same_care(estimate: Paper, account: Account) -> bool:
    """Care on the estimate's days; where one of the papers prints no day, it may be."""
    planned, given = care_days(estimate), care_days(account.itemized) or care_days(account.latest)
    return planned is None or given is None or (planned[0] <= given[1] and given[0] <= planned[1])


def _billed(account: Account) -> Money | None:
    """Charges less a discount that the bill itself takes off; else what is asked and was paid."""
    bill = account.latest
    charges = total_charges(bill) or total_charges(account.itemized)
    if charges is not None:
        return charges - abs(bill.total_adjustments or ZERO)
    asked = asked_now(bill)
    return asked + (bill.patient_paid or ZERO) if asked is not None else None


def _finding(facts: Facts, estimate: Paper, accounts: list[Account], expected: Money, billed: Money) -> Finding:
    figures = _figures()
    above = billed - expected
    eligible = above >= Money(figures["ppdr_threshold"] * 100)
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
        amount_at_stake=above, documents=tuple(dict.fromkeys((*(account.latest.id for account in accounts), estimate.id))),
        certainty=Certainty.ASK if blank else Certainty.LIKELY, question="Which items were not in the estimate, and why?",
        remedy=f"Please adjust the bill to the estimate of {expected}, or explain each addition.", letter="gfe_overrun_notice",
        authority=_AUTHORITY, checked_on=_CHECKED,
        reason=f"The good-faith estimate lists {expected}. The bills for that care come to {billed}.",
    )  # fmt: skip


@cache
def _figures() -> Mapping[str, Any]:
    """Dollars of the threshold and the fee, and the days to start the dispute process."""
    rows = yaml.safe_load(resource("rules", "reference_figures.yaml").read_text(encoding="utf-8"))["reference_figures"]
    rules = yaml.safe_load(resource("rules", "surprise_bills.yaml").read_text(encoding="utf-8"))["rules"]
    rule = next(entry for entry in rules if entry["id"] == _RULE)
    return {**rows["no_surprises"], "days": rule["duration"]["value"]}


CHECK = Check(
    slug=SLUG, number="E04", title="Estimate and bill", sentence="Compares a good-faith estimate with the bills of the same provider.",
    severity=Severity.HIGH, authority=_AUTHORITY, checked_on=_CHECKED, inspect=inspect,
)  # fmt: skip
