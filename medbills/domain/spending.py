"""Money that was paid or came back, as the questions about a whole year see it: from which account, for whom, by which month."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass

from medbills.domain.money import ZERO, Money, total
from medbills.domain.names import same_organization

_TAX_FREE = re.compile(r"\b(hsa|fsa|hra)\b", re.IGNORECASE)


def tax_free_account(how: str) -> str:
    """ "HSA", "FSA" or "HRA" where the way of paying names one: no tax was taken from that money. Else nothing."""
    found = _TAX_FREE.search(how)
    return found[1].upper() if found else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """One payment; below zero money that came back. `account` is the tax-free account it came from or went back to, or ""."""

    key: str
    day: datetime.date | None
    amount: Money
    name: str  # of who was paid
    person_id: str | None = None
    case_id: str | None = None
    account: str = ""

    @property
    def came_back(self) -> bool:
        return self.amount < ZERO

    def about_the_same(self, other: Spent) -> bool:
        """Whether both are about one bill: the same case, or where neither has one the same person and name."""
        if self.case_id or other.case_id:
            return self.case_id == other.case_id
        return self.person_id == other.person_id and same_organization(self.name, other.name) is True


@dataclass(frozen=True, slots=True)
class MonthSums:
    """What went out in a month, and what came back (above zero)."""

    first: datetime.date
    paid: Money
    came_back: Money
    count: int


def by_month(spent: Iterable[Spent], year: int) -> tuple[MonthSums, ...]:
    """The twelve months of a year; what has no day is in none."""
    dated = [(one.day, one) for one in spent if one.day is not None and one.day.year == year]
    months = []
    for month in range(1, 13):
        these = [one for day, one in dated if day.month == month]
        paid = total(one.amount for one in these if not one.came_back)
        back = -total(one.amount for one in these if one.came_back)
        months.append(MonthSums(datetime.date(year, month, 1), paid, back, len(these)))
    return tuple(months)
