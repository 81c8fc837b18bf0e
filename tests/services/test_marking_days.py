"""Days marked as done, the days of a calendar, and the list of calls and letters."""

from __future__ import annotations

import dataclasses
import datetime
from datetime import date
from typing import Any

import pytest

from medbills.domain.call import Call
from medbills.domain.letter import Letter
from medbills.errors import UnusableInput
from medbills.services.audit_cases import audit_cases
from medbills.services.calendar_days import Turn, calendar_entries, coming, done
from medbills.services.list_contacts import Standing, call_record, list_contacts
from medbills.services.load_matters import load_matter
from medbills.services.log_call import begin_call, end_call
from medbills.services.mark_deadline import mark_deadline
from medbills.services.next_steps import next_step
from medbills.services.remove_paper import take_back
from medbills.services.show_document import frozen_pdf

TODAY = date(2026, 11, 17)


def called(vault: Any, case_id: str, **fields: Any) -> Call:
    call = Call(**{"id": "call", "case_id": case_id, "at": datetime.datetime(2026, 11, 10, 10, 5), "organization": "Riverbend billing",
                   "person": "Marcus T.", "they_will": "Send a corrected bill", "they_will_by": date(2026, 11, 24), **fields})  # fmt: skip
    end_call(vault, call, today=TODAY)
    return call


def test_what_was_done_stays_done_when_the_papers_are_checked_again(desk: Any, vault: Any) -> None:
    matter = desk.matter(desk.refusal())
    kept = matter.open_deadlines[0]
    changes = mark_deadline(vault, kept.id, TODAY)
    assert "deadlines" in changes.topics
    for today in (TODAY, date(2026, 12, 1)):
        with vault.change("Checked again") as change:
            audit_cases(vault, change, today=today, person_id=matter.case.person_id)
    again = vault.deadlines.get(kept.id)
    assert again.done_on == TODAY
    assert kept.id not in [other.id for other in load_matter(vault, matter.id, today=TODAY).open_deadlines]
    mark_deadline(vault, kept.id, None)
    assert vault.deadlines.get(kept.id).done_on is None


def test_marking_is_one_change_and_can_be_taken_back(desk: Any, vault: Any) -> None:
    kept = desk.matter(desk.refusal()).open_deadlines[0]
    changes = mark_deadline(vault, kept.id, TODAY)
    take_back(vault, changes.what)
    assert vault.deadlines.get(kept.id) == kept


def test_a_day_that_is_gone_cannot_be_marked(vault: Any) -> None:
    with pytest.raises(UnusableInput, match="gone"):
        mark_deadline(vault, "nothing", TODAY)


def test_after_the_doctor_s_call_the_next_step_is_the_appeal(desk: Any, vault: Any) -> None:
    matter = desk.matter(desk.refusal())
    talk = next(kept for kept in matter.deadlines if kept.deadline.event.startswith("respond_by_date:"))
    before = next_step(matter, TODAY)
    assert before is not None and "call the insurer" in before.sentence
    mark_deadline(vault, talk.id, TODAY)
    after = next_step(load_matter(vault, matter.id, today=TODAY), TODAY)
    assert after is not None and after.sentence.startswith("Appeal the refusal")


def test_whose_turn_each_day_is(desk: Any, vault: Any) -> None:
    refusal = desk.matter(desk.refusal())
    bill = desk.matter(desk.bill())
    called(vault, bill.id)
    matters = [load_matter(vault, matter.id, today=TODAY) for matter in (refusal, bill)]
    turns = {(entry.day, entry.title): entry.turn for entry in calendar_entries(matters, today=TODAY) if entry.kept}
    assert turns[date(2026, 11, 20), "Doctor-to-doctor call with the insurer"] is Turn.SOON
    assert turns[date(2026, 11, 24), "Riverbend billing: send a corrected bill"] is Turn.THEIRS
    assert next(turn for (day, _), turn in turns.items() if day == date(2026, 11, 30)) is Turn.YOURS


def test_their_late_day_is_your_turn_to_ask_and_an_old_one_is_past(desk: Any, vault: Any) -> None:
    bill = desk.matter(desk.bill())
    called(vault, bill.id, they_will_by=date(2026, 11, 15))
    matter = load_matter(vault, bill.id, today=TODAY)

    def turn(today: date) -> Turn:
        return next(entry.turn for entry in calendar_entries([matter], today=today) if entry.day == date(2026, 11, 15))

    assert turn(date(2026, 11, 15)) is Turn.THEIRS
    assert turn(TODAY) is Turn.YOURS
    assert turn(date(2026, 12, 30)) is Turn.OVER


def test_done_days_leave_those_to_come(desk: Any, vault: Any) -> None:
    matter = desk.matter(desk.refusal())
    kept = matter.open_deadlines[0]
    mark_deadline(vault, kept.id, TODAY)
    entries = calendar_entries([load_matter(vault, matter.id, today=TODAY)], today=TODAY)
    assert kept.id not in [entry.key for entry in coming(entries)]
    assert [entry.key for entry in done(entries)] == [kept.id]
    assert [entry.day for entry in entries] == sorted(entry.day for entry in entries)
    assert len({entry.key for entry in entries}) == len(entries)


def test_late_promises_stand_before_newer_calls(desk: Any, vault: Any) -> None:
    bill = desk.matter(desk.bill())
    called(vault, bill.id, id="late", at=datetime.datetime(2026, 11, 9, 9), they_will_by=date(2026, 11, 15))
    called(vault, bill.id, id="new", at=datetime.datetime(2026, 11, 16, 9), they_will="", they_will_by=None)
    begin_call(vault, bill.id, at=datetime.datetime(2026, 11, 14, 9), organization="Riverbend")
    contacts = list_contacts([load_matter(vault, bill.id, today=TODAY)], today=TODAY)
    assert [contact.standing for contact in contacts] == [Standing.LATE, Standing.OVER, Standing.OPEN]
    assert contacts[0].promise == "They will: send a corrected bill, by Nov 15"


def test_a_promise_marked_as_done_is_late_no_more(desk: Any, vault: Any) -> None:
    bill = desk.matter(desk.bill())
    called(vault, bill.id, they_will_by=date(2026, 11, 15))
    kept = next(kept for kept in vault.deadlines.of_case(bill.id) if kept.deadline.event == "promise:call")
    mark_deadline(vault, kept.id, TODAY)
    assert [c.standing for c in list_contacts([load_matter(vault, bill.id, today=TODAY)], today=TODAY)] == [Standing.OVER]


def test_a_letter_from_draft_to_its_answer(desk: Any, vault: Any) -> None:
    bill = desk.matter(desk.bill())
    letter = Letter(id="l", case_id=bill.id, template_id="L02", title="Ask for a correction", written_on=TODAY)

    def standing(**fields: Any) -> tuple[Standing, str]:
        with vault.change("Changed the letter") as change:
            if vault.letters.get("l") is not None:
                change.letters.remove("l")  # one that was sent is fixed
            change.letters.add(dataclasses.replace(letter, **fields))
            audit_cases(vault, change, today=TODAY, person_id=bill.case.person_id)
        contact = list_contacts([load_matter(vault, bill.id, today=TODAY)], today=TODAY)[0]
        return contact.standing, contact.told

    sent = {"document_id": bill.papers[0].document_id, "sent_on": date(2026, 11, 12), "method": "Certified mail"}
    assert standing() == (Standing.OPEN, "Not sent yet")
    assert standing(document_id=bill.papers[0].document_id) == (Standing.READY, "Not sent yet")
    assert standing(**sent, reply_by=date(2026, 12, 12)) == (Standing.WAITING, "Sent Nov 12 by certified mail")
    assert standing(**sent, reply_by=date(2026, 11, 16))[0] is Standing.LATE
    assert standing(**sent, arrived_on=date(2026, 11, 14)) == (Standing.OVER, "Sent Nov 12 by certified mail, arrived Nov 14")


def test_the_record_of_a_call_leaves_out_what_is_empty() -> None:
    call = Call(id="c", case_id=None, at=datetime.datetime(2026, 11, 10, 9, 5), person="Marcus T.", you_will="Send the EOB")
    assert {noted.label: noted.text for noted in call_record(call, TODAY)} == {
        "Day": "November 10, 2026, 9:05 AM", "With": "Marcus T.", "You will": "Send the EOB",
    }  # fmt: skip


def test_a_frozen_copy_that_is_gone_says_so(vault: Any) -> None:
    with pytest.raises(UnusableInput, match="no longer"):
        frozen_pdf(vault, "nothing")
