"""Rules applied to events: the days, whose turn, and how each was found."""

from __future__ import annotations

import datetime
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medbills.deadlines import apply_rules
from medbills.deadlines.engine import PRIVATE_PLANS
from medbills.domain.deadline import Deadline, Event
from medbills.rules import load_pack

TODAY = date(2026, 11, 17)
SELF_FUNDED = "employer_self_funded_erisa"


def alone(rule_id: str, day: date, **event: object) -> Deadline:
    (found,) = apply_rules([Event(event=f"trigger_of:{rule_id}", date=day, **event)], today=TODAY)  # type: ignore[arg-type]
    return found


@pytest.mark.parametrize(
    ("rule_id", "trigger", "expected"),
    [
        ("appeal_internal_180d", date(2026, 10, 28), date(2027, 4, 26)),
        ("appeal_internal_180d", date(2026, 10, 30), date(2027, 4, 28)),
        ("external_review_request_4mo", date(2026, 10, 30), date(2027, 3, 1)),
        ("external_review_request_4mo", date(2026, 10, 28), date(2027, 2, 28)),
        ("external_review_request_4mo", date(2027, 10, 30), date(2028, 3, 1)),
        ("external_review_request_4mo", date(2027, 10, 29), date(2028, 2, 29)),
        ("fehb_reconsideration_6mo", date(2026, 8, 31), date(2027, 2, 28)),
        ("marketplace_grace_3mo", date(2026, 11, 30), date(2027, 2, 28)),
        ("irs501r_application_240d", date(2026, 10, 2), date(2027, 5, 30)),
        ("irs501r_eca_120d", date(2026, 10, 2), date(2027, 1, 30)),
        ("ppdr_start_120d", date(2026, 10, 5), date(2027, 2, 2)),
        ("regf_dispute_30d", date(2026, 11, 6), date(2026, 12, 6)),
        ("habit_precollections_90_120", date(2026, 10, 2), date(2026, 12, 31)),
        ("medicare_redetermination_120d", date(2026, 11, 1), date(2027, 3, 1)),
        ("medicare_hospital_discharge_qio", date(2026, 11, 3), date(2026, 11, 3)),
        ("medicare_nomnc_qio", date(2026, 11, 3), date(2026, 11, 4)),
        ("medicare_claim_filing_1y", date(2028, 2, 29), date(2029, 2, 28)),
        ("fdcpa_lawsuit_1y", date(2028, 2, 29), date(2029, 2, 28)),
        ("fcra_va_medical_debt_1y", date(2028, 2, 29), date(2029, 3, 1)),
        ("fcra_7y", date(2020, 1, 1), date(2027, 6, 29)),
        ("medicaid_retroactive", date(2026, 11, 21), date(2026, 8, 21)),
        ("nsa_notice_consent_72h", date(2026, 11, 21), date(2026, 11, 18)),
        ("habit_end_of_month_quarter", date(2026, 11, 30), date(2026, 11, 23)),
        ("gfe_scheduled_10bd", date(2026, 11, 2), date(2026, 11, 5)),
        ("external_review_extra_info_10bd", date(2026, 11, 20), date(2026, 12, 7)),  # Thanksgiving is November 26
        ("external_review_preliminary_5bd", date(2026, 7, 1), date(2026, 7, 9)),  # July 4, a Saturday, is observed on Friday
        ("claim_decision_urgent_72h", date(2026, 11, 17), date(2026, 11, 20)),
        ("medicare_moon_36h", date(2026, 11, 17), date(2026, 11, 18)),
        ("marketplace_open_enrollment_2027", date(2026, 11, 1), date(2026, 12, 15)),
        ("medicaid_mco_fair_hearing_120d", date(2026, 11, 1), date(2027, 1, 30)),
    ],
)
def test_the_day_of_a_rule(rule_id: str, trigger: date, expected: date) -> None:
    assert alone(rule_id, trigger).date == expected


def test_a_rule_without_a_value_gives_no_day_from_a_federal_maximum() -> None:
    hearing = alone("medicaid_fair_hearing_90d", date(2026, 11, 1))
    assert hearing.date is None
    assert hearing.cautious_date == date(2026, 11, 21)
    assert "date" not in hearing.to_json() and hearing.to_json()["cautious_date"] == "2026-11-21"
    court = alone("court_answer_deadline", date(2026, 11, 1))
    assert court.date is None and court.cautious_date is None and "printed day" in court.computed


def test_an_earlier_limit_stands_beside_the_day() -> None:
    appeal = alone("ma_reconsideration_65d", date(2026, 11, 1))
    assert (appeal.date, appeal.cautious_date) == (date(2027, 1, 5), date(2026, 12, 31))


def test_a_printed_day_beats_the_computed_one_and_both_show() -> None:
    later = alone("regf_dispute_30d", date(2026, 11, 6), printed=date(2026, 12, 10))
    assert (later.date, later.cautious_date) == (date(2026, 12, 10), date(2026, 12, 6))
    assert "December 10, 2026" in later.computed and "December 6, 2026" in later.computed
    assert later.safe_mailing_date == date(2026, 11, 29)  # 7 days before the earlier of both
    earlier = alone("regf_dispute_30d", date(2026, 11, 6), printed=date(2026, 12, 1))
    assert (earlier.date, earlier.cautious_date) == (date(2026, 12, 1), None)
    assert earlier.receipt[0].says == "The letter says"


def test_a_printed_day_goes_to_the_rule_it_names() -> None:
    event = Event(event="denial_notice_received", date=date(2026, 10, 28), printed=date(2027, 4, 1), printed_rule="appeal_internal_180d")
    found = {item.rule: item for item in apply_rules([event], today=TODAY, plan_type=SELF_FUNDED)}
    assert found["appeal_internal_180d"].date == date(2027, 4, 1)
    assert alone("lawsuit_plan_limit", date(2026, 10, 28), printed=date(2027, 10, 1)).date == date(2027, 10, 1)


def test_mail_needs_a_week_and_only_for_what_the_patient_must_do() -> None:
    assert alone("appeal_internal_180d", date(2026, 10, 28)).safe_mailing_date == date(2027, 4, 19)
    assert alone("medicare_nomnc_qio", date(2026, 11, 3)).safe_mailing_date is None
    assert alone("hipaa_access_30d", date(2026, 11, 3)).safe_mailing_date is None


def test_the_plan_type_decides_which_rules_apply() -> None:
    denial = Event(event="denial_notice_received", date=date(2026, 10, 28), id="mri")
    assert [item.rule for item in apply_rules([denial], today=TODAY, plan_type=SELF_FUNDED)] == ["appeal_internal_180d"]
    assert [item.rule for item in apply_rules([denial], today=TODAY, plan_type="medicare_original")] == ["medicare_redetermination_120d"]
    assert [item.rule for item in apply_rules([denial], today=TODAY, plan_type="dental_stand_alone")] == ["dental_appeal"]
    (unknown,) = apply_rules([denial], today=TODAY)
    assert unknown.rule == "appeal_internal_180d" and unknown.computed.startswith("Only if your plan is employer fully insured")
    assert unknown.event == "mri"


def test_an_event_of_one_program_names_its_rules_without_a_plan_type() -> None:
    found = apply_rules([Event(event="redetermination_notice_received", date=date(2026, 10, 28))], today=TODAY)
    assert {item.rule for item in found} == {"medicare_reconsideration_180d", "partd_ire_reconsideration_60d"}
    assert all(item.computed.startswith("Only if your plan is") for item in found)


def test_state_and_status_filter_rules() -> None:
    asked = Event(event="itemized_bill_request_received", date=date(2026, 11, 2))
    assert "itemized_florida_7d" not in {item.rule for item in apply_rules([asked], today=TODAY)}
    assert "itemized_florida_7d" in {item.rule for item in apply_rules([asked], today=TODAY, state="FL")}
    appeal = Event(event="appeal_received_by_plan", date=date(2026, 11, 2), statuses=frozenset({"appeal_filed_preservice"}))
    assert [item.rule for item in apply_rules([appeal], today=TODAY, plan_type=SELF_FUNDED)] == ["appeal_decision_preservice_30d"]


def test_the_first_bill_sets_off_the_hospital_clocks_for_everyone() -> None:
    found = {item.rule: item.date for item in apply_rules([Event(event="first_bill_dated", date=date(2026, 10, 2))], today=TODAY)}
    assert found == {
        "irs501r_eca_120d": date(2027, 1, 30),
        "irs501r_application_240d": date(2027, 5, 30),
        "habit_precollections_90_120": date(2026, 12, 31),
    }


def test_unknown_names_are_errors_of_the_caller() -> None:
    with pytest.raises(KeyError):
        apply_rules([Event(event="no_such_event", date=TODAY)], today=TODAY)
    with pytest.raises(KeyError):
        apply_rules([Event(event="trigger_of:no_such_rule", date=TODAY)], today=TODAY)


def test_every_rule_speaks_and_shows_its_source() -> None:
    for rule_id in load_pack().rules:
        found = alone(rule_id, date(2026, 11, 2))
        assert found.computed.endswith(".") and found.citation and found.checked_on and found.receipt
        assert found.date or found.cautious_date or len(found.computed) > 20
        assert "None" not in found.computed and "_" not in found.computed, found.computed
        assert "controls." in found.notes


def test_the_same_answer_twice_sorted_by_day() -> None:
    events = [Event(event=name, date=date(2026, 10, 2)) for name in load_pack().events]
    first = apply_rules(events, today=TODAY, state="TX", plan_type=SELF_FUNDED)
    assert first == apply_rules(events, today=TODAY, state="TX", plan_type=SELF_FUNDED)
    days = [item.acts_on or date.max for item in first]
    assert days == sorted(days)


def test_a_weekend_is_named_but_never_rolled() -> None:
    sunday = alone("regf_dispute_30d", date(2026, 11, 6))
    assert sunday.date == date(2026, 12, 6) and "Sunday" in sunday.notes


RULE_IDS = sorted(load_pack().rules)


@given(st.sampled_from(RULE_IDS), st.dates(date(2000, 1, 1), date(2100, 12, 31)))
def test_a_forward_rule_never_falls_before_its_trigger_and_calendar_days_are_exact(rule_id: str, day: date) -> None:
    found, that = alone(rule_id, day), load_pack().rules[rule_id]
    if found.date is None or that.fixed_date:
        return
    assert (found.date <= day) if that.backward else (found.date >= day)
    if that.span and that.span.unit == "calendar_days" and not that.offset:
        assert abs(found.date - day) == datetime.timedelta(days=that.span.value)
    if found.cautious_date:
        assert found.cautious_date <= found.date
    if found.safe_mailing_date:
        assert day <= found.safe_mailing_date <= found.date - datetime.timedelta(days=7)


@given(st.dates(date(2000, 1, 1), date(2100, 12, 31)), st.sampled_from(sorted(PRIVATE_PLANS)))
def test_a_later_trigger_never_gives_an_earlier_day(day: date, plan: str) -> None:
    def at(when: date) -> dict[str, date | None]:
        found = apply_rules([Event(event="final_denial_received", date=when)], today=TODAY, plan_type=plan)
        return {item.rule: item.date for item in found}

    one, other = at(day), at(day + datetime.timedelta(days=1))
    assert all(before is None or (other[name] is not None and before <= other[name]) for name, before in one.items())  # type: ignore[operator]
