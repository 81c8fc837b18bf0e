"""Checks of stays, dates and persons: their examples, and the good explanations that stay silent."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "corpus"))
from asked_checks import needs, one, silent

STAY = {"admitted": "2026-03-03", "discharged": "2026-03-07"}


def line(day: str | None, billed: str = "2400.00", **others: Any) -> dict[str, Any]:
    return {"service_date": day and f"2026-03-{day}", "billed": billed} | others


def room(day: str | None, units: int | None = 1, billed: str = "2400.00", revenue: str = "0120") -> dict[str, Any]:
    return line(day, billed, revenue_code=revenue, units=units)


def bill(*lines: dict[str, Any], id: str = "bill", **fields: Any) -> dict[str, Any]:
    return {"id": id, "kind": "itemized_bill", "lines": list(lines), "fields": {"provider_name": "Pine Hospital"} | fields}


def at_stake(check: str, *documents: dict[str, Any], **parts: Any) -> tuple[str, str]:
    found = one(check, *documents, **parts)
    return found.amount_at_stake.plain(), found.certainty.value


def stay(**others: Any) -> dict[str, Any]:
    return {"context": {"stay": STAY | others}}


# ---- G01, G02
G01, G02 = "room_days_vs_midnights", "discharge_day_room_charge"
FIVE = [room(day) for day in ("03", "04", "05", "06", "07")]


def test_g01_example() -> None:
    assert at_stake(G01, bill(room("03", 5, "12000.00")), **stay()) == ("2400.00", "likely")
    printed = {"admission_date": "2026-03-03", "discharge_date": "2026-03-07"}
    assert at_stake(G01, bill(*FIVE, **printed)) == ("2400.00", "sure") and one(G01, bill(*FIVE, **printed)).severity == "high"
    assert at_stake(G01, bill(*(item | {"units": None} for item in FIVE), **printed)) == ("2400.00", "ask")
    assert at_stake(G01, bill(*FIVE, type_of_bill="0111", service_from="2026-03-03", service_to="2026-03-07")) == ("2400.00", "ask")


def test_g01_good_explanations() -> None:
    assert silent(G01, bill(*FIVE[:4]), **stay())
    assert silent(G01, bill(*FIVE[:4], room("07", revenue="0180")), **stay())  # a leave of absence
    assert silent(G01, bill(*FIVE[:4], room("03", 4, revenue="0170")), **stay())  # the nursery beside the mother's room
    assert at_stake(G01, bill(room("03", 5, "5000.00", "0170")), **stay())[0] == "1000.00"  # the baby's own bill
    named = [item | {"description": "Room"} for item in FIVE]
    assert silent(G01, bill(*named, named[4] | {"billed": "-2400.00"}), **stay())  # taken back
    assert silent(G01, bill(room("03")), context={"stay": {"admitted": "2026-03-03", "discharged": "2026-03-03"}})


def test_g01_needs() -> None:
    assert "room lines" in needs(G01, bill(line("03", revenue_code="0300")), **stay()) and "discharge" in needs(G01, bill(*FIVE))
    other = {"admitted": "2025-01-03", "discharged": "2025-01-07"}
    assert "discharge" in needs(G01, bill(*FIVE), context={"stay": other})


def test_g02_example_and_the_day_of_posting() -> None:
    found = one(G02, bill(*FIVE), **stay())
    assert found.amount_at_stake.plain() == "2400.00" and [ref.line for ref in found.lines] == [4] and found.severity == "medium"
    assert silent(G02, bill(*FIVE[1:]), **stay()) and "discharge" in needs(G02, bill(*FIVE)) and "room lines" in needs(G02)
    assert silent(G02, bill(room("03")), context={"stay": {"admitted": "2026-03-03", "discharged": "2026-03-03"}})


# ---- G03
G03 = "observation_vs_inpatient"
OBSERVED = line("03", "900.00", revenue_code="0762", units=41)


def test_g03_example() -> None:
    found = one(G03, bill(OBSERVED, type_of_bill="0131"), plan={"type": "medicare_original"})
    assert found.severity == "high" and found.certainty == "ask" and "41 hours" in found.explanation


def test_g03_the_other_forms() -> None:
    assert one(G03, bill(OBSERVED), **stay(believed_inpatient=True)) and one(
        G03, bill(line("03", revenue_code="0300"), type_of_bill="131"), **stay(believed_inpatient=True)
    )
    assert "outpatient bill" in one(G03, bill(room("03"), type_of_bill="0851")).explanation
    assert "between" in one(G03, bill(*FIVE, line("05", "900.00", code="G0378"), type_of_bill="0111"), **stay()).explanation


def test_g03_good_explanations_and_needs() -> None:
    assert silent(G03, bill(*FIVE, line("03", "900.00", code="G0378"), type_of_bill="0111"), **stay())  # before the admission
    assert silent(G03, bill(line("03", revenue_code="0760"), type_of_bill="0111"), **stay(believed_inpatient=True))
    assert silent(G03, bill(OBSERVED), plan={"type": "medicare_original"}, **stay(observation_notice=True))
    noticed = {"id": "moon", "kind": "status_notice"}
    assert silent(G03, bill(OBSERVED | {"units": 20}), noticed, plan={"type": "medicare_original"}, **stay(believed_inpatient=False))
    assert "inpatient" in needs(G03, bill(OBSERVED)) and "revenue codes" in needs(G03, bill(line("03")))


# ---- G04
G04 = "dates_outside_stay"


def test_g04() -> None:
    late = line("09", "88.00", revenue_code="0300")
    assert at_stake(G04, bill(*FIVE[:4], late), **stay()) == ("88.00", "ask")
    assert silent(G04, bill(*FIVE[:4], line("01", "88.00")), **stay())  # tests before the admission
    assert at_stake(G04, bill(*FIVE[:4], {"service_date": "2026-02-27", "billed": "88.00"}), **stay())[0] == "88.00"
    named = late | {"description": "Lab"}
    assert silent(G04, bill(*FIVE[:4], named, named | {"billed": "-88.00"}), **stay())  # taken back
    assert "inpatient" in needs(G04, bill(late, type_of_bill="0131"), **stay()) and "discharge" in needs(G04, bill(*FIVE))


# ---- G05
G05 = "after_death_or_before_coverage"


def test_g05_example() -> None:
    late = bill({"service_date": "2026-02-03", "billed": "140.00"})
    found = one(G05, late, patient={"name": "Ruth Calloway", "death_date": "2026-02-01"})
    assert (found.amount_at_stake.plain(), found.severity) == ("140.00", "high") and "after Ruth Calloway had died" in found.explanation
    assert at_stake(G05, bill(line("03", "10.00")), patient={"birth_date": "2026-03-04"}) == ("10.00", "likely")


def test_g05_coverage_only_where_the_insurer_refused_for_it() -> None:
    care = bill(line("03", "90.00", code="99213"))
    refused = {"id": "eob", "kind": "eob", "fields": {"provider_name": "Pine Hospital", "payer_name": "Lakeshore"}}
    refused["lines"] = [line("03", "90.00", code="99213", remark_codes=["CO-27"])]
    assert at_stake(G05, care, refused, plan={"covered_to": "2026-02-28"}) == ("0.00", "ask")
    assert silent(G05, care, plan={"covered_to": "2026-02-28"}) and silent(G05, care, refused, plan={"covered_from": "2026-01-01"})


def test_g05_good_explanations_and_needs() -> None:
    died = {"death_date": "2026-03-02"}
    assert silent(G05, bill(line("02", "10.00")), patient=died)
    assert silent(G05, bill(line("03", "10.00", modifiers=["RR"])), patient=died)
    span = {"service_from": "2026-03-03", "service_to": "2026-03-31", "billed": "10.00"}
    assert silent(G05, bill(span), patient=died) and "birth, death" in needs(G05, bill(line("03")))


# ---- G06
G06 = "wrong_patient_identifiers"


def test_g06_example() -> None:
    paper = bill(patient_birth_date="1916-04-12", patient_name="Walter Calloway")
    found = one(G06, paper, patient={"birth_date": "1961-04-12", "name": "Walter Calloway"})
    assert found.severity == "high" and found.amount_at_stake.plain() == "0.00"
    assert one(G06, bill(member_id="ABC123456789"), plan={"member_id": "ABC987654321"}).severity == "high"
    assert one(G06, bill(patient_name="Maria Torres"), patient={"name": "Walter Calloway"}).severity == "low"


@pytest.mark.parametrize(
    ("printed", "on_file"),
    [
        ("CALLOWAY, WALTER J", "Walter Calloway"), ("Calloway Walter", "Walter Calloway Jr."), ("Walter Caloway", "Walter Calloway"),
        ("Maria Peña", "Pena, Maria"), ("Ana Ruiz", "Ana Ruiz-Lopez"), ("Ruth Calloway", "Walter Calloway"),
        ("Sean OBrien", "Sean O'Brien"),
    ],
)  # fmt: skip
def test_g06_the_same_last_name(printed: str, on_file: str) -> None:
    assert silent(G06, bill(patient_name=printed), patient={"name": on_file})


@pytest.mark.parametrize("printed", ["ABC 123-456-789", "123456789", "XYZ12345678901", "XXXXX6789", "*****6789"])
def test_g06_the_same_member(printed: str) -> None:
    assert silent(G06, bill(member_id=printed), plan={"member_id": "ABC123456789"})


def test_g06_another_insurer_s_number_and_needs() -> None:
    plan = {"member_id": "ABC123456789", "payer_name": "Lakeshore"}
    assert silent(G06, bill(member_id="555", payer_name="Second Plan"), plan=plan)
    assert silent(G06, bill(member_id="55501"), plan=plan, secondary_plan={"member_id": "555"})
    assert silent(G06, bill(member_id="777"), plan=plan, secondary_plan={"payer_name": "Second Plan"})
    assert "on file" in needs(G06, bill(patient_name="Maria Torres"))


# ---- G07, G08
def test_g07() -> None:
    check, care = "service_not_received", bill(line("03", "10.00"), line("03", "29.95", description="Bandage"))
    assert at_stake(check, care, context={"marked_lines": [{"document": "bill", "line": 1, "happened": False}]}) == ("29.95", "ask")
    assert silent(check, care, context={"marked_lines": [{"document": "bill", "line": 1, "happened": True}]})
    assert silent(check, care, context={"marked_lines": [{"document": "bill", "line": 9, "happened": False}]})
    assert "mark" in needs(check, care)


def test_g08() -> None:
    check = "two_providers_same_minute"

    def visit(name: str, time: str, address: str, **others: Any) -> dict[str, Any]:
        item = line("03", "90.00", code="99213", description=f"Visit {time}")
        return bill(item | others, id=name, provider_name=name, provider_address=address, place_of_service="11")

    first = visit("Oak", "10:00", "1 Main St")
    assert at_stake(check, first, visit("Elm", "10:15 AM", "9 Side St")) == ("0.00", "ask")
    assert silent(check, first, visit("Elm", "10:15 pm", "9 Side St")) and silent(check, first, visit("Elm", "10:15", "1 MAIN ST."))
    assert silent(check, first, visit("Elm", "11:00", "9 Side St"))
    assert "times" in needs(check, first) and "times" in needs(check, first, visit("Elm", "10:15", "9 Side St", code="80053"))


# ---- G09
G09 = "status_changed_to_observation"
MEDICARE = {"plan": {"type": "medicare_original"}}


def test_g09_example() -> None:
    found = one(G09, bill(room("03")), **MEDICARE, **stay(changed_to_observation="2026-03-05"), patient={"part_b": True})
    assert "Of 4 days in the hospital, 2 count as inpatient." in found.explanation and found.severity == "high"
    inside = {"context": {"stay": {"admitted": "2026-11-18", "changed_to_observation": "2026-11-19"}}}
    assert "today" in one(G09, **MEDICARE, **inside).explanation
    short = {"context": {"stay": {"admitted": "2026-03-03", "discharged": "2026-03-05", "changed_to_observation": "2026-03-04"}}}
    assert one(G09, **MEDICARE, **short, patient={"part_b": False}) and silent(G09, **MEDICARE, **short, patient={"part_b": True})


def test_g09_good_explanations_and_needs() -> None:
    changed = stay(changed_to_observation="2026-03-05")
    assert silent(G09, **MEDICARE, **stay(changed_to_observation="2026-03-05", status_notice=True))
    assert silent(G09, {"id": "notice", "kind": "status_notice"}, **MEDICARE, **changed)
    assert "Original Medicare" in needs(G09, plan={"type": "medicare_advantage"}, **changed)
    assert "changed" in needs(G09, **MEDICARE, **stay())  # observation from the start is another question
    old = {"context": {"stay": {"admitted": "2025-01-03", "discharged": "2025-01-07", "changed_to_observation": "2025-01-05"}}}
    assert silent(G09, **MEDICARE, **old)
