"""The checks of cost sharing on their examples, and on the good explanations that must stay silent."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from medbills.audits import run_checks
from medbills.domain.owing import count_once
from medbills.services.case_file import facts_from_json

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "corpus"))
from asked_checks import TODAY, bill, eob, needs, one, silent

PLAN = {"payer_name": "Lakeshore", "type": "employer_fully_insured", "year_start": "2026-01-01"}
COPAYS = {"office_visit": "30.00", "specialist": "50.00", "emergency": "150.00"}
VISIT = {"code": "99213", "billed": "180.00", "description": "Office visit"}


def plan(**more: Any) -> dict[str, Any]:
    return PLAN | more


def claim(id: str, processed: str, deductible: str, **fields: Any) -> dict[str, Any]:
    more = {"processed_date": processed, "claim_number": id, "patient_name": "Ruth Calloway"} | fields
    return eob({"code": "99213", "deductible": deductible}, id=id, **more)


# ---- D02
D02 = "copay_math"


def test_d02_example() -> None:
    context = {"specialist_visit": False}
    found = one(D02, eob(VISIT | {"copay": "60.00"}), plan=plan(copays=COPAYS), context=context)
    assert (found.amount_at_stake.plain(), found.severity, found.certainty) == ("30.00", "low", "likely")


def test_d02_a_visit_type_that_nobody_told_is_held_against_the_highest_copay() -> None:
    found = one(D02, eob(VISIT | {"copay": "60.00"}), plan=plan(copays=COPAYS))
    assert (found.amount_at_stake.plain(), found.certainty) == ("10.00", "ask")


def test_d02_silent() -> None:
    for copay in ("30.00", "20.00", "50.00"):
        assert silent(D02, eob(VISIT | {"copay": copay}), plan=plan(copays=COPAYS))
    assert silent(D02, eob(VISIT | {"copay": "50.00"}), plan=plan(copays=COPAYS), context={"specialist_visit": True})
    assert silent(D02, eob(VISIT | {"code": "99284", "copay": "150.00"}), plan=plan(copays=COPAYS))
    assert silent(D02, eob(VISIT | {"copay": "99.00"}, payer_name="Second Plan"), plan=plan(copays=COPAYS))


def test_d02_two_copays_for_one_visit() -> None:
    lines = (VISIT | {"copay": "30.00"}, {"code": "36415", "copay": "30.00"})
    assert one(D02, eob(*lines), plan=plan(copays=COPAYS)).amount_at_stake.plain() == "30.00"
    other_day = VISIT | {"copay": "30.00", "service_date": "2026-03-09"}
    assert silent(D02, eob(lines[0], other_day), plan=plan(copays=COPAYS))
    other_doctor = lines[1] | {"rendering_npi": "1234567893"}
    assert silent(D02, eob(lines[0], other_doctor), plan=plan(copays=COPAYS))


def test_d02_needs() -> None:
    assert needs(D02, eob(VISIT | {"copay": "60.00"}), plan=PLAN) == "the plan's copays"
    assert "EOB" in needs(D02, plan=plan(copays=COPAYS))
    er = eob(VISIT | {"code": "99284", "copay": "60.00"})
    assert "copay for this kind of visit" in needs(D02, er, plan=plan(copays={"office_visit": "30.00"}))


# ---- D03
D03 = "copay_and_coinsurance_both"
BOTH = VISIT | {"copay": "40.00", "coinsurance": "22.40"}
COPAY_ONLY = plan(copays={"office_visit": "40.00"}, copay_only=["office_visit"])


def test_d03_example() -> None:
    found = one(D03, eob(BOTH), plan=COPAY_ONLY, context={"visit_type": "office_visit"})
    assert (found.amount_at_stake.plain(), found.severity, found.certainty) == ("22.40", "low", "likely")


def test_d03_silent() -> None:
    assert silent(D03, eob(BOTH | {"code": "80053"}), plan=COPAY_ONLY)
    assert silent(D03, eob(BOTH | {"coinsurance": "0.00"}), plan=COPAY_ONLY)
    assert silent(D03, eob(BOTH, network_status="out"), plan=COPAY_ONLY)
    assert silent(D03, eob(BOTH | {"revenue_code": "0510"}), plan=COPAY_ONLY)
    assert silent(D03, eob(BOTH), plan=plan(copays=COPAYS, copay_only=["office_visit"]), context={"specialist_visit": True})


def test_d03_needs() -> None:
    assert "copay only" in needs(D03, eob(BOTH), plan=plan(copays=COPAYS))
    assert "EOB" in needs(D03, plan=COPAY_ONLY)


# ---- D04
D04 = "deductible_exceeds_plan"
THREE = (claim("a", "2026-02-01", "700.00"), claim("b", "2026-03-01", "600.00"), claim("c", "2026-04-01", "400.00"))
LIMITED = plan(deductible_individual="1500.00")


def test_d04_example() -> None:
    found = one(D04, *THREE, plan=LIMITED)
    assert (found.amount_at_stake.plain(), found.severity, found.certainty) == ("200.00", "high", "likely")
    assert found.documents == ("c",) and "$1,700.00" in found.explanation and "$1,500.00" in found.explanation


def test_d04_the_order_is_that_of_processing() -> None:
    early = claim("c", "2026-01-15", "400.00")
    assert one(D04, THREE[0], THREE[1], early, plan=LIMITED).documents == ("b",)


def test_d04_without_a_plan_year_it_only_asks() -> None:
    assert one(D04, *THREE, plan={name: value for name, value in LIMITED.items() if name != "year_start"}).certainty == "ask"


@pytest.mark.parametrize(
    "other",
    [
        {"patient_name": "Walter Calloway"},
        {"network_status": "out"},
        {"payer_name": "Second Plan"},
        {"claim_version": "reversal"},
        {"service_from": "2025-12-30", "service_to": "2025-12-30"},
    ],
)
def test_d04_what_does_not_count_together(other: dict[str, Any]) -> None:
    assert silent(D04, THREE[0], THREE[1], claim("c", "2026-04-01", "400.00", **other), plan=LIMITED)


def test_d04_drugs_have_a_deductible_of_their_own() -> None:
    drug = eob({"ndc": "00093310905", "deductible": "400.00"}, id="c", patient_name="Ruth Calloway", claim_number="c")
    assert silent(D04, THREE[0], THREE[1], drug, plan=LIMITED)


def test_d04_a_shared_deductible_is_the_family_s() -> None:
    shared = plan(deductible_individual="1500.00", deductible_family="3000.00", deductible_shared=True)
    assert silent(D04, *THREE, plan=shared)


def test_d04_the_family_together() -> None:
    walter = claim("d", "2026-05-01", "900.00", patient_name="Walter Calloway")
    two = plan(deductible_individual="1500.00", deductible_family="2000.00")
    found = one(D04, THREE[0], THREE[1], walter, plan=two)
    assert found.amount_at_stake.plain() == "200.00" and "the family" in found.explanation


def test_d04_another_plan_year_begins_in_july() -> None:
    july = plan(deductible_individual="1500.00", year_start="2025-07-01")
    line = {"code": "99213", "deductible": "400.00", "service_date": "2026-07-02"}
    late = eob(line, id="c", claim_number="c", patient_name="Ruth Calloway")
    assert silent(D04, THREE[0], THREE[1], late, plan=july)
    assert one(D04, *THREE, plan=july).amount_at_stake.plain() == "200.00"


def test_d04_needs() -> None:
    assert "the plan's deductible" in needs(D04, *THREE, plan=PLAN)
    assert "EOB" in needs(D04, plan=LIMITED)
    assert "dates" in needs(D04, eob({"deductible": "1700.00"}, processed_date=None), plan=LIMITED)


# ---- D05
D05 = "deductible_after_met"


def test_d05_example() -> None:
    met, after = claim("a", "2026-05-01", "1500.00"), claim("b", "2026-05-20", "75.00")
    found = one(D05, met, after, plan=LIMITED)
    assert (found.amount_at_stake.plain(), found.severity, found.documents) == ("75.00", "medium", ("b",))
    assert found.part_of == D04


def test_d05_the_plan_s_own_count_is_enough() -> None:
    met = claim("a", "2026-05-01", "300.00", deductible_met="1500.00", deductible_limit="1500.00")
    found = one(D05, met, claim("b", "2026-05-20", "75.00"), plan=PLAN)
    assert found.amount_at_stake.plain() == "75.00" and found.documents == ("b", "a") and found.part_of is None


def test_d05_silent() -> None:
    assert silent(D05, claim("a", "2026-05-20", "1500.00"), claim("b", "2026-05-01", "75.00"), plan=plan(deductible_individual="1600.00"))
    assert silent(D05, claim("a", "2026-05-01", "1500.00"), claim("b", "2026-05-20", "0.00"), plan=LIMITED)
    assert silent(D05, claim("a", "2026-05-01", "1500.00"), claim("b", "2026-05-20", "75.00", network_status="out"), plan=LIMITED)
    assert silent(D05, claim("a", "2026-05-01", "1500.00"), claim("b", "2026-05-01", "75.00"), plan=LIMITED)  # the same day: no order


def test_d05_needs() -> None:
    assert "the plan's deductible" in needs(D05, *THREE, plan=PLAN)
    assert "EOB" in needs(D05, plan=LIMITED)


def test_d04_and_d05_count_the_same_dollars_once() -> None:
    documents = [claim("a", "2026-05-01", "1500.00"), claim("b", "2026-05-20", "75.00")]
    facts = facts_from_json({"documents": documents, "plan": LIMITED}, today=TODAY).facts
    found = run_checks(facts, only=[D04, D05]).findings
    assert len(found) == 2 and sum(amount.cents for amount in count_once(found, facts).values()) == 7500


# ---- D06
D06 = "oop_max_exceeded"
TALL = eob({"code": "27447", "deductible": "1500.00", "copay": "0.00", "coinsurance": "9412.40"}, patient_name="Ruth Calloway")


def test_d06_example() -> None:
    found = one(D06, TALL, plan=plan(out_of_pocket_max_individual="10600.00"))
    assert (found.amount_at_stake.plain(), found.severity, found.certainty) == ("312.40", "high", "likely")
    assert "$10,912.40" in found.explanation


def test_d06_the_legal_limit_of_the_year() -> None:
    assert one(D06, TALL, plan=PLAN).amount_at_stake.plain() == "312.40"
    assert one(D06, TALL, plan=plan(out_of_pocket_max_individual="11000.00")).amount_at_stake.plain() == "312.40"
    assert one(D06, TALL, plan=plan(year_start="2025-07-01")).amount_at_stake.plain() == "1712.40"  # the year begins in 2025
    assert one(D06, TALL, plan=plan(out_of_pocket_max_individual="6000.00")).amount_at_stake.plain() == "4912.40"


def test_d06_silent() -> None:
    within = eob({"deductible": "1500.00", "coinsurance": "9100.00"})
    assert silent(D06, within, plan=PLAN)
    assert silent(D06, eob({"deductible": "1500.00", "not_covered": "20000.00"}), plan=PLAN)
    assert "EOB" in needs(D06, TALL | {"fields": TALL["fields"] | {"network_status": "out"}}, plan=PLAN)


def test_d06_needs() -> None:
    for other in ({"grandfathered": True}, {"type": "short_term_or_fixed_indemnity"}):
        assert "must have" in needs(D06, TALL, plan=plan(**other))
    assert "out-of-pocket limit" in needs(D06, TALL, plan={"payer_name": "Lakeshore"})
    assert "2021" in needs(D06, eob({"deductible": "5.00", "service_date": "2021-05-05"}), plan=PLAN)


# ---- D07
D07 = "plan_oop_above_legal"


def test_d07_example() -> None:
    found = one(D07, plan=plan(out_of_pocket_max_individual="11000.00"))
    assert (found.amount_at_stake.plain(), found.severity) == ("400.00", "low") and "$10,600.00" in found.explanation
    facts = facts_from_json({"plan": plan(out_of_pocket_max_individual="11000.00")}, today=TODAY).facts
    assert count_once([found], facts)[found.key].cents == 0  # no bill asks for it


@pytest.mark.parametrize(
    "other",
    [
        {"out_of_pocket_max_individual": "10600.00"},
        {"grandfathered": True},
        {"retiree_only": True},
        {"type": "short_term_or_fixed_indemnity"},
        {"type": "dental_stand_alone"},
    ],
)
def test_d07_silent(other: dict[str, Any]) -> None:
    assert silent(D07, plan=plan(out_of_pocket_max_individual="11000.00") | other)


def test_d07_needs() -> None:
    assert "limit for one person" in needs(D07, plan=PLAN)
    assert "type" in needs(D07, plan={"out_of_pocket_max_individual": "11000.00"})


# ---- D08
D08 = "wrong_plan_year"
STAY = {"stay": {"admitted": "2025-12-30", "discharged": "2026-01-02"}}
OLD = eob({"service_date": "2025-12-30", "deductible": "1500.00"}, id="old", claim_number="old")
NEW = eob({"service_date": "2026-01-01", "deductible": "1500.00"}, id="new", claim_number="new")


def test_d08_example() -> None:
    found = one(D08, OLD, NEW, plan=PLAN, context=STAY)
    assert (found.amount_at_stake.plain(), found.certainty, found.documents) == ("1500.00", "ask", ("new",))


def test_d08_the_year_the_plan_names() -> None:
    found = one(D08, OLD, plan=plan(accumulator_year=2026))
    assert found.amount_at_stake.plain() == "1500.00" and "2026 deductible" in found.explanation


def test_d08_silent() -> None:
    assert silent(D08, OLD, plan=PLAN, context=STAY)
    assert silent(D08, OLD, NEW, plan=plan(year_start="2025-07-01"), context=STAY)  # one plan year
    assert silent(D08, OLD, NEW, plan=PLAN)  # two visits, not one stay
    assert silent(D08, NEW, plan=plan(accumulator_year=2026))


def test_d08_needs() -> None:
    assert "plan year begins" in needs(D08, OLD, NEW, plan={"payer_name": "Lakeshore"}, context=STAY)
    assert "EOB" in needs(D08, plan=PLAN, context=STAY)


# ---- D09
D09 = "preventive_with_cost_share"
SCAN = {"code": "77067", "billed": "300.00", "diagnosis_codes": ["Z12.31"], "patient_owes": "48.75"}


def test_d09_example() -> None:
    found = one(D09, eob(SCAN), plan=PLAN)
    assert (found.amount_at_stake.plain(), found.severity, found.certainty) == ("48.75", "high", "likely")


@pytest.mark.parametrize(
    ("line", "certainty"),
    [
        ({"code": "99213", "modifiers": ["33"]}, "likely"),
        ({"code": "99396"}, "likely"),
        ({"code": "90686", "diagnosis_codes": ["Z23"]}, "likely"),
        ({"code": "90686", "diagnosis_codes": None}, "ask"),
        ({"code": "80061", "diagnosis_codes": ["Z13.220"]}, "likely"),
        ({"code": "45380", "diagnosis_codes": ["Z1211"]}, "likely"),
    ],
)
def test_d09_what_is_on_the_list(line: dict[str, Any], certainty: str) -> None:
    assert one(D09, eob(SCAN | line), plan=PLAN).certainty == certainty


@pytest.mark.parametrize(
    "line",
    [
        {"code": "85025", "diagnosis_codes": ["Z00.00"]},  # a blood count on a check-up day
        {"code": "80061", "diagnosis_codes": ["E78.5"]},  # to look into a problem
        {"code": "80061", "diagnosis_codes": ["E78.5", "Z00.00"]},
        {"code": "80061", "diagnosis_codes": None},
        {"code": "90686", "diagnosis_codes": ["S61.0"]},
        {"code": "99213", "modifiers": ["25"], "diagnosis_codes": ["Z00.00"]},  # a problem visit beside the check-up
        {"patient_owes": "0.00"},
    ],
)
def test_d09_silent(line: dict[str, Any]) -> None:
    assert silent(D09, eob(SCAN | line), plan=PLAN)


def test_d09_networks_and_plans() -> None:
    assert silent(D09, eob(SCAN, network_status="out"), plan=PLAN)
    assert one(D09, eob(SCAN, network_status=None), plan=PLAN).certainty == "ask"
    assert one(D09, eob(SCAN)).certainty == "ask"
    for other in ({"grandfathered": True}, {"type": "medicare_original"}, {"type": "short_term_or_fixed_indemnity"}):
        assert "preventive care rule" in needs(D09, eob(SCAN), plan=plan(**other))
    assert "code" in needs(D09, eob(SCAN | {"code": None}), plan=PLAN)
    assert "EOB" in needs(D09, plan=PLAN)


# ---- D10
D10 = "oon_processed_but_directory_in"
OUT = eob({"code": "99213", "patient_owes": "380.00"}, network_status="out", patient_responsibility="380.00")


def test_d10_example() -> None:
    found = one(D10, OUT, context={"directory_listed_on": "2026-02-20", "in_network_share": "95.00"})
    assert (found.amount_at_stake.plain(), found.severity, found.certainty) == ("285.00", "high", "likely")


def test_d10_a_later_listing_or_the_bill_s_word_only_asks() -> None:
    assert one(D10, OUT, context={"directory_listed_on": "2026-06-20", "in_network_share": "95.00"}).certainty == "ask"
    assert one(D10, OUT, context={"directory_listed_on": "2026-02-20"}).amount_at_stake.plain() == "0.00"
    line = {"code": "99213", "billed": "500.00"}
    out = eob(line | {"patient_owes": "380.00"}, network_status="out")
    found = one(D10, bill(line, network_status="in"), out, context={"in_network_share": "95.00"})
    assert found.certainty == "ask" and found.documents == ("eob", "bill")


def test_d10_silent_and_needs() -> None:
    assert silent(D10, eob({"patient_owes": "380.00"}), context={"directory_listed_on": "2026-02-20"})
    assert silent(D10, OUT, context={"directory_listed_on": "2026-02-20", "in_network_share": "380.00"})
    assert "directory" in needs(D10, OUT)
    assert "network" in needs(D10, eob({"patient_owes": "380.00"}, network_status=None))
