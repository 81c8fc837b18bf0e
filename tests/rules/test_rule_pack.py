"""The rule pack: every entry loads, and carries its source."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest

from medbills.domain.rule import UNITS
from medbills.letters import catalogue
from medbills.rules import load_pack
from medbills.rules.named import NAMED

PACK = load_pack()


def test_the_whole_pack_is_here() -> None:
    assert len(PACK.rules) == 116 and len(PACK.events) == 68
    assert len(PACK.tables["state_statutes_of_limitations"]) == 51
    assert {"meta", "day_count_conventions", "reference_figures", "state_medical_debt_credit_reporting"} <= set(PACK.tables)
    assert PACK.version


@pytest.mark.parametrize("rule_id", sorted(PACK.rules))
def test_each_rule_has_its_authority_its_date_and_an_event(rule_id: str) -> None:
    found = PACK.rules[rule_id]
    meta = PACK.tables["meta"]
    assert found.title and found.citation and found.trigger
    assert found.as_of <= datetime.date(2026, 11, 21)
    assert found.confidence in meta["confidence_levels"]
    assert found.kind in meta["kinds"] and found.whose in meta["who_values"]
    assert found.plan_types <= set(PACK.plan_types)
    assert found.event in PACK.events
    assert found.span is None or (found.span.unit in UNITS and found.span.value >= 0)
    assert found.cautious is None or found.span is None or found.cautious.value < found.span.value


def test_no_event_is_left_without_a_rule_but_by_intent() -> None:
    assert {name for name in PACK.events if not PACK.set_off_by(name)} == set()


def test_every_rule_the_program_names_is_guarded() -> None:
    """A newer set without it would leave a page without its rule; what the program may name in its code is listed in one place."""
    root = Path(__file__).resolve().parents[2]
    code = "".join(path.read_text(encoding="utf-8") for path in (root / "medbills").rglob("*.py") if path.name != "named.py")
    code += "".join(path.read_text(encoding="utf-8") for path in (root / "resources" / "strategy").glob("*.yaml"))
    letters = {template.slug for template in catalogue()}
    quoted = {name for name in PACK.rules if re.search(rf"""(["' \[]|trigger_of:){name}["',\]\n]""", code)}
    assert quoted - letters <= NAMED <= PACK.rules.keys()
