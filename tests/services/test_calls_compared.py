"""Promises that are late, kept or broken; and what two people of one desk said differently, side by side and in the letter."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from medbills.domain.call import Call, PromiseState, Said
from medbills.domain.contradiction import Differing
from medbills.domain.matter import Matter
from medbills.domain.next_step import Action
from medbills.errors import UnusableInput
from medbills.services.call_words import to_them, told_in_call
from medbills.services.case_timeline import case_timeline
from medbills.services.find_contradictions import contradictions, mark_contradiction, others_of, set_aside
from medbills.services.keep_promise import Standing, late_promises, mark_promise, promises
from medbills.services.list_contacts import call_record, list_contacts
from medbills.services.log_call import end_call
from medbills.services.next_steps import next_step
from medbills.services.overview import upcoming
from medbills.services.plan_packet import plan_packet
from medbills.services.write_letter import begin_letter, letter_state

TODAY = datetime.date(2026, 11, 17)
HOLD = {"question": "hold", "about": "status", "asked": "Is the account on hold?", "script": "hospital_billing", "line": "hold"}
ON_HOLD = Said(**HOLD, reply="yes", words="It is on hold, with no end day", means="on_hold")
UNTIL = Said(**HOLD, reply="until", words="It is on hold until a day they name", means="on_hold", value="2026-12-17")
NOT_ON_HOLD = Said(**HOLD, reply="no", words="They do not put it on hold", means="no")


@pytest.fixture
def talks(desk: Any) -> Any:
    return Talks(desk)


class Talks:
    """Calls about one bill, a day apart each."""

    def __init__(self, desk: Any) -> None:
        self.desk, self.vault = desk, desk.vault
        desk.me()
        self.paper = desk.bill()
        self.count = 0

    def call(self, *trail: Said, organization: str = "Riverbend billing", **fields: Any) -> Call:
        self.count += 1
        at = datetime.datetime(2026, 11, 1 + self.count, 10, 5)
        person, reference = f"Rep {self.count}", f"RB-{self.count}"
        call = Call(id=f"c{self.count}", case_id=self.matter.id, at=at, organization=organization, person=person, reference=reference,
                    trail=trail, script="hospital_billing" if trail else "", **fields)  # fmt: skip
        end_call(self.vault, call, today=TODAY)
        found = self.vault.calls.get(call.id)
        assert found is not None
        return found  # type: ignore[no-any-return]

    @property
    def matter(self) -> Matter:
        found: Matter = self.desk.matter(self.paper)
        return found

    @property
    def differing(self) -> tuple[Differing, ...]:
        return contradictions(self.matter)


# promises


def test_a_late_promise_stands_first_and_is_marked_kept(talks: Any) -> None:
    talks.call(they_will="Send the notes", they_will_by=datetime.date(2026, 12, 1))
    call = talks.call(they_will="Send a corrected bill", they_will_by=datetime.date(2026, 11, 10))
    found = promises(talks.matter, TODAY)
    assert [(promise.what, promise.standing) for promise in found] == [
        ("Send a corrected bill", Standing.LATE), ("Send the notes", Standing.OPEN)
    ]  # fmt: skip
    assert found[0].who == "Rep 2, Riverbend billing"
    assert [promise.call.id for promise in late_promises([talks.matter], TODAY)] == [call.id]
    step = next_step(talks.matter, TODAY)
    assert step is not None and (step.action, step.script) == (Action.CALL, "follow_up")
    mark_promise(talks.vault, call.id, PromiseState.KEPT, today=TODAY)
    assert late_promises([talks.matter], TODAY) == ()
    assert promises(talks.matter, TODAY)[-1].standing is Standing.KEPT
    assert not any(item.kept.deadline.event == f"promise:{call.id}" for item in upcoming([talks.matter], today=TODAY, days=None))
    moment = next(moment for moment in case_timeline(talks.matter, TODAY) if moment.title.endswith("kept its word"))
    assert moment.day == TODAY and moment.detail == "Send a corrected bill"
    (contact,) = (contact for contact in list_contacts([talks.matter], today=TODAY) if contact.id == call.id)
    assert contact.promise.endswith("· Kept")


def test_a_broken_promise_is_asked_after_even_before_its_day(talks: Any) -> None:
    call = talks.call(they_will="Send a corrected bill", they_will_by=datetime.date(2026, 12, 1))
    mark_promise(talks.vault, call.id, PromiseState.BROKEN, today=TODAY)
    step = next_step(talks.matter, TODAY)
    assert step is not None and "not kept its word" in step.sentence and step.yours
    mark_promise(talks.vault, call.id, PromiseState.OPEN, today=TODAY)
    found = talks.vault.calls.get(call.id)
    assert found is not None and (found.promise, found.promise_told_on) == (PromiseState.OPEN, None)


def test_a_mark_can_be_undone(talks: Any) -> None:
    call = talks.call(they_will="Send a corrected bill", they_will_by=datetime.date(2026, 11, 10))
    mark_promise(talks.vault, call.id, PromiseState.KEPT, today=TODAY)
    talks.vault.undo_last()
    assert promises(talks.matter, TODAY)[0].standing is Standing.LATE


def test_a_call_without_a_promise_cannot_be_marked(talks: Any) -> None:
    with pytest.raises(UnusableInput):
        mark_promise(talks.vault, talks.call().id, PromiseState.KEPT, today=TODAY)


# contradictions


def test_two_people_of_one_desk_who_differ_stand_side_by_side(talks: Any) -> None:
    talks.call(ON_HOLD)
    talks.call(NOT_ON_HOLD, organization="Riverbend billing office")
    (found,) = talks.differing
    assert (found.asked, found.about) == ("Is the account on hold?", "status")
    assert (found.first.who, found.first.words) == ("Rep 1, Riverbend billing", "It is on hold, with no end day")
    assert (found.second.call.reference, found.second.words) == ("RB-2", "They do not put it on hold")


@pytest.mark.parametrize(
    ("first", "second"),
    [(ON_HOLD, UNTIL), (ON_HOLD, ON_HOLD), (Said(**HOLD, reply="x", words="They do not know"), NOT_ON_HOLD)],
    ids=["the same in other words", "the same", "nothing settled"],
)
def test_what_fits_together_is_none(talks: Any, first: Said, second: Said) -> None:
    talks.call(first)
    talks.call(second)
    assert talks.differing == ()


def test_two_amounts_for_one_price_are_one(talks: Any) -> None:
    fee = {"question": "lowest", "about": "fee", "asked": "What is the least they take, paid at once?", "line": "lowest", "reply": "amount",
           "words": "They name an amount", "means": "amount"}  # fmt: skip
    talks.call(Said(**fee, value="300.00"))
    talks.call(Said(**fee, value="450.00"))
    (found,) = talks.differing
    assert (found.first.words, found.second.words) == ("They name an amount: $300.00", "They name an amount: $450.00")


def test_another_desk_may_say_something_else(talks: Any) -> None:
    talks.call(ON_HOLD)
    talks.call(NOT_ON_HOLD, organization="Lakeshore Health")
    assert talks.differing == ()


def test_the_same_number_is_the_same_desk(talks: Any) -> None:
    talks.call(ON_HOLD, number="555-0114", organization="")
    talks.call(NOT_ON_HOLD, number="555-0114")
    assert len(talks.differing) == 1


def test_only_neighbors_are_compared(talks: Any) -> None:
    for said in (ON_HOLD, NOT_ON_HOLD, NOT_ON_HOLD):
        talks.call(said)
    assert [(found.first.call.id, found.second.call.id) for found in talks.differing] == [("c1", "c2")]


def test_set_aside_is_not_shown_again_and_can_be_undone(talks: Any) -> None:
    talks.call(ON_HOLD)
    talks.call(NOT_ON_HOLD)
    set_aside(talks.vault, talks.matter.id, talks.differing[0])
    assert talks.differing == ()
    talks.vault.undo_last()
    assert len(talks.differing) == 1


def test_the_user_may_mark_one_that_no_script_found(talks: Any) -> None:
    first, second = talks.call(notes="No fee."), talks.call(notes="A fee of $25.")
    assert [call.id for call in others_of(talks.matter, second.id)] == [first.id]
    mark_contradiction(talks.vault, second.id, first.id, "There is a fee of $25", "There is no fee")
    (found,) = talks.differing
    assert found.by_hand and (found.first.words, found.second.words) == ("There is no fee", "There is a fee of $25")
    set_aside(talks.vault, talks.matter.id, found)
    assert talks.differing == ()


def test_a_mark_needs_two_calls_and_two_statements(talks: Any) -> None:
    first, second = talks.call(), talks.call()
    for ids, said in (((first.id, "gone"), ("a", "b")), ((first.id, first.id), ("a", "b")), ((first.id, second.id), ("a", " "))):
        with pytest.raises(UnusableInput):
            mark_contradiction(talks.vault, *ids, *said)


# in the letter, the record and the packet


def test_the_letter_that_confirms_offers_answers_and_what_was_told_otherwise(talks: Any) -> None:
    talks.call(ON_HOLD)
    call = talks.call(NOT_ON_HOLD, notes="She was kind.")
    letter = begin_letter(talks.vault, talks.matter.id, "call_confirmation", today=TODAY, call_id=call.id)
    told = letter_state(talks.vault, letter.id, today=TODAY).facts["told"]
    assert told.value.splitlines() == [
        "Is the account on hold? You do not put it on hold.", "She was kind.",
        "On November 2, 2026, Rep 1, reference RB-1 told me otherwise: Is the account on hold? It is on hold, with no end day.",
    ]  # fmt: skip
    assert told.evidence.source == "Call notes of November 3, 2026"


def test_the_packet_s_call_log_tells_both(talks: Any) -> None:
    talks.call(ON_HOLD)
    talks.call(NOT_ON_HOLD)
    notes = plan_packet(talks.vault, talks.matter.id, today=TODAY).calls
    assert "They do not put it on hold. On November 2, 2026, Rep 1, reference RB-1 said otherwise" in notes[1].said
    assert notes[0].said.startswith("Is the account on hold? It is on hold, with no end day.")


def test_the_record_of_a_call_lists_its_answers(talks: Any) -> None:
    call = talks.call(UNTIL, they_will="keep it on hold")
    lines = {noted.label: noted.text for noted in call_record(call, TODAY)}
    assert lines["Is the account on hold?"] == "It is on hold until a day they name: December 17, 2026"


def test_words_turn_to_those_who_said_them() -> None:
    assert to_them("They will correct their bill; ask them.") == "You will correct your bill; ask you."
    assert to_them("The others met.") == "The others met."
    assert told_in_call(Call(id="c", case_id=None, at=datetime.datetime(2026, 11, 1), notes=" a \n\nb")) == "a\nb"
