"""The task that asks what only the user can tell: one question at a time, why it is asked, and what it lets us check."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from medbills.domain.asking import KEY
from medbills.domain.changes import Changes
from medbills.domain.money import ZERO
from medbills.domain.told_fact import KEPT, Answered, ToldFact
from medbills.domain.wording import long_day
from medbills.gui.desk import Desk
from medbills.gui.language import tr
from medbills.gui.page import TaskWidget
from medbills.gui.parts.asked_answer import AskedAnswer
from medbills.gui.parts.step_bars import StepBars
from medbills.gui.parts.taking_back import tell_with_undo
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.card import Card, divider
from medbills.gui.widgets.empty_state import EmptyState
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.reflow import Beside, Flow, clear
from medbills.gui.widgets.row_button import two_lines
from medbills.gui.widgets.scroll import Scroll
from medbills.services.open_questions import Asked, Questions, open_questions
from medbills.services.tell_facts import leave_unanswered, read_values, take_back_fact, tell_fact

TOPICS = frozenset({"told_facts", "findings", "cases", "deadlines", "plans"})
GOES = {
    "payments": ("money", "payments", "Open payments"), "payment_plans": ("money", "plans", "Open payment plans"),
    "help": ("money", "help", "Open help to pay"), "taxes": ("money", "taxes", "Open taxes"), "dental": ("money", "dental", "Open dental"),
    "people": ("people", None, "Open people & plans"), "review": ("papers", None, "Open papers"),
    "add_papers": ("papers", None, "Open papers"),
}  # fmt: skip


class QuestionsTask(TaskWidget):
    """Each answer is kept at once, and the case is checked with it; Not sure and Skip are answers too."""

    def __init__(self, desk: Desk, case_id: str) -> None:
        super().__init__(desk, "A few questions", way_out="Back")
        self.case_id = case_id
        self.questions: Questions | None = None
        self.asked: Asked | None = None
        self.answer: AskedAnswer | None = None
        self._first: str | None = None  # the answer that is being changed
        self._done = 0  # questions answered since this was opened
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(32, 24, 32, 24)
        self._column.setSpacing(16)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Scroll(content))
        self.reload()

    def reload(self) -> None:
        """Ask the vault what is open now."""
        today, case_id = self.desk.today(), self.case_id
        self.desk.vault_job(lambda vault: open_questions(vault, case_id, today=today), self._show)

    def _show(self, questions: Questions) -> None:
        clear(self._column)
        self.questions = questions
        self.titled.emit("A few questions", questions.title)
        changing = next((asked for asked in questions.answered if asked.told and asked.told.id == self._first), None)
        self.asked = changing or (questions.open[0] if questions.open else None)
        self.answer = None
        left = self._question(self.asked, changing is not None) if self.asked else self._over()
        self._column.addWidget(Beside(left, self._side(questions), (0.6, 0.4)))
        self._column.addStretch(1)
        if self.answer is not None:
            self.answer.setFocus(Qt.FocusReason.OtherFocusReason)

    # the question

    def _question(self, asked: Asked, changing: bool) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        left = len(self.questions.open) if self.questions else 0
        if not changing:
            bars = StepBars()
            bars.set_step(self._done + 1, self._done + left)
            column.addWidget(bars)
        where = "Change an answer" if changing else f"Question {self._done + 1} of {self._done + left}"
        column.addWidget(ReadingLabel(where, "small", "text2"))
        column.addWidget(ReadingLabel(asked.ask, "title"))
        column.addWidget(ReadingLabel(f"Why we ask: {asked.why}", "body", "text2"))
        column.addSpacing(8)
        self.answer = AskedAnswer(asked.question, self.desk.today(), values_of(asked) if changing else None)
        self.answer.setAccessibleName(tr(asked.ask))
        column.addWidget(self.answer)
        column.addSpacing(8)
        column.addWidget(self._buttons(changing))
        column.addStretch(1)
        return part

    def _buttons(self, changing: bool) -> QWidget:
        self.keep = button("Keep this", "main", None if changing else "chevron_right", icon_after=True)
        self.not_sure = button("Not sure", "plain")
        self.skip = button("Skip", "quiet")
        self.keep.clicked.connect(self._keep)
        self.not_sure.clicked.connect(lambda: self._leave(Answered.NOT_SURE))
        self.skip.clicked.connect(lambda: self._leave(Answered.SKIPPED))
        parts: list[QWidget] = [self.keep, self.not_sure, self.skip]
        if changing:
            self.back = button("Leave it as it is", "quiet")
            self.back.clicked.connect(lambda: self.change(None))
            parts[2:] = [self.back]
        return Flow(*parts, gap=12)

    def _keep(self) -> None:
        asked, answer, today = self.asked, self.answer, self.desk.today()
        if asked is None or answer is None:
            return
        try:
            values = read_values(asked, answer.typed(), today)
        except ValueError as wrong:
            answer.say_problem(wrong.args[1] if len(wrong.args) > 1 else 0, str(wrong.args[0]))
            return
        self.desk.vault_job(partial(tell_fact, case_id=self.case_id, asked=asked, values=values, today=today), self._kept)

    def _leave(self, answer: Answered) -> None:
        if self.asked is not None:
            leave = partial(leave_unanswered, case_id=self.case_id, asked=self.asked, answer=answer, today=self.desk.today())
            self.desk.vault_job(leave, self._kept)

    def _kept(self, changes: Changes) -> None:
        if self._first is None:
            self._done += 1
        self._first = None
        self._tell(changes, "Kept, and checked with it.")

    def _tell(self, changes: Changes, words: str) -> None:
        desk, topics = self.desk, changes.topics | TOPICS
        desk.tell_changed(topics)
        tell_with_undo(desk, words, changes, self._undone)
        self.reload()

    def _undone(self) -> None:
        self._done = max(0, self._done - 1)
        self.desk.tell_changed(TOPICS)
        self.reload()

    def _over(self) -> QWidget:
        words = "You answered what we could ask now. New papers may bring new questions."
        empty = EmptyState("check_circle", "No open questions", words, "Back to the case")
        empty.pressed.connect(self.closed)
        return empty

    # what it opens, and what was told

    def _side(self, questions: Questions) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        if self.asked is not None:
            card = Card("What we can check then", dense=True)
            for title in self.asked.opens:
                card.body.addWidget(ReadingLabel(title, "body"))
            if self.asked.money > ZERO:
                card.body.addWidget(ReadingLabel(f"The papers about it ask for {self.asked.money}.", "small", "text2"))
            column.addWidget(card)
        if questions.answered:
            column.addWidget(self._told(questions.answered))
        rows = [(other, titles) for other, titles in questions.elsewhere if other.screen in GOES]
        if rows:
            card = Card("Papers and other pages help too", dense=True)
            for at, (other, titles) in enumerate(rows):
                if at:
                    card.body.addWidget(divider())
                slug, item, words = GOES[other.screen]
                for label in two_lines(other.says, _for_checks(titles)):
                    card.body.addWidget(label)
                go = button(words, "quiet", small=True, bar=True)
                go.setAccessibleDescription(tr(other.says))
                go.clicked.connect(lambda _=False, slug=slug, item=item: self._go(slug, item))
                card.body.addWidget(Flow(go))
            column.addWidget(card)
        column.addStretch(1)
        return side

    def _told(self, answered: tuple[Asked, ...]) -> QWidget:
        card = Card("What you told us", dense=True)
        for at, asked in enumerate(answered):
            told = asked.told
            if told is None:
                continue
            if at:
                card.body.addWidget(divider())
            for label in two_lines(asked.ask, f"{asked.words} · told by you on {long_day(told.told_on)}"):
                card.body.addWidget(label)
            row = QWidget()
            line = QHBoxLayout(row)
            line.setContentsMargins(0, 0, 0, 0)
            change, forget = button("Change", "quiet", small=True, bar=True), button("Take back", "quiet", small=True, bar=True)
            change.clicked.connect(lambda _=False, told=told: self.change(told))
            forget.clicked.connect(lambda _=False, told=told: self._take_back(told))
            for one in (change, forget):
                one.setAccessibleDescription(tr(asked.ask))
                line.addWidget(one)
            line.addStretch(1)
            card.body.addWidget(row)
        return card

    def change(self, told: ToldFact | None) -> None:
        """Ask again what was answered; None goes back to what is open."""
        self._first = told.id if told else None
        if self.questions is not None:
            self._show(self.questions)

    def _take_back(self, told: ToldFact) -> None:
        back = partial(take_back_fact, case_id=self.case_id, told_id=told.id, today=self.desk.today())
        self.desk.vault_job(back, lambda changes: self._tell(changes, "Taken back."))

    def _go(self, slug: str, item: str | None) -> None:
        self.closed.emit()
        self.desk.go(slug, item)


def _for_checks(titles: Sequence[str]) -> str:
    listed = f"{', '.join(titles[:3])}{' and more' if len(titles) > 3 else ''}"
    return f"For one check: {listed}" if len(titles) == 1 else f"For {len(titles)} checks: {listed}"


def values_of(asked: Asked) -> dict[str, Any]:
    """An answer given before, by the places of the question's parts; what its own words name is filled in again."""
    told = asked.told
    if told is None:
        return {}
    if asked.question.entry:
        entry = told.said.get(asked.question.entry) or [{}]
        return dict(entry[0])
    plain = {place.removeprefix(KEPT): value for place, value in told.said.items()}
    found = {part.place: plain.get(part.place.replace(KEY, told.about)) for part in asked.question.parts if part.place}
    return {**found, **({"": told.about} if told.about and any(not part.place for part in asked.question.parts) else {})}
