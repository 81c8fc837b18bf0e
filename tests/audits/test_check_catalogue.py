"""Every entry of the catalogue of checks: found, sourced, plainly said, silent on nothing, the same twice."""

from __future__ import annotations

import dataclasses
import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medbills.audits import checks, run_checks
from medbills.domain.facts import Facts, Patient
from medbills.domain.finding import Check, Finding, KeptFinding
from medbills.domain.money import ONE_CENT, ZERO, total
from medbills.domain.owing import count_once, you_owe
from medbills.services.case_file import facts_from_json

TODAY = date(2026, 11, 21)
VERDICTS = re.compile(r"fraud|illegal|overcharg|\berror|mistake|guarantee|will save|will win|you must not pay|!", re.IGNORECASE)
TO_THE_READER = re.compile(r"\b(you|your|yours|you'(?:re|ve|ll))\b", re.IGNORECASE)
CARE = re.compile(r"insurer|insurance|plan|claim|treatment|service|care", re.IGNORECASE)
NAMES = {
    "exact_duplicate_line": "A01",
    "near_duplicate_line": "A02",
    "duplicate_across_bills": "A03",
    "duplicate_claim_eob": "A04",
    "line_sum_vs_total": "B01",
    "unit_price_times_units": "B02",
    "balance_equation": "B03",
    "eob_line_balance": "B04",
    "eob_totals_vs_lines": "B05",
    "bill_exceeds_eob_patient_responsibility": "C01",
    "co_amount_billed_to_patient": "C02",
    "contractual_adjustment_missing": "C03",
    "insurer_payment_not_posted": "C04",
    "patient_payment_not_credited": "C05",
    "double_payment_refund": "C06",
    "no_eob_claim_never_sent": "C07",
    "timely_filing_denial_billed": "C08",
    "bill_before_eob": "C09",
    "wrong_payer_order_cob": "C10",
    "secondary_not_billed_or_excess": "C11",
    "oa_pi_group_billed": "C12",
    "credit_balance_not_used": "C13",
    "coinsurance_math": "D01",
    "copay_math": "D02",
    "copay_and_coinsurance_both": "D03",
    "deductible_exceeds_plan": "D04",
    "deductible_after_met": "D05",
    "oop_max_exceeded": "D06",
    "plan_oop_above_legal": "D07",
    "wrong_plan_year": "D08",
    "preventive_with_cost_share": "D09",
    "oon_processed_but_directory_in": "D10",
    "nsa_emergency_oon": "E01",
    "nsa_ancillary_at_in_network_facility": "E02",
    "nsa_air_ambulance": "E03",
    "gfe_exceeded_by_400": "E04",
    "gfe_missing_or_late": "E05",
    "self_pay_no_discount": "E06",
    "facility_fee_surprise": "E07",
    "medicare_limiting_charge": "E08",
    "qmb_or_medicaid_billed": "E09",
    "charity_care_by_fpl": "I01",
    "agb_cap": "I02",
    "fap_refund": "I03",
    "medical_deduction_hint": "I04",
    "collection_exceeds_original": "H05",
    "alternate_benefit_downgrade": "J01",
    "room_days_vs_midnights": "G01",
    "discharge_day_room_charge": "G02",
    "observation_vs_inpatient": "G03",
    "dates_outside_stay": "G04",
    "after_death_or_before_coverage": "G05",
    "wrong_patient_identifiers": "G06",
    "service_not_received": "G07",
    "two_providers_same_minute": "G08",
    "status_changed_to_observation": "G09",
    "downgrade_not_disclosed": "J02",
    "dental_frequency": "J03",
    "dental_waiting_period": "J04",
    "dental_annual_maximum": "J05",
    "dental_deductible_on_preventive": "J06",
    "missing_tooth_clause": "J07",
    "dental_bundled_codes": "J08",
    "tooth_surface_validity": "J09",
    "dental_contract_writeoff": "J10",
    "code_format": "F01",
    "lab_panel_unbundled": "F02",
    "new_vs_established": "F03",
    "multiple_em_same_day": "F04",
    "em_with_minor_procedure_no25": "F05",
    "postop_visit_in_global": "F06",
    "bilateral_modifier_conflict": "F07",
    "modifier_sanity": "F08",
    "professional_technical_overlap": "F09",
    "units_implausible": "F10",
    "addon_without_primary": "F11",
    "initial_infusion_twice": "F12",
    "dx_laterality_conflict": "F13",
    "ndc_units": "F14",
    "ambulance_mileage": "F15",
    "ed_level_twice": "F16",
    "pos_mismatch": "F17",
    "provider_npi_check": "F18",
    "maternity_package_split": "F19",
    "statement_aging_jump": "H01",
    "balance_increase_without_service": "H02",
    "interest_or_late_fee": "H03",
    "payment_plan_drift": "H04",
    "collection_while_insurance_pending": "H06",
    "eca_too_early": "H07",
    "time_barred_debt": "H08",
    "credit_report_small_or_young": "H09",
    "credit_report_over_7_years": "H10",
    "call_frequency": "H11",
    "validation_notice_missing": "H12",
}


def plainly_said(text: str, words: int = 22) -> None:
    assert not VERDICTS.search(text), text
    for sentence in re.split(r"(?<=[.?:])\s+", text):
        assert len(sentence.split()) <= words, sentence


def test_the_catalogue_is_the_reference_s() -> None:
    assert {check.slug: check.number for check in checks()} == NAMES


@pytest.mark.parametrize("check", checks(), ids=lambda check: check.slug)
def test_each_check_is_sourced_and_silent_on_nothing(check: Check) -> None:
    assert check.authority and check.checked_on == date(2026, 11, 21) and check.sentence.endswith(".") and check.title
    plainly_said(f"{check.title}. {check.sentence}")
    answer = check.inspect(Facts(today=TODAY))
    assert answer.findings == () and answer.not_checked and all(item.needs and item.check == check.slug for item in answer.not_checked)


DAYS = st.sampled_from(["2026-03-02", "2026-03-03", "2021-05-05", None])
MONEY = st.sampled_from(["0.00", "10.00", "40.00", "100.00", "220.00", "300.00", "-100.00", "275.00", None])
ODD_CODES = [
    "99204",
    "99214",
    "99284",
    "80053",
    "82565",
    "96365",
    "96374",
    "90472",
    "97110",
    "11102",
    "J1885",
    "A0425",
    "G0378",
    "59400",
    "59426",
    "D2950",
    "D1110",
    "D4341",
    "9921",
]
CODES = st.sampled_from(["99213", "99285", "71046", "D2392", "A0429", "A0430", "99396", "00840", *ODD_CODES, None])
GROUPS = st.sampled_from(["CO-45", "CO-16", "PR-1", "PR-45", "OA-23", "CO-18", "169", "N130", "CO-253"])
ADJUSTMENTS = st.lists(
    st.builds(
        lambda group, reason, amount: {"group": group, "reason": reason, "amount": amount},
        st.sampled_from(["CO", "PR", "OA", "PI"]),
        st.sampled_from(["45", "1", "2", "16", "169"]),
        st.sampled_from(["0.00", "40.00", "220.00"]),
    ),
    max_size=3,
)
LINE = st.fixed_dictionaries(
    {},
    optional={
        "service_date": DAYS,
        "service_from": DAYS,
        "service_to": DAYS,
        "code": CODES,
        "paid_as_code": st.sampled_from(["D2150", None]),
        "revenue_code": st.sampled_from(["0300", "0450", "320", "0120", "0762", None]),
        "modifiers": st.lists(st.sampled_from(["26", "76", "LT"]), max_size=2),
        "description": st.sampled_from(["Chest X-ray, one view", "LAB", "Care 08:15", "Care per hour", None]),
        "units": st.sampled_from([1, 2, 0.5]),
        "billed": MONEY,
        "adjustment": MONEY,
        "allowed": MONEY,
        "plan_paid": MONEY,
        "deductible": MONEY,
        "copay": MONEY,
        "coinsurance": MONEY,
        "not_covered": MONEY,
        "patient_owes": MONEY,
        "remark_codes": st.lists(GROUPS, max_size=3),
        "adjustments": ADJUSTMENTS,
        "patient_paid": MONEY,
        "unit_price": MONEY,
        "place_of_service": st.sampled_from(["11", "22", "23", None]),
        "diagnosis_codes": st.sampled_from([["Z12.31"], ["E78.5"], None]),
    },
)
FIELDS = st.fixed_dictionaries(
    {},
    optional={
        "provider_name": st.sampled_from(["Oak Clinic", "Oak Clinic LLC", "Pine Hospital", "The", None]),
        "issuer_name": st.sampled_from(["Oak Clinic", "Harrow"]),
        "provider_npi": st.sampled_from(["1234567893", "1234567890"]),
        "payer_name": st.sampled_from(["Lakeshore", "Second Plan", None]),
        "patient_name": st.sampled_from(["Walter Calloway", "Ruth Calloway", None]),
        "network_status": st.sampled_from(["in", "out", None]),
        "account_number": st.sampled_from(["1", "2", None]),
        "claim_number": st.sampled_from(["7", "8", None]),
        "replaces_claim_number": st.sampled_from(["7", None]),
        "claim_version": st.sampled_from(["original", "replacement", "reversal", None]),
        "denial_codes": st.sampled_from([["CO-29"], ["29"], ["197"]]),
        "original_creditor": st.sampled_from(["Oak Clinic", "Pine Hospital", None]),
        "statement_date": DAYS,
        "processed_date": DAYS,
        "letter_date": DAYS,
        "service_from": DAYS,
        "service_to": DAYS,
        "total_billed": MONEY,
        "total_adjustments": MONEY,
        "total_allowed": MONEY,
        "plan_paid": MONEY,
        "patient_paid": MONEY,
        "patient_responsibility": MONEY,
        "amount_due": MONEY,
        "previous_balance": MONEY,
        "interest": MONEY,
        "fees": MONEY,
        "instalment_due": MONEY,
        "other_insurance_paid": MONEY,
        "maximum_billable": MONEY,
        "assignment": st.sampled_from(["yes", "no", None]),
    },
)
DOCUMENT = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(
            [
                "bill",
                "itemized_bill",
                "eob",
                "eob",
                "medicare_summary_notice",
                "collection_notice",
                "receipt",
                "good_faith_estimate",
                "denial_letter",
                "other",
            ]
        ),
        "fields": FIELDS,
        "lines": st.lists(LINE, max_size=3),
    }
)
CASE = st.fixed_dictionaries(
    {"documents": st.lists(DOCUMENT, max_size=5)},
    optional={
        "secondary_plan": st.fixed_dictionaries(
            {"payer_name": st.just("Second Plan"), "type": st.sampled_from(["employer_fully_insured", "medicaid", "medicare_original"])},
            optional={
                "covered_from": st.just("2026-01-01"),
                "covered_as": st.sampled_from(["subscriber", "spouse", "child"]),
                "standing": st.sampled_from(["active", "retiree"]),
                "employer_size": st.just(50),
            },
        ),
        "patient": st.fixed_dictionaries(
            {"insured": st.sampled_from([True, False, None])}, optional={"qmb": st.booleans(), "state": st.just("OH")}
        ),
        "plan": st.fixed_dictionaries(
            {},
            optional={
                "type": st.sampled_from(["employer_self_funded_erisa", "medicare_original", "medicaid", "uninsured_self_pay"]),
                "payer_name": st.just("Lakeshore"),
                "covered_as": st.sampled_from(["subscriber", "child"]),
                "coinsurance_in": st.just("0.20"),
                "coinsurance_out": st.just("0.40"),
                "copays": st.just({"office_visit": "5.00"}),
                "copay_only": st.just(["office_visit"]),
                "deductible_individual": st.just("30.00"),
                "deductible_family": st.just("60.00"),
                "out_of_pocket_max_individual": st.sampled_from(["50.00", "20000.00"]),
                "year_start": st.sampled_from(["2026-01-01", "2025-07-01"]),
                "accumulator_year": st.just(2026),
                "dental": st.fixed_dictionaries(
                    {},
                    optional={
                        "network_fees": st.just({"D2392": "200.00"}),
                        "alternate_fees": st.just({"D2150": "100.00"}),
                        "rates": st.just({"D2150": "0.8"}),
                        "contract_permission": st.sampled_from(["full_fee", "contracted_fee", "none", "else"]),
                    },
                ),
            },
        ),
        "context": st.fixed_dictionaries(
            {},
            optional={
                "emergency": st.booleans(),
                "facility_network_status": st.just("in"),
                "fees_agreed": st.booleans(),
                "chose_out_of_network": st.booleans(),
                "directory_listed_on": st.just("2026-02-02"),
                "in_network_share": st.just("20.00"),
                "scheduled_on": st.just("2026-02-09"),
                "pays_without_insurance": st.booleans(),
                "told_of_facility_fee": st.booleans(),
                "stay": st.just({"admitted": "2026-03-02", "discharged": "2026-03-03"}),
                "assistance": st.fixed_dictionaries(
                    {"approved": st.booleans()},
                    optional={
                        "household_size": st.just(3),
                        "income": st.just("40000.00"),
                        "generally_billed_percent": st.just(38),
                        "owed": st.just("20.00"),
                        "adjusted_gross_income": st.just("400.00"),
                    },
                ),
                "payments": st.just([{"amount": "40.00", "to": "Oak Clinic", "date": "2026-03-09"}]),
                "limitation_years": st.just(3),
                "nonprofit_hospital": st.booleans(),
                "open_matters": st.fixed_dictionaries({}, optional={"claim": st.booleans(), "assistance": st.booleans()}),
                "payment_plan": st.just({"balance": "300.00", "began": "2026-01-02", "instalment": "10.00", "first_due": "2026-02-01"}),
                "collection_actions": st.just([{"kind": "lien", "date": "2026-03-20"}]),
                "credit_entries": st.just([{"name": "Harrow", "original_amount": "90.00", "delinquent_on": "2018-01-01"}]),
                "collector_calls": st.just([{"date": "2026-03-02", "time": "22:00"}]),
                "collector_first_contact": st.just("2026-03-02"),
                "global_days": st.just({"11102": 10, "59400": 90}),
                "therapy_minutes": st.just({"2026-03-02": 20}),
                "drug_doses": st.just({"J1885": {"given": "5", "per_unit": "10"}}),
                "ambulance_miles": st.just("0.5"),
                "downgrade_disclosed": st.booleans(),
                "marked_lines": st.just([{"document": "itemized_bill-1", "line": 0, "happened": False}]),
            },
        ),
    },
)


def said(finding: Finding) -> None:
    plainly_said(finding.title)
    plainly_said(finding.question)
    plainly_said(finding.remedy)
    assert not VERDICTS.search(finding.explanation), finding.explanation
    plainly_said(finding.rest_title)
    plainly_said(finding.reason, words=26)  # a bill's whole sum is one sentence of figures
    assert finding.reason.endswith(".") and len(re.findall(r"(?<=[.?])\s+", finding.reason)) <= 3, finding.reason
    assert not TO_THE_READER.search(finding.reason), finding.reason
    assert finding.letter != "debt_validation_request" or not CARE.search(finding.reason), finding.reason
    kept = KeptFinding(id="f", case_id="c", finding=finding, counted=finding.amount_at_stake - ONE_CENT)
    assert not TO_THE_READER.search(kept.title_in_letters), kept.title_in_letters
    assert "None" not in finding.explanation + finding.title + finding.remedy + finding.reason + finding.rest_title


@settings(max_examples=300, deadline=None)
@given(CASE)
def test_whatever_the_papers_hold(case: dict[str, Any]) -> None:
    facts = facts_from_json(case, today=TODAY).facts
    answer = run_checks(facts)
    again = run_checks(facts_from_json(case, today=TODAY).facts)
    assert answer == again
    at_stake = [finding.amount_at_stake for finding in answer.findings]
    assert at_stake == sorted(at_stake, reverse=True)
    for finding in answer.findings:
        said(finding)
        assert finding.amount_at_stake >= ZERO and finding.letter and finding.authority
        for ref in finding.lines:
            assert ref.document in finding.documents and ref.line < len(facts.paper(ref.document).lines)
    counted = count_once(answer.findings, facts)
    assert all(ZERO <= counted[finding.key] <= finding.amount_at_stake for finding in answer.findings)
    owed = you_owe(facts, answer.findings)
    for name, part in owed.per_paper.items():
        assert min(part.sure, part.disputed, part.waiting_for_insurance) >= ZERO
        paper = facts.paper(name)
        assert part.asked <= max(ZERO, paper.amount_due or paper.previous_balance or ZERO)
    assert owed.asked == total(part.asked for part in owed.per_paper.values())


@settings(max_examples=120, deadline=None)
@given(CASE, CASE, st.data())
def test_what_was_worked_out_before_changes_no_answer(case: dict[str, Any], other: dict[str, Any], data: st.DataObject) -> None:
    """Papers stay in memory with all that was found out about them, while other papers and what the user told change."""
    before, told = (facts_from_json(one, today=TODAY).facts for one in (case, other))
    run_checks(before)
    papers = [paper for paper in before.papers if data.draw(st.booleans())]
    at = data.draw(st.integers(min_value=0, max_value=len(papers)))
    papers[at : at + 1] = [dataclasses.replace(paper, lines=paper.lines[1:], provider_name="Elm Clinic") for paper in papers[at : at + 1]]
    changed = dataclasses.replace(told, papers=tuple(papers))
    fresh = tuple(dataclasses.replace(paper, lines=tuple(dataclasses.replace(line) for line in paper.lines)) for paper in papers)
    assert run_checks(changed) == run_checks(dataclasses.replace(changed, papers=fresh))


def test_an_uninsured_patient_waits_for_nobody() -> None:
    facts = facts_from_json({"documents": [{"kind": "bill", "fields": {"amount_due": "90.00"}}]}, today=TODAY).facts
    assert you_owe(facts, ()).sure.plain() == "90.00"
    insured = dataclasses.replace(facts, patient=Patient(insured=True))
    assert you_owe(insured, ()).waiting_for_insurance.plain() == "90.00"


def test_a_paid_bill_asks_nothing() -> None:
    case = {
        "documents": [{"kind": "bill", "fields": {"amount_due": "90.00", "provider_name": "Oak Clinic", "statement_date": "2026-03-01"}}],
        "context": {"payments": [{"date": "2026-03-09", "amount": "90.00", "to": "Oak Clinic"}]},
    }
    assert you_owe(facts_from_json(case, today=TODAY).facts, ()).asked == ZERO
