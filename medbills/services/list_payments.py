"""Lists what was paid and what came back: by the user's word, and by the receipts that were read."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from medbills.domain.case import KeptPaper
from medbills.domain.money import ZERO, Money, total
from medbills.domain.payment import Payment
from medbills.domain.person import Person
from medbills.domain.receipts import Paid, payments_of
from medbills.domain.spending import Spent, tax_free_account
from medbills.services.gather_facts import gather_facts
from medbills.store import Vault


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentRow:
    """One payment, or below zero money that came back. `payment` is None where only a receipt tells of it."""

    key: str
    day: datetime.date | None
    amount: Money
    what: str
    who: str
    how: str
    proof: str
    payment: Payment | None = None
    receipt: KeptPaper | None = None

    @property
    def tax_free(self) -> bool:
        """Paid from an account that no tax was taken from: not to be deducted too."""
        return bool(tax_free_account(self.how))

    @property
    def spent(self) -> Spent:
        """The same for questions about a whole year."""
        told = self.payment or self.receipt
        return Spent(
            key=self.key, day=self.day, amount=self.amount, name=self.what, account=tax_free_account(self.how),
            person_id=told.person_id if told else None, case_id=told.case_id if told else None,
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class BillChoice:
    """A case that a payment may belong to."""

    case_id: str
    title: str
    person_id: str | None
    provider: str


@dataclass(frozen=True, slots=True)
class PaymentList:
    """The latest first; `bills` and `people` are what a new payment may be for."""

    rows: tuple[PaymentRow, ...]
    bills: tuple[BillChoice, ...]
    people: tuple[Person, ...]

    def of_year(self, year: int) -> tuple[PaymentRow, ...]:
        return tuple(row for row in self.rows if row.day and row.day.year == year)


@dataclass(frozen=True, slots=True)
class YearSums:
    """What went out, what came back (above zero), and what of it was paid from an HSA, FSA or HRA."""

    paid: Money
    payments: int
    came_back: Money
    refunds: int
    tax_free: Money


def year_sums(rows: Iterable[PaymentRow]) -> YearSums:
    """The sums of these payments."""
    out: list[PaymentRow] = []
    back: list[PaymentRow] = []
    for row in rows:
        (out if row.amount > ZERO else back).append(row)
    return YearSums(
        total(row.amount for row in out), len(out), -total(row.amount for row in back), len(back),
        total(row.amount for row in out if row.tax_free),
    )  # fmt: skip


def list_payments(vault: Vault, *, today: datetime.date, person_id: str | None = None) -> PaymentList:
    """Everybody's payments, or one person's, of open and closed cases; known from receipt and word alike, one counts once."""
    everybody = vault.people.all()
    people = [person for person in everybody if person_id in (None, person.id)]
    rows = [row for person in people for row in _of_person(vault, person, today)]
    if person_id is None:
        rows += [_told(payment, "", None) for payment in vault.payments.all() if payment.person_id is None]
    rows.sort(key=lambda row: (row.day or datetime.date.max, row.key), reverse=True)
    return PaymentList(tuple(rows), tuple(bill_choices(vault, person_id)), tuple(people))


def bill_choices(vault: Vault, person_id: str | None = None) -> Iterator[BillChoice]:
    """The cases that money may be about, open ones first."""
    cases = [case for case in vault.cases.all() if person_id is None or case.person_id == person_id]
    for case in sorted(cases, key=lambda case: (case.closed_on is not None, case.title)):
        asking = next((kept for kept in vault.papers.of_case(case.id) if kept.paper.is_bill), None)
        name = (asking.paper.issuer_name or asking.paper.provider_name) if asking else None
        yield BillChoice(case_id=case.id, title=case.title, person_id=case.person_id, provider=name or "")


def _of_person(vault: Vault, person: Person, today: datetime.date) -> Iterator[PaymentRow]:
    papers = {kept.id: kept for kept in vault.papers.of_person(person.id)}
    receipts = [paid for paid in payments_of(gather_facts(vault, person.id, today=today, with_closed=True)) if paid.document]
    for payment in vault.payments.all():
        if payment.person_id != person.id:
            continue
        same = next((paid for paid in receipts if _is(payment, paid)), None)
        if same is not None:
            receipts.remove(same)
        receipt = papers.get(same.document or "") if same else _proof(payment, papers.values())
        yield _told(payment, person.short, receipt)
    for paid in receipts:
        kept = papers.get(paid.document or "")
        yield PaymentRow(
            key=paid.document or "", day=paid.date, amount=paid.amount, what=paid.to or "Receipt", who=person.short, how="",
            proof="Receipt", receipt=kept,
        )  # fmt: skip


def _is(payment: Payment, paid: Paid) -> bool:
    """The receipts told of here hold what the user's word filled in, so that amount and day tell."""
    return payment.amount == paid.amount and (paid.date is None or payment.date == paid.date)


def _proof(payment: Payment, papers: Iterable[KeptPaper]) -> KeptPaper | None:
    return next((kept for kept in papers if payment.document_id and kept.document_id == payment.document_id), None)


def _told(payment: Payment, who: str, receipt: KeptPaper | None) -> PaymentRow:
    return PaymentRow(
        key=payment.id, day=payment.date, amount=payment.amount, what=payment.what, who=who, how=payment.payer_from,
        proof=payment.proof or ("Receipt" if receipt else ""), payment=payment, receipt=receipt,
    )  # fmt: skip
