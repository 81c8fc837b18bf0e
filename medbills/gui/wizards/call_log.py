"""A phone call with what to say at the left and the notes at the right; every keystroke goes to the vault."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QStackedLayout

from medbills.domain.call import Call
from medbills.domain.changes import Changes
from medbills.domain.debt import Act, Guard
from medbills.domain.finding import FindingState
from medbills.domain.matter import Matter
from medbills.domain.wording import week_day
from medbills.errors import MedbillsError
from medbills.gui.desk import Desk
from medbills.gui.page import TaskWidget
from medbills.gui.parts.call_notes import CallNotes
from medbills.gui.parts.call_over import CallOver
from medbills.gui.parts.clock_face import CallClock, now, saved_words
from medbills.gui.parts.folding_sides import FoldingSides, Ground, Side
from medbills.gui.parts.guard_page import GuardPage
from medbills.gui.parts.say_side import SaySide
from medbills.gui.parts.taking_back import tell_with_undo
from medbills.gui.widgets.buttons import button
from medbills.gui.wizards.letter import LetterTask
from medbills.services.audit_cases import answer_finding
from medbills.services.guard_act import guard_act
from medbills.services.load_matters import load_matter
from medbills.services.log_call import begin_call, end_call, note_call
from medbills.services.tell_of_debt import told_of_debt
from medbills.services.what_to_say import Script, what_to_say

KEPT_AFTER_MS = 400
NOTES_WIDTH = 452
CONFIRMATION = "call_confirmation"


@dataclass(frozen=True, slots=True)
class _Opened:
    matter: Matter
    script: Script
    draft: Call | None  # the call asked for, else one of today, that was not ended
    guard: Guard | None  # what to know first, before a call to a collector begins


class CallTask(TaskWidget):
    """Notes are kept 0.4 seconds after the last key, and on leaving. A call of today that was not ended is taken up again."""

    def __init__(self, desk: Desk, case_id: str, call_id: str | None = None) -> None:
        super().__init__(desk, "Call", way_out="Case")
        self._case_id, self._wanted = case_id, call_id
        self._call: Call | None = None
        self._dirty = self._over = False
        self._script: Script | None = None
        self.clock = CallClock()
        self.end = button("End the call", "main")
        self.end.setEnabled(False)
        self.end.clicked.connect(self._end)
        self.bar_buttons = [self.clock, self.end]
        self._stack = QStackedLayout(self)
        self.notes = CallNotes(desk.today())
        self.notes.changed.connect(self._typed)
        self.say: SaySide | None = None
        self.over: CallOver | None = None
        self.guard: GuardPage | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(KEPT_AFTER_MS)
        self._soon.timeout.connect(self._keep)
        desk.vault_job(self._open, self._show, self._fail)

    # opening

    def _open(self, vault: Any) -> _Opened:
        today = self.desk.today()
        matter = load_matter(vault, self._case_id, today=today)
        live = [call for call in matter.calls if not call.ended]
        drafts = [call for call in live if (call.id == self._wanted if self._wanted else call.at.date() == today)]
        guard = None if drafts else guard_act(matter, Act.CALL, told_of_debt(vault, self._case_id), today)
        return _Opened(matter, what_to_say(matter, today), max(drafts, key=lambda call: call.at, default=None), guard)

    def _fail(self, problem: MedbillsError) -> None:
        self.desk.show_problem(problem)
        self.closed.emit()

    def _show(self, opened: _Opened) -> None:
        script = self._script = opened.script
        who = " · ".join(part for part in (script.organization or "The billing office", script.number) if part)
        self.titled.emit(who, opened.matter.case.title)
        self.say = SaySide(script)
        ground = Ground("surface")
        side = QStackedLayout(ground)
        side.addWidget(self.notes)
        self.sides = FoldingSides([Side("Say", self.say), Side("Notes", ground, NOTES_WIDTH)], "The call", lines=58)
        self._stack.addWidget(self.sides)
        if opened.draft is not None:
            self._call = opened.draft
            self.notes.show_call(opened.draft)
            self.clock.go_on_from((opened.draft.minutes or 0) * 60)
        self.end.setEnabled(True)
        self.notes.person.setFocus(Qt.FocusReason.OtherFocusReason)
        if opened.guard is not None:
            self._ask_first(opened.guard)

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

    # keeping

    def _typed(self) -> None:
        self._dirty = True
        self._soon.start()
        for words, said in (("Their name", self.notes.person), ("A reference number", self.notes.reference)):
            if self.say and said.text() and words in self.say.before:
                self.say.before[words].setChecked(True)

    def _noted(self) -> Call:
        script = self._script
        base = self._call or Call(
            id="", case_id=self._case_id, at=now(self.desk), organization=script.organization if script else "",
            number=script.number if script else "",
        )  # fmt: skip
        return dataclasses.replace(self.notes.into(base), minutes=self.clock.minutes)

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
            self.sides.show_side(1)
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
        call = dataclasses.replace(call, ended=True, follow_up_on=call.follow_up_on or call.they_will_by)
        return call, end_call(vault, call, today=self.desk.today(), asked=asked)

    def _show_over(self, ended: tuple[Call, Changes]) -> None:
        self._call, changes = ended
        call = self._call
        self.saved.emit(saved_words(self.desk))
        self.end.hide()
        self.over = CallOver(call, self.desk.today())
        self.over.followed.connect(self._follow)
        self.over.letter_asked.connect(self._write)
        self.over.done.connect(self.closed)
        self._stack.addWidget(self.over)
        self._stack.setCurrentWidget(self.over)
        self.over.letter.setFocus(Qt.FocusReason.OtherFocusReason)
        self.desk.tell_changed(changes.topics)
        by = call.they_will_by
        told = f"Call kept. Their day, {week_day(by)}, is in the calendar." if by else "Call kept. You find it in the case."
        tell_with_undo(self.desk, told, changes, self._go_on)

    def _go_on(self) -> None:
        """The end was taken back: the notes are open again."""
        if self._call is not None and self.over is not None:
            self._call = dataclasses.replace(self._call, ended=False)
            self._over = False
            self._stack.setCurrentWidget(self.sides)
            self.over.deleteLater()
            self.over = None
            self.end.setEnabled(True)
            self.end.show()

    def _follow(self, day: Any) -> None:
        if self._call is not None and day != self._call.follow_up_on:
            call = self._call = dataclasses.replace(self._call, follow_up_on=day)
            self.desk.vault_job(lambda vault: end_call(vault, call, today=self.desk.today()), self._followed)

    def _followed(self, changes: Changes) -> None:
        self.saved.emit(saved_words(self.desk))
        self.desk.tell_changed(changes.topics)

    def _write(self) -> None:
        if self._call is not None and self.over is not None and self.over.follow.validate():
            letter = LetterTask(self.desk, self._case_id, CONFIRMATION, self._call.id)
            self.closed.emit()
            self.desk.open_task(letter)
