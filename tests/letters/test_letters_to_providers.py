"""Letters to hospitals, doctors and insurers: what blocks them, what is said only when ticked, and their sums and days."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from medbills.domain.letter import RenderedLetter
from medbills.letters import cautions, facts_from_json, find, letter_text, questions_open, render

DAY = datetime.date(2026, 11, 17)
OFFERS = ("L08", "L09", "L10", "L11")


@pytest.fixture
def written(sample_facts: dict[str, dict[str, Any]]) -> Any:
    """The sample letter with some facts changed; None takes a fact out."""

    def write(number: str, **changed: Any) -> RenderedLetter:
        facts, warnings = facts_from_json(find(number), {**sample_facts[number], **changed})
        assert warnings == ()
        return render(find(number), facts, today=DAY)

    return write


def plain(letter: RenderedLetter) -> str:
    return " ".join(letter_text(letter).split())


@pytest.mark.parametrize("number", OFFERS)
def test_no_offer_or_promise_before_the_age_of_the_account_is_checked(written: Any, number: str) -> None:
    assert written(number).final
    for unknown in (None, False):
        assert "dates_confirmed" in written(number, dates_confirmed=unknown).missing


@pytest.mark.parametrize("number", OFFERS)
def test_an_offer_while_insurance_is_open_is_warned_of(sample_facts: Any, number: str) -> None:
    facts, _ = facts_from_json(find(number), {**sample_facts[number], "insurance_open": True})
    assert any("waiting may be better" in caution.say and not caution.stops for caution in cautions(find(number), facts))


@pytest.mark.parametrize("number", ["L03", "L06", "L07", "L08", "L09", "L10", "L14", "L15", "L30"])
def test_court_papers_keep_a_letter_a_draft(written: Any, number: str) -> None:
    assert "court_papers" in written(number, court_papers=True).missing


@pytest.mark.parametrize("number", ["L06", "L08", "L10"])
def test_hardship_stays_private_until_ticked(written: Any, number: str) -> None:
    words = "My hours were cut in August."
    assert words in plain(written(number, tell_hardship=True, hardship=words))
    for ticked in (False, None):
        assert words not in plain(written(number, tell_hardship=ticked, hardship=words))


@pytest.mark.parametrize("number", ["L07", "L15", "L28", "L30"])
def test_an_agency_is_named_only_when_ticked(written: Any, number: str) -> None:
    asked = {"regulator": "the state agency for this"}
    assert "I may ask the state agency for this to review it" in plain(written(number, mention_regulator=True, **asked))
    for ticked in (False, None):
        assert "the state agency" not in plain(written(number, mention_regulator=ticked, **asked))


@pytest.mark.parametrize("number", ["L09", "L10"])
def test_an_offer_is_below_the_balance_and_paid_within_ten_days(written: Any, number: str) -> None:
    for wrong in ("5000.00", "0.00"):
        assert "offer_amount" in written(number, offer_amount=wrong).missing
    assert "pay_days" in written(number, pay_days=11).missing and "pay_days" in written(number, pay_days=0).missing
    assert "within 1 day after" in plain(written(number, pay_days=1))


@pytest.mark.parametrize("number", OFFERS[:3])
def test_an_offer_admits_nothing(written: Any, number: str) -> None:
    text = plain(written(number))
    assert "I accept no balance" in text and "The balance you list" in text
    assert "I owe" not in text and "my balance" not in text


def test_business_days_leave_out_weekends_and_holidays(written: Any) -> None:
    assert written("L13").reply_by == datetime.date(2026, 11, 20)
    assert written("L03").reply_by == datetime.date(2026, 12, 2), "Thanksgiving is no business day"


def test_an_answer_is_asked_before_the_user_s_own_last_day(written: Any) -> None:
    assert written("L14").reply_by == datetime.date(2026, 12, 1)
    assert written("L14", dispute_by="2026-12-10").reply_by == datetime.date(2026, 11, 26), "two weeks before it"
    assert written("L14", dispute_by="2026-11-25").reply_by == datetime.date(2026, 11, 20), "nobody answers in less than three days"
    assert written("L05", filing_limit=None).reply_by == datetime.date(2026, 11, 24)


def test_a_bill_less_than_400_above_the_estimate_brings_no_notice(written: Any) -> None:
    assert written("L14", amount_listed="1850.00").final
    assert "amount_listed" in written("L14", amount_listed="1849.99").missing


def test_the_federal_dispute_is_said_not_to_wait_for_talks(sample_facts: Any) -> None:
    facts, _ = facts_from_json(find("L14"), sample_facts["L14"])
    assert any("Talks do not stop the 120 days" in caution.say for caution in cautions(find("L14"), facts))


def test_the_refund_is_the_difference_and_never_less_than_a_cent(written: Any) -> None:
    text = plain(written("L12"))
    assert "Please refund $135.00." in text and "not keep it as a credit" in text.lower()
    assert "paid_total" in written("L12", paid_total="185.00").missing
    assert "health savings account" not in text
    assert "health savings account" in plain(written("L12", paid_from_hsa=True))


def test_payments_that_do_not_add_up_are_told(sample_facts: Any) -> None:
    facts, _ = facts_from_json(find("L12"), {**sample_facts["L12"], "paid_total": "321.00"})
    assert any("do not add up" in caution.say for caution in cautions(find("L12"), facts))
    facts, _ = facts_from_json(find("L12"), sample_facts["L12"])
    assert cautions(find("L12"), facts) == ()


def test_the_share_of_the_poverty_guideline_is_worked_out(written: Any) -> None:
    assert "The income is 144 percent of it." in plain(written("L07"))
    assert "percent of it" not in plain(written("L07", poverty_line=None))


def test_aid_rules_are_named_only_for_a_nonprofit_hospital(written: Any) -> None:
    for number in ("L03", "L06", "L07"):
        assert "26 CFR 1.501(r)" in plain(written(number)) and "26 CFR" not in plain(written(number, nonprofit=False))


def test_a_corrected_claim_letter_names_no_code_to_use(written: Any) -> None:
    text = plain(written("L04", seems_wrong="code", to_check="The note shows a short visit."))
    assert "compare the claim with the record" in text and "use code" not in text.lower()


def test_only_the_side_that_needs_it_gets_a_member_number(written: Any) -> None:
    given = {"addressee_kind": "provider", "account_no": "7741-22", "payer_name": "Lakeshore Health", "member_id": "LHP 1"}
    for number in ("L04", "L30", "L32"):
        to_provider = plain(written(number, **given))
        assert "LHP 1" not in to_provider and "7741-22" in to_provider


@pytest.mark.parametrize(
    ("kind", "plan_rule", "provider_rule"),
    [("emergency", "149.110", "149.410"), ("ancillary", "149.120", "149.420"), ("air", "149.130", "149.440")],
)
def test_each_kind_of_surprise_bill_has_its_rules(written: Any, kind: str, plan_rule: str, provider_rule: str) -> None:
    text = plain(written("L30", care_kind=kind, facility="Riverbend General Hospital"))
    assert plan_rule in text and provider_rule in text and text.count("45 CFR") == 2


def test_the_form_for_a_helper_leaves_protected_records_out_until_ticked(written: Any) -> None:
    kept_back = "does not cover records of substance use care, HIV, mental health or genetic tests"
    assert kept_back in plain(written("L18"))
    assert "also covers records of: mental health; nothing else" in plain(written("L18", mental_health=True))
    to_collector = plain(written("L18", addressee_kind="collector", mental_health=True))
    assert "No medical details" in to_collector and kept_back in to_collector and "1963" not in to_collector


def test_the_form_for_a_helper_has_every_part_the_rule_asks_for(written: Any) -> None:
    """45 CFR 164.508(c)(1) and (2)."""
    signer = {"signer_name": "Ellen Calloway", "signer_authority": "power of attorney of 2024"}
    text = plain(written("L18", signed_by="representative", **signer))
    parts = (
        "What:", "Who may share it:", "With whom:", "What for:", "This form ends on", "Signature and date", "power of attorney of 2024",
        "end this form at any time", "do not depend on signing", "may pass the information on", "copy of this form",
    )  # fmt: skip
    for part in parts:
        assert part in text
    assert "gives no power to sign or to appeal" in text
    asked = {question.fact for question in questions_open(find("L18"), facts_from_json(find("L18"), {"addressee_kind": "collector"})[0])}
    assert "patient_dob" not in asked and "hiv" not in asked


def test_a_fast_appeal_waits_for_the_doctor_s_statement(written: Any) -> None:
    assert written("L21").reply_by == datetime.date(2026, 11, 20) and "72 hours" in plain(written("L21"))
    for unknown in (False, None):
        assert "doctor_statement" in written("L21", doctor_statement=unknown).missing


def test_an_outside_review_needs_consent_limited_to_the_claim(written: Any) -> None:
    assert "records about this claim, and no other" in plain(written("L26"))
    assert "consent" in written("L26", consent=False).missing
    assert "72 hours" in plain(written("L26", urgent=True)) and "72 hours" not in plain(written("L26"))


def test_the_doctor_s_letter_states_no_medicine_the_user_did_not(written: Any) -> None:
    text = plain(written("L25", history=None, criteria=None, harm=None))
    assert text.count("[doctor to complete") >= 8
    assert "Without this care: [doctor to complete]" in text


def test_plan_documents_are_asked_of_a_named_administrator(written: Any) -> None:
    assert "29 U.S.C. 1024(b)(4)" in plain(written("L23"))
    assert "1024" not in plain(written("L23", ask_plan_documents=False))
    assert "45 CFR 147.136" in plain(written("L23", plan_type="marketplace", ask_plan_documents=None))


@pytest.mark.parametrize(("number", "says"), [("L22", "four months"), ("L23", "does not stop the time"), ("L24", "does not stop the time"),
                                              ("L28", "does not stop the time"), ("L31", "does not stop the time")])  # fmt: skip
def test_letters_that_move_no_clock_say_so(sample_facts: Any, number: str, says: str) -> None:
    facts, _ = facts_from_json(find(number), sample_facts[number])
    assert any(says in caution.say for caution in cautions(find(number), facts))


def test_a_number_that_makes_no_sense_stops_a_letter(written: Any) -> None:
    for number in ("L06", "L07"):
        assert "household_size" in written(number, household_size=0).missing and written(number, household_size=1).final
    assert "months" in written("L11", months=0).missing and "day" in written("L11", day=0).missing


def test_no_letter_asks_for_the_most_one_would_pay() -> None:
    for number in ("L09", "L10"):
        facts = {question.fact for question in find(number).questions}
        assert not facts & {"ceiling", "max", "maximum", "walk_away"}
