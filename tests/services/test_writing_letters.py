"""Letters from the vault: facts with their evidence, drafts that are taken up again, and a frozen copy only of a whole letter."""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import io
from datetime import date
from typing import Any

import pypdfium2
import pytest

from medbills.domain.authority import Form
from medbills.domain.call import Call
from medbills.domain.money import Money
from medbills.domain.payment import Payment
from medbills.domain.person import Person
from medbills.errors import UnusableInput
from medbills.services.known_facts import addressee_of
from medbills.services.log_call import end_call
from medbills.services.write_letter import (
    answer_letter,
    begin_letter,
    finish_letter,
    letter_state,
    mark_sent,
    turn_to,
    typed_answer,
)
from medbills.store import Vault, content_hash

TODAY = date(2026, 11, 17)
NOON = datetime.datetime(2026, 11, 17, 12, 0, tzinfo=datetime.UTC)
CARE = ("Emergency", "X-ray", "71045", "99284", "26-2840-11937", "LH4471902", "Lakeshore", "1963", "Walter", "September 9")


def words(pdf: bytes) -> str:
    found = " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(io.BytesIO(pdf)))
    return " ".join(found.split())


def walter(vault: Vault) -> Person:
    return next(person for person in vault.people.all() if person.name == "Walter Calloway")


@pytest.fixture
def er(desk: Any, vault: Vault) -> Any:
    """Ruth writes for her father about the ER bill; his signed form is on file."""
    desk.me()
    bill = desk.bill()
    desk.eob()
    with vault.change("Told") as change:
        change.people.update(dataclasses.replace(walter(vault), helped_as="daughter"))
    form = desk.file("consent_form", provider_name="Riverbend General Hospital", patient_name="Walter Calloway", letter_date="2026-09-20")
    desk.form(form, towards="Riverbend General Hospital")
    return desk.matter(bill)


def answered(vault: Vault, letter_id: str, given: dict[str, Any]) -> Any:
    for name, value in given.items():
        answer_letter(vault, letter_id, name, value, position=0, today=TODAY)
    return letter_state(vault, letter_id, today=TODAY)


def test_every_fact_is_the_vault_s_with_its_evidence(er: Any, vault: Vault) -> None:
    letter = begin_letter(vault, er.id, "billing_dispute", today=TODAY)
    state = letter_state(vault, letter.id, today=TODAY)
    facts, bill = state.known, er.bill.paper
    assert facts["account_no"].value == bill.account_number and facts["account_no"].evidence.document == bill.id
    assert facts["amount_listed"].value == bill.amount_due and facts["amount_in_question"].value == er.at_stake
    assert facts["eob_share"].value == Money.of("120.00") and facts["eob_share"].evidence.document == er.eob.id
    assert facts["dates_of_service"].value == "September 9, 2026"
    assert (facts["sender_name"].value, facts["relationship_to_patient"].value) == ("Ruth Calloway", "daughter")
    assert facts["authority"].evidence.document is not None and "September 20, 2026" in facts["authority"].value
    rows = facts["findings"].value
    assert sum(row["amount"].cents for row in rows) == er.at_stake.cents
    assert {row.get("line") for row in rows} >= {"2 and 3"}, "lines are printed from 1"
    assert all(fact.evidence.source for fact in facts.values())


def test_the_money_in_the_letter_adds_up_and_nothing_is_made_up(er: Any, vault: Vault) -> None:
    letter = begin_letter(vault, er.id, "billing_dispute", today=TODAY)
    pdf = finish_letter(vault, letter.id, now=NOON)
    text = words(pdf)
    for told in ("Riverbend General Hospital", "7741-22", "$2,000.00", "$1,880.00", "$120.00", "Walter Calloway", "Ruth Calloway"):
        assert told in text, told
    assert "None" not in text and "____" not in text


def test_a_letter_is_frozen_with_its_hash(er: Any, vault: Vault) -> None:
    letter = begin_letter(vault, er.id, "billing_dispute", today=TODAY)
    pdf = finish_letter(vault, letter.id, now=NOON)
    kept = vault.letters.get(letter.id)
    assert kept is not None and kept.sha256 == hashlib.sha256(pdf).hexdigest() and kept.reply_by == date(2026, 12, 17)
    document = vault.documents.get(kept.document_id or "")
    assert document is not None and vault.paper_files.read(document.key) == pdf
    before = content_hash(vault)
    assert finish_letter(vault, letter.id, now=NOON) == pdf
    assert content_hash(vault) == before, "the same letter is not kept twice"


def test_what_was_sent_stays_as_it_was(er: Any, vault: Vault) -> None:
    letter = begin_letter(vault, er.id, "billing_dispute", today=TODAY)
    pdf = finish_letter(vault, letter.id, now=NOON)
    mark_sent(vault, letter.id, sent_on=TODAY, method="Certified mail", tracking="9400", today=TODAY)
    with pytest.raises(UnusableInput, match="was sent"):
        answer_letter(vault, letter.id, "account_no", "other", position=0, today=TODAY)
    assert finish_letter(vault, letter.id, now=NOON + datetime.timedelta(days=30)) == pdf
    assert begin_letter(vault, er.id, "billing_dispute", today=TODAY).id != letter.id


def test_a_draft_is_taken_up_again(er: Any, vault: Vault) -> None:
    letter = begin_letter(vault, er.id, "billing_dispute", today=TODAY)
    answer_letter(vault, letter.id, "undisputed_amount", Money.of("120.00"), position=2, today=TODAY)
    turn_to(vault, letter.id, 3)
    again = begin_letter(vault, er.id, "billing_dispute", today=TODAY)
    assert again.id == letter.id and again.position == 3
    state = letter_state(vault, again.id, today=TODAY)
    assert state.facts["undisputed_amount"].value == Money.of("120.00")
    assert state.facts["undisputed_amount"].evidence.source == "Stated by you"


def test_a_missing_fact_is_asked_and_keeps_the_letter_a_draft(desk: Any, vault: Vault) -> None:
    bill = desk.bill()
    desk.eob()
    letter = begin_letter(vault, desk.matter(bill).id, "billing_dispute", today=TODAY)
    state = letter_state(vault, letter.id, today=TODAY)
    assert "sender_address" in state.rendered.missing and "sender_address" in {question.fact for question in state.open}
    before = content_hash(vault)
    with pytest.raises(UnusableInput, match=r"not ready\. Fill in what is missing: .*sender address"):
        finish_letter(vault, letter.id, now=NOON)
    assert content_hash(vault) == before
    assert answered(vault, letter.id, {"sender_address": "27 Birch Lane\nEaston, PA 18042"}).rendered.final


def test_an_optional_question_may_be_left_out_and_stays_out(er: Any, vault: Vault) -> None:
    letter = begin_letter(vault, er.id, "billing_dispute", today=TODAY)
    state = answered(vault, letter.id, {"eob_share": None})
    assert "eob_share" not in state.facts and "eob_share" in {question.fact for question in state.questions}
    assert "eob_share" not in {question.fact for question in state.open}
    question = next(question for question in state.template.questions if question.fact == "undisputed_amount")
    assert typed_answer(question, "") is None and typed_answer(question, "$120") == Money.of("120.00")
    with pytest.raises(ValueError, match="like"):
        typed_answer(question, "about a hundred")


def test_a_letter_to_a_collector_carries_no_care(er: Any, desk: Any, vault: Vault) -> None:
    desk.notice()
    desk.form(form=Form.POWER_OF_ATTORNEY)
    with vault.change("Paid") as change:
        change.payments.add(Payment(id="p", date=date(2026, 4, 15), amount=Money.of("120.00"), what="Riverbend", case_id=er.id,
                                    person_id=er.case.person_id, payer_from="Check 1182"))  # fmt: skip
    letter = begin_letter(vault, er.id, "debt_validation_request", today=TODAY)
    state = answered(vault, letter.id, {"court_papers": False, "dispute_scope": "all"})
    assert state.rendered.final
    text = words(finish_letter(vault, letter.id, now=NOON))
    for secret in (*CARE, "7741-22", "555-0103", "ruth@example.org"):
        assert secret not in text, secret
    for told in ("HP-66031", "Harrow & Pike Recovery", "$2,032.40", "December 10, 2026", "check 1182", "I dispute this debt"):
        assert told in text, told
    assert "Itemized bill of" not in text and "Insurer" not in text


def test_a_letter_for_a_call_takes_the_notes(er: Any, vault: Vault) -> None:
    call = Call(id="c", case_id=er.id, at=datetime.datetime(2026, 11, 10, 10, 5), organization="Riverbend billing", person="Marcus T.",
                reference="RB-21877", notes="The second X-ray comes off.", they_will="Send a corrected bill",
                they_will_by=date(2026, 11, 24))  # fmt: skip
    end_call(vault, call, today=TODAY)
    letter = begin_letter(vault, er.id, "call_confirmation", today=TODAY, call_id="c")
    facts = letter_state(vault, letter.id, today=TODAY).known
    assert (facts["call_date"].value, facts["person"].value) == (date(2026, 11, 10), "Marcus T.")
    assert facts["call_date"].evidence.source == "Call notes of November 10, 2026"
    assert begin_letter(vault, er.id, "call_confirmation", today=TODAY, call_id="c").id == letter.id
    assert begin_letter(vault, er.id, "call_confirmation", today=TODAY).id != letter.id


def test_an_appeal_goes_to_the_insurer(desk: Any, vault: Vault) -> None:
    desk.me()
    matter = desk.matter(desk.refusal())
    letter = begin_letter(vault, matter.id, "internal_appeal", today=TODAY)
    facts = letter_state(vault, letter.id, today=TODAY).known
    assert facts["addressee"].value == "Lakeshore Health" and facts["denial_reason"].value == "No 6 weeks of therapy on file."
    assert facts["claim_no"].value == "PA-88213" and letter.recipient == "Lakeshore Health"
    assert addressee_of(letter_state(vault, letter.id, today=TODAY).template) == "insurer"


def test_a_letter_that_is_gone_is_said(vault: Vault) -> None:
    with pytest.raises(UnusableInput, match="no longer among your papers"):
        letter_state(vault, "nothing", today=TODAY)
    with pytest.raises(UnusableInput, match="This case is not among your papers"):
        begin_letter(vault, "nothing", "billing_dispute", today=TODAY)
