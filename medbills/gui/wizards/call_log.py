"""A phone call with what to say at the left and the notes at the right; every keystroke goes to the vault."""

from __future__ import annotations

import dataclasses
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton, QStackedLayout

from medbills.domain.call import Call, Said
from medbills.domain.call_course import Course
from medbills.domain.changes import Changes
from medbills.domain.debt import Guard
from medbills.domain.finding import FindingState
from medbills.domain.script import Ending
from medbills.errors import MedbillsError
from medbills.gui.desk import Desk
from medbills.gui.page import TaskWidget
from medbills.gui.parts.call_keys import number_of, set_keys
from medbills.gui.parts.call_notes import CallNotes
from medbills.gui.parts.call_over import CallOver, kept_words
from medbills.gui.parts.clock_face import CallClock, now, saved_words
from medbills.gui.parts.folding_sides import FoldingSides, Ground, Side
from medbills.gui.parts.guard_page import GuardPage
from medbills.gui.parts.say_side import SaySide
from medbills.gui.parts.taking_back import tell_with_undo
from medbills.gui.widgets.buttons import button
from medbills.gui.wizards.call_after import AfterCall
from medbills.gui.wizards.call_card import CallCard
from medbills.services.audit_cases import answer_finding
from medbills.services.load_matters import load_matter
from medbills.services.log_call import begin_call, end_call, first_day, note_call
from medbills.services.open_call import OpenedCall, open_call
from medbills.services.what_to_say import Talk, course_of, promised, take_reply, what_to_say

KEPT_AFTER_MS = 400
NOTES_WIDTH = 452
SAY, NOTES = 0, 1


class CallTask(TaskWidget):
    """Notes are kept 0.4 seconds after the last key, and on leaving. A call of today that was not ended is taken up again.

    `script` is the slug of a phone script; without one the script that fits the case is taken.
    """

    def __init__(self, desk: Desk, case_id: str, call_id: str | None = None, script: str = "") -> None:
        super().__init__(desk, "Call", way_out="Case")
        self._case_id, self._wanted, self._slug = case_id, call_id, script
        self._call: Call | None = None
        self._dirty = self._over = False
        self.talk: Talk | None = None
        self.course = Course()
        self._earlier: tuple[Said, ...] = ()  # steps along another script, before one called somebody else
        self._desk_called = ("", "")  # name and number
        self._offered = ""  # what was put into "They will" by the answers
        self.clock = CallClock()
        self.end = button("End the call", "main")
        self.end.setEnabled(False)
        self.end.clicked.connect(self._end)
        self.card = CallCard(desk, self, case_id, lambda: self.talk)
        self.bar_buttons = [self.clock, self.card.button, self.end]
        self._stack = QStackedLayout(self)
        self.notes = CallNotes(desk.today())
        self.notes.changed.connect(self._typed)
        self.say: SaySide | None = None
        self._after: AfterCall | None = None
        self.over: CallOver | None = None
        self.guard: GuardPage | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(KEPT_AFTER_MS)
        self._soon.timeout.connect(self._keep)
        set_keys(self, self._press, self._back, self._swap, self.end.click)
        desk.vault_job(self._open, self._show, self._fail)

    # opening

    def _open(self, vault: Any) -> OpenedCall:
        return open_call(vault, self._case_id, today=self.desk.today(), call_id=self._wanted, script=self._slug)

    def _fail(self, problem: MedbillsError) -> None:
        self.desk.show_problem(problem)
        self.closed.emit()

    def _show(self, opened: OpenedCall) -> None:
        self._title = opened.matter.case.title
        ground = Ground("surface")
        side = QStackedLayout(ground)
        side.addWidget(self.notes)
        left = self._left = Ground("bg")
        self._says = QStackedLayout(left)
        if opened.draft is not None:
            self._call = opened.draft
            self.notes.show_call(opened.draft)
            self.clock.go_on_from((opened.draft.minutes or 0) * 60)
        self._speak(opened.talk, opened.draft.trail if opened.draft else ())
        self.sides = FoldingSides([Side("Say", left), Side("Notes", ground, NOTES_WIDTH)], "The call", lines=58)
        self._stack.addWidget(self.sides)
        self.end.setEnabled(True)
        self.notes.person.setFocus(Qt.FocusReason.OtherFocusReason)
        if opened.guard is not None:
            self._ask_first(opened.guard)

    def _speak(self, talk: Talk, trail: tuple[Said, ...]) -> None:
        """Show a script, at the line that these steps lead to."""
        self.talk = talk
        self._earlier, self.course = course_of(talk, trail)
        self._offered = promised(talk, self.course.whole)[0]
        goes_on = self._call is not None and self._call.script == talk.script.slug
        self._desk_called = (self._call.organization, self._call.number) if self._call and goes_on else (talk.organization, talk.number)
        who = " · ".join(part for part in (talk.organization or "The billing office", talk.number) if part)
        self.titled.emit(who, self._title)
        old, self.say = self.say, SaySide(talk, self.course)
        self.say.replied.connect(self._reply)
        self.say.went_back.connect(self._back)
        self.say.chose.connect(self._choose)
        self._says.addWidget(self.say)
        self._says.setCurrentWidget(self.say)
        if old is not None:
            self._says.removeWidget(old)
            old.deleteLater()

    def _ask_first(self, guard: Guard) -> None:
        self.end.setEnabled(False)
        page = self.guard = GuardPage(guard)
        page.went_back.connect(self.closed)
        page.understood.connect(self._begin)
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        page.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _begin(self) -> None:
        self._stack.setCurrentWidget(self.sides)
        self.end.setEnabled(True)
        self.notes.person.setFocus(Qt.FocusReason.OtherFocusReason)

    # along the script

    @property
    def _talking(self) -> SaySide | None:
        """The script, while it is on the screen."""
        return self.say if self.say is not None and self._stack.currentWidget() is self.sides and not self._over else None

    def _press(self, number: int) -> bool:
        return self._talking is not None and self._talking.press(number)

    def _reply(self, reply: str, named: str) -> None:
        assert self.talk is not None and self.say is not None
        try:
            step = take_reply(self.talk, self.course.trail, reply, named)
        except ValueError as problem:
            if self.say.named is not None:
                self.say.named.set_problem(str(problem))
                self.say.named.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._turn(self.course.take(step))

    def _back(self) -> None:
        if self._talking is not None and self.course.trail:
            self._turn(self.course.back())

    def _turn(self, course: Course) -> None:
        assert self.talk is not None and self.say is not None
        self.course = course
        words, by = promised(self.talk, course.whole)
        if self.notes.they_will.text() in ("", self._offered):
            self.notes.set_promise(words, by)
            self._offered = words
        self.say.show_line(course)
        self.sides.show_side(SAY)
        self.say.focus_line()
        self._typed()

    def _choose(self, slug: str) -> None:
        """Another script: the notes stay, and so do the answers given so far."""
        case_id, today = self._case_id, self.desk.today()

        def other(vault: Any) -> Talk:
            return what_to_say(vault, load_matter(vault, case_id, today=today), today, slug)

        self.desk.vault_job(other, self._chosen)

    def _chosen(self, talk: Talk) -> None:
        trail = (*self._earlier, *self.course.whole)
        self._speak(talk, trail)
        assert self.say is not None
        self.say.focus_line()
        if trail or self._call is not None:
            self._typed()

    def _swap(self) -> None:
        """From the script to the notes, and back."""
        if self._talking is None:
            return
        held = QApplication.focusWidget()
        if held is not None and self.notes.isAncestorOf(held):
            self.sides.show_side(SAY)
            self._talking.focus_line()
        else:
            self.sides.show_side(NOTES)
            self.notes.person.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Numbers answer; Enter presses the button that holds the keyboard."""
        number, held = number_of(event), QApplication.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(held, QPushButton):
            held.click()
        elif number == 0:
            self._back()
        elif number is None or not self._press(number):
            super().keyPressEvent(event)

    # keeping

    def _typed(self) -> None:
        self._dirty = True
        self._soon.start()
        for words, said in (("Their name", self.notes.person), ("A reference number", self.notes.reference)):
            if self.say and said.text() and words in self.say.before:
                self.say.before[words].setChecked(True)

    def _noted(self) -> Call:
        base = self._call or Call(id="", case_id=self._case_id, at=now(self.desk))
        organization, number = self._desk_called
        return dataclasses.replace(
            self.notes.into(base), minutes=self.clock.minutes, organization=organization, number=number,
            script=self.talk.script.slug if self.talk else "", trail=(*self._earlier, *self.course.whole),
        )  # fmt: skip

    def _keep(self) -> None:
        """Send the notes as they stand to the vault."""
        self._soon.stop()
        if self._dirty and not self._over:
            self._dirty = False
            noted = self._noted()
            self.desk.vault_job(lambda vault: self._kept(vault, noted), self._took)

    def _kept(self, vault: Any, noted: Call) -> Call:
        # On the vault's thread, where calls come one after the other: the first makes the call, the others find it.
        if self._call is None:
            self._call = begin_call(vault, noted.case_id, at=noted.at, organization=noted.organization, number=noted.number)
        call = dataclasses.replace(noted, id=self._call.id)
        note_call(vault, call)
        return call

    def _took(self, call: Call) -> None:
        if not self._over:
            self._call = call
        self.saved.emit(saved_words(self.desk))

    def reopens(self) -> tuple[str, dict[str, Any]] | None:
        if self._over:
            return None
        return "call", {"case_id": self._case_id, "call_id": self._call.id if self._call else self._wanted, "script": self._slug}

    def may_leave(self) -> bool:
        """Keeps what stands here, and the questions that were ticked."""
        was_begun = self._dirty or (self._call is not None and not self._over)
        asked = self.say.asked if self.say and not self._over else ()
        self._keep()
        if self._over and self.over:
            self.over.follow.validate()
        if was_begun or asked:
            topics = {"calls", "findings", "cases"}
            self.desk.vault_job(lambda vault: self._mark(vault, asked), lambda _none: self.desk.tell_changed(topics))
        return True

    def _mark(self, vault: Any, asked: tuple[str, ...]) -> None:
        for finding in asked:
            answer_finding(vault, finding, FindingState.ASKED, today=self.desk.today())

    def hideEvent(self, event: QHideEvent) -> None:
        if self._soon.isActive():
            self._keep()
        super().hideEvent(event)

    # ending

    def _end(self) -> None:
        if (unread := self.notes.unread_day) is not None:
            self.sides.show_side(NOTES)
            unread.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._soon.stop()
        self._over = True
        self.end.setEnabled(False)
        self.clock.stop()
        noted, asked = self._noted(), self.say.asked if self.say else ()
        self.desk.vault_job(lambda vault: self._ended(vault, noted, asked), self._show_over, self._not_ended)

    def _not_ended(self, problem: MedbillsError) -> None:
        self._over, self._dirty = False, True
        self.end.setEnabled(True)
        self.desk.show_problem(problem)

    def _ended(self, vault: Any, noted: Call, asked: tuple[str, ...]) -> tuple[Call, Changes]:
        call = self._kept(vault, noted)
        call = dataclasses.replace(call, ended=True, follow_up_on=call.follow_up_on or first_day(call))
        return call, end_call(vault, call, today=self.desk.today(), asked=asked)

    def _show_over(self, ended: tuple[Call, Changes]) -> None:
        self._call, changes = ended
        self.saved.emit(saved_words(self.desk))
        self.end.hide()
        self._after = AfterCall(self.desk, self, self._case_id, self._call, self._ending())
        self.over = self._after.over
        self._stack.addWidget(self.over)
        self._stack.setCurrentWidget(self.over)
        self.over.first.setFocus(Qt.FocusReason.OtherFocusReason)
        self.desk.tell_changed(changes.topics)
        tell_with_undo(self.desk, kept_words(self._call), changes, self._go_on)

    def _ending(self) -> Ending | None:
        """The next step that the script names, once its end was reached."""
        return self.talk.at(self.course.whole).line.ending if self.talk is not None else None

    def _go_on(self) -> None:
        """The end was taken back: the notes are open again."""
        if self._after is not None and self.over is not None:
            self._call = dataclasses.replace(self._after.call, ended=False)
            self._over = False
            self._stack.setCurrentWidget(self.sides)
            self.over.deleteLater()
            self._after = self.over = None
            self.end.setEnabled(True)
            self.end.show()
