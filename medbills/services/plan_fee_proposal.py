"""Plans a fee proposal to one payer: what is on file, which codes weigh most, what raising them changes, and what to mind."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from medbills.domain.changes import Changes
from medbills.domain.fee_proposal import LEAST, MOST, Fees, ImpactCode, Proposal, Raised, impact_codes, propose
from medbills.domain.letter import Letter
from medbills.domain.money import Money
from medbills.domain.practice import Benchmark, FeeRound, FeeSchedule, ListKind, Volumes, in_force, is_old, years_old
from medbills.domain.wording import counted, listed, long_day
from medbills.errors import UnusableInput
from medbills.services.keep_own_pair import pairs_in_use
from medbills.services.keep_practice_figures import only_practice
from medbills.store import Vault

START = 1500  # basis points
LETTER_PAYER = "fee_payer"  # under the answers of a letter: the payer it is about
NO_FEES: Mapping[str, Money] = {}


@dataclass(frozen=True, kw_only=True)
class Wish:
    """How much more is asked for: basis points for every code, other ones for some (0 leaves one out), and the plan's rate."""

    points: int = START
    own: Mapping[str, int] = field(default_factory=dict)
    rate: Decimal = Decimal(1)


@dataclass(frozen=True, kw_only=True)
class RoundView:
    """A round with what its amounts would change; `proposal` is None where it names none."""

    round: FeeRound
    proposal: Proposal | None


@dataclass(frozen=True, kw_only=True)
class PayerFigures:
    """Everything on file about one payer, as of today."""

    payer: str
    today: datetime.date
    lists: Mapping[ListKind, FeeSchedule]  # in force; the office's own among them
    volumes: Volumes | None  # the newest
    codes: tuple[ImpactCode, ...]
    unknown: tuple[str, ...]
    benchmarks: Mapping[str, Benchmark]  # the newest of each code
    rounds: tuple[RoundView, ...]
    letters: tuple[Letter, ...]
    wish: Wish

    def proposal(self, wish: Wish | None = None) -> Proposal:
        """What another wish would change."""
        wanted = wish or self.wish
        return propose(self.codes, wanted.points, wanted.own, wanted.rate, self.unknown)


def load_payer(vault: Vault, payer: str, *, today: datetime.date) -> PayerFigures:
    """The figures of one payer. Raises UnusableInput in a family's vault."""
    only_practice(vault)
    every = vault.fee_schedules.all()
    found = {kind: in_force(every, "" if kind is ListKind.USUAL else payer, kind, today) for kind in ListKind}
    lists = {kind: one for kind, one in found.items() if one is not None}
    volumes = max((one for one in vault.volumes.all() if one.payer == payer), key=lambda one: (one.last_on, one.id), default=None)
    fees = Fees(**{kind.value: lists[kind].fees if kind in lists else NO_FEES for kind in ListKind})
    counts = volumes.counts if volumes else {}
    codes, unknown = impact_codes(counts, volumes.paid_as if volumes else {}, pairs_in_use(vault), fees)
    wish = wish_of(vault, payer)
    rounds = tuple(_round(one, codes, wish) for one in vault.fee_rounds.all() if one.payer == payer)
    return PayerFigures(
        payer=payer, today=today, lists=lists, volumes=volumes, codes=codes, unknown=unknown,
        benchmarks={one.code: one for one in vault.benchmarks.all()}, rounds=rounds, wish=wish,
        letters=tuple(one for one in vault.letters.all() if one.answers.get(LETTER_PAYER) == payer),
    )  # fmt: skip


def keep_wish(vault: Vault, payer: str, wish: Wish) -> Changes:
    """Remembers how much is asked of a payer. Raises UnusableInput outside of 10 to 25 percent (0 leaves a code out)."""
    only_practice(vault)
    for points in (wish.points, *(own for own in wish.own.values() if own)):
        if not LEAST <= points <= MOST:
            raise UnusableInput("Ask for 10 to 25 percent. More is seldom given, and less is seldom worth a letter.")
    kept = {"points": wish.points, "own": dict(wish.own), "rate": str(wish.rate)}
    with vault.change(f"Saved the proposal to {payer}") as change:
        change.settings.set(_setting(payer), kept)
    return change.changes


def points_words(points: int | None) -> str:
    """1425 as "14.25 %"."""
    return "" if points is None else f"{(Decimal(points) / 100).normalize():f} %"


def age_note(one: FeeSchedule, today: datetime.date) -> str:
    """That a list is old, in a sentence; empty where it is not."""
    if not is_old(one.effective_on, today):
        return ""
    age = counted(years_old(one.effective_on, today), "year")
    whose = f"The list of {one.payer}" if one.payer else "The list of your own fees"
    return f"{whose} is from {long_day(one.effective_on)}, {age} ago. Ask for the one in force."


def to_mind(figures: PayerFigures, proposal: Proposal) -> tuple[str, ...]:
    """What to know before the proposal is sent, each in a sentence or two."""
    notes: list[str] = []
    if ListKind.ALTERNATE not in figures.lists:
        notes.append(f"No list of the alternate amounts of {figures.payer} is here. Ask for it, and add it.")
    notes += [note for one in figures.lists.values() if (note := age_note(one, figures.today))]
    if figures.unknown and ListKind.ALTERNATE in figures.lists:
        notes.append(f"The list has no amount for {listed(list(figures.unknown))}. Ask the payer for it.")
    notes += [note for one in proposal.codes if one.points and (note := _code_note(one, figures))]
    return tuple(notes)


def benchmark_words(figures: PayerFigures, code: str) -> str:
    """ "State survey: $150.00 on March 2, 2026"; empty where none was typed."""
    one = figures.benchmarks.get(code)
    if one is None:
        return ""
    old = " (old)" if is_old(one.as_of, figures.today) else ""
    return f"{one.source}: {one.amount} on {long_day(one.as_of)}{old}"


def _code_note(one: Raised, figures: PayerFigures) -> str:
    code = one.impact.code
    above = [done for done in one.impact.done if done.network_fee is not None and one.asked > done.network_fee]
    if above:
        return f"For {code} you ask {one.asked}. That is above the payer’s own fee for {above[0].code}, {above[0].network_fee}."
    known = figures.benchmarks.get(code)
    if known is not None and one.asked > known.amount:
        return f"For {code} you ask {one.asked}, more than the benchmark of {known.amount}."
    return ""


def _round(one: FeeRound, codes: tuple[ImpactCode, ...], wish: Wish) -> RoundView:
    return RoundView(round=one, proposal=propose(codes, 0, {}, wish.rate, amounts=one.amounts) if one.amounts else None)


def _setting(payer: str) -> str:
    return f"fee_proposal:{payer.casefold()}"


def wish_of(vault: Vault, payer: str) -> Wish:
    """How much is asked of a payer, as it was kept last."""
    kept = vault.settings.get(_setting(payer))
    if kept is None:
        return Wish()
    return Wish(points=kept["points"], own=kept["own"], rate=Decimal(kept["rate"]))
