"""The checks of surprise bills, estimates and protected patients on their examples, and on what must stay silent."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from medbills.audits import run_checks
from medbills.domain.finding import Inspection
from medbills.domain.owing import count_once, you_owe
from medbills.services.case_file import facts_from_json

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "corpus"))
from asked_checks import DAY, TODAY, bill, eob, inspect, needs, one, silent

PLAN = {"payer_name": "Lakeshore", "type": "employer_self_funded_erisa"}


def pair(line: dict[str, Any], share: str, asked: str, *, id: str = "bill", **more: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """An out-of-network bill of one line, with the insurer's paper that leaves `share`."""
    charge = line | {"billed": line.get("billed", asked)}
    paper = bill(charge, id=id, amount_due=asked, total_billed=charge["billed"])
    out = {"network_status": "out", "patient_responsibility": share} | more
    codes = out.pop("codes", ["PR-2"])
    return paper, eob(charge | {"patient_owes": share, "remark_codes": codes}, **out)


# ---- E01
E01 = "nsa_emergency_oon"
DOCTOR = {"code": "99285"}


def test_e01_example() -> None:
    found = one(E01, *pair(DOCTOR, "186.00", "1240.00"), plan=PLAN)
    assert (found.amount_at_stake.plain(), found.severity, found.certainty) == ("1054.00", "high", "likely")
    assert "limit this to $186.00" in found.explanation and found.letter == "billing_dispute"
    assert found.part_of == "bill_exceeds_eob_patient_responsibility"


@pytest.mark.parametrize(
    "line", [{"code": "99283"}, {"code": "12001", "place_of_service": "23"}, {"code": "70450", "revenue_code": "0450"}]
)
def test_e01_what_is_an_emergency(line: dict[str, Any]) -> None:
    assert one(E01, *pair(line, "186.00", "1240.00"), plan=PLAN).amount_at_stake.plain() == "1054.00"


def test_e01_the_user_s_word_is_enough() -> None:
    assert one(E01, *pair({"code": "70450"}, "186.00", "1240.00"), plan=PLAN, context={"emergency": True})


def test_e01_silent() -> None:
    assert silent(E01, *pair(DOCTOR, "186.00", "1240.00", network_status="in"), plan=PLAN)
    assert silent(E01, *pair(DOCTOR, "186.00", "186.00"), plan=PLAN)
    assert silent(E01, *pair({"code": "99203", "revenue_code": "0456"}, "186.00", "1240.00"), plan=PLAN)  # urgent care
    assert silent(E01, *pair({"code": "A0431"}, "186.00", "1240.00"), plan=PLAN, context={"emergency": True})  # E03


@pytest.mark.parametrize("other", ["short_term_or_fixed_indemnity", "health_sharing", "medicare_original", "tricare"])
def test_e01_plans_that_the_act_does_not_cover(other: str) -> None:
    assert "federal surprise-bill rules" in needs(E01, *pair(DOCTOR, "186.00", "1240.00"), plan=PLAN | {"type": other})


def test_e01_needs() -> None:
    assert "type of the plan" in needs(E01, *pair(DOCTOR, "186.00", "1240.00"))
    assert "EOB" in needs(E01, bill(DOCTOR | {"billed": "1240.00"}, network_status="out", amount_due="1240.00"), plan=PLAN)
    ground = pair({"code": "A0427"}, "186.00", "1240.00")
    assert "cover" in needs(E01, *ground, plan=PLAN, context={"emergency": True})
    early = pair(DOCTOR | {"service_date": "2021-12-31"}, "186.00", "1240.00")
    assert "cover" in needs(E01, *early, plan=PLAN)


def test_e01_out_of_network_benefits_go_to_the_insurer_first() -> None:
    found = one(E01, *pair(DOCTOR, "900.00", "1240.00", codes=["PR-45"]), plan=PLAN)
    assert (found.amount_at_stake.plain(), found.letter, found.certainty) == ("0.00", "reprocess_nsa", "ask")


def test_e01_counts_the_dollars_of_c01_once() -> None:
    facts = facts_from_json({"documents": list(pair(DOCTOR, "186.00", "1240.00")), "plan": PLAN}, today=TODAY).facts
    found = run_checks(facts, only=[E01, "bill_exceeds_eob_patient_responsibility"]).findings
    assert len(found) == 2 and sum(amount.cents for amount in count_once(found, facts).values()) == 105400
    assert you_owe(facts, found).to_json() == {"sure": "186.00", "disputed": "1054.00", "waiting_for_insurance": "0.00"}


# ---- E02
E02 = "nsa_ancillary_at_in_network_facility"
ASLEEP = {"code": "00840", "place_of_service": "22"}
SURGEON = {"code": "47562", "place_of_service": "22"}
INSIDE = {"facility_network_status": "in"}


def test_e02_example() -> None:
    found = one(E02, *pair(ASLEEP, "120.00", "900.00"), plan=PLAN, context=INSIDE)
    assert (found.amount_at_stake.plain(), found.severity, found.certainty) == ("780.00", "high", "likely")


@pytest.mark.parametrize("line", [ASLEEP, {"code": "70450"}, {"code": "88305"}, {"code": "0012U"}, {"code": "47562", "modifiers": ["80"]}])
def test_e02_no_consent_gives_up_an_ancillary_protection(line: dict[str, Any]) -> None:
    consent = {"signed": True, "given_on": "2026-02-01", "booked_on": "2026-01-20"}
    context = INSIDE | {"chose_out_of_network": True, "consent": consent}
    found = one(E02, *pair(line | {"place_of_service": "22"}, "120.00", "900.00"), plan=PLAN, context=context)
    assert found.part_of is None  # the whole bill is not compared where the user chose out of network


@pytest.mark.parametrize(
    ("consent", "held"),
    [
        ({"signed": True, "given_on": "2026-02-28", "booked_on": "2026-02-01"}, True),
        ({"signed": True, "given_on": "2026-03-01", "booked_on": "2026-02-01"}, False),
        ({"signed": True, "given_on": "2026-03-02", "booked_on": "2026-03-02"}, True),
        ({"signed": True, "given_on": "2026-03-03", "booked_on": "2026-03-02"}, False),
        ({"signed": True, "given_on": "2026-03-03", "booked_on": "2026-03-03", "hours_before": 3}, True),
        ({"signed": True, "given_on": "2026-03-03", "booked_on": "2026-03-03", "hours_before": 2}, False),
        ({"signed": False}, False),
    ],
)
def test_e02_a_surgeon_s_consent_counts_in_time(consent: dict[str, Any], held: bool) -> None:
    documents, context = pair(SURGEON, "120.00", "900.00"), INSIDE | {"consent": consent}
    if held:
        assert silent(E02, *documents, plan=PLAN, context=context)
    else:
        assert one(E02, *documents, plan=PLAN, context=context).amount_at_stake.plain() == "780.00"


def test_e02_no_form_seen_is_a_finding() -> None:
    assert one(E02, *pair(SURGEON, "120.00", "900.00"), plan=PLAN, context=INSIDE).amount_at_stake.plain() == "780.00"


def test_e02_silent() -> None:
    assert silent(E02, *pair(ASLEEP | {"place_of_service": "11"}, "120.00", "900.00"), plan=PLAN, context=INSIDE)
    assert silent(E02, *pair(ASLEEP, "120.00", "120.00"), plan=PLAN, context=INSIDE)
    assert silent(E02, *pair(ASLEEP, "120.00", "900.00"), plan=PLAN, context={"facility_network_status": "out"})
    assert silent(E02, *pair(ASLEEP, "120.00", "900.00"), plan=PLAN, context=INSIDE | {"emergency": True})  # E01


def test_e02_needs() -> None:
    assert "hospital or surgery center" in needs(E02, *pair(ASLEEP, "120.00", "900.00"), plan=PLAN)
    assert "type of the plan" in needs(E02, *pair(ASLEEP, "120.00", "900.00"), context=INSIDE)
    chosen = INSIDE | {"chose_out_of_network": True}
    assert "consent form" in needs(E02, *pair(SURGEON, "120.00", "900.00"), plan=PLAN, context=chosen)


# ---- E03
E03 = "nsa_air_ambulance"


def test_e03_example() -> None:
    found = one(E03, *pair({"code": "A0431"}, "1500.00", "42000.00"), plan=PLAN)
    assert (found.amount_at_stake.plain(), found.severity, found.certainty) == ("40500.00", "high", "likely")


def test_e03_without_an_insurer_s_paper_it_only_asks() -> None:
    found = one(E03, bill({"code": "A0435", "billed": "42000.00"}, network_status="out", amount_due="42000.00"), plan=PLAN)
    assert (found.amount_at_stake.plain(), found.certainty) == ("0.00", "ask")


def test_e03_silent_and_needs() -> None:
    assert silent(E03, *pair({"code": "A0427"}, "150.00", "4200.00"), plan=PLAN)  # ground
    assert silent(E03, *pair({"code": "A0431"}, "1500.00", "1500.00"), plan=PLAN)
    assert silent(E03, *pair({"code": "A0431"}, "1500.00", "42000.00", network_status="in"), plan=PLAN)
    assert "type of the plan" in needs(E03, *pair({"code": "A0431"}, "1500.00", "42000.00"))


# ---- E04
E04 = "gfe_exceeded_by_400"
ALONE = {"insured": False}


def estimate(total: str, **fields: Any) -> dict[str, Any]:
    common = {"provider_name": "Oak Clinic", "letter_date": "2026-02-20", "total_billed": total, "service_from": DAY, "service_to": DAY}
    return {"id": "estimate", "kind": "good_faith_estimate", "lines": [], "fields": common | fields}


def asked(total: str, **fields: Any) -> dict[str, Any]:
    return bill({"code": "99213", "billed": total}, total_billed=total, amount_due=total, **({"statement_date": "2026-10-05"} | fields))


def test_e04_example() -> None:
    found = one(E04, estimate("1850.00"), asked("2250.00"), patient=ALONE)
    assert (found.amount_at_stake.plain(), found.severity) == ("400.00", "high")
    assert "$25.00" in found.explanation and "February 2, 2027" in found.explanation


def test_e04_a_cent_less_is_a_note() -> None:
    found = one(E04, estimate("1850.00"), asked("2249.99"), patient=ALONE)
    assert (found.amount_at_stake.plain(), found.severity) == ("399.99", "low") and "process" not in found.explanation


def test_e04_silent() -> None:
    assert silent(E04, estimate("1850.00"), asked("1850.00"), patient=ALONE)
    assert silent(E04, estimate("1850.00"), asked("2250.00", total_adjustments="400.00"), patient=ALONE)  # a discount after it


def test_e04_each_provider_by_itself_and_the_care_of_the_estimate() -> None:
    other = asked("2250.00", provider_name="Pine Hospital")
    assert "bill from Oak Clinic" in needs(E04, estimate("1850.00"), other, patient=ALONE)
    later = estimate("1850.00", service_from="2026-06-01", service_to="2026-06-01")
    assert "care of the estimate" in needs(E04, later, asked("2250.00"), patient=ALONE)


def test_e04_the_sender_of_the_estimate_is_its_provider() -> None:
    paper = estimate("1850.00", provider_name=None, issuer_name="Oak Clinic LLC")
    assert one(E04, paper, asked("2250.00"), patient=ALONE).amount_at_stake.plain() == "400.00"


def test_e04_needs() -> None:
    assert "estimate" in needs(E04, asked("2250.00"), patient=ALONE)
    assert "bill" in needs(E04, estimate("1850.00"), patient=ALONE)
    assert "without insurance" in needs(E04, estimate("1850.00"), asked("2250.00"))
    assert "without insurance" in needs(E04, estimate("1850.00"), asked("2250.00"), patient={"insured": True})
    assert one(E04, estimate("1850.00"), asked("2250.00"), patient={"insured": True}, context={"pays_without_insurance": True})


# ---- E05
E05 = "gfe_missing_or_late"


def booked(letter: str | None, care: str = "2026-11-09", **context: Any) -> dict[str, Any]:
    paper = estimate("1850.00", service_from=care, service_to=care, letter_date=letter)
    return {"documents": [paper], "context": {"scheduled_on": "2026-11-02"} | context}


def check_e05(parts: dict[str, Any]) -> Inspection:
    return inspect(E05, *parts["documents"], context=parts["context"], patient=ALONE)


def test_e05_example() -> None:
    (found,) = check_e05(booked("2026-11-04")).findings
    assert "November 3, 2026" in found.explanation and found.severity == "medium" and found.certainty == "likely"
    assert check_e05(booked("2026-11-03")) == Inspection()


def test_e05_ten_days_ahead_leave_three_and_the_border_is_named() -> None:
    (found,) = check_e05(booked("2026-11-06", care="2026-11-17")).findings  # Veterans Day is no business day: ten of them
    assert "November 5, 2026" in found.explanation and "borderline" in found.explanation and found.certainty == "ask"
    assert check_e05(booked("2026-11-05", care="2026-11-18")) == Inspection()


def test_e05_soon_there_is_no_duty_unless_asked() -> None:
    assert check_e05(booked("2026-11-20", care="2026-11-04")) == Inspection()
    (found,) = check_e05(booked("2026-11-20", care="2026-11-04", estimate_requested_on="2026-11-02")).findings
    assert "November 5, 2026" in found.explanation


def test_e05_missing() -> None:
    context = {"scheduled_on": "2026-02-16"}
    found = one(E05, asked("2250.00"), patient=ALONE, context=context)
    assert found.title == "Estimate missing" and found.certainty == "ask" and found.documents == ("bill",)


def test_e05_needs() -> None:
    assert "booked" in needs(E05, estimate("1850.00"), patient=ALONE)
    assert "without insurance" in needs(E05, estimate("1850.00"), context={"scheduled_on": "2026-02-16"})
    assert "date of the good-faith estimate" in " ".join(item.needs for item in check_e05(booked(None)).not_checked)


# ---- E06
E06 = "self_pay_no_discount"


def test_e06_example() -> None:
    found = one(E06, asked("2000.00", total_adjustments="0.00"), patient=ALONE)
    assert (found.amount_at_stake.plain(), found.severity, found.certainty) == ("0.00", "low", "likely")
    assert "$800.00 to $1,400.00" in found.explanation


def test_e06_silent_and_needs() -> None:
    assert one(E06, asked("2000.00"), patient=ALONE).certainty == "ask"  # blank is not zero
    assert silent(E06, asked("199.99"), patient=ALONE)
    assert silent(E06, asked("2000.00", total_adjustments="600.00"), patient=ALONE)
    assert silent(E06, asked("2000.00", total_adjustments="-600.00"), patient=ALONE)
    assert "without insurance" in needs(E06, asked("2000.00"), patient={"insured": True})
    assert "total charges" in needs(E06, bill(kind="bill"), patient=ALONE)


# ---- E07
E07 = "facility_fee_surprise"
VISIT = bill({"code": "99213", "billed": "150.00"}, id="doctor", place_of_service="22")
CLINIC = bill({"revenue_code": "0510", "billed": "225.00"}, id="clinic", provider_name="Pine Hospital")


def test_e07_example() -> None:
    found = one(E07, VISIT, CLINIC)
    assert (found.amount_at_stake.plain(), found.severity, found.certainty) == ("225.00", "medium", "ask")
    assert found.documents[0] == "clinic"


def test_e07_the_patient_s_share_of_it() -> None:
    paper = eob({"revenue_code": "0510", "billed": "225.00", "patient_owes": "80.00"}, provider_name="Pine Hospital")
    found = one(E07, VISIT, CLINIC, paper)
    assert (found.amount_at_stake.plain(), found.certainty) == ("80.00", "likely")


def test_e07_told_before_is_low_and_a_place_alone_asks() -> None:
    assert one(E07, VISIT, CLINIC, context={"told_of_facility_fee": True}).severity == "low"
    assert one(E07, VISIT).amount_at_stake.plain() == "0.00"


def test_e07_silent_and_needs() -> None:
    office = bill({"code": "99213", "billed": "150.00"}, id="doctor", place_of_service="11")
    assert silent(E07, office)
    other_day = bill({"code": "G0463", "billed": "225.00", "service_date": "2026-04-04"}, id="clinic", provider_name="Pine Hospital")
    assert silent(E07, office, other_day)
    assert silent(E07, bill({"code": "80053", "billed": "40.00"}, place_of_service="22"))
    assert "place of service" in needs(E07, bill({"code": "99213", "billed": "150.00"}))
    assert "bill with its lines" in needs(E07)


# ---- E08
E08 = "medicare_limiting_charge"
MEDICARE = {"type": "medicare_original"}


def notice(line: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return eob({"code": "99214"} | line, kind="medicare_summary_notice", **({"assignment": "no"} | fields))


def test_e08_example() -> None:
    found = one(E08, notice({"billed": "130.00"}), plan=MEDICARE, context={"medicare_fee": "100.00"})
    assert (found.amount_at_stake.plain(), found.severity) == ("20.75", "high") and "$109.25" in found.explanation


def test_e08_from_the_approved_amount() -> None:
    assert one(E08, notice({"billed": "130.00", "allowed": "95.00"})).amount_at_stake.plain() == "20.75"
    assert silent(E08, notice({"billed": "109.25", "allowed": "95.00"}))
    assert silent(E08, notice({"billed": "109.26", "allowed": "95.00"}))


def test_e08_silent_and_needs() -> None:
    assert silent(E08, notice({"billed": "130.00", "allowed": "95.00"}, assignment="yes"))
    assert silent(E08, notice({"code": "J1100", "billed": "130.00", "allowed": "95.00"}))
    assert "opted out" in needs(E08, notice({"billed": "130.00", "allowed": "95.00"}), context={"opted_out_of_medicare": True})
    assert "assignment" in needs(E08, notice({"billed": "130.00", "allowed": "95.00"}, assignment=None))
    assert "approved amount" in needs(E08, notice({"billed": "130.00"}))
    assert "Medicare notice" in needs(E08, eob({"billed": "130.00", "allowed": "95.00"}))


# ---- E09
E09 = "qmb_or_medicaid_billed"
BALANCE = bill({"code": "99214", "billed": "130.00"}, amount_due="85.40")
MEDICAID = {"type": "medicaid", "covered_from": "2026-01-01"}


def test_e09_example() -> None:
    found = one(E09, BALANCE, patient={"qmb": True})
    assert (found.amount_at_stake.plain(), found.severity) == ("85.40", "high")
    assert one(E09, BALANCE, plan=MEDICAID).amount_at_stake.plain() == "85.40"
    assert one(E09, BALANCE, plan=MEDICARE, secondary_plan=MEDICAID).amount_at_stake.plain() == "85.40"


def test_e09_a_state_copay_is_owed() -> None:
    assert one(E09, BALANCE, plan=MEDICAID | {"copays": {"office_visit": "4.00"}}).amount_at_stake.plain() == "81.40"
    assert silent(E09, bill({"billed": "4.00"}, amount_due="4.00"), plan=MEDICAID | {"copays": {"office_visit": "4.00"}})


@pytest.mark.parametrize("codes", [["OA-209"], ["N781"], ["N783"], ["PR-303"], ["PR-2", "N782"]])
def test_e09_marks_on_the_notice(codes: list[str]) -> None:
    line = {"code": "99214", "billed": "130.00", "patient_owes": "85.40", "remark_codes": codes}
    assert one(E09, BALANCE, eob(line), plan=MEDICARE).amount_at_stake.plain() == "85.40"


def test_e09_silent_and_needs() -> None:
    assert silent(E09, bill({"billed": "130.00"}, amount_due="0.00"), plan=MEDICAID)
    assert silent(E09, BALANCE, plan=MEDICAID | {"covered_to": "2026-02-28"})
    assert silent(E09, BALANCE, plan=MEDICAID, context={"chose_out_of_network": True})
    assert one(E09, BALANCE, patient={"qmb": True}, context={"chose_out_of_network": True})
    spend_down = {"code": "99214", "billed": "130.00", "patient_owes": "85.40", "remark_codes": ["PR-178"]}
    assert silent(E09, BALANCE, eob(spend_down), plan=MEDICAID)
    assert "Medicaid or the QMB program" in needs(E09, BALANCE)
    assert "bill" in needs(E09, plan=MEDICAID)
