"""What a collector asks against what the first bill, the insurer and the patient's payments leave."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from medbills.domain.facts import Facts
from medbills.domain.matching import BillMatch, bill_matches
from medbills.domain.money import ZERO, Money, total
from medbills.domain.names import same_organization
from medbills.domain.paper import Paper
from medbills.domain.receipts import Paid, paid_after, sum_of
from medbills.domain.remembered import remembered
from medbills.domain.shares import plan_paid_for, remittances
from medbills.domain.statements import newest, provider_of


@dataclass(frozen=True)
class OriginalDebt:
    """The last balance of the provider, and what came off it since. `left` is what the papers leave to pay."""

    found: BillMatch
    balance: Money
    discount: Money
    plan_paid: Money
    payments: tuple[Paid, ...]
    derived: bool  # the discount was worked out from columns

    @property
    def bill(self) -> Paper:
        return self.found.account.latest

    @property
    def left(self) -> Money:
        return max(ZERO, self.balance - self.discount - self.plan_paid - sum_of(self.payments))


@remembered
def live_notices(facts: Facts) -> tuple[Paper, ...]:
    """The newest letter of each collector about each debt."""
    groups: dict[tuple[object, ...], list[Paper]] = {}
    for notice in facts.collection_notices:
        debt = notice.account_number or notice.reference_number or (notice.original_creditor or "").casefold() or notice.id
        groups.setdefault(((notice.issuer_name or "").casefold(), debt), []).append(notice)
    return tuple(newest(group) for group in groups.values())


def bill_of(facts: Facts, notice: Paper) -> BillMatch | None:
    """The account that was handed to the collector: by account number, else by the creditor's name. None: none, or several."""
    matches = bill_matches(facts)
    if notice.account_number:
        by_number = [
            found for found in matches if any(paper.account_number == notice.account_number for paper in found.account.papers)
        ]
        if len(by_number) == 1:
            return by_number[0]
    named = [found for found in matches if same_organization(notice.original_creditor, provider_of(found.account.latest))]
    if len(named) > 1:
        named = [found for found in named if _itemized_then(found, notice.itemization_date) or _asks(found, notice.previous_balance)]
    return named[0] if len(named) == 1 else None


def original_debt(facts: Facts, notice: Paper) -> OriginalDebt | None:
    """The provider's last balance less what the papers show to have come off since; None without a bill that asks."""
    found = bill_of(facts, notice)
    if found is None or found.account.latest.amount_due is None:
        return None
    bill = found.account.latest
    discount, derived = contractual_of(found)
    plan = plan_paid_for(found) if found.found else None
    return OriginalDebt(
        found=found, balance=bill.amount_due or ZERO, discount=max(ZERO, discount - (bill.total_adjustments or ZERO)),
        plan_paid=max(ZERO, (plan or ZERO) - (bill.plan_paid or ZERO)), payments=paid_after(facts, found.account), derived=derived,
    )


def collected_accounts(facts: Facts) -> frozenset[str]:
    """Ids of the latest statements whose account a collector asks for: the same dollars, asked for twice."""
    found = (bill_of(facts, notice) for notice in live_notices(facts))
    return frozenset(match.account.latest.id for match in found if match)


@remembered
def contractual_of(found: BillMatch) -> tuple[Money, bool]:
    """The write-off (CO) of the matched lines; of whole claims without lines, what their totals show in network."""
    lines = remittances(found)
    if lines:
        return total(line.contractual for line in lines), any(line.derived and line.contractual for line in lines)
    return total(_total_discount(eob) for eob in found.claims), bool(found.claims)


def _total_discount(eob: Paper) -> Money:
    if eob.network_status == "out":
        return ZERO
    if eob.total_adjustments is not None:
        return eob.total_adjustments
    if eob.total_billed is not None and eob.total_allowed is not None:
        return max(ZERO, eob.total_billed - eob.total_allowed)
    return ZERO


def _itemized_then(found: BillMatch, day: datetime.date | None) -> bool:
    return day is not None and any(paper.statement_date == day for paper in found.account.papers)


def _asks(found: BillMatch, amount: Money | None) -> bool:
    return amount is not None and any(paper.amount_due == amount for paper in found.account.papers)
