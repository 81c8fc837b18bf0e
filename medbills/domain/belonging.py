"""Whether two papers are about the same piece of care, so that they go into one case."""

from __future__ import annotations

import datetime

from medbills.domain.names import same_organization
from medbills.domain.paper import Kind, Paper


def sender(paper: Paper) -> str | None:
    """Who gave the care or asks for the money, as the paper names them."""
    if paper.kind is Kind.COLLECTION_NOTICE:
        return paper.original_creditor or paper.provider_name
    return paper.provider_name or (None if paper.is_eob or paper.kind is Kind.DENIAL_LETTER else paper.issuer_name)


def service_days(paper: Paper) -> frozenset[datetime.date]:
    """Every day of care the paper names."""
    days = {day for line in paper.lines for day in (line.service_date, line.service_from, line.service_to) if day}
    days |= {day for day in (paper.service_from, paper.service_to) if day}
    return frozenset(days)


def belong_together(first: Paper, second: Paper) -> bool:
    """True when numbers on the papers say so, or the same provider and the same day of care do."""
    if _same(first.claim_number, second.claim_number) or _same(first.authorization_number, second.authorization_number):
        return True
    related = same_organization(sender(first), sender(second)) is True
    if _same(first.account_number, second.account_number) and (related or not (sender(first) and sender(second))):
        return True
    if not related:
        return False
    kinds = {first.kind, second.kind}
    if Kind.COLLECTION_NOTICE in kinds:
        return _days_fit(first, second)
    if Kind.RECEIPT in kinds:
        return _receipt_fits(first, second)
    return bool(service_days(first) & service_days(second))


def _same(first: str | None, second: str | None) -> bool:
    return bool(first) and first == second


def _days_fit(first: Paper, second: Paper) -> bool:
    """A collector names the creditor, seldom the day of care: without days on one paper the creditor decides."""
    one, two = service_days(first), service_days(second)
    return not one or not two or bool(one & two)


def _receipt_fits(first: Paper, second: Paper) -> bool:
    receipt, other = (first, second) if first.kind is Kind.RECEIPT else (second, first)
    if receipt.account_number and other.account_number:
        return receipt.account_number == other.account_number
    amounts = {amount for amount in (receipt.patient_paid, receipt.amount_due, receipt.total_billed) if amount}
    owed = {other.amount_due, other.patient_responsibility, other.patient_paid, other.total_billed}
    return bool(amounts & owed) or bool(service_days(receipt) & service_days(other))
