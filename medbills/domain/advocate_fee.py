"""What a billing advocate costs, and what is left of the savings, beside doing it oneself."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from medbills.domain.money import ZERO, Money


class FeeKind(StrEnum):
    """How advocates charge."""

    FLAT = "flat"
    HOURLY = "hourly"
    PERCENT = "percent"  # of what is saved


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeTerms:
    """`amount` is the flat fee or the sum for an hour, `rate` the share of the savings (0.25 is 25 %), `cap` the most it may be."""

    kind: FeeKind
    amount: Money = ZERO
    hours: Decimal = Decimal(0)
    rate: Decimal = Decimal(0)
    cap: Money | None = None

    def fee(self, saved: Money) -> Money:
        """What they ask when so much is saved."""
        if self.kind is FeeKind.PERCENT:
            fee = max(ZERO, saved).share(self.rate)
        else:
            fee = self.amount.share(self.hours) if self.kind is FeeKind.HOURLY else self.amount
        return fee if self.cap is None else min(fee, self.cap)


@dataclass(frozen=True, slots=True)
class FeeStep:
    """One outcome: saved with the advocate, their fee, and what is left of it; below zero it costs more than it saves."""

    saved: Money
    fee: Money
    kept: Money


def fee_steps(terms: FeeTerms, most: Money) -> tuple[FeeStep, ...]:
    """Nothing saved, a quarter, half, three quarters and all of what is in question."""
    steps = []
    for quarters in range(5):
        saved = most.share(Decimal(quarters) / 4)
        fee = terms.fee(saved)
        steps.append(FeeStep(saved, fee, saved - fee))
    return tuple(steps)


def worth_from(terms: FeeTerms, alone: Money, most: Money) -> Money | None:
    """The least saving, to the cent, from which the advocate leaves no less than `alone`, what one would save oneself.
    None where it is not reached by `most`. What is left never falls as more is saved, so that halving finds it."""
    if most - terms.fee(most) < alone:
        return None
    low, high = 0, max(most.cents, 0)
    while low < high:
        middle = (low + high) // 2
        saved = Money(middle)
        if saved - terms.fee(saved) >= alone:
            high = middle
        else:
            low = middle + 1
    return Money(low)
