"""The insurer's papers of a year are replayed in the order they were processed, and the first one that takes too much is named."""

from __future__ import annotations

import random
import sys
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from medbills.domain.accumulators import Accumulator, Toward
from medbills.domain.money import ZERO, Money, total
from medbills.services.case_file import facts_from_json
from medbills.services.replay_accumulators import AccumulatorView, replay_accumulators

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "corpus"))
from asked_checks import TODAY, eob

PLAN = {
    "type": "marketplace", "deductible_individual": "1500.00", "deductible_family": "3000.00", "year_start": "2026-01-01",
    "out_of_pocket_max_individual": "4000.00", "out_of_pocket_max_family": "8000.00",
}  # fmt: skip


def statement(number: int, deductible: str, coinsurance: str = "0.00", **fields: Any) -> dict[str, Any]:
    """A statement processed on the given day of March."""
    line = {"code": "99213", "billed": "900.00", "deductible": deductible, "coinsurance": coinsurance}
    return eob(line, id=f"eob-{number}", processed_date=f"2026-03-{number:02}", **{"patient_name": "Ana Ruiz"} | fields)


def replayed(*papers: dict[str, Any], plan: dict[str, Any] | None = None) -> tuple[AccumulatorView, ...]:
    loaded = facts_from_json({"documents": list(papers), "plan": PLAN if plan is None else plan}, today=TODAY)
    assert loaded.warnings == ()
    return replay_accumulators(loaded.facts)


def only(views: tuple[AccumulatorView, ...], toward: Toward, person: str | None = "Ana Ruiz") -> Accumulator:
    (found,) = [view.replay for view in views if view.replay.toward is toward and view.replay.person == person]
    return found


def test_the_running_sum_follows_the_days_of_processing_not_the_order_of_the_papers() -> None:
    deductible = only(replayed(statement(20, "300.00"), statement(2, "700.00"), statement(9, "600.00")), Toward.DEDUCTIBLE)
    assert [step.running.plain() for step in deductible.steps] == ["700.00", "1300.00", "1600.00"]
    assert deductible.reached is not None and deductible.reached.eob.id == "eob-20"
    assert deductible.first_above is not None and deductible.first_above.above == Money(100_00)
    assert deductible.left == ZERO


def test_the_first_paper_after_the_limit_that_still_takes_something_is_named() -> None:
    views = replayed(statement(2, "1500.00"), statement(9, "0.00", "50.00"), statement(12, "75.00"))
    deductible = only(views, Toward.DEDUCTIBLE)
    assert deductible.reached is not None and deductible.reached.eob.id == "eob-2"
    assert deductible.first_above is not None and deductible.first_above.eob.id == "eob-12"
    (words,) = [view.says for view in views if view.replay is deductible]
    reached, more = "$1,500.00 was reached with the statement of March 2, 2026.", "The statement of March 12, 2026 takes $75.00 more."
    assert words == f"{reached} {more} Ask the insurer why."
    assert only(views, Toward.OUT_OF_POCKET).counted == Money(1625_00)


def test_a_family_has_its_own_limit_beside_each_persons() -> None:
    leo, mia = statement(3, "1500.00", patient_name="Leo Ruiz"), statement(4, "40.00", patient_name="Mia Ruiz")
    views = replayed(statement(2, "1500.00"), leo, mia)
    assert only(views, Toward.DEDUCTIBLE, "Mia Ruiz").first_above is None
    family = only(views, Toward.DEDUCTIBLE, None)
    assert family.limit == Money(3000_00) and family.first_above is not None and family.first_above.eob.id == "eob-4"


def test_one_shared_deductible_counts_for_each_person() -> None:
    views = replayed(statement(2, "1500.00"), plan=PLAN | {"deductible_shared": True})
    assert only(views, Toward.DEDUCTIBLE).limit == Money(3000_00)


def test_the_laws_limit_stands_where_the_plans_is_higher_or_unknown_and_only_for_plans_it_binds() -> None:
    bare = {"type": "marketplace", "year_start": "2026-01-01"}
    found = only(replayed(statement(2, "100.00"), plan=bare), Toward.OUT_OF_POCKET)
    assert found.limit == Money(10_600_00) and found.limit_is_law
    assert only(replayed(statement(2, "100.00"), plan=bare | {"grandfathered": True}), Toward.OUT_OF_POCKET).limit is None
    high = replayed(statement(2, "100.00"), plan=bare | {"out_of_pocket_max_individual": "11000.00"})
    assert only(high, Toward.OUT_OF_POCKET).limit == Money(10_600_00)


def test_out_of_network_claims_are_counted_apart_and_against_no_limit_on_file() -> None:
    views = replayed(statement(2, "900.00"), statement(3, "800.00", network_status="out"))
    out = [view.replay for view in views if view.replay.tier == "out" and view.replay.toward is Toward.DEDUCTIBLE]
    assert [found.counted for found in out] == [Money(800_00)] and out[0].limit is None
    assert next(view.replay.counted for view in views if view.replay.tier == "in") == Money(900_00)


def test_a_printed_figure_that_differs_is_told_with_the_likely_reason() -> None:
    views = replayed(statement(2, "100.00", deductible_met="400.00", deductible_limit="1500.00"))
    (words,) = [view.says for view in views if view.replay.toward is Toward.DEDUCTIBLE]
    assert "says $400.00; your papers add up to $100.00. Some statements may be missing here." in words


def test_a_limit_that_a_statement_prints_as_met_is_met_though_earlier_papers_are_missing() -> None:
    views = replayed(statement(2, "100.00", deductible_met="1500.00", deductible_limit="1500.00"), statement(5, "0.00"))
    (view,) = [view for view in views if view.replay.toward is Toward.DEDUCTIBLE]
    assert view.good is True and view.replay.reached is None and view.replay.left == ZERO
    assert view.replay.counted == Money(100_00) and view.replay.stands_at == Money(1500_00)
    printed = "The statement of March 2, 2026 prints $1,500.00 of $1,500.00 as met."
    assert view.says == f"{printed} The papers here count $100.00: earlier ones are missing."


def test_what_is_left_follows_the_newest_printed_figure_and_what_came_after_it() -> None:
    views = replayed(statement(2, "100.00", deductible_met="400.00"), statement(5, "50.00"))
    (view,) = [view for view in views if view.replay.toward is Toward.DEDUCTIBLE]
    assert view.good is None and view.replay.left == Money(1050_00)
    assert view.says.startswith("The papers count $150.00 of $1,500.00. $1,050.00 is left by the newest statement.")


def test_one_persons_printed_figure_is_not_the_familys() -> None:
    mine = {"deductible_met": "1500.00", "deductible_limit": "1500.00"}
    own = only(replayed(statement(2, "100.00", **mine), statement(3, "10.00", patient_name="Leo Ruiz")), Toward.DEDUCTIBLE, None)
    assert own.stands_at == own.counted == Money(110_00) and own.differs is None
    ours = {"deductible_met": "3000.00", "deductible_limit": "3000.00"}
    family = only(replayed(statement(2, "100.00", **ours), statement(3, "10.00", patient_name="Leo Ruiz")), Toward.DEDUCTIBLE, None)
    assert family.met_in_print is not None and family.left == ZERO


def test_without_a_limit_it_says_what_is_missing() -> None:
    views = replayed(statement(2, "100.00"), plan={"type": "medicaid", "year_start": "2026-01-01"})
    assert all("The limit is not on file" in view.says and view.good is None for view in views)


cents = st.integers(0, 90_000).map(lambda value: f"{value // 100}.{value % 100:02}")


@given(st.lists(st.tuples(cents, cents), min_size=1, max_size=12), st.randoms(use_true_random=False))
def test_any_order_of_the_papers_gives_the_same_replay_and_the_parts_add_up(amounts: list[tuple[str, str]], chance: random.Random) -> None:
    papers = [statement(day, *parts) for day, parts in enumerate(amounts, 1)]
    first = replayed(*papers)
    chance.shuffle(papers)
    again = replayed(*papers)
    assert [view.says for view in first] == [view.says for view in again]
    for view in first:
        steps = view.replay.steps
        assert total(step.taken for step in steps) == view.replay.counted
        assert view.replay.stands_at == view.replay.counted  # nothing is printed on these papers
        if view.replay.limit is not None:
            assert total(step.above for step in steps) == max(ZERO, view.replay.counted - view.replay.limit)
