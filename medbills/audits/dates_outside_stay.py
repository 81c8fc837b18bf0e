"""Charges of an inpatient bill that are dated outside the stay."""

from __future__ import annotations

import datetime

from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Finding, Inspection, LineRef, Severity
from medbills.domain.hospital_stay import Days, dated_lines, is_inpatient, stay_of
from medbills.domain.inquiry import Inquiry
from medbills.domain.money import total
from medbills.domain.paper import Paper
from medbills.domain.shares import name_of
from medbills.domain.wording import counted, long_day

_BEFORE = datetime.timedelta(days=3)  # tests before an admission belong to it, 42 CFR 412.2(c)(5)
_ASK = Inquiry(
    slug="dates_outside_stay", number="G04", title="Days outside the stay",
    sentence="Looks for charges dated before or after a hospital stay.", severity=Severity.MEDIUM,
    question="Was this done on that day, or is it the day of posting?",
    remedy="Please check the dates of these lines against the record, and correct or remove them.", letter="billing_dispute",
    authority="Billing practice; access to billing records under 45 CFR 164.524",
)  # fmt: skip


def inspect(facts: Facts) -> Inspection:
    """Each inpatient bill; an outpatient one has no stay."""
    findings: list[Finding] = []
    needs: list[str] = []
    inpatient = [bill for bill in facts.bills if is_inpatient(bill)]
    for bill in inpatient:
        stay = stay_of(facts, bill)
        if stay is None or stay.certainty is Certainty.ASK:
            needs.append(f"the days of admission and discharge for the bill from {name_of(bill)}")
            continue
        outside = [at for at, _, day in dated_lines(bill) if day < stay.admitted - _BEFORE or day > stay.discharged]
        if outside:
            findings.append(_finding(bill, outside, stay))
    return _ASK.answer(findings, needs if inpatient else ["an inpatient hospital bill, and the days of the stay"])


def _finding(bill: Paper, outside: list[int], stay: Days) -> Finding:
    amount = total(charge for at in outside if (charge := bill.lines[at].billed) is not None)
    words = (
        f"{counted(len(outside), 'line')} of the bill, {amount} in all, "
        f"{'is' if len(outside) == 1 else 'are'} dated outside the stay. "
        f"It was from {long_day(stay.admitted)} to {long_day(stay.discharged)}."
    )
    return _ASK.finding(
        "Charges outside the stay", f"{words} Tests before, or charges posted late, can be a good reason.", words,
        certainty=Certainty.ASK, lines=[LineRef(bill.id, at) for at in outside], at_stake=amount,
    )  # fmt: skip


CHECK = _ASK.check(inspect)
