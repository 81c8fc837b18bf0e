"""A whole call made with the keyboard alone: along the script and back, into the notes, to the end and the letter."""

import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from medbills.domain.case import CaseKind
from medbills.gui.main_window import MainWindow
from medbills.gui.type import type_
from medbills.gui.wizards.call_log import CallTask
from medbills.gui.wizards.letter import LetterTask

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


def held():
    """What holds the keyboard in the window; without a screen the window itself may not be the active one."""
    (window,) = (one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow) and one.isVisible())
    return window.focusWidget()


def press(qtbot, key, modifier=Qt.KeyboardModifier.NoModifier):
    """A key goes to whatever holds the keyboard."""
    qtbot.keyClick(held(), key, modifier)


def typed(qtbot, text):
    qtbot.keyClicks(held(), text)


def call_about_the_er(room, qtbot):
    case = room.matter(CaseKind.BILL, "ER visit")
    task = room.open(CallTask(room.desk, case.id))
    qtbot.waitUntil(lambda: task.notes.person.editor.hasFocus(), timeout=5000)
    return case, task


def kept(room, case):
    return room.ask(lambda vault: [call for call in vault.calls.of_case(case.id) if call.at.date() == room.desk.today()])


def test_a_call_from_the_first_word_to_the_letter(room, qtbot):
    case, task = call_about_the_er(room, qtbot)
    typed(qtbot, "Tanya R.")
    press(qtbot, Qt.Key.Key_Tab)
    press(qtbot, Qt.Key.Key_Tab)
    typed(qtbot, "RB-30311")
    assert task.notes.reference.text() == "RB-30311"
    press(qtbot, Qt.Key.Key_1, ALT)  # they have the account, told from within the notes
    assert task.say.spoken.line.key == "questions"
    press(qtbot, Qt.Key.Key_1)  # they will correct the bill
    assert task.notes.they_will.text() == "send a corrected bill"
    assert task.say.spoken.line.key == "hold"
    press(qtbot, Qt.Key.Key_1)  # on hold until a day
    assert task.say.named.editor.hasFocus()
    typed(qtbot, "12/17/26")
    press(qtbot, Qt.Key.Key_Return)
    assert task.notes.they_will.text() == "send a corrected bill and keep the account on hold until December 17, 2026"
    press(qtbot, Qt.Key.Key_4)  # no help needed
    press(qtbot, Qt.Key.Key_3)  # nothing is taken off
    assert task.say.spoken.line.ending is not None and not task.say.replies
    press(qtbot, Qt.Key.Key_F6)
    assert task.notes.person.editor.hasFocus()
    press(qtbot, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: task.over is not None, timeout=20_000)
    room.settle()
    (call,) = kept(room, case)
    assert call.ended and call.script == "hospital_billing" and (call.person, call.reference) == ("Tanya R.", "RB-30311")
    assert [step.reply for step in call.trail] == ["found", "corrects", "until", "not_needed", "none"]
    assert call.trail[2].value == "2026-12-17" and call.trail[2].asked == "Is the account on hold?"
    assert held() is task.over.letter
    press(qtbot, Qt.Key.Key_Space)
    room.settle()
    letter = room.window.task
    assert isinstance(letter, LetterTask) and letter.state.template.slug == "call_confirmation"
    assert letter.state.facts["they_will"].value.startswith("send a corrected bill")


def test_a_step_back_loses_nothing(room, qtbot):
    _case, task = call_about_the_er(room, qtbot)
    for number in (Qt.Key.Key_1, Qt.Key.Key_1, Qt.Key.Key_2):
        press(qtbot, number, ALT)
    assert task.say.spoken.line.key == "help"
    press(qtbot, Qt.Key.Key_0, ALT)
    press(qtbot, Qt.Key.Key_0, ALT)
    assert task.say.spoken.line.key == "questions"
    assert [made.reply.key for made in task.say.replies if made.isChecked()] == ["corrects"], "the answer given before is marked"
    assert "on hold" in task.notes.they_will.text(), "and what came after it still stands"
    press(qtbot, Qt.Key.Key_1)
    press(qtbot, Qt.Key.Key_2)
    assert task.say.spoken.line.key == "help"
    press(qtbot, Qt.Key.Key_0, ALT)
    press(qtbot, Qt.Key.Key_3)  # another answer leads on, and the old one is gone
    assert [step.reply for step in task.course.whole] == ["found", "corrects", "no"]
    assert task.notes.they_will.text() == "send a corrected bill"
    press(qtbot, Qt.Key.Key_0, ALT)
    press(qtbot, Qt.Key.Key_0, ALT)
    press(qtbot, Qt.Key.Key_0, ALT)
    press(qtbot, Qt.Key.Key_0, ALT)
    assert task.course.trail == () and not task.say.back.isVisible()


def test_what_was_typed_into_the_promise_is_never_written_over(room, qtbot):
    _case, task = call_about_the_er(room, qtbot)
    task.notes.they_will.setFocus()
    typed(qtbot, "call me on Friday")
    press(qtbot, Qt.Key.Key_1, ALT)
    press(qtbot, Qt.Key.Key_1, ALT)
    assert task.notes.they_will.text() == "call me on Friday"


def test_a_day_that_cannot_be_read_keeps_the_line_and_says_why(room, qtbot):
    _case, task = call_about_the_er(room, qtbot)
    for _ in range(3):
        press(qtbot, Qt.Key.Key_1, ALT)
    typed(qtbot, "soon")
    press(qtbot, Qt.Key.Key_Return)
    assert task.say.spoken.line.key == "hold" and task.say.named.problem == "Type a day like 11/18/26"


def test_a_number_typed_into_the_notes_is_no_answer(room, qtbot):
    _case, task = call_about_the_er(room, qtbot)
    task.notes.notes.setFocus()
    typed(qtbot, "They took 2 off")
    assert task.course.trail == () and task.notes.notes.text() == "They took 2 off"


def test_after_a_kill_the_call_stands_at_the_same_line(room, qtbot):
    case, task = call_about_the_er(room, qtbot)
    typed(qtbot, "Tanya R.")
    for number in (Qt.Key.Key_1, Qt.Key.Key_2):
        press(qtbot, number, ALT)
    task.notes.recording.set_key("refused")
    task.notes.recording.changed.emit()
    task._keep()
    room.settle()  # what the vault has now is all that a kill would leave
    (call,) = kept(room, case)
    assert not call.ended and call.recording == "refused"
    again = room.open(CallTask(room.desk, case.id, script="insurer"))
    assert again.talk.script.slug == "hospital_billing", "the call that was not ended goes on"
    assert again.say.spoken.line.key == "hold" and again.notes.person.text() == "Tanya R."
    assert again.notes.recording.key() == "refused" and again.notes.they_will.text() == "have the bill reviewed"


def test_calling_somebody_else_keeps_notes_and_answers(room, qtbot):
    case, task = call_about_the_er(room, qtbot)
    typed(qtbot, "Tanya R.")
    press(qtbot, Qt.Key.Key_1, ALT)
    task._choose("insurer")
    room.settle()
    assert task.talk.script.slug == "insurer" and task.talk.organization == "Lakeshore Health"
    assert task.notes.person.text() == "Tanya R." and task.course.trail == ()
    press(qtbot, Qt.Key.Key_1)
    task._keep()
    room.settle()
    (call,) = kept(room, case)
    assert [(step.script, step.reply) for step in call.trail] == [("hospital_billing", "found"), ("insurer", "found")]
    assert call.organization == "Lakeshore Health"
    room.window._leave_task()
    room.settle()
    again = room.open(CallTask(room.desk, case.id))
    assert again.say.spoken.line.key == "why"


def test_the_menu_of_other_scripts_starts_with_those_that_fit(room, qtbot):
    _case, task = call_about_the_er(room, qtbot)
    task.say.other.click()
    titles = [action.text() for action in task.say.menu.actions() if action.text()]
    assert titles[0] == "Call the hospital's billing office" and len(titles) == 10
    task.say.menu.close()


def test_nothing_records_by_itself_and_consent_is_asked_first(room, qtbot):
    _case, task = call_about_the_er(room, qtbot)
    assert task.notes.recording.key() == "" and "ask first" in task.notes.recording.hint.text()
    assert "Medbills records no calls" in task.notes.recording.hint.text()


def test_a_call_to_a_collector_ends_with_the_dispute_not_with_a_confirmation(room, qtbot):
    case = room.matter(CaseKind.COLLECTION)
    task = room.open(CallTask(room.desk, case.id))
    qtbot.mouseClick(task.guard.go_on, Qt.MouseButton.LeftButton)
    press(qtbot, Qt.Key.Key_3, ALT)  # they do not say who they are
    press(qtbot, Qt.Key.Key_2)  # they press
    press(qtbot, Qt.Key.Key_Return)  # "I said it"
    ending = task.say.spoken.line.ending
    assert ending is not None and ending.of in ("debt_validation_request", "time_barred_notice")
    press(qtbot, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: task.over is not None, timeout=20_000)
    assert task.over.next is not None and task.over.first is task.over.next


def test_large_text_goes_from_script_to_notes_and_back_by_key(room, qtbot):
    _case, task = call_about_the_er(room, qtbot)
    type_().set_scale(2.0)
    task.sides.show_side(0)
    task.say.focus_line()
    press(qtbot, Qt.Key.Key_F6)
    assert task.notes.isVisible() and not task.say.isVisible()
    press(qtbot, Qt.Key.Key_1, ALT)
    assert task.say.isVisible() and task.say.spoken.line.key == "questions"


def test_every_control_has_a_name_at_every_line(room, qtbot, unnamed):
    _case, task = call_about_the_er(room, qtbot)
    for _ in range(3):
        assert not unnamed(task)
        press(qtbot, Qt.Key.Key_1, ALT)
    assert task.say.named is not None and not unnamed(task)
    assert task.over is None and task.desk.today() == datetime.date(2026, 11, 17)
