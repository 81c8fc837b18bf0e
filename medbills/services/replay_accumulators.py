"""Replays a family's insurance papers against the deductible and the out-of-pocket limit, and says in words how they stand."""

from __future__ import annotations

from dataclasses import dataclass

from medbills.audits.oop_max_exceeded import legal_limits
from medbills.domain.accumulators import Accumulator, Toward, accumulators
from medbills.domain.facts import Facts
from medbills.domain.plan_year import year_words
from medbills.domain.shares import PROTECTED_PLANS
from medbills.domain.wording import long_day

_NAMES = {Toward.DEDUCTIBLE: "Deductible", Toward.OUT_OF_POCKET: "Out-of-pocket limit"}
_TIERS = {"in": "in network", "out": "out of network"}


@dataclass(frozen=True, slots=True)
class AccumulatorView:
    """One limit with its replay, its title, and what to know about it; `good` is False where a paper takes too much."""

    replay: Accumulator
    title: str
    says: str
    good: bool | None


def replay_accumulators(facts: Facts) -> tuple[AccumulatorView, ...]:
    """Every limit that the papers of one plan count toward."""
    plan = facts.plan
    protected = plan is not None and plan.type in PROTECTED_PLANS and not plan.grandfathered
    return tuple(_view(facts, replay) for replay in accumulators(facts, legal_limits(), protected))


def _view(facts: Facts, replay: Accumulator) -> AccumulatorView:
    whose = replay.person or "the family"
    tier = f", {_TIERS[replay.tier]}" if replay.tier in _TIERS else ""
    title = f"{_NAMES[replay.toward]} of {whose} {year_words(facts.plan, replay.year)}{tier}"
    return AccumulatorView(replay, title, " ".join(_sentences(replay)), False if replay.first_above else True if replay.reached else None)


def _sentences(replay: Accumulator) -> list[str]:
    if replay.limit is None:
        told = [f"The papers count {replay.counted} so far. The limit is not on file: enter it with the plan."]
    elif replay.reached is not None:
        day = replay.reached.eob.processed_date
        told = [f"{replay.limit} was reached with the statement of {long_day(day)}." if day else f"{replay.limit} was reached."]
    else:
        told = [f"The papers count {replay.counted} of {replay.limit}. {replay.left} is left."]
    if replay.limit_is_law:
        told.append("This limit is the law's.")
    above = replay.first_above
    if above is not None and above.eob.processed_date is not None:
        told.append(f"The statement of {long_day(above.eob.processed_date)} takes {above.above} more. Ask the insurer why.")
    differs = replay.differs
    if differs is not None and differs.printed is not None:
        more = "Some statements may be missing here." if differs.printed > differs.running else "Ask the insurer for its list."
        told.append(f"The newest statement that tells says {differs.printed}; your papers add up to {differs.running}. {more}")
    return told
