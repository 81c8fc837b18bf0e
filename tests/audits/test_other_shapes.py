"""The same problems in other shapes than the reference's examples: no amount due, the insurer's paper alone, other words."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from medbills.audits import run_checks
from medbills.domain.owing import you_owe
from medbills.services.case_file import facts_from_json

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "corpus"))
from asked_checks import TODAY, bill, eob, inspect, needs, one, silent

VISIT = {"code": "99204", "billed": "330.00"}
ANSWER = VISIT | {"allowed": "240.00", "adjustment": "90.00", "plan_paid": "200.00", "copay": "40.00", "patient_owes": "40.00"}
REFUND = "double_payment_refund"


def test_money_back_needs_no_amount_due() -> None:
    found = one(REFUND, bill(VISIT, patient_paid="100.00", amount_due=None), eob(ANSWER))
    assert found.amount_at_stake.plain() == "60.00"


def test_instalments_before_the_statement_are_no_double_payment() -> None:
    paid = [{"date": day, "amount": "50.00", "to": "Oak Clinic", "account_number": "7"} for day in ("2026-04-02", "2026-04-09")]
    statement = {"statement_date": "2026-04-20", "account_number": "7", "patient_paid": "100.00", "amount_due": "20.00"}
    share = ANSWER | {"copay": "120.00", "plan_paid": "120.00", "patient_owes": "120.00"}
    assert silent(REFUND, bill(VISIT, **statement), eob(share), context={"payments": paid})
    later = [payment | {"date": payment["date"].replace("-04-", "-05-")} for payment in paid]
    assert one(REFUND, bill(VISIT, **statement | {"patient_paid": None}), eob(share), context={"payments": later}).amount_at_stake


def test_what_the_insurer_sent_to_the_patient_is_no_discount() -> None:
    """OA-100: the money is to be passed on, so the bill may ask for it."""
    line = {"code": "64721", "billed": "250.00", "allowed": "250.00", "adjustment": "150.00", "plan_paid": "60.00", "coinsurance": "40.00"}
    reasons = [{"group": "OA", "reason": "100", "amount": "150.00"}, {"group": "PR", "reason": "2", "amount": "40.00"}]
    paper = eob(line | {"patient_owes": "40.00", "adjustments": reasons}, network_status="in", total_adjustments="150.00")
    excess = "bill_exceeds_eob_patient_responsibility"
    asks = bill({"code": "64721", "billed": "250.00"}, amount_due="190.00")
    assert silent(excess, asks, paper)
    assert one(excess, bill({"code": "64721", "billed": "250.00"}, amount_due="240.00"), paper).amount_at_stake.plain() == "50.00"


def test_a_total_of_the_plans_payment_that_no_lines_explain() -> None:
    found = one("eob_totals_vs_lines", eob(ANSWER, plan_paid="250.00"))
    assert found.amount_at_stake.plain() == "50.00"
    fewer = one("eob_totals_vs_lines", eob(ANSWER, patient_responsibility="30.00"))
    assert fewer.amount_at_stake.plain() == "0.00", "a total that asks less takes nothing from the patient"


def test_modifier_of_no_notice_on_medicares_own_paper() -> None:
    line = {"code": "82306", "billed": "88.00", "modifiers": ["GZ"], "not_covered": "88.00", "patient_owes": "88.00"}
    found = one("modifier_sanity", eob(line, kind="medicare_summary_notice"))
    assert found.amount_at_stake.plain() == "88.00"
    assert not inspect("modifier_sanity", eob(line | {"patient_owes": "0.00"}, kind="medicare_summary_notice")).findings
    both = inspect("modifier_sanity", bill({"code": "82306", "billed": "88.00", "modifiers": ["GZ"]}), eob(line))
    assert len(both.findings) == 1, "the bill's line and the insurer's are one"


def test_care_outside_the_coverage_by_the_insurers_paper_alone() -> None:
    plan = {"type": "employer_self_funded_erisa", "covered_from": "2026-01-01", "covered_to": "2026-02-01"}
    line = {"code": "99214", "billed": "185.00", "not_covered": "185.00", "patient_owes": "185.00", "remark_codes": ["PR-27"]}
    assert one("after_death_or_before_coverage", eob(line), plan=plan).documents == ("eob",)
    assert silent("after_death_or_before_coverage", eob(line | {"remark_codes": ["PR-1"]}), plan=plan)


@pytest.mark.parametrize("words", ["credit report", "Credit_Report", "reported to a credit bureau", "sale of the debt", "law suit", "lien"])
def test_a_hospitals_step_in_any_words(words: str) -> None:
    action = {"kind": words, "date": "2026-10-01", "account_number": "60-7", "noticed_30_days_before": True}
    first = bill({"billed": "900.00"}, statement_date="2026-07-06", account_number="60-7", type_of_bill="0131")
    told = {"nonprofit_hospital": True, "collection_actions": [action]}
    assert "33 days" in one("eca_too_early", first, context=told).explanation
    referral = told | {"collection_actions": [action | {"kind": "referral to a collector"}]}
    assert silent("eca_too_early", first, context=referral)
    assert "collection step" in needs("eca_too_early", first, context=told | {"collection_actions": [action | {"kind": "something else"}]})


@pytest.mark.parametrize(("told", "asked"), [("0.35", None), ("35", None), ("0.25", "750.00"), ("25", "750.00")])
def test_a_percent_told_as_a_fraction_is_the_same_percent(told: str, asked: str | None) -> None:
    aid = {"assistance": {"approved": True, "generally_billed_percent": told}}
    paper = bill({"code": "99204", "billed": "9000.00"}, total_billed="9000.00", amount_due="3000.00")
    if asked is None:
        assert silent("agb_cap", paper, context=aid)
    else:
        assert one("agb_cap", paper, context=aid).amount_at_stake.plain() == asked


def test_an_insurer_that_paid_is_no_care_without_insurance() -> None:
    plan = {"type": "short_term_or_fixed_indemnity"}
    paper = bill({"code": "99284", "billed": "1250.00"}, total_billed="1250.00", total_adjustments="0.00", amount_due="834.00")
    assert one("self_pay_no_discount", paper, plan=plan)
    fields = paper["fields"] | {"plan_paid": "416.00"}
    assert "insurer's payment" in needs("self_pay_no_discount", paper | {"fields": fields}, plan=plan)


def test_a_plan_to_come_is_held_against_its_own_years_limit() -> None:
    plan = {"type": "employer_fully_insured", "covered_from": "2027-01-01", "year_start": "2027-01-01", "grandfathered": False}
    assert silent("plan_oop_above_legal", plan=plan | {"out_of_pocket_max_individual": "11800.00"})
    above = one("plan_oop_above_legal", plan=plan | {"out_of_pocket_max_individual": "12100.00"})
    assert above.amount_at_stake.plain() == "100.00" and "2027" in above.explanation


def test_a_finding_about_two_bills_counts_on_the_bill_of_its_lines() -> None:
    doctor = bill({"code": "99214", "billed": "165.00"}, id="doctor", place_of_service="22", amount_due="150.00", account_number="1")
    fee = {"code": "G0463", "billed": "198.00", "revenue_code": "0510"}
    hospital = bill(fee, id="hospital", provider_name="St. Brannoc Hospital", amount_due="198.00", account_number="2", type_of_bill="0131")
    case = {"documents": [doctor, hospital], "context": {"marked_lines": [{"document": "hospital", "line": 0, "happened": False}]}}
    facts = facts_from_json(case | {"patient": {"insured": False}}, today=TODAY).facts
    found = run_checks(facts, only=["facility_fee_surprise", "service_not_received"]).findings
    assert len(found) == 2
    owed = you_owe(facts, found)
    assert (owed.sure.plain(), owed.disputed.plain()) == ("150.00", "198.00")


def test_a_sum_that_does_not_hold_is_beside_a_line_in_question() -> None:
    """What a bill asks beyond its lines, and a line that may be there twice, are two things."""
    lines = [{"code": "97530", "billed": "128.50"}, {"code": "97530", "billed": "141.75"}, {"code": "97161", "billed": "358.66"}]
    paper = bill(*lines, total_billed="700.00", amount_due="700.00")
    facts = facts_from_json({"documents": [paper], "patient": {"insured": False}}, today=TODAY).facts
    found = run_checks(facts, only=["near_duplicate_line", "line_sum_vs_total"]).findings
    assert [finding.amount_at_stake.plain() for finding in found] == ["128.50", "71.09"]
    assert you_owe(facts, found).disputed.plain() == "199.59"


def test_two_cheaper_treatments_on_one_bill_share_what_it_asks() -> None:
    first = {"code": "D2391", "billed": "198.00", "tooth": "3", "surface": "O"}
    second = {"code": "D2393", "billed": "355.00", "tooth": "19", "surface": "MOD"}
    answers = (
        first | {"paid_as_code": "D2140", "allowed": "92.00", "plan_paid": "92.00", "adjustment": "53.00", "patient_owes": "53.00"},
        second | {"paid_as_code": "D2160", "allowed": "148.00", "plan_paid": "148.00", "adjustment": "95.00", "patient_owes": "112.00"},
    )
    plan = {"type": "dental_stand_alone", "dental": {"network_fees": {"D2391": "145.00", "D2393": "260.00"}}}
    asks = bill(first, second, total_billed="553.00", plan_paid="240.00", amount_due="313.00")
    case = {"documents": [asks, eob(*answers)], "plan": plan}
    facts = facts_from_json(case, today=TODAY).facts
    found = run_checks(facts, only=["alternate_benefit_downgrade"]).findings
    assert sorted(finding.amount_at_stake.plain() for finding in found) == ["53.00", "95.00"]
    assert you_owe(facts, found).disputed.plain() == "148.00"


def test_what_was_paid_and_is_not_asked_again_is_a_refund_only() -> None:
    share = ANSWER | {"allowed": "240.00", "plan_paid": "168.00", "copay": "72.00", "patient_owes": "72.00"}
    paid = bill(VISIT, total_billed="330.00", patient_paid="240.00", amount_due="0.00")
    checks = ["bill_exceeds_eob_patient_responsibility", "co_amount_billed_to_patient", REFUND]
    facts = facts_from_json({"documents": [paid, eob(share)]}, today=TODAY).facts
    assert [(finding.check, finding.amount_at_stake.plain()) for finding in run_checks(facts, only=checks).findings] == [(REFUND, "168.00")]


def test_consent_71_hours_before_came_too_late() -> None:
    surgery = {"code": "30520", "billed": "3900.00"}
    answer = surgery | {"allowed": "1500.00", "adjustment": "2400.00", "plan_paid": "1200.00", "patient_owes": "300.00"}
    asks = bill(surgery, total_billed="3900.00", plan_paid="1200.00", amount_due="2700.00", place_of_service="24")
    consent = {"signed": True, "given_on": "2026-02-28", "booked_on": "2026-02-01", "hours_before": 71}
    told = {"facility_network_status": "in", "emergency": False, "specialty": "otolaryngology", "consent": consent}
    plan = {"type": "employer_self_funded_erisa"}
    check = "nsa_ancillary_at_in_network_facility"
    found = one(check, asks, eob(answer, network_status="out"), plan=plan, context=told)
    assert found.amount_at_stake.plain() == "2400.00"
    in_time = told | {"consent": consent | {"hours_before": 72}}
    assert not inspect(check, asks, eob(answer, network_status="out"), plan=plan, context=in_time).findings


def test_an_employees_own_plan_pays_before_the_one_as_a_spouse() -> None:
    own = {"type": "employer_self_funded_erisa", "payer_name": "Fernhill", "covered_from": "2026-01-01", "covered_as": "employee"}
    second = {"type": "employer_fully_insured", "payer_name": "Union Trust", "covered_from": "2026-01-01", "covered_as": "spouse"}
    paper = eob(ANSWER, payer_name="Union Trust", patient_responsibility="40.00")
    found = one("wrong_payer_order_cob", paper, plan=own, secondary_plan=second)
    assert "Fernhill pays first" in found.explanation


def test_copay_only_visits_of_a_plan_without_typed_copays() -> None:
    line = {"code": "99214", "billed": "150.00", "copay": "30.00", "coinsurance": "18.40"}
    found = one("copay_and_coinsurance_both", eob(line), plan={"copay_only": ["office_visit"]}, context={"visit_type": "office_visit"})
    assert found.amount_at_stake.plain() == "18.40"


def test_observation_in_the_middle_of_intensive_care_days() -> None:
    lines = [
        {"service_date": "2026-03-03", "billed": "3120.00", "revenue_code": "0206"},
        {"service_date": "2026-03-04", "billed": "1215.00", "revenue_code": "0762", "units": "12"},
    ]
    stay = {"admission_date": "2026-03-03", "discharge_date": "2026-03-05", "type_of_bill": "0111"}
    told = {"stay": {"admitted": "2026-03-03", "discharged": "2026-03-05"}}
    assert one("observation_vs_inpatient", bill(*lines, **stay), context=told)
    before = [lines[0], lines[1] | {"service_date": "2026-03-03"}]
    assert silent("observation_vs_inpatient", bill(*before, **stay), context=told), "before the admission it is normal"
