"""What differs between two sets of rules is told rule by rule, field by field, in words."""

from __future__ import annotations

from collections.abc import Callable

import yaml

from medbills.domain.rule_difference import Turn
from medbills.rules.differences import differences
from medbills.rules.entries import pack_from
from medbills.rules.shipped import load_pack, shipped_files

Files = Callable[..., dict[str, str]]


def test_the_version_alone_is_no_difference(newer: Files) -> None:
    assert differences(load_pack(), pack_from(newer())) == ()


def test_a_changed_field_is_told_before_and_after(newer: Files) -> None:
    shorter = ("private_plan_appeals.yaml", "duration: {value: 15, unit: calendar_days", "duration: {value: 10, unit: business_days")
    later = pack_from(newer(shorter))
    (found,) = differences(load_pack(), later)
    assert found.turn is Turn.CHANGED and found.key == "claim_decision_preservice_15d" and not found.says
    (field,) = found.fields
    assert field.name == "Time" and field.before.startswith("15 calendar days") and field.after.startswith("10 business days")


def test_new_and_gone_rules_are_told(newer: Files) -> None:
    files = newer()
    dental = yaml.safe_load(files["dental.yaml"])
    gone = dental["rules"].pop()
    dental["rules"].append({**gone, "id": "dental_new_rule", "title": "Something new"})
    found = differences(load_pack(), pack_from(files | {"dental.yaml": yaml.safe_dump(dental)}))
    assert [(one.turn, one.key) for one in found] == [(Turn.REMOVED, gone["id"]), (Turn.ADDED, "dental_new_rule")]
    assert found[1].title == "Something new" and gone["citation"] in found[1].says


def test_a_figure_and_a_state_are_told_by_their_own_name(newer: Files) -> None:
    later = pack_from(newer(
        ("reference_figures.yaml", "first_person: 15960", "first_person: 16500"),
        ("states.yaml", "{state: TX, written: 4, open_account: 4, medical_specific: null, app_years: 4",
         "{state: TX, written: 4, open_account: 4, medical_specific: null, app_years: 5"),
    ))  # fmt: skip
    figure, state = differences(load_pack(), later)
    assert "poverty" in figure.title and "2026" in figure.title
    assert [(one.name, one.before, one.after) for one in figure.fields] == [("First person", "15960", "16500")]
    assert "TX" in state.title and [(one.before, one.after) for one in state.fields] == [("4", "5")]


def test_every_single_change_of_a_rule_is_seen() -> None:
    """A changed word in any field of any rule never goes by without being shown."""
    files = shipped_files()
    for name, text in files.items():
        content = yaml.safe_load(text)
        for entry in content.get("rules", ())[:2]:
            for field in ("title", "citation", "consequence_if_missed", "notes", "trigger"):
                before, entry[field] = entry[field], f"{entry[field]} otherwise"
                (found,) = differences(load_pack(), pack_from(files | {name: yaml.safe_dump(content)}))
                assert found.key == entry["id"] and len(found.fields) == 1, (entry["id"], field)
                entry[field] = before
