"""The lines of an itemized bill do not add up to its printed total."""

from __future__ import annotations

import datetime

from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Check, Finding, Inspection, NotChecked, Severity
from medbills.domain.money import ONE_CENT, ZERO, total
from medbills.domain.paper import Kind, Line, Paper
from medbills.domain.remembered import remembered
from medbills.domain.shares import name_of
from medbills.domain.statements import accounts_of

SLUG = "line_sum_vs_total"
_AUTHORITY = "Billing practice; access to billing records under 45 CFR 164.524"
_CHECKED = datetime.date(2026, 11, 21)


def inspect(facts: Facts) -> Inspection:
    """Each account's newest itemized bill; earlier ones are replaced by it."""
    findings: list[Finding] = []
    needs: list[str] = []
    for account in accounts_of(facts):
        itemized = [paper for paper in account.papers if paper.kind is Kind.ITEMIZED_BILL]
        if not itemized:
            needs.append(f"an itemized bill from {name_of(account.latest)}")
            continue
        answer = _compare(itemized[-1])
        if isinstance(answer, str):
            needs.append(answer)
        elif answer:
            findings.append(answer)
    if not facts.bills:
        needs.append("an itemized bill")
    return Inspection(tuple(findings), tuple(NotChecked(SLUG, need) for need in dict.fromkeys(needs)))


@remembered
def _compare(bill: Paper) -> Finding | str | None:
    rows = [line for line in bill.lines if not _is_payment_row(line)]
    charges = [line.billed for line in rows if line.billed is not None]
    if bill.total_billed is None:
        return f"the total charges on the bill from {name_of(bill)}"
    if not rows or len(charges) < len(rows):
        return f"the charge of every line on the bill from {name_of(bill)}"
    lines = total(charges)
    above = bill.total_billed - lines
    if abs(above) <= ONE_CENT or above == bill.previous_balance:  # some layouts add the older balance to the total
        return None
    return Finding(
        check=SLUG, severity=Severity.MEDIUM, title="Lines and total differ",
        explanation=(
            f"The {len(charges)} lines add up to {lines}. The bill says {bill.total_billed} in all. That is a difference of {abs(above)}. "
            "Please check that all pages are here."
        ),
        amount_at_stake=max(ZERO, above), documents=(bill.id,), certainty=Certainty.SURE, question="Which items make up the difference?",
        remedy="Please explain the total, or send a corrected bill.", letter="billing_dispute", authority=_AUTHORITY,
        checked_on=_CHECKED, reason=f"The {len(charges)} lines of the bill add up to {lines}. It prints {bill.total_billed} in all.",
    )  # fmt: skip


def _is_payment_row(line: Line) -> bool:
    return line.billed is None and any(amount is not None for amount in (line.plan_paid, line.patient_paid, line.adjustment))


CHECK = Check(
    slug=SLUG, number="B01", title="Lines against the total",
    sentence="Adds up the lines of an itemized bill and compares the printed total.",
    severity=Severity.MEDIUM, authority=_AUTHORITY, checked_on=_CHECKED, inspect=inspect,
)  # fmt: skip
