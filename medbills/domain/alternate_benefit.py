"""The sums of a dental alternate benefit: the plan pays a cheaper treatment, and three contracts give three shares."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from medbills.domain.money import ZERO, Money


@dataclass(frozen=True)
class Tiers:
    """What the patient would owe by the dentist's contract; None where the fee for it is not known."""

    plan_pays: Money
    full_fee: Money  # out of network, or the contract lets the dentist charge the full fee
    contracted_fee: Money | None  # in network: up to the plan's fee for the treatment that was done
    none: Money  # in network: nothing above the cheaper treatment's allowance

    def of(self, permission: str) -> Money | None:
        """The share under `full_fee`, `contracted_fee` or `none`."""
        return {"full_fee": self.full_fee, "contracted_fee": self.contracted_fee, "none": self.none}[permission]


def plan_payment(
    *, fee: Money, allowed: Money, rate: Decimal, deductible_left: Money = ZERO, maximum_left: Money | None = None
) -> Money:
    """What the plan pays for the cheaper treatment: its rate of the lower of allowance and fee after the deductible,
    up to what is left of the yearly maximum."""
    base = min(allowed, fee) - deductible_left
    pays = max(ZERO, base).share(rate)
    return min(pays, maximum_left) if maximum_left is not None else pays


def tiers(*, fee: Money, allowed: Money, plan_pays: Money, network_fee: Money | None) -> Tiers:
    """The three shares, none below zero. `allowed` is the plan's allowance for the cheaper treatment."""
    return Tiers(
        plan_pays=plan_pays,
        full_fee=max(ZERO, fee - plan_pays),
        contracted_fee=None if network_fee is None else max(ZERO, network_fee - plan_pays),
        none=max(ZERO, allowed - plan_pays),
    )
