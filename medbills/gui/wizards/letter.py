"""The one wizard for every letter: a question a page, the letter growing beside it, and at the end the ways to send it."""

from __future__ import annotations

import datetime
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton, QStackedLayout, QWidget

from medbills.domain.changes import Changes
from medbills.domain.debt import Guard
from medbills.domain.letter import Question
from medbills.domain.wording import week_day
from medbills.errors import MedbillsError
from medbills.gui import dialogs
from medbills.gui.desk import Desk
from medbills.gui.page import TaskWidget
from medbills.gui.parts.answers import Answer, FieldAnswer, answer_for
from medbills.gui.parts.clock_face import now, saved_words
from medbills.gui.parts.folding_sides import FoldingSides, Side
from medbills.gui.parts.guard_page import GuardPage
from medbills.gui.parts.letter_desk import LetterDesk
from medbills.gui.parts.letter_end import LetterEnd
from medbills.gui.parts.letter_ways import LetterWays
from medbills.gui.parts.printing import PrintRun
from medbills.gui.parts.question_page import QuestionPage
from medbills.gui.parts.quote_offers import QuoteOffers
from medbills.gui.parts.start import fix_paper, start_packet
from medbills.gui.parts.taking_back import tell_with_undo
from medbills.services.back_letter import explain_difference, take_from_file
from medbills.services.check_signer import HELPER_FORM, WayOut
from medbills.services.cite_booklet import QUOTING
from medbills.services.guard_act import act_of_letter, guard_case
from medbills.services.next_steps import NOTICE_OF_DEATH
from medbills.services.write_file import write_file
from medbills.services.write_letter import (
    LetterState,
    advised_answer,
    answer_letter,
    begin_letter,
    finish_letter,
    let_patient_sign,
    letter_state,
    mark_sent,
    turn_to,
    typed_answer,
)

KEPT_AFTER_MS = 500
PDF = "PDF (*.pdf)"


class LetterTask(TaskWidget):
    """Every answer is kept half a second after the last key; the letter is taken up again at the question it was left at."""

    def __init__(self, desk: Desk, case_id: str, slug: str, call_id: str | None = None, letter_id: str | None = None) -> None:
        """The letter `slug` of a case; or one that was begun already, by its own id."""
        super().__init__(desk, "Letter", way_out="Finish later")
        self._case_id, self._slug, self._call_id, self._letter_id = case_id, slug, call_id, letter_id
        self.state: LetterState | None = None
        self._at = 0
        self._changing: Question | None = None  # a fact that is changed from the last page
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
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(KEPT_AFTER_MS)
        self._soon.timeout.connect(self._keep)
        desk.vault_job(self._open, self._opened, self._fail)

    # opening

    def _open(self, vault: Any) -> LetterState | Guard:
        """The letter, or what has to be understood before there is one."""
        today = self.desk.today()
        if self._letter_id is not None:
            return letter_state(vault, self._letter_id, today=today)
        act = None if self._understood else act_of_letter(self._slug)
        begun = any(letter.slug == self._slug and not letter.sent_on for letter in vault.letters.of_case(self._case_id))
        if act is not None and not begun and (guard := guard_case(vault, self._case_id, act, today=today)):
            return guard
        letter = begin_letter(vault, self._case_id, self._slug, today=today, call_id=self._call_id)
        return letter_state(vault, letter.id, today=today)

    def _fail(self, problem: MedbillsError) -> None:
        self.desk.show_problem(problem)
        self.closed.emit()

    def _opened(self, found: LetterState | Guard) -> None:
        if isinstance(found, Guard):
            self._ask_first(found)
            return
        self._layers.setCurrentWidget(self.sides)
        state = found
        who = f"Letter to {state.letter.recipient.splitlines()[0]}: " if state.letter.recipient else ""
        title = state.template.title
        self.titled.emit(f"{who}{title[:1].lower()}{title[1:]}" if who else title, "")
        self.state = state
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
        self.desk.vault_job(self._open, self._opened, self._fail)

    # the pages

    def _turn(self, at: int) -> None:
        """Show question `at`, or the last page after the last question."""
        assert self.state is not None
        self._changing = None
        self._at = at
        questions = self.state.questions
        if at < len(questions):
            self._ask(questions[at])
        else:
            self._show_end()

    def _ask(self, question: Question) -> None:
        assert self.state is not None
        fact = self.state.facts.get(question.fact)
        answered = question.fact in self.state.letter.answers
        proposed = fact.value if fact else advised_answer(self.state, question) if not answered else None
        answer = answer_for(question, typed_answer, proposed, answered, self.desk.today())
        answer.changed.connect(self._typed)
        changing = self._changing is not None
        found = fact.evidence.source if fact and not answered else ""
        page = QuestionPage(answer, self._at + 1, len(self.state.questions), found, changing)
        if question.fact in QUOTING and isinstance(answer, FieldAnswer):
            offers = QuoteOffers(self.state.quotes)
            offers.taken.connect(answer.put_in)
            page.add_below(offers)
        page.went_on.connect(self._next)
        page.went_back.connect(self._back)
        page.passed.connect(self._pass)
        self._place(page)
        self._show_letter(question.fact)
        self._show_caution()
        answer.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_end(self) -> None:
        assert self.state is not None
        end = LetterEnd(self.state, self.desk.today())
        end.edited.connect(self._change)
        end.saved_as.connect(self._save_as)
        end.printed.connect(self._print)
        end.packed.connect(self._pack)
        end.sent.connect(self._mark_sent)
        end.went_back.connect(self._back)
        end.way_asked.connect(self._make_it_signable)
        if end.apart:
            end.apart.taken.connect(self._take_from_file)
            end.apart.explained.connect(self._explain)
            end.apart.shown.connect(lambda one: fix_paper(self.desk, one.document, self._load_again))
        self.ways = None
        if self.state.rendered.final:
            self.ways = LetterWays(self.desk, self.state.letter, self.state.own_copy)
            self.ways.copied.connect(self._load_again)
            end.add_ways(self.ways)
        self._place(end)
        self._show_letter(None)
        if self.ways is None:
            first = next(iter((*end.remedies.values(), *(end.apart.buttons.values() if end.apart else ()), *end.edits.values())), end.back)
        else:
            first = self.ways.drop if self.state.own_copy and not self.state.letter.sent_on else end.save
        first.setFocus(Qt.FocusReason.OtherFocusReason)

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

    def _show_caution(self) -> None:
        """A warning is shown beside the answer it speaks of, once there is one; the last page shows them all."""
        if self.state is None or not isinstance(self.page, QuestionPage):
            return
        fact = self.page.answer.question.fact
        said = [caution.say for caution in self.state.cautions if caution.stops == fact or fact in caution.when.split()]
        self.page.set_caution(said[0] if said and fact in self.state.letter.answers else "")

    # answers

    def _answer(self) -> Answer | None:
        return self.page.answer if isinstance(self.page, QuestionPage) else None

    def _typed(self) -> None:
        self._dirty = True
        self._soon.start()

    def _keep(self) -> None:
        """Keep what stands on the page now, when it can be read."""
        self._soon.stop()
        answer = self._answer()
        if not self._dirty or self._busy or answer is None or answer.blank:
            return
        readable, value = answer.peek()
        if readable:
            self._dirty = False
            self._send(answer.question.fact, value, self._at, self._kept)

    def _send(self, fact: str, value: Any, position: int, then: Any) -> None:
        assert self.state is not None
        letter_id, today = self.state.letter.id, self.desk.today()
        self.desk.vault_job(
            lambda vault: answer_letter(vault, letter_id, fact, value, position=position, today=today), partial(self._took, then=then)
        )

    def _took(self, state: LetterState, then: Any) -> None:
        self.state = state
        self.saved.emit(saved_words(self.desk))
        then()

    def _kept(self) -> None:
        answer = self._answer()
        if self.state is not None and isinstance(self.page, QuestionPage) and answer is not None:
            self.page.set_step(self._at + 1, len(self.state.questions), self._changing is not None)
            self._show_letter(answer.question.fact)
            self._show_caution()

    def _next(self) -> None:
        answer = self._answer()
        if answer is None or self._busy:
            return
        right, value = answer.take()
        if not right:
            answer.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._go_on(answer.question, value)

    def _pass(self) -> None:
        """Leave the answer out where the letter can do without; else come back to it on the last page."""
        answer = self._answer()
        if answer is None or self._busy:
            return
        if answer.question.required:
            self._soon.stop()
            self._turn_and_remember(self._at + 1)
        else:
            self._go_on(answer.question, None)

    def _go_on(self, question: Question, value: Any) -> None:
        self._soon.stop()
        self._dirty, self._busy = False, True
        self._send(question.fact, value, self._at + 1, partial(self._after, question))

    def _after(self, question: Question) -> None:
        assert self.state is not None
        self._busy = False
        facts = [asked.fact for asked in self.state.questions]
        if self._changing is not None:
            self._turn(len(facts))
        else:
            self._turn(facts.index(question.fact) + 1 if question.fact in facts else min(self._at, len(facts)))

    def _back(self) -> None:
        if self._busy or self.state is None:
            return
        self._keep()
        if self._changing is not None:
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
        self._changing = next(question for question in self.state.template.questions if question.fact == fact)
        self._ask(self._changing)

    def _make_it_signable(self, way: WayOut) -> None:
        """A letter that may not be signed so: to the register, to the form that gives the right, or to another signer."""
        assert self.state is not None
        signer, case_id = self.state.signer, self.state.letter.case_id or self._case_id
        if way is WayOut.ADD_FORM:
            self.closed.emit()
            self.desk.go("people", signer.patient_id)
        elif way is WayOut.PATIENT_SIGNS:
            letter_id, today, at = self.state.letter.id, self.desk.today(), len(self.state.questions)
            self.desk.vault_job(lambda vault: let_patient_sign(vault, letter_id, position=at, today=today), self._show_again)
        else:
            slug = HELPER_FORM if way is WayOut.WRITE_FORM else NOTICE_OF_DEATH
            self.desk.open_task(LetterTask(self.desk, case_id, slug))

    def _take_from_file(self, fact: str) -> None:
        assert self.state is not None
        letter_id = self.state.letter.id
        self.desk.vault_job(lambda vault: take_from_file(vault, letter_id, fact), lambda _none: self._load_again())

    def _explain(self, fact: str, why: str) -> None:
        """The user says why the letter is right though the file says otherwise."""
        assert self.state is not None
        letter_id, known, used = self.state.letter.id, self.state.known[fact].value, self.state.facts[fact].value
        self.desk.vault_job(
            lambda vault: explain_difference(vault, letter_id, fact, why, file_says=known, letter_says=used),
            lambda _none: self._load_again(),
        )

    # the ways to send it

    def _finish(self, then: Any) -> None:
        assert self.state is not None
        letter_id, at = self.state.letter.id, now(self.desk).astimezone()
        window = self.ways.set_for if self.ways is not None else ""
        self.desk.vault_job(lambda vault: finish_letter(vault, letter_id, now=at, window=window), then)

    def _save_as(self) -> None:
        assert self.state is not None
        name = f"{self.state.template.slug.replace('_', '-')}-{self.desk.today().isoformat()}.pdf"
        path = dialogs.save_file(self, "Save the letter", name, PDF)
        if path is not None:
            self._finish(partial(self._write, path.with_suffix(".pdf") if path.suffix.lower() != ".pdf" else path))

    def _write(self, path: Path, pdf: bytes) -> None:
        self.desk.paper_job(lambda _job: write_file(path, pdf), partial(self._written, path))

    def _written(self, path: Path, _none: None) -> None:
        self.desk.tell_changed({"letters", "documents"})
        self.saved.emit(saved_words(self.desk))
        self.desk.toast(f"Saved as {path.name}. The same letter is kept in the case.")

    def _pack(self) -> None:
        """On to the packet of the same case; the letter is kept as it is."""
        if self.may_leave():
            start_packet(self.desk, self._case_id)

    def _print(self) -> None:
        self._finish(self._to_printer)

    def _to_printer(self, pdf: bytes) -> None:
        title = self.state.template.title if self.state else "Letter"
        PrintRun(self.desk, self, pdf, title, self._on_paper).start()

    def _on_paper(self, _pages: int) -> None:
        self.desk.tell_changed({"letters", "documents"})
        self.desk.toast("Sent to the printer. The same letter is kept in the case.")

    def _mark_sent(self, day: datetime.date, way: str, number: str) -> None:
        def then(_pdf: bytes) -> None:
            assert self.state is not None
            letter_id, today = self.state.letter.id, self.desk.today()

            def work(vault: Any) -> tuple[Changes, LetterState]:
                changes = mark_sent(vault, letter_id, sent_on=day, method=way, tracking=number, today=today)
                return changes, letter_state(vault, letter_id, today=today)

            self.desk.vault_job(work, self._sent)

        self._finish(then)

    def _sent(self, answer: tuple[Changes, LetterState]) -> None:
        changes, state = answer
        self._show_again(state)
        self.saved.emit(saved_words(self.desk))
        self.desk.tell_changed(changes.topics)
        by = state.letter.reply_by
        tell_with_undo(self.desk, f"Noted. Their answer is due {week_day(by)}." if by else "Noted as sent.", changes, self._load_again)

    def _load_again(self) -> None:
        """It was taken back that the letter went out."""
        assert self.state is not None
        letter_id, today = self.state.letter.id, self.desk.today()
        self.desk.vault_job(lambda vault: letter_state(vault, letter_id, today=today), self._show_again)

    def _show_again(self, state: LetterState) -> None:
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
        """Enter goes on; on a button it presses the button."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        held = QApplication.focusWidget()
        if isinstance(held, QPushButton):
            held.click()
        else:
            self._next()
