"""The letter that asks an employer to drop the rule on cheaper treatments: the plan's words may stand in it, the care may not."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest

from medbills.letters import facts_from_json, find, letter_text, render
from medbills.letters.templates import fact_types

TODAY = datetime.date(2026, 11, 17)
D07 = find("employer_drop_clause_request")
FACTS = json.loads((Path(__file__).parent / "facts" / "D07.json").read_text(encoding="utf-8"))


def words(**changed: object) -> str:
    given, _ = facts_from_json(D07, {name: value for name, value in {**FACTS, **changed}.items() if value is not None})
    return " ".join(letter_text(render(D07, given, today=TODAY)).split())


def test_the_employer_is_asked_to_drop_the_rule_and_told_its_words() -> None:
    text = words()
    assert "The booklet says: “The plan pays for the least costly service that is sound” (Dental booklet p. 18)." in text
    assert "drop this rule from January 1, 2027 on" in text and "$75.00 more" in text and "December 17, 2026" in text


@pytest.mark.parametrize("fact", ["plan_clause", "extra_cost", "next_plan_year", "group_number"])
def test_what_may_be_left_out_leaves_no_gap(fact: str) -> None:
    assert "____" not in words(**{fact: None})


def test_nothing_of_the_care_is_asked_for() -> None:
    assert D07.to == "employer"
    assert not {"code", "paid_as_code", "tooth", "dates_of_service", "claim_no", "member_id", "patient_name", "fee"} & set(fact_types(D07))
    assert any("Do not enclose bills" in caution.say for caution in D07.cautions)
