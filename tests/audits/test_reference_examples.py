"""Each check on the example it is defined by, and on the good explanations that must stay silent."""

from __future__ import annotations

import dataclasses
import sys
from pathlib import Path
from typing import Any

import pytest

from medbills.domain.finding import KeptFinding
from medbills.domain.money import Money

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "corpus"))
from asked_checks import DAY, bill, eob, needs, one, silent

# ---- A01
XRAY = {"code": "71046", "billed": "184.00", "description": "CHEST X-RAY 2 VIEWS"}
A01 = "exact_duplicate_line"


def test_a01_example() -> None:
    found = one(A01, bill(XRAY, {"code": "99213", "billed": "150.00"}, XRAY))
    assert (found.amount_at_stake.plain(), found.severity, found.certainty) == ("184.00", "medium", "sure")
    assert [ref.line for ref in found.lines] == [0, 2] and found.title == "Chest x-ray 2 views charged twice"


def test_a01_three_times() -> None:
    assert one(A01, bill(XRAY, XRAY, XRAY)).amount_at_stake.plain() == "368.00"


@pytest.mark.parametrize("modifier", ["76", "77", "91", "59", "XE", "XP", "XS", "XU"])
def test_a01_a_modifier_that_says_again_is_a_reason(modifier: str) -> None:
    line = XRAY | {"modifiers": [modifier]}
    assert silent(A01, bill(line, line)) and silent(A01, bill(XRAY, line))


@pytest.mark.parametrize("modifier", ["50", "LT", "RT"])
def test_a01_sides_do_not_excuse_lines_alike_in_everything(modifier: str) -> None:
    assert one(A01, bill(XRAY | {"modifiers": [modifier]}, XRAY | {"modifiers": [modifier]})).amount_at_stake.plain() == "184.00"


@pytest.mark.parametrize(
    "other",
    [
        {"units": 2},
        {"billed": "184.01"},
        {"modifiers": ["LT"]},
        {"rendering_npi": "1234567893"},
        {"tooth": "3"},
        {"surface": "MO"},
        {"service_date": "2026-03-04"},
        {"code": "71045"},
    ],
)
def test_a01_a_difference_is_no_duplicate(other: dict[str, Any]) -> None:
    assert silent(A01, bill(XRAY, XRAY | other))


def test_a01_a_credit_cancels_its_charge_first() -> None:
    assert silent(A01, bill(XRAY, XRAY, XRAY | {"billed": "-184.00"}))


def test_a01_surfaces_in_another_order_are_the_same() -> None:
    line = {"code": "D2392", "billed": "275.00", "tooth": "30"}
    assert one(A01, bill(line | {"surface": "MO"}, line | {"surface": "OM"})).amount_at_stake.plain() == "275.00"


@pytest.mark.parametrize("family", ["0250", "258", "0260", "0272", "0300", "0301", "0410", "0636"])
def test_a01_families_that_repeat_are_one_low_question(family: str) -> None:
    found = one(A01, bill(XRAY | {"revenue_code": family}, XRAY | {"revenue_code": family}))
    assert (found.amount_at_stake.plain(), found.severity, found.certainty) == ("0.00", "low", "ask")


def test_a01_without_codes_compares_revenue_code_and_words() -> None:
    line = {"revenue_code": "0320", "description": "Imaging", "billed": "90.00"}
    assert one(A01, bill(line, line)).certainty == "likely"
    assert silent(A01, bill(line, line | {"description": "Imaging, left"}))


def test_a01_a_ledger_with_times_is_never_flagged() -> None:
    assert silent(A01, bill(XRAY | {"description": "Chest 08:10"}, XRAY | {"description": "Chest 08:10"}))


def test_a01_needs_lines_with_days_and_charges() -> None:
    assert "itemized bill" in needs(A01, bill(kind="bill", amount_due="5.00"))
    line = {"code": "71046", "billed": "184.00", "service_date": None}
    assert "dates" in needs(A01, bill(line, line))
    assert needs(A01) == "a bill with its lines"


def test_a01_one_day_printed_on_top_counts_but_only_to_ask() -> None:
    line = XRAY | {"service_date": None}
    assert one(A01, bill(line, line, service_from=DAY, service_to=DAY)).certainty == "ask"


def test_a01_the_same_bill_sent_twice_is_asked_about_once() -> None:
    first = bill(XRAY, XRAY, id="first", account_number="9", statement_date="2026-04-01")
    assert one(A01, first, bill(XRAY, XRAY, id="second", account_number="9")).documents == ("second",)


def test_a01_a_running_account_keeps_the_lines_of_earlier_statements() -> None:
    early = bill(XRAY, XRAY, id="early", account_number="9", statement_date="2026-04-01")
    late = bill({"code": "99213", "billed": "80.00", "service_date": "2026-04-20"}, id="late", account_number="9")
    assert one(A01, late, early).documents == ("early",)


# ---- B01
B01 = "line_sum_vs_total"
LINES = ({"billed": "120.00"}, {"billed": "75.50"}, {"billed": "40.00"})


def test_b01_example() -> None:
    assert one(B01, bill(*LINES, total_billed="255.50")).amount_at_stake.plain() == "20.00"
    assert one(B01, bill(*LINES, total_billed="200.00")).amount_at_stake.plain() == "0.00"


def test_b01_silent() -> None:
    assert silent(B01, bill(*LINES, total_billed="235.50")) and silent(B01, bill(*LINES, total_billed="235.51"))
    assert silent(B01, bill(*LINES, {"plan_paid": "100.00"}, {"patient_paid": "5.00"}, total_billed="235.50"))
    assert silent(B01, bill(*LINES, {"billed": "-40.00"}, total_billed="195.50"))
    assert silent(B01, bill(*LINES, total_billed="255.50", previous_balance="20.00"))


def test_b01_needs() -> None:
    assert "total charges" in needs(B01, bill(*LINES))
    assert "charge of every line" in needs(B01, bill(*LINES, {"code": "99213"}, total_billed="255.50"))
    assert "itemized bill" in needs(B01, bill(*LINES, kind="bill", total_billed="255.50"))


# ---- B03
B03 = "balance_equation"
FULL = {
    "total_billed": "1000.00",
    "total_adjustments": "400.00",
    "plan_paid": "350.00",
    "patient_paid": "50.00",
    "previous_balance": "0.00",
    "interest": "0.00",
    "fees": "0.00",
}


def test_b03_example() -> None:
    found = one(B03, bill(**FULL, amount_due="250.00"))
    assert (found.amount_at_stake.plain(), found.certainty, found.severity) == ("50.00", "sure", "high")
    assert "$200.00" in found.explanation and "$250.00" in found.explanation


def test_b03_below_is_low_and_a_blank_only_asks() -> None:
    low = one(B03, bill(**FULL, amount_due="150.00"))
    assert (low.amount_at_stake.plain(), low.severity) == ("0.00", "low")
    del_paid = {name: value for name, value in FULL.items() if name != "patient_paid"}
    assert one(B03, bill(**del_paid, amount_due="300.00")).certainty == "ask"
    assert "does not print" in needs(B03, bill(total_billed="1000.00", amount_due="150.00"))


@pytest.mark.parametrize(
    "fields",
    [
        {"amount_due": "200.00"},
        {"amount_due": "200.01"},
        {"previous_balance": "30.00", "amount_due": "230.00"},
        {"previous_balance": "30.00", "amount_due": "200.00"},  # the older balance is inside the total
        {"total_adjustments": "750.00", "amount_due": "200.00"},  # discount and payment printed as one sum
        {"total_adjustments": "-400.00", "amount_due": "200.00"},
        {"amount_due": "25.00", "instalment_due": "25.00"},
        {"interest": "3.00", "fees": "2.00", "amount_due": "205.00"},
    ],
)
def test_b03_usual_layouts_are_silent(fields: dict[str, str]) -> None:
    assert silent(B03, bill(**(FULL | fields)))


def test_b03_needs() -> None:
    assert "amount due" in needs(B03, bill(**FULL)) and "total charges" in needs(B03, bill(amount_due="5.00"))


# ---- B04
B04 = "eob_line_balance"
CODES = [
    {"group": "CO", "reason": "45", "amount": "120.00"},
    {"group": "PR", "reason": "1", "amount": "80.00"},
    {"group": "PR", "reason": "2", "amount": "20.00"},
]
COLUMNS = {"billed": "300.00", "allowed": "180.00", "deductible": "80.00", "copay": "0.00", "coinsurance": "20.00", "plan_paid": "80.00"}


def test_b04_example() -> None:
    assert silent(B04, eob({"billed": "300.00", "adjustments": CODES, "plan_paid": "80.00"}))
    assert one(B04, eob({"billed": "300.00", "adjustments": CODES, "plan_paid": "60.00"})).amount_at_stake.plain() == "20.00"


def test_b04_columns() -> None:
    assert silent(B04, eob(COLUMNS | {"patient_owes": "100.00"}))
    assert one(B04, eob(COLUMNS | {"plan_paid": "60.00"})).amount_at_stake.plain() == "20.00"
    assert silent(B04, eob(COLUMNS | {"plan_paid": "79.60"}))
    assert one(B04, eob(COLUMNS | {"patient_owes": "140.00", "not_covered": "0.00"})).amount_at_stake.plain() == "40.00"
    assert one(B04, eob(COLUMNS | {"patient_owes": "140.00"})).certainty == "ask"


def test_b04_good_explanations() -> None:
    assert silent(B04, eob(COLUMNS | {"allowed": "195.00", "not_covered": "15.00"}))
    assert silent(B04, eob(COLUMNS | {"plan_paid": "60.00"}, other_insurance_paid="20.00"))
    assert silent(B04, eob(COLUMNS | {"plan_paid": "84.00"}, interest="4.00"))
    assert silent(B04, eob(COLUMNS | {"deductible": "0.00", "coinsurance": "30.00", "plan_paid": "147.00", "remark_codes": ["CO-253"]}))
    assert silent(B04, eob(COLUMNS | {"billed": "300.00", "patient_owes": "120.00", "not_covered": "30.00"}))


def test_b04_needs_a_whole_set() -> None:
    assert "copay" in needs(B04, eob({"billed": "300.00", "allowed": "180.00", "plan_paid": "80.00"}))


def test_b04_a_reversed_claim_is_not_looked_at() -> None:
    wrong = COLUMNS | {"plan_paid": "60.00"}
    first = eob(wrong, id="first", claim_number="1")
    undone = eob(wrong, id="undone", claim_number="1", claim_version="reversal", processed_date="2026-04-20")
    again = eob(COLUMNS, id="again", claim_number="1", claim_version="replacement", processed_date="2026-04-20")
    assert silent(B04, first, undone, again) and needs(B04, first, undone) == "an insurer's statement (EOB)"
    renumbered = eob(COLUMNS, id="new", claim_number="2", replaces_claim_number="1", claim_version="replacement")
    assert silent(B04, first, renumbered)


# ---- C01
C01 = "bill_exceeds_eob_patient_responsibility"
VISIT = {"code": "99214", "billed": "300.00"}
ASKS = {"amount_due": "152.35", "patient_paid": "40.00", "total_billed": "300.00", "total_adjustments": "10.00", "plan_paid": "97.65"}
OWES = VISIT | {"allowed": "200.00", "plan_paid": "51.80", "patient_owes": "148.20"}


def test_c01_example() -> None:
    found = one(C01, bill(VISIT, **ASKS), eob(OWES))
    assert (found.amount_at_stake.plain(), found.severity, found.certainty) == ("44.15", "high", "sure")
    assert set(found.documents) == {"bill", "eob"} and found.lines[0].line == 0
    for figure in ("$148.20", "$40.00", "$152.35", "$44.15"):
        assert figure in found.explanation


def test_c01_tells_the_provider_the_same_without_you() -> None:
    line = VISIT | {"allowed": "200.00", "adjustment": "100.00", "plan_paid": "160.00", "patient_owes": "40.00", "remark_codes": ["CO-45"]}
    statement = eob(line, statement_date="2026-04-05")
    found = one(C01, bill(VISIT, amount_due="300.00", total_billed="300.00", plan_paid="0.00"), statement)
    assert found.reason == (
        "The insurer's statement of April 5, 2026 lists $40.00 as the patient's share. The bill asks $300.00. "
        "The insurer's statement shows $160.00 paid; the bill shows $0.00."
    )
    assert found.rest_title == "Insurer's payment missing"
    silent_bill = one(C01, bill(VISIT, amount_due="300.00", total_billed="300.00"), statement)
    assert silent_bill.reason.endswith("$160.00 paid; the bill does not show it.") and silent_bill.rest_title == found.rest_title


def test_c01_the_rest_is_the_payment_only_where_the_figures_say_so() -> None:
    line = VISIT | {"allowed": "200.00", "adjustment": "100.00", "plan_paid": "160.00", "patient_owes": "40.00", "remark_codes": ["CO-45"]}
    posted = one(C01, bill(VISIT, amount_due="190.00", total_billed="300.00", plan_paid="160.00"), eob(line))
    assert posted.rest_title == "Rest above your share" and "paid" not in posted.reason
    other = one(C01, bill(VISIT, amount_due="310.00", total_billed="310.00"), eob(line))
    assert other.rest_title == "Rest above your share" and "$160.00 paid" in other.reason


def test_the_rest_has_its_own_title_only_where_other_findings_count_some_of_it() -> None:
    line = VISIT | {"allowed": "200.00", "adjustment": "100.00", "plan_paid": "160.00", "patient_owes": "40.00", "remark_codes": ["CO-45"]}
    found = one(C01, bill(VISIT, amount_due="310.00", total_billed="310.00"), eob(line))
    whole = KeptFinding(id="f", case_id="c", finding=found, counted=found.amount_at_stake)
    part = dataclasses.replace(whole, counted=Money.of("160.00"))
    assert (whole.title, part.title) == ("Bill asks above your share", "Rest above your share")
    assert part.title_in_letters == "Rest above the patient's share"
    assert dataclasses.replace(part, counted=Money(0)).title == "Bill asks above your share"


def test_c01_silent_when_the_bill_asks_the_share() -> None:
    assert silent(C01, bill(VISIT, amount_due="148.20"), eob(OWES)) and silent(C01, bill(VISIT, amount_due="148.21"), eob(OWES))
    assert silent(C01, bill(VISIT, amount_due="178.20", previous_balance="20.00", interest="4.00", fees="6.00"), eob(OWES))


def test_c01_the_newest_version_of_a_claim_counts() -> None:
    old = eob(OWES | {"patient_owes": "90.00"}, id="old", claim_number="7", processed_date="2026-03-20")
    new = eob(OWES, id="new", claim_number="7")
    assert silent(C01, bill(VISIT, amount_due="148.20"), new, old)


def test_c01_the_insurer_that_processed_last_says_the_share() -> None:
    second = eob(OWES | {"patient_owes": "20.00"}, id="second", payer_name="Second Plan", processed_date="2026-04-25")
    found = one(C01, bill(VISIT, amount_due="148.20"), eob(OWES), second)
    assert found.amount_at_stake.plain() == "128.20" and "second" in found.documents
    undated = eob(OWES | {"patient_owes": "20.00"}, id="second", payer_name="Second Plan", processed_date=None)
    assert "which line" in needs(C01, bill(VISIT, amount_due="148.20"), eob(OWES), undated)


def test_c01_network_decides() -> None:
    discount = eob(OWES, network_status=None)
    assert one(C01, bill(VISIT, amount_due="200.00"), discount).certainty == "likely"
    plain_eob = eob(VISIT | {"patient_owes": "148.20"}, network_status=None)
    assert "network" in needs(C01, bill(VISIT, amount_due="200.00"), plain_eob)
    assert "out of network" in needs(C01, bill(VISIT, amount_due="200.00"), eob(OWES, network_status="out"))


def test_c01_protected_emergency_care_out_of_network() -> None:
    parts = {"plan": {"type": "employer_self_funded_erisa"}, "context": {"emergency": True}}
    out = eob(OWES, network_status="out")
    assert one(C01, bill(VISIT, amount_due="200.00"), out, **parts).amount_at_stake.plain() == "51.80"
    short_term = parts | {"plan": {"type": "short_term_or_fixed_indemnity"}}
    assert "out of network" in needs(C01, bill(VISIT, amount_due="200.00"), out, **short_term)
    ambulance = {"code": "A0429", "billed": "300.00"}
    ride = eob(ambulance | {"patient_owes": "100.00"}, network_status="out")
    assert "out of network" in needs(C01, bill(ambulance, amount_due="200.00"), ride, **parts)
    not_cap = eob(OWES | {"remark_codes": ["PR-45"]}, network_status="out")
    assert "in-network cost sharing" in needs(C01, bill(VISIT, amount_due="200.00"), not_cap, **parts)


def test_c01_medicare_by_assignment() -> None:
    notice = eob(OWES, kind="medicare_summary_notice", network_status=None, assignment="yes")
    assert one(C01, bill(VISIT, amount_due="200.00"), notice).certainty == "sure"
    unassigned = eob(OWES, kind="medicare_summary_notice", network_status=None, assignment="no")
    assert "may bill" in needs(C01, bill(VISIT, amount_due="200.00"), unassigned)


def test_c01_a_charge_without_an_eob_line_waits() -> None:
    other = {"code": "80053", "billed": "60.00"}
    assert "every charge" in needs(C01, bill(VISIT, other, amount_due="360.00"), eob(OWES))
    own = bill(VISIT | {"patient_owes": "200.00"}, other, amount_due="260.00")
    assert one(C01, own, eob(OWES)).amount_at_stake.plain() == "51.80"


def test_c01_without_codes_on_the_eob_day_and_charge_must_be_unique() -> None:
    owes = {name: value for name, value in OWES.items() if name != "code"}
    assert one(C01, bill(VISIT, amount_due="200.00"), eob(owes)).certainty == "likely"
    twin = {"code": "99215", "billed": "300.00"}
    assert "statement (EOB)" in needs(C01, bill(VISIT, twin, amount_due="600.00"), eob(owes))
    assert "which line" in needs(C01, bill(VISIT, twin, amount_due="600.00"), eob(owes, owes, owes))
    whole = one(C01, bill(VISIT, twin, amount_due="600.00"), eob(owes, owes))  # the claim as a whole still matches by its total
    assert whole.amount_at_stake.plain() == "303.60"


def test_c01_a_summary_bill_matches_the_claim_by_total_days_and_provider() -> None:
    summary = bill(kind="bill", total_billed="300.00", amount_due="200.00", service_from=DAY)
    assert one(C01, summary, eob(OWES, total_billed="300.00", patient_responsibility="148.20")).amount_at_stake.plain() == "51.80"
    assert "statement (EOB)" in needs(C01, summary, eob(OWES, provider_name="Pine Hospital"))
    assert "statement (EOB)" in needs(C01, summary, eob(OWES | {"billed": "301.00"}))


def test_c01_another_patient_or_day_is_no_match() -> None:
    asks = bill(VISIT, amount_due="200.00", patient_name="Walter Calloway")
    assert "statement (EOB)" in needs(C01, asks, eob(OWES, patient_name="Ruth Calloway"))
    assert one(C01, asks, eob(OWES, patient_name="CALLOWAY, WALTER J")).amount_at_stake.plain() == "51.80"
    assert "statement (EOB)" in needs(C01, asks, eob(OWES | {"service_date": "2026-03-04"}))


def test_c01_needs() -> None:
    assert "statement (EOB)" in needs(C01, bill(VISIT, amount_due="1.00"))
    assert "amount due" in needs(C01, bill(VISIT), eob(OWES))
    assert "says you owe" in needs(C01, bill(VISIT, amount_due="1.00"), eob(VISIT))


def test_c01_a_later_summary_asks_with_the_lines_of_the_itemized_bill() -> None:
    itemized = bill(VISIT, account_number="5", amount_due="300.00", total_billed="300.00")
    reminder = bill(kind="bill", id="reminder", account_number="5", amount_due="310.00", fees="10.00", statement_date="2026-06-01")
    found = one(C01, itemized, eob(OWES), reminder)
    assert found.amount_at_stake.plain() == "151.80" and found.documents[0] == "reminder"


# ---- C02
C02 = "co_amount_billed_to_patient"
SURGERY = {"code": "11102", "billed": "500.00"}
GROUPS = [{"group": "CO", "reason": "45", "amount": "220.00"}, {"group": "PR", "reason": "2", "amount": "56.00"}]


def test_c02_example() -> None:
    found = one(C02, bill(SURGERY, amount_due="276.00"), eob(SURGERY | {"adjustments": GROUPS, "plan_paid": "224.00"}))
    assert (found.amount_at_stake.plain(), found.part_of) == ("220.00", C01) and found.letter == "billing_dispute"


def test_c02_derived_amounts_are_likely_at_most() -> None:
    line = SURGERY | {"adjustment": "220.00", "coinsurance": "56.00", "patient_owes": "56.00", "remark_codes": ["CO-45", "PR-2"]}
    assert one(C02, bill(SURGERY, amount_due="276.00", total_billed="500.00"), eob(line)).certainty == "likely"


def test_c02_silent_when_the_write_off_was_taken_or_is_the_patients() -> None:
    paid = eob(SURGERY | {"adjustments": GROUPS, "plan_paid": "224.00"})
    assert silent(C02, bill(SURGERY, amount_due="56.00"), paid)
    patients = [{"group": "PR", "reason": "45", "amount": "220.00"}, {"group": "PR", "reason": "2", "amount": "56.00"}]
    assert silent(C02, bill(SURGERY, amount_due="276.00"), eob(SURGERY | {"adjustments": patients, "plan_paid": "224.00"}))


@pytest.mark.parametrize("reason", ["16", "22", "31", "109", "252"])
def test_c02_an_unfinished_claim_is_not_yet_yours(reason: str) -> None:
    waiting = [{"group": "CO", "reason": reason, "amount": "500.00"}]
    found = one(C02, bill(SURGERY, amount_due="500.00"), eob(SURGERY | {"adjustments": waiting, "plan_paid": "0.00"}))
    assert "not yet yours" in found.explanation and found.letter == "corrected_claim_request"


def test_c02_line_balances_where_the_whole_bill_does_not_match() -> None:
    found = one(
        C02,
        bill(SURGERY | {"patient_owes": "276.00"}, {"code": "80053", "billed": "60.00"}, amount_due="336.00"),
        eob(SURGERY | {"adjustments": GROUPS, "plan_paid": "224.00"}),
    )
    assert found.amount_at_stake.plain() == "220.00"


def test_c02_not_covered_of_an_unknown_group_is_nobodys() -> None:
    line = SURGERY | {"not_covered": "220.00", "patient_owes": "56.00"}
    assert "group codes" in needs(C02, bill(SURGERY, amount_due="276.00"), eob(line, network_status=None))


# ---- D01
D01 = "coinsurance_math"
LAB = {"allowed": "600.00", "deductible": "150.00", "copay": "0.00", "coinsurance": "120.00", "billed": "900.00"}
PLAN = {"plan": {"coinsurance_in": "0.20", "coinsurance_out": "0.40"}}


def test_d01_example() -> None:
    found = one(D01, eob(LAB), **PLAN)
    assert (found.amount_at_stake.plain(), found.severity, found.letter) == ("30.00", "medium", "internal_appeal")
    assert "what you entered" in found.explanation and "20 %" in found.explanation


def test_d01_silent() -> None:
    assert silent(D01, eob(LAB | {"coinsurance": "90.00"}), **PLAN) and silent(D01, eob(LAB | {"coinsurance": "90.50"}), **PLAN)
    assert silent(D01, eob(LAB | {"coinsurance": "60.00"}), **PLAN) and silent(D01, eob(LAB | {"coinsurance": "0.00"}), **PLAN)
    assert silent(D01, eob(LAB, network_status="out"), **PLAN) and silent(D01, eob(LAB, network_status=None), **PLAN)


def test_d01_needs() -> None:
    assert "the plan's coinsurance" in needs(D01, eob(LAB))
    assert "allowed amount" in needs(D01, eob({"coinsurance": "120.00"}), **PLAN)
    assert "copay" in needs(D01, eob(LAB | {"copay": "30.00"}), **PLAN)
    assert needs(D01, eob(LAB), plan={"coinsurance_in": "0.20", "payer_name": "Another Insurer"})
    assert needs(D01, eob(LAB), plan={"coinsurance_in": "0.20", "covered_from": "2026-06-01"})


# ---- H05
H05 = "collection_exceeds_original"


def notice(**fields: Any) -> dict[str, Any]:
    return {"id": "notice", "kind": "collection_notice", "fields": {"issuer_name": "Harrow", "original_creditor": "Oak Clinic"} | fields}


def test_h05_example_on_the_notice_alone_and_against_the_bill() -> None:
    alone = one(H05, notice(previous_balance="640.00", amount_due="798.50"))
    assert (alone.amount_at_stake.plain(), alone.certainty) == ("158.50", "ask")
    found = one(H05, bill(amount_due="640.00", kind="bill"), notice(amount_due="798.50"))
    assert (found.amount_at_stake.plain(), found.certainty, found.letter) == ("158.50", "sure", "debt_validation_request")


def test_h05_a_collector_reads_amounts_and_dates_only() -> None:
    alone = one(H05, notice(previous_balance="640.00", amount_due="798.50", letter_date="2026-11-10"))
    assert alone.reason == (
        "The letter of November 10, 2026 starts the account from $640.00. With what it lists since, that comes to $640.00. It asks $798.50."
    )
    owes = {"code": "80053", "billed": "640.00", "adjustment": "220.00", "plan_paid": "235.00", "patient_owes": "185.00"}
    first = bill({"code": "80053", "billed": "640.00", "description": "Blood test"}, amount_due="640.00", kind="bill")
    found = one(H05, first, eob(owes), notice(amount_due="252.40"))
    assert found.reason == (
        "The account was listed at $640.00 on May 1, 2026. Discounts and payments since come to $455.00. The letter asks $252.40."
    )


def test_h05_silent() -> None:
    assert silent(H05, bill(amount_due="640.00", kind="bill"), notice(amount_due="640.00"))
    assert silent(H05, notice(previous_balance="640.00", interest="10.00", fees="8.50", amount_due="658.50"))
    assert silent(H05, notice(previous_balance="640.00", patient_paid="40.00", interest="0.00", fees="0.00", amount_due="600.00"))


def test_h05_later_payments_count_once_whoever_tells_of_them() -> None:
    receipt = {
        "id": "r",
        "kind": "receipt",
        "fields": {"provider_name": "Oak Clinic", "patient_paid": "100.00", "letter_date": "2026-06-01"},
    }
    told = {"context": {"payments": [{"date": "2026-06-01", "amount": "100.00", "to": "Oak Clinic"}]}}
    found = one(H05, bill(amount_due="640.00", kind="bill"), receipt, notice(amount_due="640.00"), **told)
    assert found.amount_at_stake.plain() == "100.00" and "r" in found.documents
    early = {"context": {"payments": [{"date": "2026-04-01", "amount": "100.00", "to": "Oak Clinic"}]}}
    assert silent(H05, bill(amount_due="640.00", kind="bill"), notice(amount_due="640.00"), **early)


def test_h05_needs() -> None:
    assert "first bill" in needs(H05, notice(amount_due="5.00"))
    assert "asks for" in needs(H05, bill(amount_due="640.00", kind="bill"), notice())
    assert needs(H05) == "a collector's letter"


# ---- J01
J01 = "alternate_benefit_downgrade"
FILLING = {"code": "D2392", "tooth": "30", "billed": "275.00"}


def dental_plan(**dental: Any) -> dict[str, Any]:
    return {"plan": {"dental": {"network_fees": {"D2392": "200.00"}} | dental}}


def downgraded(allowed: str = "120.00", **fields: Any) -> dict[str, Any]:
    return eob(FILLING | {"paid_as_code": "D2150", "allowed": allowed, "plan_paid": allowed}, **fields)


@pytest.mark.parametrize(
    ("allowed", "permission", "cap"),
    [
        ("120.00", "full_fee", "155.00"),
        ("120.00", "contracted_fee", "80.00"),
        ("120.00", "none", "0.00"),
        ("160.00", "full_fee", "115.00"),
        ("160.00", "contracted_fee", "40.00"),
        ("160.00", "none", "0.00"),
    ],
)
def test_j01_example_2_at_every_tier(allowed: str, permission: str, cap: str) -> None:
    found = one(J01, bill(FILLING, amount_due="200.00"), downgraded(allowed), **dental_plan(contract_permission=permission))
    assert found.amount_at_stake.plain() == f"{200 - float(cap):.2f}"
    assert silent(J01, bill(FILLING, amount_due=cap), downgraded(allowed), **dental_plan(contract_permission=permission))


def test_j01_example_1_the_plan_s_rate_when_its_payment_is_not_printed() -> None:
    filling = {"code": "D2392", "billed": "230.00"}
    paper = eob(filling | {"paid_as_code": "D2150", "allowed": "110.00"})
    full = dental_plan(rates={"D2150": "1"}, contract_permission="full_fee")
    assert one(J01, bill(filling, amount_due="150.00"), paper, **full).amount_at_stake.plain() == "30.00"
    most = dental_plan(rates={"D2150": "0.8"}, contract_permission="none")
    assert one(J01, bill(filling, amount_due="150.00"), paper, **most).amount_at_stake.plain() == "128.00"


def test_j01_unknown_permission_by_network() -> None:
    inside = one(J01, bill(FILLING, amount_due="155.00"), downgraded(), **dental_plan())
    assert (inside.amount_at_stake.plain(), inside.certainty) == ("75.00", "likely")
    assert silent(J01, bill(FILLING, amount_due="155.00"), downgraded(network_status="out"), **dental_plan())
    unknown = one(J01, bill(FILLING, amount_due="155.00"), downgraded(network_status=None), **dental_plan())
    assert unknown.certainty == "ask"
    assert silent(J01, bill(FILLING, amount_due="155.00"), downgraded(), **dental_plan(), context={"fees_agreed": True})


def test_j01_money_already_paid_counts() -> None:
    assert (
        one(J01, bill(FILLING, amount_due="55.00", patient_paid="100.00"), downgraded(), **dental_plan()).amount_at_stake.plain() == "75.00"
    )


def test_j01_needs() -> None:
    assert "bill" in needs(J01, downgraded(), **dental_plan())
    assert "plan's fee" in needs(J01, bill(FILLING, amount_due="155.00"), downgraded())
    no_allowance = eob(FILLING | {"paid_as_code": "D2150", "plan_paid": "120.00"})
    assert "cheaper" in needs(J01, bill(FILLING, amount_due="155.00"), no_allowance, **dental_plan())
    assert "cheaper" in needs(J01, eob(FILLING))
    bridge = {"code": "D6930", "billed": "300.00", "allowed": "100.00"}
    assert "cheaper" in needs(J01, eob(bridge), plan={"dental": {"alternate_fees": {"D6240": "100.00"}}})
