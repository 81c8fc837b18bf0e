"""What a patient paid for care in all, beside the share the insurer leaves to them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from medbills.domain.facts import Facts
from medbills.domain.live_eobs import live_eobs
from medbills.domain.matching import bill_matches
from medbills.domain.money import ZERO, Money, total, total_if_known
from medbills.domain.names import same_organization
from medbills.domain.paper import Paper
from medbills.domain.receipts import Paid, paid_after, paid_to, payments_of, sum_of
from medbills.domain.remittance import patient_share
from medbills.domain.statements import Account, accounts_of, care_days

_SOON = datetime.timedelta(days=10)


@dataclass(frozen=True)
class DeskPayments:
    """Payments for care of which no bill is here, on the day of the care, with the insurer's papers about it."""

    eobs: tuple[Paper, ...]
    payments: tuple[Paid, ...]
    share: Money | None


def paid_in_all(facts: Facts, account: Account) -> Money | None:
    """The statement's own figure or the payments up to it, whichever is more, and what was paid since; None: nothing known."""
    known, after = paid_to(facts, account), paid_after(facts, account)
    shown = account.latest.patient_paid
    if shown is None and not known:
        return None
    before = sum_of(known) - sum_of(after)
    return max(abs(shown) if shown is not None else ZERO, before) + sum_of(after)


def owed_before(paper: Paper, known: Iterable[Paid]) -> Money:
    """What a statement asks, with what was paid until it was written: instalments lower what the next statement asks."""
    earlier = total(paid.amount for paid in known if paid.date and paper.statement_date and paid.date <= paper.statement_date)
    return (paper.amount_due or ZERO) + earlier


def desk_payments(facts: Facts) -> Iterator[DeskPayments]:
    """Payments without a bill, for each provider and day of care."""
    if not payments_of(facts):
        return
    billed = {eob.id for found in bill_matches(facts) for eob in found.all_eobs}
    to_accounts = {paid for account in accounts_of(facts) for paid in _plain(paid_to(facts, account))}
    free = [paid for paid in payments_of(facts) if paid not in to_accounts and paid.date and paid.to]
    for day, name in sorted({(paid.date, paid.to) for paid in free if paid.date and paid.to}):
        eobs = tuple(eob for eob in live_eobs(facts) if _about(eob, day, name))
        if eobs and not any(eob.id in billed for eob in eobs):
            payments = tuple(paid for paid in free if paid.date == day and same_organization(paid.to, name))
            yield DeskPayments(eobs, payments, _share(eobs))


def twins(payments: Iterable[Paid]) -> Iterator[tuple[Paid, Paid]]:
    """Two payments of one amount within ten days that are not one payment told twice."""
    dated = sorted((paid for paid in payments if paid.date and paid.amount > ZERO), key=lambda paid: paid.date or datetime.date.min)
    for first, second in combinations(dated, 2):
        same = first.reference is not None and first.reference == second.reference
        if first.amount == second.amount and first.date and second.date and second.date - first.date <= _SOON and not same:
            yield first, second


def _plain(payments: Iterable[Paid]) -> Iterator[Paid]:
    """Without what ties them to an account, so that they can be told apart from the others."""
    for paid in payments:
        yield Paid(paid.amount, paid.date, paid.to, paid.account_number, paid.reference, paid.document)


def _about(eob: Paper, day: datetime.date, name: str) -> bool:
    days = care_days(eob)
    return days is not None and days[0] <= day <= days[1] and same_organization(eob.provider_name, name) is True


def _share(eobs: Iterable[Paper]) -> Money | None:
    shares = [_claim_share(eob) for eob in eobs]
    return total_if_known(shares)


def _claim_share(eob: Paper) -> Money | None:
    if eob.patient_responsibility is not None:
        return eob.patient_responsibility
    by_line = [patient_share(line) for line in eob.lines]
    return total_if_known(by_line) if by_line else None
