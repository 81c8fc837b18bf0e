"""After a death: who signs, what letters say, no offer of money, the notice first; days stay as they are."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

import pytest

from medbills.domain.authority import Act, Form
from medbills.letters import letter_text
from medbills.services.check_signer import WayOut
from medbills.services.keep_person import keep_person
from medbills.services.next_steps import next_step
from medbills.services.what_to_say import what_to_say
from medbills.services.write_letter import answer_letter, begin_letter, letter_state
from medbills.store import Vault

TODAY = date(2026, 11, 17)
DIED = date(2026, 11, 1)


@pytest.fixture
def er(desk: Any, vault: Vault) -> Any:
    """Ruth helped Walter, who has died."""
    desk.me()
    bill = desk.bill()
    desk.eob()
    desk.form(form=Form.POWER_OF_ATTORNEY, ends_on=None, acts=tuple(Act))
    before = desk.matter(bill).deadlines
    walter = next(person for person in vault.people.all() if person.name == "Walter Calloway")
    keep_person(vault, dataclasses.replace(walter, died_on=DIED), (), today=TODAY)
    after = desk.matter(bill)
    assert [kept.deadline.acts_on for kept in after.deadlines] == [kept.deadline.acts_on for kept in before], "no day moves"
    return after


def text(state: Any) -> str:
    return " ".join(letter_text(state.rendered).split())


def test_a_power_of_attorney_signs_nothing_any_more_and_the_executor_does(desk: Any, er: Any, vault: Vault) -> None:
    letter = begin_letter(vault, er.id, "billing_dispute", today=TODAY)
    held = letter_state(vault, letter.id, today=TODAY)
    assert held.signer.problem.startswith("Walter Calloway has died. Ruth needs the paper that names who acts for the estate.")
    assert held.signer.ways == (WayOut.ADD_FORM, WayOut.GIVE_NOTICE)
    own = answer_letter(vault, letter.id, "sender_name", "Walter Calloway", position=0, today=TODAY)
    assert "Somebody who acts for the estate signs now." in own.signer.problem
    answer_letter(vault, letter.id, "sender_name", "Ruth Calloway", position=0, today=TODAY)
    desk.form(form=Form.ESTATE, signed_on=date(2026, 11, 10), ends_on=None, acts=tuple(Act))
    state = letter_state(vault, letter.id, today=TODAY)
    assert not state.signer.problem
    said = text(state)
    assert "as executor of the estate. My right to act rests on letters testamentary or of administration of November 10, 2026." in said
    assert "I act only for the estate, and I do not agree to be personally responsible." in said


@pytest.mark.parametrize("slug", ["payment_plan_interest_free", "lump_sum_settlement", "cash_prompt_pay_offer"])
def test_no_letter_offers_money_after_a_death(desk: Any, er: Any, vault: Vault, slug: str) -> None:
    desk.form(form=Form.ESTATE, signed_on=date(2026, 11, 10), ends_on=None, acts=tuple(Act))
    letter = begin_letter(vault, er.id, slug, today=TODAY)
    state = letter_state(vault, letter.id, today=TODAY)
    assert "promise no money" in state.signer.problem and not state.rendered.final


def test_the_notice_comes_first_and_anybody_may_give_it(er: Any, vault: Vault) -> None:
    step = next_step(er, TODAY)
    assert step is not None and step.letter == "estate_account_notice" and step.sentence == "Tell Riverbend that Walter Calloway has died."
    letter = begin_letter(vault, er.id, "estate_account_notice", today=TODAY)
    answer_letter(vault, letter.id, "role", "relative", position=0, today=TODAY)
    state = letter_state(vault, letter.id, today=TODAY)
    assert not state.signer.problem and state.facts["death_date"].value == DIED
    assert "I do not agree to be personally responsible" in text(state) and "Walter Calloway died on November 1, 2026." in text(state)


def test_what_to_say_promises_nothing(er: Any, vault: Vault) -> None:
    assert "has died. Do not promise to pay" in what_to_say(vault, er, TODAY).intro


def test_care_dated_after_the_death_is_found(desk: Any, er: Any, vault: Vault) -> None:
    line = {"service_date": "2026-11-05", "code": "99284", "description": "Visit", "billed": "140.00"}
    desk.bill(account_number="9", service_from="2026-11-05", statement_date="2026-11-12", lines=[line], amount_due="140.00",
              total_billed="140.00")  # fmt: skip
    checks = {kept.finding.check for case in vault.cases.all() for kept in vault.findings.of_case(case.id)}
    assert "after_death_or_before_coverage" in checks
