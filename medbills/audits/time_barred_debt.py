"""A collected debt that may be too old to sue on."""

from __future__ import annotations

import datetime

from medbills.domain.collected import bill_of, live_notices
from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Finding, Inspection, Severity
from medbills.domain.inquiry import Inquiry
from medbills.domain.paper import Paper
from medbills.domain.receipts import payments_of
from medbills.domain.statements import care_days
from medbills.domain.wording import counted, long_day
from medbills.rules import rules_of

_ASK = Inquiry(
    slug="time_barred_debt", number="H08", title="Old debt", sentence="Looks for a debt that may be too old to sue on.",
    severity=Severity.HIGH,
    question="On which day was the last payment on this account, and when was it first not paid?",
    remedy="Please verify the debt, with the day of the last payment and of the first default.", letter="debt_validation_request",
    authority="12 CFR 1006.26(b); the state's law on time limits for contracts",
)  # fmt: skip


def inspect(facts: Facts) -> Inspection:
    """The newest letter about each debt, by the latest day that could have started the state's clock."""
    notices = live_notices(facts)
    if not notices:
        return _ASK.answer((), ["a collector's letter"])
    if facts.context.court_judgment:
        return _ASK.answer((), ["the time limit of the court's judgment, which has its own term"])
    years = facts.context.limitation_years or _terms(facts).get((facts.patient.state or "").upper())
    if years is None:
        return _ASK.answer((), ["the patient's state, or its time limit for debts"])
    findings: list[Finding] = []
    needs: list[str] = []
    for notice in notices:
        days = _days(facts, notice)
        if not days:
            needs.append("the day of the care, of the last payment, or of the first default")
        elif facts.today > (ends := _years_after(max(days), years)):
            findings.append(_finding(facts, notice, max(days), ends, years))
    return _ASK.answer(findings, needs)


def _terms(facts: Facts) -> dict[str, int]:
    """The longest plausible period by state, in years, as the rules in use have it."""
    return {entry["state"]: int(entry["app_years"]) for entry in rules_of(facts).tables["state_statutes_of_limitations"]}


def _days(facts: Facts, notice: Paper) -> list[datetime.date]:
    """Every day that could have started or restarted the clock; the latest counts, which is the safe side."""
    found = bill_of(facts, notice)
    papers = [notice, *(found.account.papers if found else ())]
    care = [days[1] for paper in papers if (days := care_days(paper))]
    paid = [payment.date for payment in payments_of(facts) if payment.date]
    told = [day for day in (facts.context.last_payment_date, facts.context.default_date) if day]
    return [*care, *paid, *told]


def _years_after(day: datetime.date, years: int) -> datetime.date:
    """The same day years later; of February 29 the first of March, which is the later and so the safe one."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return datetime.date(day.year + years, 3, 1)


def _finding(facts: Facts, notice: Paper, start: datetime.date, ends: datetime.date, years: int) -> Finding:
    known = facts.context.last_payment_date is not None
    asks = "" if known else " When was the last payment? A later one moves this date."
    return _ASK.finding(
        "Debt may be too old to sue on",
        f"The latest day known is {long_day(start)}. {counted(years, 'year')} later is {long_day(ends)}. That has passed.{asks} "
        "A payment or a written promise can start the time again, so pay nothing yet. Court papers still need an answer.",
        f"The last activity known on this account is of {long_day(start)}.",
        certainty=Certainty.LIKELY if known else Certainty.ASK, documents=(notice.id,),
    )  # fmt: skip


CHECK = _ASK.check(inspect)
