"""Several promises in one call: each is followed up by itself, and the letter and the call log name them all."""

import dataclasses
import datetime

import pytest

from medbills.domain.call import Call, Promised, PromiseState
from medbills.domain.correction import About
from medbills.errors import UnusableInput
from medbills.services.case_timeline import case_timeline
from medbills.services.correct_record import add_correction
from medbills.services.keep_promise import Standing, late_promises, mark_promise, promises
from medbills.services.list_contacts import call_record, list_contacts
from medbills.services.load_matters import load_matter, load_matters
from medbills.services.log_call import end_call
from medbills.services.next_steps import next_step
from medbills.services.plan_packet import plan_packet
from medbills.services.write_briefing import write_briefing
from medbills.services.write_letter import answer_letter, begin_letter

TODAY = datetime.date(2026, 11, 17)
AT = datetime.datetime(2026, 11, 16, 10, 5)
MORE = (
    Promised(what="send the record of the X-ray", by=datetime.date(2026, 11, 20), who="Dana P."),
    Promised(what="tell the collector to wait"),
)
CALL = Call(id="both", case_id=None, at=AT, organization="Riverbend billing", person="Tanya R.", notes="She found it.",
            they_will="send a corrected bill", they_will_by=datetime.date(2026, 12, 1), more=MORE)  # fmt: skip


@pytest.fixture
def promised(family_vault):
    """The sample family after a call with three promises."""
    matter = next(one for one in load_matters(family_vault, today=TODAY) if one.case.title.startswith("ER visit"))
    end_call(family_vault, dataclasses.replace(CALL, case_id=matter.id), today=TODAY)
    return family_vault, matter.id


def look(promised):
    return load_matter(promised[0], promised[1], today=TODAY)


def days_of(promised):
    found = promised[0].deadlines.of_case(promised[1])
    return {kept.deadline.event: kept.deadline for kept in found if kept.deadline.event.startswith("promise:both")}


def test_a_day_for_each_promise_that_names_one(promised):
    days = days_of(promised)
    assert {event: day.date for event, day in days.items()} == {"promise:both": CALL.they_will_by, "promise:both:1": MORE[0].by}
    assert days["promise:both:1"].computed.startswith("Promised by Dana P. on")
    assert promised[0].calls.get("both").follow_up_on == MORE[0].by, "the first of their days"


def test_the_first_day_is_waited_for_and_then_the_next(promised):
    first = look(promised).their_promise
    assert (first.they_will, first.they_will_by, first.person) == (MORE[0].what, MORE[0].by, "Dana P.")
    mark_promise(promised[0], "both", PromiseState.KEPT, today=TODAY, nth=1)
    matter = look(promised)
    assert matter.their_promise.they_will == "send a corrected bill" and matter.their_promise.person == "Tanya R."
    assert "promise:both" in days_of(promised) and "promise:both:1" not in days_of(promised)
    assert any(moment.detail == MORE[0].what and "kept its word" in moment.title for moment in case_timeline(matter, TODAY))


def test_a_broken_one_is_asked_for_and_the_others_stay_open(promised):
    mark_promise(promised[0], "both", PromiseState.BROKEN, today=TODAY, nth=1)
    matter = look(promised)
    standing = {one.what: one.standing for one in promises(matter, TODAY) if one.call.id == "both"}
    assert standing == {MORE[0].what: Standing.BROKEN, MORE[1].what: Standing.OPEN, CALL.they_will: Standing.OPEN}
    step = next_step(matter, TODAY)
    assert step.script == "follow_up" and MORE[0].what in step.why and "Dana P." in step.why


def test_a_late_one_comes_to_today_by_itself(promised):
    later = datetime.date(2026, 11, 25)
    late = [one for one in late_promises([look(promised)], later) if one.call.id == "both"]
    assert [(one.what, one.nth, one.who) for one in late] == [(MORE[0].what, 1, "Dana P., Riverbend billing")]


def test_what_the_notes_say_stays_and_only_what_became_of_it_changes(promised):
    vault = promised[0]
    with pytest.raises(UnusableInput, match="stay as they are"), vault.change("Altered") as change:
        change.calls.update(vault.calls.get("both").with_promised((Promised(what="nothing"),)))
    with pytest.raises(UnusableInput, match="no promise"):
        mark_promise(vault, "both", PromiseState.KEPT, today=TODAY, nth=3)
    mark_promise(vault, "both", PromiseState.KEPT, today=TODAY, nth=2)
    vault.undo_last()
    assert vault.calls.get("both").more == MORE


def test_the_record_and_the_briefing_name_them_all(promised):
    lines = [(line.label, line.text) for line in call_record(promised[0].calls.get("both"), TODAY)]
    assert [text for label, text in lines if label == "Promised by"] == ["Dana P."]
    assert len([label for label, _text in lines if label == "They will"]) == 3
    contact = next(one for one in list_contacts([look(promised)], today=TODAY) if one.id == "both")
    assert "corrected bill" in contact.promise and "record of the X-ray, by Nov 20" in contact.promise
    assert contact.by == MORE[0].by
    person = look(promised).person
    told = str(write_briefing(promised[0], person.id, today=TODAY))
    assert "send the record of the X-ray by Nov 20. Said Nov 16." in told


def test_the_letter_that_confirms_the_call_lists_them_all(promised):
    vault, case_id = promised
    letter = begin_letter(vault, case_id, "call_confirmation", today=TODAY, call_id="both")
    state = answer_letter(vault, letter.id, "addressee_kind", "provider", position=0, today=TODAY)
    assert state.facts["they_will"].value == "send a corrected bill"
    points = str(state.facts["they_will_too"].value)
    assert "Send the record of the X-ray by November 20, 2026 (Dana P.)." in points and "Tell the collector to wait." in points
    assert "You also said this" in str(state.rendered) and "Tell the collector to wait." in str(state.rendered)


def test_the_packet_s_call_log_has_the_promises_and_the_correction(promised):
    vault, case_id = promised
    add_correction(vault, About.CALL, "both", "It was line 4, not line 3.", now=datetime.datetime(2026, 11, 17, 9))
    note = next(call for call in plan_packet(vault, case_id, today=TODAY).calls if call.day == AT.date())
    assert "send a corrected bill by December 1, 2026; send the record of the X-ray by November 20, 2026 (Dana P.)" in note.promised
    assert note.said.startswith("She found it.")
    assert note.said.endswith("Corrected on November 17, 2026: It was line 4, not line 3.")
