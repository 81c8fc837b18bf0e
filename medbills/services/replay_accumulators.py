"""Replays a family's insurance papers against the deductible and the out-of-pocket limit, and says in words how they stand."""

from __future__ import annotations

from dataclasses import dataclass

from medbills.audits.oop_max_exceeded import legal_limits
from medbills.domain.accumulators import Accumulator, Step, Toward, accumulators
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
    return tuple(_view(facts, replay) for replay in accumulators(facts, legal_limits(facts), protected))


def _view(facts: Facts, replay: Accumulator) -> AccumulatorView:
    whose = replay.person or "the family"
    tier = f", {_TIERS[replay.tier]}" if replay.tier in _TIERS else ""
    title = f"{_NAMES[replay.toward]} of {whose} {year_words(facts.plan, replay.year)}{tier}"
    met = replay.reached or replay.met_in_print
    return AccumulatorView(replay, title, " ".join(_sentences(replay)), False if replay.first_above else True if met else None)


def _sentences(replay: Accumulator) -> list[str]:
    if replay.limit is None:
        told = [f"The papers count {replay.counted} so far. The limit is not on file: enter it with the plan."]
    elif replay.reached is not None:
        day = replay.reached.eob.processed_date
        told = [f"{replay.limit} was reached with the statement of {long_day(day)}." if day else f"{replay.limit} was reached."]
    elif replay.met_in_print is not None:
        told = [_met_words(replay, replay.met_in_print)]
    else:
        told = [f"The papers count {replay.counted} of {replay.limit}. {replay.left} is left{_by_print(replay)}."]
    if replay.limit_is_law:
        told.append("This limit is the law's.")
    above = replay.first_above
    if above is not None and above.eob.processed_date is not None:
        told.append(f"The statement of {long_day(above.eob.processed_date)} takes {above.above} more. Ask the insurer why.")
    differs = replay.differs
    if differs is not None and differs.printed is not None and replay.met_in_print is None:
        more = "Some statements may be missing here." if differs.printed > differs.running else "Ask the insurer for its list."
        told.append(f"The newest statement that tells says {differs.printed}; your papers add up to {differs.running}. {more}")
    return told


def _met_words(replay: Accumulator, met: Step) -> str:
    """The statement's figure and the papers' own, side by side."""
    day = met.eob.processed_date
    paper = f"The statement of {long_day(day)}" if day else "A statement"
    here = f"The papers here count {replay.counted}: earlier ones are missing."
    return f"{paper} prints {met.printed} of {replay.limit} as met. {here}"


def _by_print(replay: Accumulator) -> str:
    return " by the newest statement" if replay.stands_at > replay.counted else ""
