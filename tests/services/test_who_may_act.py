"""The register decides who may sign: a letter of somebody without authority is not finished."""

from __future__ import annotations

import dataclasses
import datetime
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from medbills.domain.authority import Act, Authority, Form, Standing
from medbills.errors import UnusableInput
from medbills.services.check_signer import WayOut
from medbills.services.keep_authority import ending_forms, form_copy, keep_authority, load_register, remove_form, take_back_form
from medbills.services.write_letter import answer_letter, begin_letter, finish_letter, letter_state, mark_sent
from medbills.store import Vault, content_hash

TODAY = date(2026, 11, 17)
NOON = datetime.datetime(2026, 11, 17, 12, 0, tzinfo=datetime.UTC)
HOSPITAL = "Riverbend General Hospital"


@pytest.fixture
def er(desk: Any) -> Any:
    """Ruth helps Walter; no form is on file."""
    desk.me()
    bill = desk.bill()
    desk.eob()
    return desk.matter(bill)


def state(vault: Vault, matter: Any, slug: str, today: date = TODAY) -> Any:
    letter = begin_letter(vault, matter.id, slug, today=TODAY)
    return letter_state(vault, letter.id, today=today)


def walter(vault: Vault) -> Any:
    return next(person for person in vault.people.all() if person.name == "Walter Calloway")


def test_without_a_form_the_letter_stays_a_draft_and_says_why(er: Any, vault: Vault) -> None:
    found = state(vault, er, "billing_dispute")
    assert found.signer.problem == "No signed form on file lets Ruth see and discuss bills for Walter Calloway with Riverbend."
    assert found.signer.ways == (WayOut.ADD_FORM, WayOut.WRITE_FORM, WayOut.PATIENT_SIGNS)
    assert not found.rendered.final and "authority" not in {question.fact for question in found.questions}
    before = content_hash(vault)
    with pytest.raises(UnusableInput, match="No signed form on file"):
        finish_letter(vault, found.letter.id, now=NOON)
    assert content_hash(vault) == before


def test_a_typed_answer_gives_no_authority(er: Any, vault: Vault) -> None:
    letter = begin_letter(vault, er.id, "billing_dispute", today=TODAY)
    found = answer_letter(vault, letter.id, "authority", "a privacy form I mean to sign", position=0, today=TODAY)
    assert found.signer.problem and "authority" not in found.facts


def test_the_patient_s_own_signature_needs_no_form(er: Any, vault: Vault) -> None:
    letter = begin_letter(vault, er.id, "billing_dispute", today=TODAY)
    answer_letter(vault, letter.id, "sender_name", "Walter Calloway", position=0, today=TODAY)
    found = letter_state(vault, letter.id, today=TODAY)
    assert not found.signer.problem and found.signer.form is None and found.rendered.missing == (), (found.facts, found.cautions)


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"ends_on": date(2026, 11, 16)}, "ended on November 16, 2026"),
        ({"ends_on": None}, "Say on which day"),
        ({"signed_on": date(2026, 11, 18)}, "signed for a later day"),
        ({"holder": "Paul Calloway"}, "No signed form on file lets Ruth"),
        ({"towards": "Cedar Diagnostics"}, "No signed form on file lets Ruth"),
    ],
)
def test_a_form_that_does_not_count(er: Any, desk: Any, vault: Vault, fields: dict[str, Any], says: str) -> None:
    desk.form(**{"towards": HOSPITAL, **fields})
    assert says in state(vault, er, "billing_dispute").signer.problem


def test_a_privacy_form_does_not_sign_an_appeal_or_a_payment_plan(desk: Any, er: Any, vault: Vault) -> None:
    desk.form(towards="Lakeshore Health")
    desk.form(towards=HOSPITAL)
    refused = desk.matter(desk.refusal())
    found = state(vault, refused, "internal_appeal")
    assert found.signer.problem == "The form on file does not let Ruth file appeals and complaints for Walter Calloway."
    assert found.signer.ways == (WayOut.ADD_FORM, WayOut.PATIENT_SIGNS)
    assert "agree on payments" in state(vault, er, "payment_plan_interest_free").signer.problem
    desk.form(form=Form.PLAN_FORM, towards="Lakeshore Health", acts=(Act.TALK, Act.APPEAL))
    assert "your form for an authorized representative" in state(vault, refused, "internal_appeal").facts["authority"].value


def test_a_letter_to_a_collector_needs_authority_too(desk: Any, er: Any, vault: Vault) -> None:
    desk.notice()
    assert "Ruth" in state(vault, er, "debt_validation_request").signer.problem
    desk.form(form=Form.POWER_OF_ATTORNEY, ends_on=None)
    assert not state(vault, er, "debt_validation_request").signer.problem


def test_a_form_among_the_papers_is_proposed_until_the_user_says_what_it_allows(desk: Any, er: Any, vault: Vault) -> None:
    paper = desk.file("consent_form", provider_name=HOSPITAL, patient_name="Walter Calloway", letter_date="2026-09-20")
    assert "Say what it lets Ruth do" in state(vault, er, "billing_dispute").signer.problem
    (proposed,) = load_register(vault, walter(vault).id, today=TODAY).proposed
    assert (proposed.towards, proposed.signed_on, proposed.holder) == (HOSPITAL, date(2026, 9, 20), "Ruth Calloway")
    with pytest.raises(UnusableInput, match="has an end"):
        keep_authority(vault, proposed, now=NOON)
    kept, _ = keep_authority(vault, Authority(**{**_fields(proposed), "ends_on": date(2027, 9, 20)}), now=NOON)
    register = load_register(vault, walter(vault).id, today=TODAY)
    assert register.proposed == () and register.forms[0].paper_id == paper and register.forms[0].standing is Standing.GOOD
    found = state(vault, er, "billing_dispute")
    assert found.facts["authority"].value == "a privacy form signed on September 20, 2026"
    assert found.facts["authority"].evidence.document == paper and not found.signer.problem
    assert state(vault, er, "billing_dispute", today=kept.ends_on + datetime.timedelta(days=1)).signer.problem  # type: ignore[operator]


def test_a_form_that_was_written_here_is_proposed_once_it_was_sent(desk: Any, er: Any, vault: Vault) -> None:
    letter = begin_letter(vault, er.id, "hipaa_authorization_caregiver", today=TODAY)
    answers = {**letter.answers, "sender_name": "Ruth Calloway", "ends_on": "2027-11-17"}
    kept = dataclasses.replace(letter, answers=answers, recipient=f"{HOSPITAL}\nP.O. Box 2200")
    with vault.change("Wrote it") as change:
        change.letters.update(kept)
    assert load_register(vault, walter(vault).id, today=TODAY).proposed == ()
    mark_sent(vault, letter.id, sent_on=TODAY, method="portal", today=TODAY)
    (proposed,) = load_register(vault, walter(vault).id, today=TODAY).proposed
    assert (proposed.form, proposed.holder, proposed.towards) == (Form.HIPAA, "Ruth Calloway", HOSPITAL)
    assert (proposed.signed_on, proposed.ends_on, proposed.acts) == (TODAY, date(2027, 11, 17), (Act.TALK,))
    keep_authority(vault, proposed, now=NOON)
    assert load_register(vault, walter(vault).id, today=TODAY).proposed == ()
    assert not state(vault, er, "billing_dispute").signer.problem


def test_an_end_that_comes_near_is_told_until_there_is_a_newer_form(desk: Any, er: Any, vault: Vault) -> None:
    old = desk.form(towards="Lakeshore Health", form=Form.PLAN_FORM, ends_on=date(2026, 11, 30))
    desk.form(towards=HOSPITAL)
    (near,) = ending_forms(vault, today=TODAY)
    assert near.shown.form == old and near.shown.days_left == 13 and near.day == date(2026, 11, 30)
    assert ending_forms(vault, today=TODAY, person_id="ruth") == ()
    assert ending_forms(vault, today=date(2026, 10, 30)) == ()
    assert ending_forms(vault, today=date(2026, 12, 10)), "one that has just ended is told as well"
    desk.form(towards="Lakeshore Health", form=Form.PLAN_FORM, ends_on=date(2027, 11, 30))
    assert ending_forms(vault, today=TODAY) == ()


def test_a_copy_is_kept_taken_back_and_removed(er: Any, vault: Vault, samples: Path, tmp_path: Path) -> None:
    person = walter(vault).id
    power = Authority(id="", person_id=person, form=Form.POWER_OF_ATTORNEY, holder="Ruth Calloway", acts=(Act.TALK, Act.MONEY))
    copy = next(samples.glob("*.pdf"))
    kept, changes = keep_authority(vault, power, copy=copy, now=NOON)
    assert form_copy(vault, kept.id) == (copy.read_bytes(), copy.name) and "authorities" in changes.topics
    (tmp_path / "notes.txt").write_text("words")
    with pytest.raises(UnusableInput, match="cannot be kept as a copy"):
        keep_authority(vault, power, copy=tmp_path / "notes.txt", now=NOON)
    take_back_form(vault, kept.id, on=TODAY)
    assert load_register(vault, person, today=TODAY).forms[0].standing is Standing.ENDED
    remove_form(vault, kept.id)
    assert load_register(vault, person, today=TODAY).forms == ()
    vault.undo_last()
    assert vault.authorities.get(kept.id)


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"holder": " "}, "who may act"),
        ({"acts": ()}, "Tick at least one"),
        ({"acts": (Act.APPEAL,)}, "Tick at least one"),
        ({"towards": ""}, "whom the form is for"),
        ({"ends_on": date(2026, 1, 1)}, "before it was signed"),
    ],
)
def test_what_does_not_hold_together_is_not_kept(desk: Any, er: Any, vault: Vault, fields: dict[str, Any], says: str) -> None:
    form = Authority(**{
        "id": "", "person_id": walter(vault).id, "form": Form.HIPAA, "holder": "Ruth Calloway", "towards": HOSPITAL, "acts": (Act.TALK,),
        "signed_on": date(2026, 9, 20), "ends_on": date(2027, 9, 20), **fields,
    })  # fmt: skip
    with pytest.raises(UnusableInput, match=says):
        keep_authority(vault, form, now=NOON)


def _fields(form: Authority) -> dict[str, Any]:
    return {name: getattr(form, name) for name in form.__dataclass_fields__}
