"""A debt's way from the provider to those who collect it, with what each of them asks."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from enum import StrEnum

from medbills.domain.collected import bill_of, live_notices
from medbills.domain.facts import Facts
from medbills.domain.money import Money
from medbills.domain.paper import Paper
from medbills.domain.remembered import remembered
from medbills.domain.statements import provider_of

# Words in the names of companies that buy debts. No paper says so outright: it is said as a guess.
_BUYERS = re.compile(r"\b(funding|capital|portfolio|acquisitions?|receivables|assets?|investments?|holdings?)\b", re.IGNORECASE)


class Role(StrEnum):
    """What somebody in the chain is."""

    PROVIDER = "provider"
    AGENCY = "agency"
    BUYER = "buyer"  # by its name


@dataclass(frozen=True)
class Holder:
    """Who asked, by which paper, and how much. `paper` is None for a provider known only from a collector's letter."""

    role: Role
    name: str
    asks: Money | None
    on: datetime.date | None
    paper: Paper | None


@dataclass(frozen=True)
class Custody:
    """The holders of one debt, the provider first. The last one asks now; what those before it ask is the same money."""

    holders: tuple[Holder, ...]

    @property
    def now(self) -> Holder:
        return self.holders[-1]

    @property
    def collectors(self) -> tuple[Holder, ...]:
        return tuple(holder for holder in self.holders if holder.role is not Role.PROVIDER)


@remembered
def custodies(facts: Facts) -> tuple[Custody, ...]:
    """Every debt that a collector asks for. Letters are about one debt when they lead to one bill, or name one account."""
    groups: dict[tuple[str, str], list[Paper]] = {}
    for notice in live_notices(facts):
        groups.setdefault(_debt(facts, notice), []).append(notice)
    return tuple(_custody(facts, notices) for notices in groups.values())


def handed_on(facts: Facts) -> frozenset[str]:
    """Ids of the collectors' letters about a debt that a later collector asks for: the same dollars, asked for twice."""
    return frozenset(holder.paper.id for custody in custodies(facts) for holder in custody.collectors[:-1] if holder.paper)


def _debt(facts: Facts, notice: Paper) -> tuple[str, str]:
    found = bill_of(facts, notice)
    account = notice.account_number or ""
    if found is not None:  # two accounts of one provider, of which one bill is here, stay two debts
        numbers = {paper.account_number for paper in found.account.papers if paper.account_number}
        if not account or not numbers or account in numbers:
            return ("bill", found.account.latest.id)
    return ("account", account) if account else ("letter", notice.id)


def _custody(facts: Facts, notices: list[Paper]) -> Custody:
    ordered = sorted(notices, key=lambda notice: (notice.dated or datetime.date.min, notice.id))
    found = bill_of(facts, ordered[-1])
    bill = found.account.latest if found else None
    named = next((notice.original_creditor for notice in ordered if notice.original_creditor), None)
    first: list[Holder] = []
    if bill is not None:
        first = [Holder(Role.PROVIDER, provider_of(bill) or named or "", bill.amount_due, bill.dated, bill)]
    elif named:
        first = [Holder(Role.PROVIDER, named, ordered[0].previous_balance, None, None)]
    return Custody((*first, *(_collector(notice) for notice in ordered)))


def _collector(notice: Paper) -> Holder:
    name = notice.issuer_name or ""
    asks = notice.amount_due if notice.amount_due is not None else notice.previous_balance
    return Holder(Role.BUYER if _BUYERS.search(name) else Role.AGENCY, name, asks, notice.dated, notice)
