"""A collector that asks more than the papers leave to pay."""

from __future__ import annotations

import datetime

from medbills.domain.collected import OriginalDebt, live_notices, original_debt
from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Check, Finding, Inspection, NotChecked, Severity
from medbills.domain.money import ONE_CENT, ZERO, Money, total
from medbills.domain.paper import Paper
from medbills.domain.receipts import sum_of
from medbills.domain.shares import name_of
from medbills.domain.wording import long_day

SLUG = "collection_exceeds_original"
_AUTHORITY = "15 U.S.C. 1692f(1); 12 CFR 1006.22(b), 1006.34(c)(2)(viii)"
_CHECKED = datetime.date(2026, 11, 21)


def inspect(facts: Facts) -> Inspection:
    """The newest letter about each debt, against the first bill where it is here, else against its own figures."""
    findings: list[Finding] = []
    needs: list[str] = []
    notices = live_notices(facts)
    for notice in notices:
        debt = original_debt(facts, notice)
        if notice.amount_due is None:
            needs.append(f"the amount that {_collector(notice)} asks for")
        elif debt is not None:
            findings += _against_bill(notice, notice.amount_due, debt)
        elif notice.previous_balance is not None:
            findings += _against_itself(notice, notice.amount_due, notice.previous_balance)
        else:
            needs.append(f"the first bill from {notice.original_creditor or 'the provider'}, or the collector's itemization")
    if not notices:
        needs.append("a collector's letter")
    return Inspection(tuple(findings), tuple(NotChecked(SLUG, need) for need in dict.fromkeys(needs)))


def _against_bill(notice: Paper, asked: Money, debt: OriginalDebt) -> list[Finding]:
    above = asked - debt.left
    if above <= ONE_CENT:
        return []
    steps = [f"{name_of(debt.bill)} asked {debt.balance}."]
    if debt.discount:
        steps.append(f"The plan's discount is {debt.discount}.")
    if debt.plan_paid:
        steps.append(f"The insurer paid {debt.plan_paid}.")
    if debt.payments:
        steps.append(f"You paid {sum_of(debt.payments)}.")
    steps.append(f"That leaves {debt.left}. {_collector(notice)} asks {asked}.{_made_of(notice)}")
    proofs = (*(eob.id for eob in debt.found.all_eobs), *(paid.document for paid in debt.payments if paid.document))
    loose = debt.derived or debt.found.fallback or any(match.fallback for match in debt.found.lines)
    certainty = Certainty.LIKELY if loose else Certainty.SURE
    return [_finding(notice, above, " ".join(steps), _to_collector(notice, asked, debt), (debt.bill.id, *proofs), certainty)]


def _against_itself(notice: Paper, asked: Money, then: Money) -> list[Finding]:
    added = total(part for part in (notice.interest, notice.fees) if part is not None)
    expected = then + added - (notice.patient_paid or ZERO)
    above = asked - expected
    if above <= ONE_CENT:
        return []
    words = f"The letter starts from {then}"
    if added:
        words += f", plus {added} of interest and fees"
    if notice.patient_paid:
        words += f", less {notice.patient_paid} paid"
    words += f". That comes to {expected}. {_collector(notice)} asks {asked}. {above} is not explained."
    blank = None in (notice.interest, notice.fees)
    reason = f"{_letter(notice)} starts the account from {then}. With what it lists since, that comes to {expected}. It asks {asked}."
    return [_finding(notice, above, words, reason, (), Certainty.ASK if blank else Certainty.SURE)]


def _to_collector(notice: Paper, asked: Money, debt: OriginalDebt) -> str:
    """Amounts and dates only: a collector need not know of the care or who insures it, and nothing here admits a debt."""
    dated = f" on {long_day(debt.bill.dated)}" if debt.bill.dated else ""
    words = [f"The account was listed at {debt.balance}{dated}."]
    off = debt.discount + debt.plan_paid + sum_of(debt.payments)
    if off:
        words.append(f"Discounts and payments since come to {off}.")
    return " ".join((*words, f"{_letter(notice)} asks {asked}."))


def _letter(notice: Paper) -> str:
    return f"The letter of {long_day(notice.dated)}" if notice.dated else "The letter"


def _made_of(notice: Paper) -> str:
    added = total(part for part in (notice.interest, notice.fees) if part is not None)
    if notice.previous_balance is None or not added:
        return ""
    return f" That is {notice.previous_balance} and {added} of interest and fees."


def _collector(notice: Paper) -> str:
    return notice.issuer_name or "The collector"


def _finding(
    notice: Paper, at_stake: Money, explanation: str, reason: str, proofs: tuple[str, ...], certainty: Certainty
) -> Finding:
    return Finding(
        check=SLUG, severity=Severity.HIGH, title="Collector asks more than owed" if proofs else "Collector's amount has grown",
        explanation=f"{explanation} It is worth asking before you pay or promise.", amount_at_stake=at_stake,
        documents=(notice.id, *dict.fromkeys(proofs)), certainty=certainty,
        question="Please show how this amount was made up, and which contract or law allows what was added.",
        remedy="Please verify the debt, and send the itemization with all payments and discounts.", letter="debt_validation_request",
        authority=_AUTHORITY, checked_on=_CHECKED, reason=reason,
    )  # fmt: skip


CHECK = Check(
    slug=SLUG, number="H05", title="Collector against the first bill",
    sentence="Compares a collector's amount with what your papers leave to pay.",
    severity=Severity.HIGH, authority=_AUTHORITY, checked_on=_CHECKED, inspect=inspect,
)  # fmt: skip
