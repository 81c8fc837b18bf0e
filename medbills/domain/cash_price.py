"""A cash price beside using insurance: what is paid now, and what later care costs as the deductible stands then."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from medbills.domain.money import ZERO, Money


@dataclass(frozen=True, slots=True, kw_only=True)
class YearLeft:
    """What the plan may still take this year. `rate` is your share after the deductible: 0.2 is 20 %."""

    deductible: Money
    rate: Decimal
    out_of_pocket: Money | None = None  # None: not known

    def after(self, allowed: Money) -> tuple[Money, YearLeft]:
        """What you pay of an allowed sum, and what is left then."""
        first = min(allowed, self.deductible)
        pays = first + (allowed - first).share(self.rate)
        if self.out_of_pocket is not None:
            pays = min(pays, self.out_of_pocket)
        left = None if self.out_of_pocket is None else self.out_of_pocket - pays
        return pays, YearLeft(deductible=self.deductible - first, rate=self.rate, out_of_pocket=left)


@dataclass(frozen=True, slots=True)
class Path:
    """One way to pay: now, for the care still to come this year, and together."""

    now: Money
    later: Money
    credit: Money  # what of it counts toward the deductible

    @property
    def together(self) -> Money:
        return self.now + self.later


def compare_paths(cash: Money, allowed: Money, left: YearLeft, later: Money = ZERO) -> tuple[Path, Path]:
    """The cash price and the insurance. `allowed` is the plan's price for this care, `later` its price for the rest of the year.
    Cash usually counts toward no limit of the plan."""
    pays, then = left.after(allowed)
    by_plan = Path(pays, then.after(later)[0], left.deductible - then.deductible)
    return Path(cash, left.after(later)[0], ZERO), by_plan
