"""A household income at which a hospital's financial assistance may take off part or all of the bill."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from medbills.domain.facts import Assistance, Facts
from medbills.domain.finding import Certainty, Check, Finding, Inspection, NotChecked, Severity
from medbills.domain.money import ZERO, Money
from medbills.domain.poverty import guideline_of, has_guideline
from medbills.domain.statements import Account, accounts_of
from medbills.domain.wording import long_day
from medbills.rules import rules_of

SLUG = "charity_care_by_fpl"
_AUTHORITY = "26 U.S.C. 501(r)(4); federal poverty guidelines, 91 FR 1797"
_CHECKED = datetime.date(2026, 11, 21)
_RULE = "irs501r_application_240d"
_OFTEN = 400  # policies often help up to here; where the policy is known, its own bands count


def inspect(facts: Facts) -> Inspection:
    """The household against the poverty guideline of the year, and the accounts that ask for money."""
    aid = facts.context.assistance
    if aid is None or aid.income is None or aid.household_size is None or aid.household_size < 1:
        return _not_checked("the household's income and size")
    if not has_guideline(facts.patient.state):
        return _not_checked("the state, with a federal poverty guideline")
    asking = [account for account in accounts_of(facts) if account.latest.amount_due is not None and account.latest.amount_due > ZERO]
    if not asking:
        return _not_checked("a bill that asks for money")
    found = guideline_of(_rows(facts), facts.patient.state, aid.household_size, facts.today.year)
    if found is None:
        return _not_checked(f"the poverty guideline of {facts.today.year}")
    line = found.line
    percent = Fraction(100 * aid.income.cents, line.cents)
    words = None if aid.approved else _words(aid, percent)
    return Inspection((_finding(facts, asking, line, percent, words),)) if words else Inspection()


def _words(aid: Assistance, percent: Fraction) -> str | None:
    """What the policy may give; None: above its bands."""
    if aid.free_care_percent is None and aid.discount_percent is None:
        return "Many hospitals help at this income." if percent <= _OFTEN else None
    if aid.free_care_percent is not None and percent <= Fraction(aid.free_care_percent):
        return "By the policy you entered, care may be free."
    if aid.discount_percent is not None and percent <= Fraction(aid.discount_percent):
        return "By the policy you entered, care may be discounted."
    return None


def _rows(facts: Facts) -> Sequence[Mapping[str, Any]]:
    rows: Sequence[Mapping[str, Any]] = rules_of(facts).tables["reference_figures"]["federal_poverty_guidelines"]
    return rows


def _days_to_apply(facts: Facts) -> int:
    days: int = rules_of(facts).rules[_RULE].entry["duration"]["value"]
    return days


def _finding(facts: Facts, asking: Sequence[Account], line: Money, percent: Fraction, words: str) -> Finding:
    aid = facts.context.assistance or Assistance()
    days = [paper.statement_date for account in asking for paper in account.papers if paper.statement_date]
    until = f" Apply by {long_day(min(days) + datetime.timedelta(days=_days_to_apply(facts)))} at the latest." if days else ""
    known = aid.free_care_percent is not None or aid.discount_percent is not None
    return Finding(
        check=SLUG, severity=Severity.HIGH, title="Financial assistance may help",
        explanation=f"Your income is {Decimal(round(percent * 10)).scaleb(-1)} percent of the poverty guideline, which is {line}. {words} "
        f"Nonprofit hospitals must have a policy.{until}",
        amount_at_stake=ZERO, documents=tuple(account.latest.id for account in asking),
        certainty=Certainty.LIKELY if known else Certainty.ASK, question="May I have the financial assistance policy and the form?",
        remedy="Please send the application, and hold the account until it is decided.", letter="financial_assistance_cover",
        authority=_AUTHORITY, checked_on=_CHECKED,
        reason="The patient asks for the financial assistance policy and its application form.",
    )  # fmt: skip


def _not_checked(need: str) -> Inspection:
    return Inspection(not_checked=(NotChecked(SLUG, need),))


CHECK = Check(
    slug=SLUG, number="I01", title="Financial assistance", sentence="Compares the household's income with the poverty guideline.",
    severity=Severity.HIGH, authority=_AUTHORITY, checked_on=_CHECKED, inspect=inspect,
)  # fmt: skip
