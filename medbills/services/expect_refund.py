"""Money that should come back: what the checks found, what the user added, and the day each came."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from medbills.domain.case import Case
from medbills.domain.changes import Changes
from medbills.domain.finding import FindingState, KeptFinding
from medbills.domain.money import ZERO
from medbills.domain.payment import Payment
from medbills.domain.refund import Refund
from medbills.errors import IN_HISTORY, UnusableInput
from medbills.services.audit_cases import audit_cases
from medbills.services.keep_paper import new_id
from medbills.store import Vault

MONEY_BACK = frozenset({"double_payment_refund", "credit_balance_not_used", "fap_refund"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedRefund:
    """`kept` is False for one that only a check found: its id is empty until it comes."""

    refund: Refund
    kept: bool
    who: str
    why: str


def expected_refunds(vault: Vault, *, person_id: str | None = None) -> tuple[ExpectedRefund, ...]:
    """Open ones first, those that wait longest on top."""
    names = {person.id: person.short for person in vault.people.all()}
    known = {refund.finding_key for refund in vault.refunds.all() if refund.finding_key}
    found = [
        ExpectedRefund(refund=refund, kept=True, who=names.get(refund.person_id or "", ""), why=_why(refund))
        for refund in vault.refunds.all()
    ]
    found += [
        ExpectedRefund(refund=_of_finding(vault, kept, case), kept=False, who=names.get(case.person_id or "", ""), why=kept.title)
        for kept, case in _money_back(vault)
        if kept.finding.key not in known
    ]
    mine = [one for one in found if person_id is None or one.refund.person_id == person_id]
    return tuple(sorted(mine, key=lambda one: (one.refund.received_on is not None, one.refund.since, one.refund.from_whom)))


def keep_refund(vault: Vault, refund: Refund) -> Changes:
    """Adds it, or updates the one of the same id. Raises UnusableInput without an amount above zero, or a name."""
    if refund.amount <= ZERO:
        raise UnusableInput("A refund needs an amount. Type a sum like 120.00.")
    if not refund.from_whom.strip():
        raise UnusableInput("A refund needs a name. Say who should pay you back.")
    kept = refund if refund.id else dataclasses.replace(refund, id=new_id())
    with vault.change(f"Noted the refund from {kept.from_whom}") as change:
        change.refunds.put(kept)
    return change.changes


def receive_refund(vault: Vault, refund: Refund, on: datetime.date, *, today: datetime.date) -> Changes:
    """Notes the day it came, and the payment below zero that goes with it. Raises UnusableInput for a day to come."""
    if on > today:
        raise UnusableInput("This day is still to come. Note a refund once it is there.")
    if refund.received_on is not None:
        raise UnusableInput("This refund came already. Look for it among your payments.")
    back = Payment(
        id=new_id(), date=on, amount=-refund.amount, what=refund.from_whom, person_id=refund.person_id, case_id=refund.case_id
    )
    came = dataclasses.replace(refund, id=refund.id or new_id(), received_on=on, payment_id=back.id)
    with vault.change(f"The refund from {refund.from_whom} came") as change:
        change.payments.add(back)
        change.refunds.put(came)
        audit_cases(vault, change, today=today, person_id=refund.person_id)
    return change.changes


def remove_refund(vault: Vault, refund_id: str) -> Changes:
    """Expects it no longer. The payment of one that came stays. Raises UnusableInput when it is gone already."""
    refund = vault.refunds.get(refund_id)
    if refund is None:
        raise UnusableInput(f"This refund was removed already. {IN_HISTORY}")
    with vault.change(f"Removed the refund from {refund.from_whom}") as change:
        change.refunds.remove(refund_id)
    return change.changes


def _money_back(vault: Vault) -> Iterator[tuple[KeptFinding, Case]]:
    cases = {case.id: case for case in vault.cases.all() if not case.closed_on}
    for kept in vault.findings.all():
        case = cases.get(kept.case_id)
        if case and kept.finding.check in MONEY_BACK and kept.state is not FindingState.FINE and kept.finding.amount_at_stake:
            yield kept, case


def _of_finding(vault: Vault, kept: KeptFinding, case: Case) -> Refund:
    papers = [found.paper for document in kept.finding.documents if (found := vault.papers.get(document))]
    since = max((paper.dated for paper in papers if paper.dated), default=case.opened_on)
    bill = next((paper for paper in papers if paper.is_bill), papers[0] if papers else None)
    name = (bill.provider_name or bill.issuer_name) if bill else None
    return Refund(
        id="", from_whom=name or case.title, amount=kept.finding.amount_at_stake, since=since, person_id=case.person_id,
        case_id=case.id, finding_key=kept.finding.key,
    )  # fmt: skip


def _why(refund: Refund) -> str:
    return "Found in your papers" if refund.finding_key else "Added by you"
