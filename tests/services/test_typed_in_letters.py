"""A sum, a day or a name typed freely into a letter is found in its case, or the user states it; else the letter stays a draft."""

from __future__ import annotations

import dataclasses
import datetime
from datetime import date
from typing import Any

import pytest

from medbills.domain.letter import Letter
from medbills.domain.money import Money
from medbills.domain.payment import Payment
from medbills.errors import UnusableInput
from medbills.services.check_typed import state_yourself
from medbills.services.letter_facts import letter_facts
from medbills.services.log_call import begin_call, end_call
from medbills.services.write_letter import answer_letter, begin_letter, finish_letter, letter_state, mark_sent
from medbills.store import Vault

TODAY = date(2026, 11, 17)
NOON = datetime.datetime(2026, 11, 17, 12, 0, tzinfo=datetime.UTC)
WHY = "appeal_reasons"


@pytest.fixture
def appeal(desk: Any, vault: Vault) -> Letter:
    """An appeal that lacks only its reasons."""
    desk.me()
    matter = desk.matter(desk.refusal(patient_name="Ruth Calloway"))
    letter = begin_letter(vault, matter.id, "internal_appeal", today=TODAY)
    for question in letter_state(vault, letter.id, today=TODAY).open:
        value = None if not question.required else "Pay for it" if question.fact != WHY else "It helped."
        answer_letter(vault, letter.id, question.fact, value, position=0, today=TODAY)
    assert letter_state(vault, letter.id, today=TODAY).rendered.final
    return letter


def held(vault: Vault, letter: Letter, words: str) -> tuple[str, ...]:
    """What is held of these words."""
    state = answer_letter(vault, letter.id, WHY, words, position=0, today=TODAY)
    assert state.rendered.final is (not state.unbacked)
    return tuple(claim for one in state.unbacked for claim in one.claims)


def test_a_sum_and_a_day_that_nothing_on_file_has_hold_the_letter_and_are_named(vault: Vault, appeal: Letter) -> None:
    state = answer_letter(vault, appeal.id, WHY, "I paid $77.13 on June 3, 2024.", position=0, today=TODAY)
    (apart,) = state.unbacked
    assert apart.claims == ("$77.13", "June 3, 2024") and apart.fact == WHY
    assert WHY in state.rendered.missing
    with pytest.raises(UnusableInput, match=r"“\$77\.13” and “June 3, 2024”\. No paper, call or answer"):
        finish_letter(vault, appeal.id, now=NOON)
    state_yourself(vault, appeal.id, WHY, apart.claims)
    assert letter_state(vault, appeal.id, today=TODAY).rendered.final and finish_letter(vault, appeal.id, now=NOON)
    assert "$77.13" in (vault.last_change() or "") or any("$77.13" in str(entry) for entry in vault.history("letter", appeal.id))
    assert held(vault, appeal, "I paid $77.13 on June 3, 2024, and $78.13 later.") == ("$78.13",), "what is new is asked anew"


def test_what_the_papers_say_needs_no_word_of_the_user(desk: Any, vault: Vault, appeal: Letter) -> None:
    matter = desk.matter(vault.papers.all()[0].id)
    facts = letter_facts(matter, "insurer", me=None)
    day = facts["denial_date"].value
    assert held(vault, appeal, f"Your letter of {day:%m/%d/%y}, that of {day:%B} {day.day}, and one of {TODAY:%B} {TODAY.day}.") == ()


def test_calls_payments_and_the_words_of_a_page_back_it_too(desk: Any, vault: Vault, appeal: Letter) -> None:
    words = "Dr. Patel said on 10/21/26 that $412.50 was paid, and $88.25 on October 5."
    assert held(vault, appeal, words) == ("Dr. Patel", "10/21/26", "$412.50", "$88.25", "October 5")
    at = datetime.datetime(2026, 10, 21, 10, 0)
    call = begin_call(vault, appeal.case_id, at=at, organization="Lakeshore Health", number="")
    end_call(vault, dataclasses.replace(call, notes="It was Dr. Patel, 412.50 in all", ended=True), today=TODAY)
    assert held(vault, appeal, words) == ("$88.25", "October 5")
    with vault.change("Paid") as change:
        change.payments.add(Payment(id="p", case_id=appeal.case_id, date=date(2026, 10, 5), amount=Money(1), what="copay"))
        document = vault.documents.all()[0]
        change.page_words.put(document, ["Amount of the\nfirst visit: 88.25"])
    assert held(vault, appeal, words) == ()


def test_one_answer_in_words_backs_no_other_and_a_paper_in_review_backs_nothing(desk: Any, vault: Vault, appeal: Letter) -> None:
    answer_letter(vault, appeal.id, "requested_outcome", "Pay $91.00", position=0, today=TODAY)
    desk.keep("receipt", issuer_name="Clinic", amount_due="91.00")
    state = answer_letter(vault, appeal.id, WHY, "It cost $91.00.", position=0, today=TODAY)
    assert [(one.fact, one.claims) for one in state.unbacked] == [(WHY, ("$91.00",)), ("requested_outcome", ("$91.00",))]
    state_yourself(vault, appeal.id, WHY, ("$91.00",))
    assert [one.fact for one in letter_state(vault, appeal.id, today=TODAY).unbacked] == ["requested_outcome"], "each by its own click"


HOSTILE = (
    "{{ denial_date }} and {% raw %}$77.13{% endraw %}", "</p><b>$77.13</b><img src=x>", "\ue0000\ue001 $77.13", "$7\u200b7.13",
    "＄７７．１３", "@paragraph own_word\n$77.13", "in_spite_of_file: $77.13", "$77.13\u202e",
    "seventy seven dollars", "x" * 15000 + " $77.13",
)  # fmt: skip


def test_hostile_words_neither_hide_a_sum_nor_stop_the_letter(vault: Vault, appeal: Letter) -> None:
    for words in HOSTILE:
        assert len(held(vault, appeal, words)) == 1, words
        with pytest.raises(UnusableInput, match="This letter is not ready"):
            finish_letter(vault, appeal.id, now=NOON)


def test_a_letter_that_was_sent_is_held_no_more_and_says_nothing_new(vault: Vault, appeal: Letter) -> None:
    finish_letter(vault, appeal.id, now=NOON)
    mark_sent(vault, appeal.id, sent_on=TODAY, method="Fax", today=TODAY)
    assert letter_state(vault, appeal.id, today=TODAY).unbacked == ()
    with pytest.raises(UnusableInput, match="was sent"):
        state_yourself(vault, appeal.id, WHY, ("$1",))
