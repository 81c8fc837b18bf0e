"""A statement that calls a balance older than the care or the first statement can make it."""

from __future__ import annotations

import datetime

from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Finding, Inspection, Severity
from medbills.domain.inquiry import Inquiry
from medbills.domain.money import ZERO
from medbills.domain.paper import Paper
from medbills.domain.shares import name_of
from medbills.domain.statements import Account, accounts_of, care_days
from medbills.domain.wording import counted

_SLACK = 5  # days by which offices count differently
_ASK = Inquiry(
    slug="statement_aging_jump", number="H01", title="Age of the balance",
    sentence="Compares the age a statement gives the balance with its dates.", severity=Severity.MEDIUM,
    question="From which day is this balance counted as late? Please send the account ledger.",
    remedy="Please put the account on hold, send the ledger, and correct the age of the balance.", letter="billing_dispute",
    authority="Billing practice; access to billing records under 45 CFR 164.524",
)  # fmt: skip


def inspect(facts: Facts) -> Inspection:
    """The latest statement of each account, by the oldest bucket that holds money."""
    findings: list[Finding] = []
    needs: list[str] = []
    for account in accounts_of(facts):
        bucket = _oldest(account.latest)
        if bucket is None or account.latest.statement_date is None:
            needs.append(f"a dated statement from {name_of(account.latest)} that prints how old the balance is")
            continue
        answer = _compare(account, account.latest.statement_date, bucket)
        if isinstance(answer, str):
            needs.append(answer)
        elif answer:
            findings.append(answer)
    if not facts.bills:
        needs.append("a statement that prints how old the balance is")
    return _ASK.answer(findings, needs)


def _oldest(bill: Paper) -> int | None:
    """First day of the oldest bucket with money in it; None where no age is printed."""
    days = [int(name) if name.isdigit() else 0 for name, amount in (bill.aging or {}).items() if amount > ZERO]
    return max(days, default=None)


def _compare(account: Account, printed_on: datetime.date, bucket: int) -> Finding | str | None:
    first = account.papers[0]
    starts = [days[0] for paper in account.papers if (days := care_days(paper))]
    if (first.previous_balance or ZERO) > ZERO:
        return f"the first statement from {name_of(first)}; an older balance is carried in"
    since_care = (printed_on - min(starts)).days if starts else None
    if since_care is not None and bucket > since_care + _SLACK:
        return _finding(account.latest, bucket, since_care, "the care", Certainty.SURE)
    if len(account.papers) < 2 or first.statement_date is None:
        return None if since_care is not None else f"the first statement from {name_of(first)}, or the day of the care"
    since_first = (printed_on - first.statement_date).days
    if bucket <= since_first + _SLACK:
        return None
    certainty = Certainty.LIKELY if since_care is None else Certainty.ASK
    return _finding(account.latest, bucket, since_first, "the first statement here", certainty, first)


def _finding(bill: Paper, bucket: int, days: int, since: str, certainty: Certainty, first: Paper | None = None) -> Finding:
    figures = f"The statement calls part of the balance {bucket} days old or more. Its date is {counted(days, 'day')} after {since}."
    return _ASK.finding(
        "Balance called older than it is", f"{figures} Some offices count from another day. It is worth asking.", figures,
        certainty=certainty, documents=(bill.id, *([first.id] if first else [])),
    )  # fmt: skip


CHECK = _ASK.check(inspect)
