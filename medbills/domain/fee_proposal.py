"""Which alternate amounts weigh most for a practice and its patients, and what raising them would change.

The payment of each treatment is worked out by the engine of `alternate_benefit`, so that a practice and a patient see the
same sums. Percents are basis points (1500 is 15 %), amounts whole cents, counts whole treatments.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from medbills.domain.alternate_benefit import Benefit, Change, Terms, benefit
from medbills.domain.money import ZERO, Money, total

LEAST, MOST = 1000, 2500  # basis points: what such requests ask for
FULL = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Fees:
    """The fees in force: the office's own, the payer's for what is done, and the payer's for the cheaper treatments."""

    usual: Mapping[str, Money]
    primary: Mapping[str, Money]
    alternate: Mapping[str, Money]


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """A treatment that the payer pays as a cheaper one, and how often it was done."""

    code: str
    count: int
    fee: Money | None  # the office's own
    network_fee: Money | None  # the payer's


@dataclass(frozen=True, slots=True, kw_only=True)
class ImpactCode:
    """A cheaper code whose amount sets the payment of others. `billed` says how often the office bills it itself."""

    code: str
    now: Money
    done: tuple[Done, ...]
    billed: int

    @property
    def count(self) -> int:
        """How many treatments it sets the payment of."""
        return sum(one.count for one in self.done)


@dataclass(frozen=True, slots=True, kw_only=True)
class Raised:
    """An impact code with the amount asked for and what it changes over all its treatments."""

    impact: ImpactCode
    points: int  # basis points above the amount of now
    asked: Money
    plan: Change  # what the plan pays: before and after, so that `less` is negative when it pays more
    patients: Change | None  # what is left to the patients; None where no fee of the treatments is known

    @property
    def effect(self) -> Money:
        """What the plan would pay more."""
        return -self.plan.less


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Every impact code, the largest effect first, and the sums of those that are asked for."""

    codes: tuple[Raised, ...]
    plan: Change
    patients: Change
    unknown: tuple[str, ...]  # cheaper codes whose amount no list tells

    @property
    def effect(self) -> Money:
        return -self.plan.less

    @property
    def weighted(self) -> int | None:
        """What the plan would pay more in all, in basis points of what it pays now, rounded half up; None of nothing."""
        return points_of(self.effect, self.plan.before)


def points_of(part: Money, whole: Money) -> int | None:
    """A part in basis points of a whole, rounded half up; None of nothing."""
    if whole <= ZERO:
        return None
    size = (2 * FULL * abs(part).cents + whole.cents) // (2 * whole.cents)
    return size if part >= ZERO else -size


def raised(now: Money, points: int) -> Money:
    """An amount with so many basis points added, rounded half up to the cent."""
    return now.share(Fraction(FULL + points, FULL))


def impact_codes(
    counts: Mapping[str, int], paid_as: Mapping[str, str], pairs: Mapping[str, Sequence[str]], fees: Fees
) -> tuple[tuple[ImpactCode, ...], tuple[str, ...]]:
    """The cheaper codes that set payments here, and those whose amount is not known.

    A treatment is paid as the code told for it; else as the first of the usual pairs that the payer's list has.
    """
    by_code: dict[str, list[Done]] = {}
    unknown: list[str] = []
    for code, count in sorted(counts.items()):
        if count <= 0:
            continue
        cheaper = [paid_as[code]] if code in paid_as else list(pairs.get(code, ()))
        known = next((other for other in cheaper if other in fees.alternate), None)
        if known is not None and known != code:
            one = Done(code=code, count=count, fee=fees.usual.get(code), network_fee=fees.primary.get(code))
            by_code.setdefault(known, []).append(one)
        elif cheaper:
            unknown += cheaper[:1]
    found = tuple(
        ImpactCode(code=code, now=fees.alternate[code], done=tuple(done), billed=counts.get(code, 0)) for code, done in by_code.items()
    )
    return found, tuple(dict.fromkeys(unknown))


def propose(
    codes: Sequence[ImpactCode], points: int, own: Mapping[str, int], rate: Decimal, unknown: Sequence[str] = (),
    amounts: Mapping[str, Money] | None = None,
) -> Proposal:  # fmt: skip
    """What it would change to raise every code by `points`, or by its own (0 leaves it out); or to the `amounts` of a round."""
    found = [_raise(one, own.get(one.code, points), rate, None if amounts is None else amounts.get(one.code, one.now)) for one in codes]
    ranked = sorted(found, key=lambda one: (-one.effect.cents, -one.plan.before.cents, one.impact.code))
    left = [one.patients for one in ranked if one.patients is not None]
    return Proposal(
        codes=tuple(ranked), unknown=tuple(unknown),
        plan=Change(total(one.plan.before for one in ranked), total(one.plan.after for one in ranked)),
        patients=Change(total(one.before for one in left), total(one.after for one in left)),
    )  # fmt: skip


def _raise(one: ImpactCode, points: int, rate: Decimal, amount: Money | None) -> Raised:
    asked = raised(one.now, points) if amount is None else amount
    worked = [(_worked(done, one.now, rate), _worked(done, asked, rate), done) for done in one.done]
    shares = [(_share(before, done), _share(after, done), done.count) for before, after, done in worked]
    known = [(left, right, count) for left, right, count in shares if left is not None and right is not None]
    return Raised(
        impact=one, points=points if amount is None else points_of(asked - one.now, one.now) or 0, asked=asked,
        plan=_over([(before.plan_pays, after.plan_pays, done.count) for before, after, done in worked]),
        patients=_over(known) if len(known) == len(shares) else None,
    )  # fmt: skip


def _over(sums: Sequence[tuple[Money, Money, int]]) -> Change:
    """Sums before and after, each times its count."""
    return Change(total(before * count for before, _, count in sums), total(after * count for _, after, count in sums))


def _worked(done: Done, amount: Money, rate: Decimal) -> Benefit:
    """The payment of one treatment; where no fee of it is known, nothing caps the amount."""
    fee = done.fee or done.network_fee or amount
    return benefit(Terms(fee=fee, network_fee=done.network_fee, rate=rate), amount)


def _share(worked: Benefit, done: Done) -> Money | None:
    """What is left to the patient: up to the payer's fee, as most contracts say; up to the office's where that is not known."""
    if done.network_fee is not None:
        return worked.tiers.contracted_fee
    return worked.tiers.full_fee if done.fee is not None else None
