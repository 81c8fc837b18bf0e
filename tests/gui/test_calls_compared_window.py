"""Late promises marked on Today and in the case; and two calls that do not fit together, found and marked by hand."""

import datetime

from PySide6.QtCore import Qt

from medbills.domain.call import Call, PromiseState, Said
from medbills.domain.case import CaseKind
from medbills.gui.pages.calls_letters import PAGE as CALLS
from medbills.gui.pages.cases import PAGE as CASES
from medbills.gui.pages.today import PAGE as TODAY
from medbills.gui.wizards.letter import LetterTask
from medbills.services.log_call import end_call

HOLD = {"question": "hold", "about": "status", "asked": "Is the account on hold?", "script": "hospital_billing", "line": "hold"}


def called(room, number, day, **fields):
    """A call about the ER visit that was ended."""
    case = room.matter(CaseKind.BILL, "ER visit")
    at = datetime.datetime.combine(day, datetime.time(10, 5))
    call = Call(id=f"c{number}", case_id=case.id, at=at, organization="Riverbend billing", person=f"Rep {number}", reference=f"RB-{number}",
                **fields)  # fmt: skip
    room.ask(lambda vault: end_call(vault, call, today=room.desk.today()))
    return case


def two_calls(room):
    case = called(room, 1, datetime.date(2026, 11, 12), trail=(Said(**HOLD, reply="yes", words="It is on hold", means="on_hold"),))
    called(room, 2, datetime.date(2026, 11, 13), trail=(Said(**HOLD, reply="no", words="They do not put it on hold", means="no"),))
    return case


def show(room, spec, item=None):
    page = spec.make(room.desk)
    page.resize(1100, 800)
    room.qtbot.addWidget(page)
    page.show()
    page.reload()
    room.settle()
    if item:
        page.show_item(item)
        room.settle()
    return page


def press(room, button):
    room.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    room.settle()


def state(room, call_id):
    return room.ask(lambda vault: vault.calls.get(call_id)).promise


def test_a_late_promise_stands_on_today_and_is_marked_there(room):
    called(room, 1, datetime.date(2026, 11, 12), they_will="Send the notes", they_will_by=datetime.date(2026, 11, 14))
    page = show(room, TODAY)
    (row,) = page.promises.rows
    assert row.promise.who == "Rep 1, Riverbend billing" and "ER visit" in row.head.accessibleName()
    press(room, row.buttons[0])
    assert state(room, "c1") is PromiseState.KEPT
    assert "Marked as kept." in room.told
    page.reload()
    room.settle()
    assert page.promises is None


def test_without_late_promises_today_has_no_such_card(room):
    assert show(room, TODAY).promises is None


def test_the_case_lists_every_promise_and_a_mark_can_be_taken_off(room):
    case = called(room, 1, datetime.date(2026, 11, 12), they_will="Send the notes", they_will_by=datetime.date(2026, 11, 14))
    page = show(room, CASES, case.id)
    first = page.case.promises.rows[0]
    assert first.promise.what == "Send the notes"
    press(room, first.buttons[1])
    assert state(room, "c1") is PromiseState.BROKEN
    page.reload()
    room.settle()
    row = next(row for row in page.case.promises.rows if row.promise.call.id == "c1")
    press(room, row.buttons[0])
    assert state(room, "c1") is PromiseState.OPEN


def test_two_calls_that_differ_stand_side_by_side_in_the_case(room, unnamed):
    case = two_calls(room)
    page = show(room, CASES, case.id)
    card = page.case.contradictions
    assert card is not None and not unnamed(card)
    press(room, card.letters[0])
    letter = room.window.task
    assert isinstance(letter, LetterTask)
    assert "told me otherwise: Is the account on hold? It is on hold." in letter.state.facts["told"].value


def test_what_fits_together_is_set_aside(room):
    case = two_calls(room)
    page = show(room, CASES, case.id)
    press(room, page.case.contradictions.aside[0])
    page.reload()
    room.settle()
    assert page.case.contradictions is None


def test_a_contradiction_is_marked_by_hand_from_a_call(room, qtbot, unnamed):
    called(room, 1, datetime.date(2026, 11, 12), notes="No fee.")
    called(room, 2, datetime.date(2026, 11, 13), notes="A fee of $25.")
    page = show(room, CALLS, "c2")
    press(room, page.compared.start)
    form = page.compared.form
    assert form.isVisible() and not unnamed(form)
    form.other.set_key("c1")
    qtbot.keyClicks(form.said.editor, "There is a fee of $25")
    qtbot.keyClicks(form.other_said.editor, "There is no fee")
    press(room, form.keep)
    page.reload()
    room.settle()
    assert page.compared.card is not None
    kept = room.ask(lambda vault: vault.contradictions.all())
    assert [(one.said, one.other_said) for one in kept] == [("There is no fee", "There is a fee of $25")]


def test_an_empty_statement_is_refused_with_a_sentence(room):
    called(room, 1, datetime.date(2026, 11, 12))
    called(room, 2, datetime.date(2026, 11, 13))
    page = show(room, CALLS, "c2")
    press(room, page.compared.start)
    press(room, page.compared.form.keep)
    assert room.problems and "few words" in str(room.problems[0])


def test_the_answers_stand_in_the_record_of_the_call(room):
    two_calls(room)
    page = show(room, CALLS, "c2")
    assert page.view is not None and page.compared.card is not None
