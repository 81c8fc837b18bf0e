"""The sums of a dental alternate benefit: the plan pays a cheaper treatment, and three contracts give three shares.

One engine for the check of the papers and for the calculator. Source of the formulas: the plan document and the dentist's
contract; all amounts are whole cents, a rate is a share from 0 to 1 and its result is rounded half up to the cent.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from medbills.domain.money import ZERO, Money

PERMISSIONS = ("full_fee", "contracted_fee", "none")  # what the dentist's contract lets them bill, most to least
ALL = Decimal(1)


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


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What decides the payment beside the allowance. `barred`: the plan pays nothing yet, by its waiting time or its rule of how often."""

    fee: Money  # the dentist's own, for the treatment that was done
    network_fee: Money | None = None  # the plan's, for the treatment that was done; None out of network or where not known
    rate: Decimal = ALL
    deductible_left: Money = ZERO
    maximum_left: Money | None = None  # of the yearly maximum; None where there is none, or it is not known
    barred: bool = False


@dataclass(frozen=True, kw_only=True)
class Benefit:
    """A payment worked out step by step, and what it leaves. `allowed` is the allowance for the cheaper treatment."""

    allowed: Money
    base: Money  # the lower of allowance and fee
    deductible: Money  # what of it the deductible takes
    at_rate: Money  # the plan's rate of the rest
    plan_pays: Money  # after the yearly maximum; or what the statement prints
    worked_out: Money  # the payment by the terms, also where the statement prints another
    tiers: Tiers
    gap: Money  # from the allowance up to the fee


@dataclass(frozen=True, slots=True)
class Change:
    """A share before and after another allowance."""

    before: Money
    after: Money

    @property
    def less(self) -> Money:
        return self.before - self.after

    @property
    def percent(self) -> int | None:
        """The part of the share that falls away, in whole percent, rounded half up; None of nothing."""
        if self.before <= ZERO:
            return None
        size = (200 * abs(self.less).cents + self.before.cents) // (2 * self.before.cents)
        return size if self.less >= ZERO else -size


def plan_payment(
    *, fee: Money, allowed: Money, rate: Decimal, deductible_left: Money = ZERO, maximum_left: Money | None = None
) -> Money:
    """What the plan pays for the cheaper treatment: its rate of the lower of allowance and fee after the deductible,
    up to what is left of the yearly maximum."""
    return benefit(Terms(fee=fee, rate=rate, deductible_left=deductible_left, maximum_left=maximum_left), allowed).plan_pays


def benefit(terms: Terms, allowed: Money, *, printed: Money | None = None) -> Benefit:
    """The payment and the three shares. A payment that the plan's own statement prints wins over the one worked out."""
    base = max(ZERO, min(allowed, terms.fee))
    deductible = min(base, max(ZERO, terms.deductible_left))
    at_rate = (base - deductible).share(terms.rate)
    pays = at_rate if terms.maximum_left is None else min(at_rate, max(ZERO, terms.maximum_left))
    worked_out = ZERO if terms.barred else pays
    paid = worked_out if printed is None else printed
    return Benefit(
        allowed=allowed, base=base, deductible=deductible, at_rate=at_rate, plan_pays=paid, worked_out=worked_out,
        tiers=tiers(fee=terms.fee, allowed=allowed, plan_pays=paid, network_fee=terms.network_fee), gap=terms.fee - allowed,
    )  # fmt: skip


def tiers(*, fee: Money, allowed: Money, plan_pays: Money, network_fee: Money | None) -> Tiers:
    """The three shares, none below zero and none above the dentist's own fee. `allowed` is for the cheaper treatment."""

    def left_of(limit: Money) -> Money:
        return max(ZERO, min(limit, fee) - plan_pays)

    return Tiers(
        plan_pays=plan_pays,
        full_fee=left_of(fee),
        contracted_fee=None if network_fee is None else left_of(network_fee),
        none=left_of(allowed),
    )


def changes(before: Tiers, after: Tiers) -> dict[str, Change]:
    """How each share that is known would change, by permission."""
    pairs = {name: (before.of(name), after.of(name)) for name in PERMISSIONS}
    return {name: Change(now, then) for name, (now, then) in pairs.items() if now is not None and then is not None}
