"""Ties the rows of an account's file to bills, names those that are here already, and keeps the chosen ones as payments."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from medbills.domain.changes import Changes
from medbills.domain.money import Money
from medbills.domain.payment import Payment
from medbills.domain.wording import long_day
from medbills.errors import UnusableInput
from medbills.services.audit_cases import audit_cases
from medbills.services.keep_paper import new_id
from medbills.services.list_payments import PaymentRow, list_payments
from medbills.services.read_account_rows import AccountRow, AccountTable, setting_of
from medbills.store import Vault

_NEAR = datetime.timedelta(days=5)  # a bank books a card payment some days later
# Words that name no one: of kinds of care, and of a bank's own.
_FILLERS = frozenset({
    "hospital", "general", "center", "clinic", "medical", "health", "physical", "therapy", "associates", "care", "group", "services",
    "of", "the", "and", "inc", "llc", "dental", "doctor", "md", "dr", "payment", "pay", "card", "debit", "credit", "online", "bill",
    "check", "purchase", "pos", "ach", "recurring", "visa",
})  # fmt: skip


class Tie(StrEnum):
    """What a row has to do with what is on file."""

    BILL = "bill"
    KEPT = "kept"
    TWICE = "twice"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class TiedRow:
    """A row and what it is tied to, with the reason. Rows of `Tie.KEPT` and `Tie.TWICE` are duplicates."""

    row: AccountRow
    tie: Tie
    reason: str = ""
    case_id: str | None = None
    person_id: str | None = None
    title: str = ""


def tie_rows(vault: Vault, rows: Iterable[AccountRow], *, today: datetime.date) -> tuple[TiedRow, ...]:
    """Each row with what is on file: payments kept before, rows that stand twice, and the bills it may pay."""
    listed = list_payments(vault, today=today)
    names = _names(vault)
    seen: dict[tuple[datetime.date, Money, str, str], int] = {}
    tied = []
    for row in rows:
        mark = (row.day, row.amount, row.what.casefold(), row.reference)
        kept = next((one for one in listed.rows if _is_the_same(row, one)), None)
        if kept is not None:
            what = f"{kept.what} on {long_day(kept.day)}" if kept.day else kept.what
            tied.append(TiedRow(row=row, tie=Tie.KEPT, reason=f"Here already: {what}, {kept.amount}.", title=kept.what))
        elif mark in seen:
            tied.append(TiedRow(row=row, tie=Tie.TWICE, reason=f"The same as row {seen[mark]} of this file."))
        else:
            tied.append(_tie_to_bill(row, names))
        seen.setdefault(mark, row.number)
    return tuple(tied)


def keep_rows(
    vault: Vault, chosen: Sequence[TiedRow], account: str, meanings: Mapping[str, int], table: AccountTable, *, today: datetime.date
) -> Changes:
    """Keeps these rows as payments from that account, in one change, and remembers what the columns mean.

    Raises UnusableInput where a row is of a day to come.
    """
    if any(tied.row.day > today for tied in chosen):
        raise UnusableInput("One of these days is still to come. Keep a payment once it is made.")
    with vault.change(f"Added {len(chosen)} payment{'' if len(chosen) == 1 else 's'} from {account or 'an account'}") as change:
        change.settings.set(setting_of(table.headers), dict(meanings))
        for tied in chosen:
            row = tied.row
            change.payments.add(
                Payment(
                    id=new_id(), date=row.day, amount=row.amount, what=tied.title or row.what, person_id=tied.person_id,
                    case_id=tied.case_id,
                    payer_from=account, reference=row.reference, proof=f"Row {row.number} of the account’s file: {row.what}",
                )
            )  # fmt: skip
        for person_id in {tied.person_id for tied in chosen}:
            audit_cases(vault, change, today=today, person_id=person_id)
    return change.changes


def _is_the_same(row: AccountRow, kept: PaymentRow) -> bool:
    """The same sum, some days apart at most, and the same number, day or name."""
    if kept.amount != row.amount or kept.day is None or abs(kept.day - row.day) > _NEAR:
        return False
    number = kept.payment.reference if kept.payment else ""
    if number and row.reference:
        return number.lstrip("0") == row.reference.lstrip("0")
    return kept.day == row.day or _named_alike(row.what, kept.what)


@dataclass(frozen=True, slots=True)
class _Bill:
    """A case whose sender a row may name, and the sums that it may pay."""

    case_id: str
    person_id: str | None
    name: str
    title: str
    sums: frozenset[Money]
    care_from: datetime.date | None


def _names(vault: Vault) -> list[_Bill]:
    found = []
    for case in vault.cases.all():
        papers = [kept.paper for kept in vault.papers.of_case(case.id)]
        sums = {amount for paper in papers for amount in (paper.amount_due, paper.patient_responsibility, paper.instalment_due) if amount}
        days = [day for paper in papers for line in paper.lines if (day := line.first_day)]
        days += [paper.service_from for paper in papers if paper.service_from]
        senders = {paper.provider_name or paper.issuer_name for paper in papers if paper.is_bill}
        senders |= {paper.issuer_name for paper in papers if paper.original_creditor}
        found += [
            _Bill(case.id, case.person_id, name, case.title, frozenset(sums), min(days, default=None))
            for name in sorted(filter(None, senders))
        ]
    return found


def _tie_to_bill(row: AccountRow, bills: Sequence[_Bill]) -> TiedRow:
    """By name first, then by a sum that one bill alone asks; never to care that was not given yet.

    Where several cases fit equally well, the payment is kept without a case.
    """
    fitting = [bill for bill in bills if bill.care_from is None or bill.care_from <= row.day]
    named = [bill for bill in fitting if _named_alike(row.what, bill.name)]
    exact = [bill for bill in named or fitting if row.amount in bill.sums]
    if named:
        most = max(_shared(row.what, bill.name) for bill in exact or named)
        likely = [bill for bill in exact or named if _shared(row.what, bill.name) == most]
        best, cases = likely[0], {bill.case_id for bill in likely}
        reason = f"Names {best.name}, and is the sum that it asks." if exact else f"Names {best.name}."
        if len(cases) > 1:
            reason += f" It could be for {len(cases)} cases, so we leave that open."
        case_id = best.case_id if len(cases) == 1 else None
        return TiedRow(row=row, tie=Tie.BILL, reason=reason, case_id=case_id, person_id=best.person_id, title=best.name)
    if len({bill.case_id for bill in exact}) == 1 and row.amount > Money(2000):
        best = exact[0]
        return TiedRow(
            row=row, tie=Tie.NONE, reason=f"The sum that {best.name} asks, but another name.", case_id=best.case_id,
            person_id=best.person_id, title=best.name,
        )  # fmt: skip
    return TiedRow(row=row, tie=Tie.NONE)


def _named_alike(text: str, name: str) -> bool:
    """Whether a bank's short words name it: one telling word, or the beginning of one."""
    said, telling = _words(text), _words(name)
    return any(
        one == other or (min(len(one), len(other)) >= 4 and (one.startswith(other) or other.startswith(one)))
        for one in telling
        for other in said
    )


def _shared(text: str, name: str) -> int:
    """How many words of the name the bank's words begin, the common ones too: "GEN HOSP" is a general hospital."""
    said = re.findall(r"[a-z]{3,}", text.casefold())
    return sum(any(word.startswith(one) or one.startswith(word) for one in said) for word in re.findall(r"[a-z]{3,}", name.casefold()))


def _words(text: str) -> list[str]:
    return [word for word in re.findall(r"[a-z]{3,}", text.casefold().replace("’", "").replace("'", "")) if word not in _FILLERS]


