"""Payments of the patient that a receipt or the user's own word shows, and the account each belongs to."""

from __future__ import annotations

import dataclasses
import datetime
from dataclasses import dataclass

from medbills.domain.facts import Facts
from medbills.domain.money import Money, total
from medbills.domain.names import same_organization
from medbills.domain.paper import Kind, Paper
from medbills.domain.remembered import remembered
from medbills.domain.statements import Account, accounts_of, provider_of


@dataclass(frozen=True)
class Paid:
    """Money the patient paid. `document` is the receipt's id, None where the user told it.

    Tied to an account, `score` (0 to 1) and `reason` say why it is this one's.
    """

    amount: Money
    date: datetime.date | None
    to: str | None
    account_number: str | None
    reference: str | None
    document: str | None
    score: float = 1.0
    reason: str = ""


@remembered
def payments_of(facts: Facts) -> tuple[Paid, ...]:
    """Receipts first, then what the user told; the same payment known from both counts once."""
    found = [paid for paper in facts.of_kind(Kind.RECEIPT) if (paid := _receipt(paper))]
    for told in facts.context.payments:
        paid = Paid(told.amount, told.date, told.to, told.account_number, told.reference, None)
        same = next((at for at, other in enumerate(found) if other.document and _same(paid, other)), None)
        if same is None:
            found.append(paid)
        else:
            found[same] = _filled(found[same], paid)
    return tuple(found)


def paid_after(facts: Facts, account: Account) -> tuple[Paid, ...]:
    """Payments to the account that its latest statement cannot show yet.

    A payment without a day counts only by account number, and only where the statement prints no payment.
    """
    bill = account.latest
    shows_payment = bill.patient_paid is not None and bill.patient_paid.cents > 0
    return tuple(paid for paid in paid_to(facts, account) if _later(paid, bill.dated, shows_payment))


def paid_to(facts: Facts, account: Account) -> tuple[Paid, ...]:
    """Every payment to the account, each with the reason it is tied to this one."""
    tied = ((paid, _tie(facts, paid, account)) for paid in payments_of(facts))
    return tuple(dataclasses.replace(paid, score=tie[0], reason=tie[1]) for paid, tie in tied if tie)


def sum_of(payments: tuple[Paid, ...]) -> Money:
    """All of them together."""
    return total(paid.amount for paid in payments)


def _later(paid: Paid, statement: datetime.date | None, shows_payment: bool) -> bool:
    if paid.date is None or statement is None:
        return not shows_payment and (paid.account_number is not None or statement is None)
    return paid.date > statement or (paid.date == statement and not shows_payment)


def _tie(facts: Facts, paid: Paid, account: Account) -> tuple[float, str] | None:
    """By account number; by name where the provider has one account, or where the payment is just what this one asks."""
    if paid.document and any(facts.are_apart(paid.document, paper.id) for paper in account.papers):
        return None
    numbers = {paper.account_number for paper in account.papers if paper.account_number}
    if paid.account_number and numbers:
        return (1.0, "Same account number.") if paid.account_number in numbers else None
    if same_organization(paid.to, provider_of(account.latest)) is not True:
        return None
    if account.latest.amount_due == paid.amount:
        return 0.9, "Same provider, and just the sum the bill asks."
    named = [other for other in accounts_of(facts) if same_organization(paid.to, provider_of(other.latest))]
    return (0.8, "Same provider, which has only this bill.") if len(named) == 1 else None


def _receipt(paper: Paper) -> Paid | None:
    amount = paper.patient_paid
    if amount is None:
        by_line = [line.patient_paid for line in paper.lines if line.patient_paid is not None]
        amount = total(by_line) if by_line else None
    if amount is None or amount.cents <= 0:  # a refund's slip gives money back: it pays no bill
        return None
    day = paper.dated or paper.service_from or next((line.first_day for line in paper.lines if line.first_day), None)
    return Paid(amount, day, provider_of(paper), paper.account_number, paper.reference_number, paper.id)


def _filled(receipt: Paid, told: Paid) -> Paid:
    """A receipt often prints no day or account: the user's own word fills what it leaves blank."""
    return dataclasses.replace(
        receipt, date=receipt.date or told.date, to=receipt.to or told.to,
        account_number=receipt.account_number or told.account_number, reference=receipt.reference or told.reference,
    )  # fmt: skip


def _same(told: Paid, receipt: Paid) -> bool:
    if told.amount != receipt.amount:
        return False
    if told.date and receipt.date:
        return told.date == receipt.date
    return same_organization(told.to, receipt.to) is not False
