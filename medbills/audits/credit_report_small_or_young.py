"""A medical collection on a credit report that is small, young, paid, or barred by the state."""

from __future__ import annotations

import datetime

from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Finding, Inspection, Severity
from medbills.domain.inquiry import Inquiry
from medbills.domain.money import Money
from medbills.domain.paper import Kind
from medbills.domain.told import CreditEntry
from medbills.rules import rules_of

_YEAR = 365
_ASK = Inquiry(
    slug="credit_report_small_or_young", number="H09", title="Small or new debts on a credit report",
    sentence="Looks for medical debts that credit bureaus say they leave out.", severity=Severity.HIGH,
    question="Will you ask the credit bureaus to delete this entry?",
    remedy="Please have this entry deleted, and tell the bureaus that the account is disputed.", letter="credit_bureau_dispute",
    authority="Voluntary policy of the three credit bureaus; 15 U.S.C. 1681c(a)(7)-(8); state laws where named",
)  # fmt: skip


def inspect(facts: Facts) -> Inspection:
    """Each entry the user told about, by amount, age, payment and the state's law; one finding for all of them."""
    entries = facts.context.credit_entries
    if not entries:
        return _ASK.answer((), ["a medical entry of a credit report: its first amount and the day it was late"])
    needs: list[str] = []
    reasons: list[tuple[CreditEntry, str, Certainty]] = []
    for entry in entries:
        why = _why(facts, entry)
        if why is not None:
            reasons.append((entry, *why))
        elif entry.original_amount is None or entry.delinquent_on is None:
            needs.append("the first amount of the credit entry, and the day it was late")
    return _ASK.answer(_finding(facts, reasons) if reasons else (), needs)


def _why(facts: Facts, entry: CreditEntry) -> tuple[str, Certainty] | None:
    minimum, wait = _policy(facts)
    if entry.paid:
        return "it was paid, and the bureaus leave out paid medical debts", Certainty.LIKELY
    if entry.original_amount is not None and entry.original_amount < minimum:
        return f"its first amount is {entry.original_amount}, under {minimum}", Certainty.LIKELY
    age = ((entry.seen_on or facts.today) - entry.delinquent_on).days if entry.delinquent_on else None
    if age is not None and age < wait:
        return f"it was {age} days late, under {wait}", Certainty.LIKELY
    if entry.veterans_care and age is not None and age < _YEAR:
        return f"it is for veterans' care and {age} days old", Certainty.LIKELY
    law = _state_laws(facts, entry.seen_on or facts.today).get((facts.patient.state or "").upper())
    return (f"a state law may keep it off ({law})", Certainty.ASK) if law else None


def _policy(facts: Facts) -> tuple[Money, int]:
    """The least amount that is listed, and the days of waiting, as the rules in use have it."""
    policy = rules_of(facts).tables["reference_figures"]["credit_bureau_policy"]
    return Money.of(str(policy["min_amount"])), int(policy["wait_days"])


def _state_laws(facts: Facts, day: datetime.date) -> dict[str, str]:
    """States whose law on medical debt in credit reports is in force, with the law's name."""
    laws = rules_of(facts).tables["state_medical_debt_credit_reporting"]
    return {law["state"]: law["law"].partition(" (")[0] for law in laws if law["effective"] and law["effective"] <= day}


def _finding(facts: Facts, reasons: list[tuple[CreditEntry, str, Certainty]]) -> list[Finding]:
    parts = " ".join(f"{entry.name or 'A medical entry'}: {why}." for entry, why, _ in reasons)
    papers = [paper.id for paper in facts.papers if paper.kind in (Kind.CREDIT_REPORT, Kind.COLLECTION_NOTICE)]
    return [
        _ASK.finding(
            "Credit report entry to dispute", f"{parts} Dispute it with each credit bureau. It is worth asking the collector too.",
            "The account is listed on a credit report, and the bureaus' own policy leaves such entries out.",
            certainty=Certainty.LIKELY if any(sure is Certainty.LIKELY for *_, sure in reasons) else Certainty.ASK, documents=papers,
        )
    ]  # fmt: skip


CHECK = _ASK.check(inspect)
