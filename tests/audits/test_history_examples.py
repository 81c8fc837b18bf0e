"""Checks of account history, interest, collectors and credit: their examples, and the good explanations that stay silent."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from medbills.audits import run_checks
from medbills.domain.finding import Finding, Inspection
from medbills.services.case_file import facts_from_json


def bill(id: str = "bill", *lines: dict[str, Any], kind: str = "bill", **fields: Any) -> dict[str, Any]:
    common = {"provider_name": "Oak Clinic", "account_number": "9", "statement_date": "2026-09-30"}
    return {"id": id, "kind": kind, "lines": list(lines), "fields": common | fields}


def notice(**fields: Any) -> dict[str, Any]:
    common = {"issuer_name": "Harrow", "original_creditor": "Oak Clinic", "amount_due": "400.00"}
    return {"id": "notice", "kind": "collection_notice", "fields": common | fields}


def inspect(check: str, *documents: dict[str, Any], today: date = date(2026, 11, 21), **parts: Any) -> Inspection:
    loaded = facts_from_json({"documents": list(documents)} | parts, today=today)
    assert loaded.warnings == ()
    return run_checks(loaded.facts, only=[check])


def one(check: str, *documents: dict[str, Any], today: date = date(2026, 11, 21), **context: Any) -> Finding:
    (found,) = inspect(check, *documents, today=today, context=context).findings
    return found


def silent(check: str, *documents: dict[str, Any], today: date = date(2026, 11, 21), **context: Any) -> bool:
    answer = inspect(check, *documents, today=today, context=context)
    return answer.findings == () and answer.not_checked == ()


def needs(check: str, *documents: dict[str, Any], **context: Any) -> str:
    answer = inspect(check, *documents, context=context)
    assert answer.findings == ()
    return " / ".join(item.needs for item in answer.not_checked)


# ---- H01
H01 = "statement_aging_jump"
FIRST = bill("first", statement_date="2026-09-01")


def test_h01_example() -> None:
    found = one(H01, FIRST, bill("second", aging={"current": "0.00", "120": "80.00"}))
    assert (found.certainty, found.severity, found.amount_at_stake.plain()) == ("likely", "medium", "0.00")
    assert "29 days" in found.explanation and set(found.documents) == {"first", "second"}
    assert one(H01, bill(aging={"120": "80.00"}, service_from="2026-08-01")).certainty == "sure"


def test_h01_offices_that_count_from_the_care_are_only_asked() -> None:
    second = bill("second", aging={"60": "80.00"}, service_from="2026-07-20")
    assert one(H01, FIRST, second).certainty == "ask" and silent(H01, second)


def test_h01_silent_and_needs() -> None:
    assert silent(H01, FIRST, bill("second", aging={"30": "80.00"}))
    assert silent(H01, FIRST, bill("second", aging={"current": "80.00", "120": "0.00"}))
    assert "how old" in needs(H01, FIRST) and "first statement" in needs(H01, bill(aging={"120": "80.00"}))
    assert "older balance" in needs(H01, bill(aging={"120": "80.00"}, service_from="2026-08-01", previous_balance="60.00"))


# ---- H02
H02 = "balance_increase_without_service"


def test_h02_example() -> None:
    found = one(H02, bill("a", statement_date="2026-08-30", amount_due="300.00"), bill("b", amount_due="345.00"))
    assert (found.amount_at_stake.plain(), found.severity, found.certainty) == ("45.00", "high", "ask")
    full = {"total_billed": "500.00", "total_adjustments": "100.00", "plan_paid": "100.00", "patient_paid": "0.00"}
    sure = one(H02, bill("a", statement_date="2026-08-30", amount_due="300.00", **full), bill("b", amount_due="345.00", **full))
    assert (sure.amount_at_stake.plain(), sure.certainty) == ("45.00", "sure")


@pytest.mark.parametrize(
    "now",
    [
        {"amount_due": "300.00"},
        {"amount_due": "200.00"},
        {"amount_due": "345.00", "total_billed": "545.00"},
        {"amount_due": "345.00", "interest": "5.00", "fees": "40.00"},
        {"amount_due": "345.00", "plan_paid": "55.00"},  # the insurer took a payment back
        {"amount_due": "345.00", "total_adjustments": "55.00"},
    ],
)
def test_h02_what_explains_the_growth(now: dict[str, str]) -> None:
    full = {"total_billed": "500.00", "total_adjustments": "100.00", "plan_paid": "100.00", "patient_paid": "0.00"}
    assert silent(H02, bill("a", statement_date="2026-08-30", amount_due="300.00", **full), bill("b", **(full | now)))


def test_h02_a_statement_of_the_period_only_counts_its_own_charges() -> None:
    before = bill("a", statement_date="2026-08-30", amount_due="300.00", total_billed="300.00")
    assert silent(H02, before, bill("b", amount_due="345.00", total_billed="45.00", previous_balance="300.00"))


def test_h02_a_new_line_explains_it() -> None:
    line = {"service_date": "2026-09-10", "code": "99213", "billed": "45.00"}
    assert silent(H02, bill("a", statement_date="2026-08-30", amount_due="300.00"), bill("b", line, amount_due="345.00"))


def test_h02_needs_two_statements_of_one_account() -> None:
    assert "two statements" in needs(H02, bill(amount_due="300.00"))
    other = bill("b", amount_due="345.00", account_number="10")
    assert "two statements" in needs(H02, bill("a", statement_date="2026-08-30", amount_due="300.00"), other)
    part = bill("b", amount_due="345.00", instalment_due="345.00")
    assert "whole balance" in needs(H02, bill("a", statement_date="2026-08-30", amount_due="300.00"), part)


# ---- H03
H03 = "interest_or_late_fee"
BEFORE = bill("a", statement_date="2026-08-31", amount_due="500.00")
NOW = bill("b", previous_balance="500.00", interest="12.50", amount_due="512.50")


def test_h03_example() -> None:
    found = one(H03, BEFORE, NOW)
    assert (found.amount_at_stake.plain(), found.severity, found.certainty) == ("12.50", "medium", "ask")
    assert "30.42% a year" in found.explanation


@pytest.mark.parametrize(
    "context",
    [
        {"open_matters": {"estimate_dispute": True}},
        {"open_matters": {"dispute": True}},
        {"payment_plan": {"interest_free": True}},
        {"yearly_interest_cap": "3"},
    ],
)
def test_h03_high_where_it_should_not_grow(context: dict[str, Any]) -> None:
    assert one(H03, BEFORE, NOW, **context).severity == "high"


def test_h03_below_the_cap_or_on_another_plan_stays_a_question() -> None:
    assert one(H03, BEFORE, NOW, yearly_interest_cap="31").severity == "medium"
    assert one(H03, BEFORE, NOW, payment_plan={"interest_free": True, "account_number": "77"}).severity == "medium"
    assert "% a year" not in one(H03, NOW).explanation


def test_h03_silent_and_needs() -> None:
    assert silent(H03, bill(interest="0.00", fees="0.00")) and "interest or fees" in needs(H03, bill())


# ---- H04
H04 = "payment_plan_drift"
PLAN = {"balance": "1200.00", "began": "2026-03-01", "instalment": "100.00", "first_due": "2026-04-01"}


def paid(*days: str, amount: str = "100.00") -> list[dict[str, str]]:
    return [{"date": f"2026-{day}", "amount": amount, "account_number": "9"} for day in days]


FIVE = paid("04-01", "05-01", "06-01", "07-01", "08-01")


def test_h04_example() -> None:
    found = one(H04, bill(amount_due="760.00", statement_date="2026-08-20"), payment_plan=PLAN, payments=FIVE)
    assert (found.amount_at_stake.plain(), found.severity, found.certainty) == ("60.00", "low", "ask")


def test_h04_silent() -> None:
    assert silent(H04, bill(amount_due="700.00", statement_date="2026-08-20"), payment_plan=PLAN, payments=FIVE)
    fresh = bill(amount_due="800.00", statement_date="2026-08-03")
    assert silent(H04, fresh, payment_plan=PLAN, payments=FIVE)  # the last payment may not be posted yet


def test_h04_a_payment_that_is_not_here() -> None:
    found = one(H04, bill(amount_due="800.00", statement_date="2026-08-20"), payment_plan=PLAN, payments=FIVE[:4])
    assert found.title == "A plan payment may be missing" and found.amount_at_stake.plain() == "0.00"


def test_h04_needs() -> None:
    assert "terms" in needs(H04, bill(amount_due="760.00"))
    assert "what is left" in needs(H04, bill(amount_due="100.00", instalment_due="100.00"), payment_plan=PLAN)


# ---- H06
H06 = "collection_while_insurance_pending"


def test_h06_aid_and_estimate_dispute_against_claim_and_appeal() -> None:
    assert one(H06, notice(), open_matters={"estimate_dispute": True}).certainty == "likely"
    assert one(H06, notice(), open_matters={"assistance": True}, nonprofit_hospital=True).certainty == "likely"
    for open_ in ({"claim": True}, {"appeal": True}, {"assistance": True}):
        found = one(H06, notice(), open_matters=open_)
        assert (found.certainty, found.severity, found.letter) == ("ask", "high", "debt_validation_request")


def test_h06_silent_and_needs() -> None:
    assert silent(H06, notice(), open_matters={"claim": False, "appeal": False})
    assert "collector" in needs(H06) and "still open" in needs(H06, notice()) and "still open" in needs(H06, notice(), open_matters={})


# ---- H07
H07 = "eca_too_early"
HOSPITAL = bill(statement_date="2026-08-01")


def test_h07_example() -> None:
    step = [{"kind": "credit_report", "date": "2026-10-15"}]
    found = one(H07, HOSPITAL, nonprofit_hospital=True, collection_actions=step)
    assert "45 days before November 29, 2026" in found.explanation and found.certainty == "likely" and found.severity == "high"


def test_h07_good_explanations() -> None:
    early, late = "2026-10-15", "2026-11-29"
    assert silent(H07, HOSPITAL, nonprofit_hospital=True, collection_actions=[{"kind": "referral", "date": early}])
    assert silent(H07, HOSPITAL, nonprofit_hospital=True, collection_actions=[{"kind": "lawsuit", "date": late}])
    assert silent(H07, HOSPITAL, nonprofit_hospital=False, collection_actions=[{"kind": "lawsuit", "date": early}])
    no_notice = {"kind": "lien", "date": late, "noticed_30_days_before": False}
    assert "no notice" in one(H07, HOSPITAL, nonprofit_hospital=True, collection_actions=[no_notice]).explanation


def test_h07_needs() -> None:
    assert "nonprofit" in needs(H07, HOSPITAL) and "day of the collection" in needs(
        H07, HOSPITAL, nonprofit_hospital=True, collection_actions=[{"kind": "lien"}]
    )


# ---- H08
H08 = "time_barred_debt"


def test_h08_example() -> None:
    answer = inspect(H08, notice(), patient={"state": "TX"}, context={"last_payment_date": "2022-01-15"})
    (found,) = answer.findings
    assert "January 15, 2026" in found.explanation and found.certainty == "likely" and found.severity == "high"
    assert "payment plan" not in found.remedy


def test_h08_without_a_last_payment_it_only_asks() -> None:
    line = {"service_date": "2020-05-01", "billed": "400.00"}
    assert one(H08, notice(), bill("old", line, amount_due="400.00"), limitation_years=4).certainty == "ask"
    assert "first default" in needs(H08, notice(), limitation_years=4)


def test_h08_a_later_day_moves_the_end() -> None:
    paid_since = [{"date": "2025-02-01", "amount": "5.00", "to": "Oak Clinic"}]
    assert silent(H08, notice(), limitation_years=4, last_payment_date="2022-01-15", payments=paid_since)
    assert silent(H08, notice(), limitation_years=4, last_payment_date="2022-01-15", default_date="2023-01-15")
    assert silent(H08, notice(), limitation_years=4, last_payment_date="2022-11-21")
    assert silent(H08, notice(service_to="2024-01-01"), limitation_years=4, last_payment_date="2020-01-15")


def test_h08_needs() -> None:
    assert "collector" in needs(H08) and "state" in needs(H08, notice(), last_payment_date="2010-01-15")
    assert "judgment" in needs(H08, notice(), court_judgment=True, limitation_years=4, last_payment_date="2010-01-15")


# ---- H09, H10
H09, H10 = "credit_report_small_or_young", "credit_report_over_7_years"
OLD = {"original_amount": "900.00", "delinquent_on": "2025-01-01"}


def test_h09_examples() -> None:
    small = one(H09, credit_entries=[{"original_amount": "412.00"}])
    assert "$412.00" in small.explanation and small.certainty == "likely" and small.severity == "high"
    young = {"original_amount": "640.00", "delinquent_on": "2026-05-01", "seen_on": "2026-11-21"}
    assert "204 days" in one(H09, credit_entries=[young]).explanation
    assert "paid" in one(H09, credit_entries=[OLD | {"paid": True}]).explanation
    (state,) = inspect(H09, patient={"state": "CO"}, context={"credit_entries": [OLD]}).findings
    assert state.certainty == "ask"


def test_h09_silent_and_needs() -> None:
    assert silent(H09, credit_entries=[OLD]) and silent(H09, credit_entries=[OLD | {"original_amount": "500.00"}])
    assert "credit report" in needs(H09) and "first amount" in needs(H09, credit_entries=[{"delinquent_on": "2025-01-01"}])


def test_h10_example() -> None:
    assert "August 28, 2026" in one(H10, credit_entries=[{"delinquent_on": "2019-03-01"}]).explanation
    assert silent(H10, credit_entries=[{"delinquent_on": "2019-03-01"}], today=date(2026, 8, 28)) and silent(H10, credit_entries=[OLD])
    assert "credit report" in needs(H10) and "first late" in needs(H10, credit_entries=[{"original_amount": "412.00"}])


# ---- H11
H11 = "call_frequency"


def calls(*days: int, **others: Any) -> list[dict[str, Any]]:
    return [{"date": f"2026-11-{day:02d}", "collector": "Harrow"} | others for day in days]


def test_h11_example() -> None:
    assert "8 calls" in one(H11, collector_calls=calls(1, 2, 3, 4, 5, 6, 7, 7)).explanation
    assert silent(H11, collector_calls=calls(1, 2, 3, 4, 5, 6, 7)) and silent(H11, collector_calls=calls(1, 2, 3, 4, 5, 6, 7, 8))


def test_h11_talks_and_hours() -> None:
    assert "within seven days" in one(H11, collector_calls=[*calls(1, talked=True), *calls(7)]).explanation
    assert silent(H11, collector_calls=[*calls(1, talked=True), *calls(8)])
    assert "9 at night" in one(H11, collector_calls=calls(1, time="21:10")).explanation
    assert one(H11, collector_calls=calls(1, time="7:30")) and silent(H11, collector_calls=calls(1, time="8:00"))


def test_h11_calls_that_do_not_count() -> None:
    eight = (1, 2, 3, 4, 5, 6, 7, 7)
    for others in ({"asked_for": True}, {"connected": False}, {"from_provider": True}):
        assert silent(H11, collector_calls=calls(*eight, **others))
    assert silent(H11, collector_calls=[*calls(1, 2, 3, 4, debt="a"), *calls(1, 2, 3, 4, debt="b")])
    assert "log" in needs(H11)


# ---- H12
H12 = "validation_notice_missing"


def test_h12_example() -> None:
    first = "2026-11-10"
    assert "November 15, 2026" in one(H12, today=date(2026, 11, 23), collector_first_contact=first).explanation
    assert silent(H12, today=date(2026, 11, 22), collector_first_contact=first)
    assert silent(H12, notice(), today=date(2026, 11, 23), collector_first_contact=first) and "first contact" in needs(H12)
