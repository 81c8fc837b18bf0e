"""Which limits a packet may draw: the patient's own, toward which this case counts, and none for a collector."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from medbills.domain.case import CaseKind
from medbills.domain.packet import PacketChoices
from medbills.services.draw_limits import drawn_limits
from medbills.services.load_matters import load_matters
from medbills.services.plan_packet import plan_packet
from medbills.services.year_limits import year_limits
from medbills.store import Vault

TODAY = datetime.date(2026, 11, 17)


@pytest.fixture
def matters(family_vault: Vault) -> dict[str, Any]:
    return {matter.case.title: matter for matter in load_matters(family_vault, today=TODAY)}


def test_they_are_those_of_the_money_page_with_the_exhibits_that_show_them(family_vault: Vault, matters: dict[str, Any]) -> None:
    plan = plan_packet(family_vault, matters["ER visit at Riverbend"].id, today=TODAY, choices=PacketChoices(limits=True, in_time=True))
    assert plan.draws_time and [limit.title for limit in plan.limits] == ["Deductible, in network", "Out-of-pocket limit, in network"]
    shown = {(limit.name, limit.person_id): limit for limit in year_limits(family_vault, today=TODAY).limits}
    for drawn in plan.limits:
        limit = shown[drawn.title.split(",")[0], matters["ER visit at Riverbend"].person.id]
        assert [(step.day, step.taken, step.running, step.printed) for step in drawn.steps] == [
            (step.day, step.taken, step.running, step.printed) for step in limit.steps
        ]
        assert [step.proof for step in drawn.steps if step.proof] == ["B"]


def test_none_without_being_asked_for_and_none_for_a_collector(family_vault: Vault, matters: dict[str, Any]) -> None:
    assert plan_packet(family_vault, matters["ER visit at Riverbend"].id, today=TODAY).limits == ()
    collected = next(matter for matter in matters.values() if matter.case.kind is CaseKind.COLLECTION)
    assert drawn_limits(family_vault, collected, {}, today=TODAY) == ()


def test_none_where_no_statement_of_the_case_counts(family_vault: Vault, matters: dict[str, Any]) -> None:
    assert drawn_limits(family_vault, matters["Physical therapy at Osprey Physical Therapy"], {}, today=TODAY) == ()
