"""Facts of letters to collectors, bureaus and agencies: who gets what from the vault, what was sent before, and what blocks an offer."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

import pytest

from medbills.services.known_facts import addressee_of
from medbills.services.write_letter import answer_letter, begin_letter, letter_state, mark_sent
from medbills.store import Vault

TODAY = date(2026, 11, 17)
OF_CARE = {"patient_name", "patient_dob", "member_id", "dates_of_service", "phone", "email", "claim_no", "service", "eob_lines"}


def begun(vault: Vault, case_id: str, slug: str, **answers: Any) -> Any:
    letter = begin_letter(vault, case_id, slug, today=TODAY)
    for position, (name, value) in enumerate(answers.items()):
        answer_letter(vault, letter.id, name, value, position=position, today=TODAY)
    return letter_state(vault, letter.id, today=TODAY)


@pytest.fixture
def lab(desk: Any, vault: Vault) -> Any:
    desk.me()
    return desk.matter(desk.notice())


def test_a_letter_to_a_collector_is_addressed_and_knows_no_care(lab: Any, vault: Vault) -> None:
    for slug in ("cease_communication", "pay_for_delete_request", "settlement_offer_collections", "time_barred_notice"):
        state = begun(vault, lab.id, slug)
        assert addressee_of(state.template) == "collector"
        assert state.known["addressee"].value and state.known["account_no"].evidence.document
        assert not OF_CARE & state.known.keys()


def test_the_answer_who_gets_it_decides_what_the_letter_is_given(desk: Any, vault: Vault) -> None:
    desk.me()
    matter = desk.matter(desk.bill())
    provider = begun(vault, matter.id, "qmb_medicaid_stop_billing", addressee_kind="provider")
    assert provider.known["addressee"].value == "Riverbend General Hospital" and "patient_name" in provider.known
    collector = begun(vault, matter.id, "qmb_medicaid_stop_billing", addressee_kind="collector")
    assert not OF_CARE & collector.known.keys() and "account_no" not in collector.known
    assert not any(question.fact in OF_CARE for question in collector.questions)


def test_an_agency_or_a_bureau_is_never_given_the_hospital_s_address(desk: Any, vault: Vault) -> None:
    desk.me()
    matter = desk.matter(desk.bill())
    for slug in ("nsa_complaint", "ppdr_initiation", "ocr_hipaa_complaint", "charity_irs_ag_complaint", "credit_bureau_dispute",
                 "card_dispute"):  # fmt: skip
        state = begun(vault, matter.id, slug)
        assert "addressee" not in state.known and "addressee_address" not in state.known
        assert state.letter.recipient == ""
    complaint = begun(vault, matter.id, "nsa_complaint")
    assert complaint.known["amount_listed"].evidence.source.startswith("Itemized bill")
    assert not OF_CARE & begun(vault, matter.id, "card_dispute").known.keys()


def test_a_dispute_that_was_sent_is_known_to_the_stop_letter(lab: Any, vault: Vault) -> None:
    assert "dispute_sent" not in begun(vault, lab.id, "cease_communication").known
    dispute = begin_letter(vault, lab.id, "debt_validation_request", today=TODAY)
    mark_sent(vault, dispute.id, sent_on=date(2026, 11, 16), method="certified_mail", today=TODAY)
    known = begun(vault, lab.id, "cease_communication").known
    assert known["dispute_sent"].value is True and known["dispute_sent_on"].value == date(2026, 11, 16)
    assert known["dispute_sent"].evidence.source == "Letter sent on November 16, 2026"


def test_an_account_that_looks_old_blocks_every_offer(desk: Any, vault: Vault) -> None:
    person = desk.me()
    with vault.change("Told") as change:
        change.people.update(dataclasses.replace(person, state="PA"))
    notice = desk.notice(patient_name="Ruth Calloway", service_from="2009-03-01", service_to="2009-03-01", letter_date="2026-11-06")
    matter = desk.matter(notice)
    assert "time_barred_debt" in {kept.finding.check for kept in matter.in_question}
    for slug in ("pay_for_delete_request", "settlement_offer_collections"):
        state = begun(vault, matter.id, slug, court_papers=False, dispute_answered=True)
        assert state.known["account_age"].value == "old" and "account_age" in state.rendered.missing
        assert "account_age" not in {question.fact for question in state.questions}
    plan = begun(vault, matter.id, "payment_plan_interest_free")
    assert plan.known["dates_confirmed"].value is False and "dates_confirmed" in plan.rendered.missing


def test_the_estimate_is_known_with_its_paper(desk: Any, vault: Vault) -> None:
    desk.me()
    bill = desk.bill()
    desk.file("good_faith_estimate", provider_name="Riverbend General Hospital", patient_name="Walter Calloway",
              statement_date="2026-08-20", total_billed="1200.00", service_from="2026-09-09")  # fmt: skip
    matter = desk.matter(bill)
    known = begun(vault, matter.id, "ppdr_initiation").known
    assert known["estimate_total"].value.plain() == "1200.00" and known["estimate_total"].evidence.document
