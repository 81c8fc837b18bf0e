"""Every fact of a letter stands on the file: one that differs, or has no source, keeps the letter a draft and is named."""

from __future__ import annotations

import dataclasses
import datetime
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medbills.domain.letter import STATED_BY_YOU, Evidence, Fact, Letter
from medbills.domain.money import Money
from medbills.errors import UnusableInput
from medbills.letters import catalogue, find, render
from medbills.services.back_letter import IN_SPITE, explain_difference, take_from_file, told_why, unbacked
from medbills.services.review_papers import Whose, accept_paper
from medbills.services.send_letter import mail_letter, word_letter
from medbills.services.write_letter import answer_letter, begin_letter, finish_letter, letter_state
from medbills.store import Vault

TODAY = date(2026, 11, 17)
NOON = datetime.datetime(2026, 11, 17, 12, 0, tzinfo=datetime.UTC)


@pytest.fixture
def dispute(desk: Any, vault: Vault) -> Letter:
    """A letter about one's own bill, whole and ready to go."""
    desk.me()
    matter = desk.matter(desk.bill(patient_name="Ruth Calloway"))
    desk.eob(patient_name="Ruth Calloway")
    letter = begin_letter(vault, matter.id, "billing_dispute", today=TODAY)
    assert letter_state(vault, letter.id, today=TODAY).rendered.final
    return letter


def paper_of(vault: Vault) -> Any:
    return next(kept for kept in vault.papers.all() if kept.paper.is_bill)


def test_a_paper_that_changed_after_the_answer_holds_the_letter_back(vault: Vault, dispute: Letter) -> None:
    state = answer_letter(vault, dispute.id, "amount_listed", Money(200000), position=0, today=TODAY)
    assert state.unbacked == () and state.rendered.final  # the same as on the paper
    kept = paper_of(vault)
    edited = dataclasses.replace(kept.paper, amount_due=Money(220000))
    accept_paper(vault, kept.id, edited, Whose(person_id=kept.person_id), today=TODAY)
    state = letter_state(vault, dispute.id, today=TODAY)
    (apart,) = state.unbacked
    assert (apart.fact, apart.letter_says, apart.file_says, apart.document) == ("amount_listed", "$2,000.00", "$2,200.00", kept.id)
    assert not state.rendered.final
    with pytest.raises(UnusableInput, match=r"says “\$2,000\.00”\. Itemized bill .* says “\$2,200\.00”"):
        finish_letter(vault, dispute.id, now=NOON)
    with pytest.raises(UnusableInput):
        mail_letter(vault, dispute.id, to="a@example.org", now=NOON)
    assert b"word/document.xml" in word_letter(vault, dispute.id, today=TODAY)  # a draft, and marked as one
    take_from_file(vault, dispute.id, "amount_listed")
    assert letter_state(vault, dispute.id, today=TODAY).rendered.final and finish_letter(vault, dispute.id, now=NOON)


def test_the_user_may_say_why_and_the_reason_holds_for_these_two_values_only(vault: Vault, dispute: Letter) -> None:
    state = answer_letter(vault, dispute.id, "amount_listed", Money(190000), position=0, today=TODAY)
    assert [one.fact for one in state.unbacked] == ["amount_listed"]
    known, used = state.known["amount_listed"].value, state.facts["amount_listed"].value
    with pytest.raises(UnusableInput, match="why"):
        explain_difference(vault, dispute.id, "amount_listed", "  ", file_says=known, letter_says=used)
    explain_difference(vault, dispute.id, "amount_listed", "They took the fee back on the phone", file_says=known, letter_says=used)
    state = letter_state(vault, dispute.id, today=TODAY)
    assert state.unbacked == () and state.rendered.final
    assert told_why(state.letter) == (("amount_listed", "They took the fee back on the phone"),)
    assert "They took the fee back on the phone" in (vault.last_change() or "")  # it stands in the history
    state = answer_letter(vault, dispute.id, "amount_listed", Money(199900), position=0, today=TODAY)
    assert [one.fact for one in state.unbacked] == ["amount_listed"]


@pytest.mark.parametrize(("fact", "value"), [("account_no", "7741-23"), ("eob_share", Money(100)), ("claim_no", "26-2840-11938")])
def test_numbers_names_and_days_are_held_too(vault: Vault, dispute: Letter, fact: str, value: Any) -> None:
    state = answer_letter(vault, dispute.id, fact, value, position=0, today=TODAY)
    assert [one.fact for one in state.unbacked] == [fact]
    assert all(one.document and ("bill" in one.source or "statement" in one.source) for one in state.unbacked)


def test_the_same_in_another_writing_is_no_difference(vault: Vault, dispute: Letter) -> None:
    for fact, value in (("account_no", "7741 22"), ("claim_no", "262840-11937")):
        assert answer_letter(vault, dispute.id, fact, value, position=0, today=TODAY).unbacked == ()


def test_a_sent_letter_is_not_looked_at_again(vault: Vault, dispute: Letter) -> None:
    finish_letter(vault, dispute.id, now=NOON)
    with vault.change("Sent") as change:
        kept = vault.letters.get(dispute.id)
        assert kept is not None
        change.letters.update(dataclasses.replace(kept, sent_on=TODAY, answers={**kept.answers, "amount_listed": "1.00"}))
    assert letter_state(vault, dispute.id, today=TODAY).unbacked == ()


MONEYS = st.integers(min_value=0, max_value=10_000_00).map(Money)
FILE = Evidence(source="Bill of October 30, 2026", document="bill")


@given(MONEYS, MONEYS, st.booleans())
def test_a_sum_stands_exactly_when_it_is_the_file_s(on_file: Money, in_letter: Money, stated: bool) -> None:
    template = find("billing_dispute")
    letter = Letter(id="l", case_id="c", template_id=template.id, title="")
    known = {"amount_listed": Fact(on_file, FILE)}
    facts = {"amount_listed": Fact(in_letter, STATED_BY_YOU if stated else FILE)}
    found = unbacked(letter, template, known, facts, render(template, facts, today=TODAY))
    assert [one.fact for one in found] == (["amount_listed"] if stated and on_file != in_letter else [])


@given(MONEYS)
def test_what_the_file_does_not_know_is_the_user_s_word(amount: Money) -> None:
    template = find("billing_dispute")
    letter = Letter(id="l", case_id="c", template_id=template.id, title="", answers={IN_SPITE: {}})
    facts = {"amount_listed": Fact(amount)}
    assert unbacked(letter, template, {}, facts, render(template, facts, today=TODAY)) == ()


def test_a_fact_without_any_source_is_named() -> None:
    template = find("billing_dispute")
    facts = {"account_no": Fact("7741-22", Evidence(source=" "))}
    letter = Letter(id="l", case_id="c", template_id=template.id, title="")
    (one,) = unbacked(letter, template, {}, facts, render(template, facts, today=TODAY))
    assert one.fact == "account_no" and "nothing on file shows" in one.sentence


def test_every_letter_compares_what_it_is_told_with_the_file() -> None:
    """Over the whole catalogue: each sum and each day that a letter asks for is held against the file."""
    other = {"money": (Money(100), Money(101)), "date": (date(2026, 1, 1), date(2026, 1, 2))}
    seen = 0
    for template in catalogue():
        letter = Letter(id="l", case_id="c", template_id=template.id, title="")
        for question in template.questions:
            pair = other.get(question.type.value)
            if pair is None:
                continue
            facts = {question.fact: Fact(pair[0])}
            found = unbacked(letter, template, {question.fact: Fact(pair[1], FILE)}, facts, render(template, facts, today=TODAY))
            assert [one.fact for one in found] == [question.fact], (template.slug, question.fact)
            seen += 1
    assert seen > 60
