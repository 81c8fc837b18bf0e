"""One expense that two purses may have paid: two accounts, an account and a refund, or an account beyond the patient's share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from medbills.domain.money import ZERO, Money, total
from medbills.domain.spending import Spent


class DipKind(StrEnum):
    """How it may have been paid twice."""

    TWICE = "twice"  # the same sum for the same bill, from two purses of which one is tax-free
    CAME_BACK = "came_back"  # an account paid, and money came back to the user: 26 U.S.C. 223(f)(2), 125
    ABOVE_SHARE = "above_share"  # accounts paid more for a bill than the insurer's papers leave to the patient


@dataclass(frozen=True, slots=True)
class Dip:
    """The payments concerned, and the sum that only one purse should have borne."""

    kind: DipKind
    spent: tuple[Spent, ...]
    amount: Money

    @property
    def key(self) -> str:
        """The same for the same payments and sum, so that an answer to it is remembered."""
        return ":".join((self.kind.value, *sorted(one.key for one in self.spent), self.amount.plain()))


def double_dips(spent: Sequence[Spent], shares: Mapping[str, Money]) -> tuple[Dip, ...]:
    """Every case to look at. `shares` is what the insurer's papers leave to the patient, by case."""
    return (*_twice(spent), *_came_back(spent), *_above_share(spent, shares))


def _twice(spent: Sequence[Spent]) -> Iterator[Dip]:
    out = [one for one in spent if not one.came_back]
    for at, first in enumerate(out):
        for second in out[at + 1 :]:
            same = first.amount == second.amount and first.about_the_same(second)
            if same and (first.account or second.account) and first.account != second.account:
                yield Dip(DipKind.TWICE, (first, second), first.amount)


def _came_back(spent: Sequence[Spent]) -> Iterator[Dip]:
    """What one's own money paid may come back first; only the rest belongs to the account."""
    for back in spent:
        if not back.came_back or back.account:
            continue
        about = [one for one in spent if not one.came_back and one.about_the_same(back)]
        theirs = [one for one in about if one.account]
        own = total(one.amount for one in about if not one.account)
        amount = min(max(ZERO, -back.amount - own), total(one.amount for one in theirs))
        if theirs and amount > ZERO:
            yield Dip(DipKind.CAME_BACK, (back, *theirs), amount)


def _above_share(spent: Sequence[Spent], shares: Mapping[str, Money]) -> Iterator[Dip]:
    for case_id, share in shares.items():
        theirs = [one for one in spent if one.case_id == case_id and one.account]
        above = total(one.amount for one in theirs) - share
        if above > ZERO:
            yield Dip(DipKind.ABOVE_SHARE, tuple(theirs), above)
