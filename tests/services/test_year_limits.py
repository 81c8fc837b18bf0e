"""A plan's yearly limits over everybody on it: each person, the family, settled cases too."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from medbills.domain.money import Money
from medbills.domain.person import Person
from medbills.domain.plan import Plan
from medbills.services.year_limits import YearLimit, year_limits

TODAY = datetime.date(2026, 11, 17)
PLAN = Plan(
    id="plan", name="Lakeshore PPO", type="marketplace", payer_name="Lakeshore Health", deductible_individual=Money(1500_00),
    deductible_family=Money(2000_00), out_of_pocket_max_individual=Money(4000_00), out_of_pocket_max_family=Money(8000_00),
)  # fmt: skip


@pytest.fixture
def ruiz(desk: Any) -> Any:
    with desk.vault.change("Added the family") as change:
        change.plans.add(PLAN)
        change.people.add(Person(id="ana", name="Ana Ruiz", called="Mom", plan_ids=("plan",)))
        change.people.add(Person(id="leo", name="Leo Ruiz", plan_ids=("plan",)))
    return desk


def statement(desk: Any, name: str, day: str, deductible: str, **fields: Any) -> str:
    line = {"service_date": day, "code": "99213", "billed": "900.00", "deductible": deductible, "coinsurance": "0.00"}
    told = {
        "issuer_name": "Lakeshore Health", "payer_name": "Lakeshore Health", "patient_name": name, "claim_number": f"C-{name}-{day}",
        "provider_name": "Oak Clinic", "statement_date": day, "processed_date": day, "network_status": "in", "total_billed": "900.00",
    }  # fmt: skip
    paper: str = desk.file("eob", lines=[line], **told | fields)
    return paper


def limits(desk: Any, person_id: str | None = None) -> dict[tuple[str, str], YearLimit]:
    found = year_limits(desk.vault, today=TODAY, person_id=person_id)
    return {(limit.who, limit.name): limit for limit in found.limits}


def test_each_person_and_the_family(ruiz: Any) -> None:
    statement(ruiz, "Ana Ruiz", "2026-02-01", "1500.00")
    above = statement(ruiz, "Ana Ruiz", "2026-03-01", "75.00")
    statement(ruiz, "Leo Ruiz", "2026-04-01", "600.00")
    found = limits(ruiz)
    mom = found["Mom", "Deductible"]
    assert [(str(step.running), step.reaches, str(step.above)) for step in mom.steps] == [
        ("$1,500.00", True, "$0.00"), ("$1,575.00", False, "$75.00"),
    ]  # fmt: skip
    assert mom.steps[1].paper_id == above and mom.good is False and mom.tier == "in network"
    assert found["Leo Ruiz", "Deductible"].counted == Money(600_00)
    family = found["Whole family", "Deductible"]
    assert (family.counted, family.limit) == (Money(2175_00), Money(2000_00))
    assert [step.paper_id for step in family.steps if step.above] == [family.steps[-1].paper_id]


def test_one_person_sees_their_own_limits_and_the_family_s(ruiz: Any) -> None:
    statement(ruiz, "Ana Ruiz", "2026-02-01", "500.00")
    statement(ruiz, "Leo Ruiz", "2026-04-01", "600.00")
    assert {who for who, _ in limits(ruiz, "leo")} == {"Leo Ruiz", "Whole family"}


def test_a_settled_case_goes_on_counting(ruiz: Any) -> None:
    paper = statement(ruiz, "Ana Ruiz", "2026-02-01", "500.00")
    ruiz.close(ruiz.vault.papers.get(paper).case_id)
    assert limits(ruiz)["Mom", "Deductible"].counted == Money(500_00)


def test_a_statement_without_a_day_is_told_of(ruiz: Any) -> None:
    statement(ruiz, "Ana Ruiz", "2026-02-01", "500.00", processed_date=None, statement_date=None)
    assert year_limits(ruiz.vault, today=TODAY).undated == 1


def test_the_sample_family_s_dental_plan_has_no_such_limit(family_vault: Any) -> None:
    found = year_limits(family_vault, today=TODAY)
    assert {limit.who for limit in found.limits} == {"Dad"}
    assert all(step.paper_id in found.papers for limit in found.limits for step in limit.steps)
