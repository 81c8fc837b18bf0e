"""The one wizard for every letter: a question a page, and the letter growing beside it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QPushButton, QStackedLayout, QWidget

from medbills.domain.debt import Guard
from medbills.domain.letter import Question
from medbills.errors import MedbillsError
from medbills.gui.desk import Desk
from medbills.gui.page import TaskWidget
from medbills.gui.parts.answers import Answer
from medbills.gui.parts.clock_face import saved_words
from medbills.gui.parts.folding_sides import FoldingSides, Side
from medbills.gui.parts.guard_page import GuardPage
from medbills.gui.parts.letter_desk import LetterDesk
from medbills.gui.parts.letter_end import LetterEnd
from medbills.gui.parts.letter_page import caution_beside, page_of
from medbills.gui.parts.letter_ways import LetterWays
from medbills.gui.parts.question_page import QuestionPage
from medbills.gui.wizards.letter_out import LetterOut
from medbills.gui.wizards.letter_settling import LetterSettling
from medbills.services.open_letter import open_letter
from medbills.services.write_letter import LetterState, answer_together, letter_state, turn_to

KEPT_AFTER_MS = 500


class LetterTask(TaskWidget):
    """Every answer is kept half a second after the last key; the letter is taken up again at the question it was left at."""

    def __init__(self, desk: Desk, case_id: str, slug: str, call_id: str | None = None, letter_id: str | None = None) -> None:
        """The letter `slug` of a case; or one that was begun already, by its own id."""
        super().__init__(desk, "Letter", way_out="Finish later")
        self._case_id, self._slug, self._call_id, self._letter_id = case_id, slug, call_id, letter_id
        self.state: LetterState | None = None
        self._at = 0
        self._number = 1  # of the page that is shown
        self._changing = False  # a fact is changed from the last page
        self._dirty = self._busy = False
        self.page: QuestionPage | LetterEnd | None = None
        self.ways: LetterWays | None = None
        left = QWidget()
        self._left = QStackedLayout(left)
        self.desk_side = LetterDesk()
        self.sides = FoldingSides([Side("Question", left), Side("Letter", self.desk_side)], "The question and the letter", lines=56)
        self._layers = QStackedLayout(self)
        self._layers.addWidget(self.sides)
        self.guard: GuardPage | None = None  # what to know first, before a new letter about a collected debt
        self._understood = False
        self.out = LetterOut(desk, self)
        self.settling = LetterSettling(desk, self)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(KEPT_AFTER_MS)
        self._soon.timeout.connect(self._keep)
        desk.vault_job(self._open, self._opened, self._fail)

    # opening

    def _open(self, vault: Any) -> LetterState | Guard:
        return open_letter(vault, self._case_id, self._slug, today=self.desk.today(), call_id=self._call_id, letter_id=self._letter_id,
                           understood=self._understood)  # fmt: skip

    def _fail(self, problem: MedbillsError) -> None:
        self.desk.show_problem(problem)
        self.closed.emit()

    def _opened(self, found: LetterState | Guard) -> None:
        if isinstance(found, Guard):
            self._ask_first(found)
            return
        self._layers.setCurrentWidget(self.sides)
        self.state = state = found
        to, title = state.letter.recipient.partition("\n")[0], state.template.title
        self.titled.emit(f"Letter to {to}: {title[:1].lower()}{title[1:]}" if to else title, "")
        self._turn(min(state.letter.position, len(state.questions)))

    def _ask_first(self, guard: Guard) -> None:
        page = self.guard = GuardPage(guard)
        page.went_back.connect(self.closed)
        page.understood.connect(self._begin)
        self._layers.addWidget(page)
        self._layers.setCurrentWidget(page)
        page.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _begin(self) -> None:
        self._understood = True
        if self.guard is not None:
            self.guard.setEnabled(False)  # until the letter is here
        self.desk.vault_job(self._open, self._opened, self._fail)

    # the pages

    def _turn(self, at: int) -> None:
        """Show the page of question `at`, or the last page after the last question."""
        self._changing = False
        first = 0
        for number, page in enumerate(self.state.pages if self.state else (), 1):
            if at < first + len(page):
                self._at = first
                self._ask(page, number)
                return
            first += len(page)
        self._at = first
        self._show_end()

    def _ask(self, questions: Sequence[Question], number: int = 1) -> None:
        assert self.state is not None
        self._number = number
        page = page_of(self.state, questions, number, self._changing, self.desk.today())
        for answer in page.answers:
            answer.changed.connect(self._typed)
        page.went_on.connect(self._next)
        page.went_back.connect(self._back)
        page.passed.connect(self._pass)
        self._place(page)
        self._show_letter(questions[0].fact)
        page.set_caution(caution_beside(self.state, questions))
        page.first_empty.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_end(self) -> None:
        assert self.state is not None
        end = LetterEnd(self.state, self.desk.today())
        end.edited.connect(self._change)
        end.went_back.connect(self._back)
        self.settling.follow(end)
        self.ways = None
        if self.state.rendered.final:
            self.ways = LetterWays(self.desk, self.state.letter, self.state.own_copy)
            self.ways.copied.connect(self.load_again)
            end.add_ways(self.ways)
        self.out.follow(end, self.ways)
        self._place(end)
        self._show_letter(None)
        end.first(self.ways).setFocus(Qt.FocusReason.OtherFocusReason)

    def _place(self, page: QuestionPage | LetterEnd) -> None:
        old, self.page = self.page, page
        self._left.addWidget(page)
        self._left.setCurrentWidget(page)
        self.sides.show_side(0)
        self._dirty = False
        if old is not None:
            self._left.removeWidget(old)
            old.hide()
            old.deleteLater()

    def _show_letter(self, lit: str | None) -> None:
        if self.state is not None:
            self.desk_side.show_letter(self.state.rendered, lit, self.state.spanish)

    # answers

    @property
    def _answers(self) -> tuple[Answer, ...]:
        return self.page.answers if isinstance(self.page, QuestionPage) else ()

    def _typed(self) -> None:
        self._dirty = True
        self._soon.start()

    def _keep(self) -> None:
        """Keep what stands on the page now, where it can be read."""
        self._soon.stop()
        if not self._dirty or self._busy:
            return
        told = {answer.question.fact: answer.peek() for answer in self._answers if not answer.blank}
        given = {fact: value for fact, (readable, value) in told.items() if readable}
        if given:
            self._dirty = False
            self._send(given, self._at, self._kept)

    def _send(self, given: dict[str, Any], position: int, then: Any) -> None:
        assert self.state is not None
        letter_id, today = self.state.letter.id, self.desk.today()
        self.desk.vault_job(
            lambda vault: answer_together(vault, letter_id, given, position=position, today=today), partial(self._took, then=then)
        )

    def _took(self, state: LetterState, then: Any) -> None:
        self.state = state
        self.saved.emit(saved_words(self.desk))
        then()

    def _kept(self) -> None:
        if self.state is not None and isinstance(self.page, QuestionPage):
            self.page.set_step(self._number, len(self.state.pages), self._changing)
            questions = [answer.question for answer in self.page.answers]
            self._show_letter(questions[0].fact)
            self.page.set_caution(caution_beside(self.state, questions))

    def _next(self) -> None:
        answers = self._answers
        if not answers or self._busy:
            return
        given: dict[str, Any] = {}
        wrong = []
        for answer in answers:
            right, given[answer.question.fact] = answer.take()
            wrong += [] if right else [answer]
        if wrong:
            wrong[0].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._go_on(given)

    def _pass(self) -> None:
        """Leave the answers out where the letter can do without; else come back to them on the last page."""
        answers = self._answers
        if not answers or self._busy:
            return
        if any(answer.question.required for answer in answers):
            self._keep()
            self._turn_and_remember(self._at + len(answers))
        else:
            self._go_on({answer.question.fact: None for answer in answers})

    def _go_on(self, given: dict[str, Any]) -> None:
        self._soon.stop()
        self._dirty, self._busy = False, True
        self._send(given, self._at + len(given), partial(self._after, tuple(given)))

    def _after(self, answered: tuple[str, ...]) -> None:
        assert self.state is not None
        self._busy = False
        facts = [asked.fact for asked in self.state.questions]
        if self._changing:
            self._turn(len(facts))
        else:
            self._turn(facts.index(answered[0]) + len(answered) if answered[0] in facts else min(self._at, len(facts)))

    def _back(self) -> None:
        if self._busy or self.state is None:
            return
        self._keep()
        if self._changing:
            self._turn(len(self.state.questions))
        elif self._at > 0:
            self._turn_and_remember(self._at - 1)

    def _turn_and_remember(self, at: int) -> None:
        assert self.state is not None
        letter_id = self.state.letter.id
        self.desk.vault_job(lambda vault: turn_to(vault, letter_id, at), lambda _none: None)
        self._turn(at)

    def _change(self, fact: str) -> None:
        """Change a fact from the last page: a question that was asked is opened again, any other stands alone."""
        assert self.state is not None
        asked = [question.fact for question in self.state.questions]
        if fact in asked and fact not in self.state.facts:
            self._turn(asked.index(fact))
            return
        self._changing = True
        self._ask([next(question for question in self.state.template.questions if question.fact == fact)])

    def load_again(self) -> None:
        """The letter is another now: a paper was mended, a difference settled, or sending taken back."""
        assert self.state is not None
        letter_id, today = self.state.letter.id, self.desk.today()
        self.desk.vault_job(lambda vault: letter_state(vault, letter_id, today=today), self.show_again)

    def show_again(self, state: LetterState) -> None:
        self.state = state
        self._turn(len(state.questions))

    # leaving, and the keyboard

    def reopens(self) -> tuple[str, dict[str, Any]] | None:
        letter_id = self.state.letter.id if self.state is not None else self._letter_id
        return "letter", {"case_id": self._case_id, "slug": self._slug, "call_id": self._call_id, "letter_id": letter_id}

    def may_leave(self) -> bool:
        """What was typed is kept; the letter waits at this question."""
        if self.state is not None:
            self._keep()
            self.desk.tell_changed({"letters", "cases"})
        return True

    def hideEvent(self, event: QHideEvent) -> None:
        if self._soon.isActive():
            self._keep()
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, to the next empty place or the next page; on a button it presses the button."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        held = self.window().focusWidget()
        if isinstance(held, QPushButton):
            held.click()
        elif isinstance(self.page, QuestionPage) and (following := self.page.answer_after(held)) is not None:
            following.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._next()
