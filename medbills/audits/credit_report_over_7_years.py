"""A collection that stays on a credit report longer than seven years and 180 days after it was late."""

from __future__ import annotations

import datetime

from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Finding, Inspection, Severity
from medbills.domain.inquiry import Inquiry
from medbills.domain.paper import Kind
from medbills.domain.wording import long_day

_BEFORE_CHARGE_OFF = datetime.timedelta(days=180)
_YEARS = 7
_ASK = Inquiry(
    slug="credit_report_over_7_years", number="H10", title="Old debts on a credit report",
    sentence="Works out when an old debt should leave a credit report.", severity=Severity.HIGH,
    question="On which day did the delinquency begin that was reported to the credit bureaus?",
    remedy="Please have this entry deleted as older than the law allows.", letter="credit_bureau_dispute",
    authority="15 U.S.C. 1681c(a)(4), (c)",
)  # fmt: skip


def inspect(facts: Facts) -> Inspection:
    """Each entry the user told about; one finding for all of them."""
    entries = facts.context.credit_entries
    if not entries:
        return _ASK.answer((), ["an entry of a credit report, with the day it was first late"])
    needs = ["the day the credit entry was first late" for entry in entries if entry.delinquent_on is None]
    old = [(entry.name, drops_on(entry.delinquent_on)) for entry in entries if entry.delinquent_on]
    return _ASK.answer(_findings(facts, [(name, day) for name, day in old if facts.today > day]), needs)


def drops_on(delinquent_on: datetime.date) -> datetime.date:
    """The last day the entry may stand: 180 days and seven years after the delinquency began."""
    start = delinquent_on + _BEFORE_CHARGE_OFF
    try:
        return start.replace(year=start.year + _YEARS)
    except ValueError:  # February 29: the patient waits, so the later day
        return datetime.date(start.year + _YEARS, 3, 1)


def _findings(facts: Facts, old: list[tuple[str, datetime.date]]) -> list[Finding]:
    if not old:
        return []
    parts = " ".join(f"{name or 'A collection entry'} should have left the report on {long_day(day)}." for name, day in old)
    papers = [paper.id for paper in facts.papers if paper.kind in (Kind.CREDIT_REPORT, Kind.COLLECTION_NOTICE)]
    return [
        _ASK.finding(
            "Credit entry past seven years", f"{parts} Dispute it with each credit bureau as out of date.",
            f"The account stands on a credit report after {long_day(old[0][1])}, seven years and 180 days after it was late.",
            certainty=Certainty.LIKELY, documents=papers,
        )
    ]  # fmt: skip


CHECK = _ASK.check(inspect)
