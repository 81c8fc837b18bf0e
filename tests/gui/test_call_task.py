"""A phone call as a person makes it: typing notes, leaving, coming back, ending it."""

import datetime

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from medbills.domain.case import CaseKind
from medbills.domain.finding import FindingState
from medbills.gui.jobs import Jobs, Lane
from medbills.gui.task_bar import TaskBar
from medbills.gui.type import type_
from medbills.gui.wizards.call_log import CallTask
from medbills.gui.wizards.letter import LetterTask


def calls(room, case_id):
    return room.ask(lambda vault: vault.calls.of_case(case_id))


def drafts(room, case_id):
    return [call for call in calls(room, case_id) if not call.ended]


def call_about_the_er(room):
    case = room.matter(CaseKind.BILL, "ER visit")
    return case, room.open(CallTask(room.desk, case.id))


def to_the_questions(task, qtbot):
    """They have the account open: the next line asks about the lines of the bill."""
    qtbot.mouseClick(task.say.replies[0], Qt.MouseButton.LeftButton)
    assert task.say.spoken.line.key == "questions"


def test_the_line_to_say_the_facts_and_the_questions_are_there(room):
    case, task = call_about_the_er(room)
    assert [finding for finding, _ in task.talk.ask] == [kept.id for kept in case.in_question]
    bar = room.window.findChild(TaskBar)
    assert "Riverbend" in bar.title.text()
    assert "555-0114" in bar.title.text()
    assert set(task.say.before) == {"Their name", "A reference number", "The day they will act"}


def test_nothing_is_kept_before_something_is_typed(room):
    case, _task = call_about_the_er(room)
    room.window._leave_task()
    room.settle()
    assert not drafts(room, case.id)


def test_what_is_typed_is_kept_soon_and_the_bar_says_so(room, qtbot):
    case, task = call_about_the_er(room)
    qtbot.keyClicks(task.notes.person.editor, "Tanya R.")
    qtbot.waitUntil(lambda: room.window.findChild(TaskBar)._state.text().startswith("Saved "), timeout=5000)
    (draft,) = drafts(room, case.id)
    assert draft.person == "Tanya R."
    assert draft.at.date() == datetime.date(2026, 11, 17)
    assert task.say.before["Their name"].isChecked()


def test_keys_typed_at_once_make_one_call(room, qtbot):
    case, task = call_about_the_er(room)
    for word in ("Tanya", " R.", " at the desk"):
        qtbot.keyClicks(task.notes.person.editor, word)
        task._keep()
    room.settle()
    (draft,) = drafts(room, case.id)
    assert draft.person == "Tanya R. at the desk"


def test_leaving_right_after_a_key_keeps_it_and_the_call_is_taken_up_again(room, qtbot):
    case, task = call_about_the_er(room)
    task.notes.notes.editor.setFocus()
    qtbot.keyClicks(task.notes.notes.editor, "She takes the second X-ray off.")
    qtbot.mouseClick(room.window.findChild(TaskBar).out, Qt.MouseButton.LeftButton)
    room.settle()
    assert room.window.task is None
    again = room.open(CallTask(room.desk, case.id))
    assert again.notes.notes.text() == "She takes the second X-ray off."
    again.notes.reference.editor.setFocus()
    qtbot.keyClicks(again.notes.reference.editor, "RB-1")
    room.window._leave_task()
    room.settle()
    (draft,) = drafts(room, case.id)
    assert (draft.notes, draft.reference) == ("She takes the second X-ray off.", "RB-1")


def test_closing_the_window_right_after_a_key_keeps_it(room, qtbot):
    case, task = call_about_the_er(room)
    qtbot.keyClicks(task.notes.person.editor, "Tanya")
    room.window.close()
    room.settle()
    assert drafts(room, case.id)[0].person == "Tanya"


def test_work_for_the_vault_is_done_also_while_everything_ends(qtbot):
    jobs, done = Jobs(), []
    for number in range(5):
        jobs.run(Lane.VAULT, lambda _job, at=number: QTest.qSleep(20) or done.append(at), lambda _none: None)
    jobs.shut_down()
    assert done == [0, 1, 2, 3, 4]


def test_a_day_that_cannot_be_read_is_told_with_an_example_and_the_call_goes_on(room, qtbot):
    case, task = call_about_the_er(room)
    task.notes.they_will_by.editor.setFocus()
    qtbot.keyClicks(task.notes.they_will_by.editor, "13/45/26")
    assert task.notes.they_will_by.problem is None
    qtbot.keyClick(task.notes.they_will_by.editor, Qt.Key.Key_Tab)
    assert task.notes.they_will_by.problem == "Type a day like 11/17/26"
    qtbot.mouseClick(task.end, Qt.MouseButton.LeftButton)
    room.settle()
    assert task.over is None
    assert not [call for call in calls(room, case.id) if call.ended and call.at.date() == room.desk.today()]


def ended_call(room, qtbot):
    case, task = call_about_the_er(room)
    qtbot.keyClicks(task.notes.person.editor, "Tanya R.")
    qtbot.keyClicks(task.notes.notes.editor, "The second X-ray comes off.")
    qtbot.keyClicks(task.notes.they_will.editor, "send a corrected bill")
    qtbot.keyClicks(task.notes.they_will_by.editor, "Nov 30")
    qtbot.keyClicks(task.notes.you_will.editor, "wait for it")
    qtbot.keyClicks(task.notes.you_will_by.editor, "12/01/26")
    to_the_questions(task, qtbot)
    qtbot.mouseClick(task.say.questions[0], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(task.end, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: task.over is not None, timeout=20_000)
    room.settle()
    return case, task


def test_ending_keeps_the_promise_marks_what_was_asked_and_fills_the_calendar(room, qtbot):
    case, task = ended_call(room, qtbot)
    call = next(call for call in calls(room, case.id) if call.person == "Tanya R.")
    assert call.ended
    assert call.they_will_by == datetime.date(2026, 11, 30)
    assert call.follow_up_on == datetime.date(2026, 11, 30)
    asked = room.ask(lambda vault: vault.findings.get(case.in_question[0].id))
    assert asked.state is FindingState.ASKED
    deadlines = room.ask(lambda vault: vault.deadlines.of_case(case.id))
    days = {kept.deadline.event: (kept.deadline.date, kept.deadline.yours) for kept in deadlines}
    assert days[f"promise:{call.id}"] == (datetime.date(2026, 11, 30), False)
    assert days[f"own:{call.id}"] == (datetime.date(2026, 12, 1), True)
    assert any("Monday, November 30" in text for text in room.told)
    assert task.over.follow.day() == datetime.date(2026, 11, 30)


def test_the_end_can_be_taken_back_and_the_notes_go_on(room, qtbot):
    case, task = ended_call(room, qtbot)
    room.window.undo()
    room.settle()
    assert task.over is None
    assert task.notes.isVisible() and task.end.isVisible()
    assert [call.person for call in drafts(room, case.id)] == ["Tanya R."]
    assert room.ask(lambda vault: vault.findings.get(case.in_question[0].id)).state is not FindingState.ASKED
    qtbot.mouseClick(task.end, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: task.over is not None, timeout=20_000)
    assert not drafts(room, case.id)


def test_undo_after_the_task_was_closed_harms_nothing(room, qtbot):
    case, task = ended_call(room, qtbot)
    qtbot.mouseClick(task.over.leave, Qt.MouseButton.LeftButton)
    room.settle()
    assert room.window.task is None
    room.window.undo()
    room.settle()
    assert drafts(room, case.id)


def test_another_day_to_look_again_goes_to_the_calendar_too(room, qtbot):
    case, task = ended_call(room, qtbot)
    task.over.follow.editor.selectAll()
    qtbot.keyClicks(task.over.follow.editor, "12/05/26")
    qtbot.keyClick(task.over.follow.editor, Qt.Key.Key_Return)
    room.settle()
    call = next(call for call in calls(room, case.id) if call.person == "Tanya R.")
    assert call.follow_up_on == datetime.date(2026, 12, 5)
    deadlines = room.ask(lambda vault: vault.deadlines.of_case(case.id))
    assert any(kept.deadline.event == f"follow-up:{call.id}" and kept.deadline.yours for kept in deadlines)


def test_the_letter_that_confirms_the_call_knows_the_call(room, qtbot):
    case, task = ended_call(room, qtbot)
    qtbot.mouseClick(task.over.letter, Qt.MouseButton.LeftButton)
    room.settle()
    letter = room.window.task
    assert isinstance(letter, LetterTask)
    assert letter.state.facts["person"].value == "Tanya R."
    assert letter.state.facts["they_will"].value == "send a corrected bill"
    assert room.window.task_layer.count() == 1
    call = next(call for call in calls(room, case.id) if call.person == "Tanya R.")
    assert letter.state.letter.answers["call_id"] == call.id


def test_questions_ticked_are_marked_when_one_leaves_before_the_end(room, qtbot):
    case, task = call_about_the_er(room)
    to_the_questions(task, qtbot)
    qtbot.mouseClick(task.say.questions[1], Qt.MouseButton.LeftButton)
    room.window._leave_task()
    room.settle()
    asked = room.ask(lambda vault: vault.findings.get(case.in_question[1].id))
    assert asked.state is FindingState.ASKED


def test_large_text_folds_into_two_tabs_that_keep_what_was_typed(room, qtbot):
    _case, task = call_about_the_er(room)
    qtbot.keyClicks(task.notes.person.editor, "Tanya")
    assert task.notes.isVisible() and task.say.isVisible()
    type_().set_scale(2.0)
    assert task.sides.folded
    assert task.say.isVisible() and not task.notes.isVisible()
    task.sides.show_side(1)
    assert task.notes.isVisible() and not task.say.isVisible()
    assert task.notes.person.text() == "Tanya"
    assert task.end.isVisible()


def test_a_call_to_a_collector_warns_first(room):
    case = room.matter(CaseKind.COLLECTION)
    task = room.open(CallTask(room.desk, case.id))
    assert task.talk.script.slug == "collections" and any("do not agree" in words for words in task.talk.script.do_not)
    assert task.say.asked == ()
