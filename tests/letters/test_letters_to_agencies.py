"""Letters to agencies, Medicare and Medicaid bodies and dental plans: their own blocks, sums and musts."""

from __future__ import annotations

import datetime
import re

import pytest

from medbills.domain.letter import BlockKind
from medbills.letters import catalogue, cautions, facts_from_json, find, letter_text, questions_open, render

TODAY = datetime.date(2026, 11, 17)


def written(which: str, sample_facts: dict, **change: object):
    facts, warnings = facts_from_json(find(which), {**sample_facts[which], **change})
    assert warnings == ()
    return render(find(which), facts, today=TODAY)


def words(which: str, sample_facts: dict, **change: object) -> str:
    return " ".join(letter_text(written(which, sample_facts, **change)).split())


@pytest.mark.parametrize(("bill", "stops"), [("1299.99", True), ("1300.00", False), ("1450.00", False)])
def test_the_estimate_dispute_needs_400_dollars(sample_facts, bill: str, stops: bool) -> None:
    assert ("bill_total" in written("L36", sample_facts, bill_total=bill).missing) is stops


def test_the_estimate_dispute_holds_all_it_must_and_nothing_more(sample_facts) -> None:
    text = words("L36", sample_facts)
    for must in ("MRI of the knee", "September 9, 2026", "Easton Imaging", "4 Mill Road", "(610) 555-0100", "Pennsylvania", "by mail",
                 "Enclosed (copies): The bill dated October 5, 2026 The estimate of August 20, 2026, all pages"):  # fmt: skip
        assert must in text
    assert "fee of $25" in text and "record" not in text
    assert not written("L36", sample_facts, self_pay=False).final
    assert "phone" in written("L36", sample_facts, contact_by="phone").missing


def test_care_that_ends_now_needs_a_call_and_not_a_letter(sample_facts) -> None:
    assert "care_ending" in written("L37", sample_facts, care_ending=True).missing
    facts, _ = facts_from_json(find("L37"), {**sample_facts["L37"], "care_ending": True})
    assert any("QIO" in caution.say for caution in cautions(find("L37"), facts))


def test_medicare_s_number_goes_to_original_medicare_only(sample_facts) -> None:
    assert "1EG4-TE5-MK73" in words("L37", sample_facts) and "405.944" in words("L37", sample_facts)
    plan = words("L37", sample_facts, medicare_kind="advantage", member_id="LH 4471")
    assert "1EG4" not in plan and "member LH 4471" in plan and "422.582" in plan


@pytest.mark.parametrize("which", ["L36", "L37", "L38", "L39", "D01"])
def test_a_privacy_form_does_not_let_a_helper_sign_an_appeal(sample_facts, which: str) -> None:
    helper = {"sender_name": "Ruth Calloway", "relationship_to_patient": "daughter"}
    assert "representative_form" in written(which, sample_facts, **helper).missing
    facts, _ = facts_from_json(find(which), {**sample_facts[which], "sender_name": "Ruth Calloway"})
    assert "representative_form" in {question.fact for question in questions_open(find(which), facts)}
    signed = words(which, sample_facts, **helper, representative_form="a power of attorney.")
    assert "as daughter. My right to act rests on a power of attorney." in signed and not signed.startswith("Draft")


def test_a_health_plan_s_own_appeal_comes_before_the_hearing(sample_facts) -> None:
    assert "plan_decided" in written("L38", sample_facts, from_plan=True, plan_decided=False).missing
    assert written("L38", sample_facts, from_plan=True, plan_decided=True).final
    assert "Keep my benefits" in words("L38", sample_facts) and "Keep my benefits" not in words("L38", sample_facts, keep_benefits="no")


@pytest.mark.parametrize("plan", ["marketplace", "employer_self_funded_erisa", "medicare_advantage", "other", None])
def test_steps_count_as_completed_only_in_plans_with_that_rule(sample_facts, plan: str | None) -> None:
    said = "treat the appeal steps as completed" in words("L53", sample_facts, plan_type=plan)
    assert said is (plan in ("marketplace", "employer_self_funded_erisa"))


def test_a_late_decision_is_asked_for_within_five_business_days(sample_facts) -> None:
    assert written("L53", sample_facts).reply_by == datetime.date(2026, 11, 24)
    assert "decision_due_on" in written("L53", sample_facts, decision_due_on="2026-10-05").missing


@pytest.mark.parametrize("which", [t.id for t in catalogue() if t.to == "regulator"])
def test_letters_to_agencies_state_and_ask_and_accuse_no_one(sample_facts, which: str) -> None:
    text = words(which, sample_facts).lower()
    assert not re.search(r"fraud|violat|illegal|crime|criminal|licen[cs]e|punish|\blie[ds]?\b|\bcheat", text)
    assert "i ask you to" in text


def test_nobody_promises_for_an_estate(sample_facts) -> None:
    for kind in ("provider", "insurer", "collector"):
        for role in ("executor", "administrator", "spouse", "relative"):
            text = words("L54", sample_facts, addressee_kind=kind, role=role)
            assert "do not agree to be personally responsible" in text and "No payment is promised" in text
            assert ("for the estate as" in text) is (role in ("executor", "administrator"))
            assert "inherit" not in text and "heir" not in text


def test_a_debit_card_has_other_rules(sample_facts) -> None:
    assert "card_kind" in written("L49", sample_facts, card_kind="other").missing
    assert written("L49", sample_facts, card_kind="medical").final


def test_the_office_s_letter_shows_the_patient_s_share_before_and_after(sample_facts) -> None:
    letter = written("D02", sample_facts, requested_fee="160.00")
    table = next(block for block in letter.blocks if block.kind is BlockKind.TABLE)
    assert ["".join(run.text for run in cell) for cell in table.rows[1]] == ["D2392", "D2150", "$120.00", "$160.00", "$155.00", "$115.00"]
    assert "Calloway" not in letter_text(letter)


def test_goodwill_is_asked_only_where_nobody_said_so_before(sample_facts) -> None:
    assert "take $75.00 off" in words("D06", sample_facts)
    assert "told_before" in written("D06", sample_facts, told_before="yes").missing


def test_an_estimate_is_asked_for_before_the_care(sample_facts) -> None:
    assert written("D04", sample_facts, planned_on="2026-12-01").reply_by == datetime.date(2026, 11, 24)
    assert "The dentist" not in words("D04", sample_facts, addressee_kind="insurer")


def test_the_state_does_not_handle_an_employer_that_pays_claims_itself(sample_facts) -> None:
    assert "plan_type" in written("L33", sample_facts, plan_type="employer_self_funded_erisa").missing
    assert written("L33", sample_facts).final and "You may send it to the insurer" in words("L33", sample_facts)
    assert "You may send it" not in words("L33", sample_facts, may_contact=False)
