"""One page of a letter's questions: how far one is, what is asked and why, and the places for the answers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from medbills.gui.parts.answers import Answer
from medbills.gui.parts.step_bars import StepBars
from medbills.gui.widgets.banner import Banner
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.scroll import Scroll

SIDES = 48


class QuestionPage(QWidget):
    """`went_on`, `went_back` and `passed` (leave it out, or answer later) tell what was pressed."""

    went_on = Signal()
    went_back = Signal()
    passed = Signal()

    def __init__(self, answers: Sequence[Answer], step: int, of: int, found_in: str = "", changing: bool = False) -> None:
        """A page of one answer, or of several that belong together: the first one's question leads it."""
        super().__init__()
        self.answers, self.answer = tuple(answers), answers[0]
        question = self.answer.question
        asked = question.together if len(answers) > 1 and question.together else question.ask
        content = QWidget()
        self._column = column = QVBoxLayout(content)
        column.setContentsMargins(SIDES, 32, SIDES, 16)
        column.setSpacing(6)
        self.bars = StepBars()
        self.step = ReadingLabel("", "small", "text2")
        column.addWidget(self.bars)
        column.addSpacing(4)
        column.addWidget(self.step)
        column.addWidget(ReadingLabel(asked, "title"))
        why = ReadingLabel(question.why, "body", "text2")
        why.setVisible(bool(question.why))
        column.addWidget(why)
        self.caution = Banner("", "warning")
        self.caution.hide()
        column.addSpacing(6)
        column.addWidget(self.caution)
        column.addSpacing(8)
        if found_in:
            column.addWidget(Banner(f"Found: {found_in}", "quiet", icon="highlight"))
            column.addSpacing(4)
        for place, answer in enumerate(self.answers):
            column.addSpacing(12 if place else 0)
            column.addWidget(answer)
        self._below = QVBoxLayout()
        column.addLayout(self._below)
        column.addStretch(1)
        self.set_step(step, of, changing)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(Scroll(content), 1)
        outer.addWidget(self._foot(step, changing))

    def _foot(self, step: int, changing: bool) -> QWidget:
        required = any(answer.question.required for answer in self.answers)
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(SIDES, 8, SIDES, 24)
        row.setSpacing(12)
        self.back = button("Back to the letter" if changing else "Back", "plain", "chevron_left")
        self.back.setVisible(changing or step > 1)
        self.skip = button("Answer later" if required else "Leave it out", "quiet")
        self.skip.setVisible(not self.answer.offers_leaving_out and (not changing or not required))
        self.next = button("Keep this" if changing else "Next question", "main", None if changing else "chevron_right", icon_after=True)
        self.back.clicked.connect(self.went_back)
        self.skip.clicked.connect(self.passed)
        self.next.clicked.connect(self.went_on)
        row.addWidget(self.back)
        row.addStretch(1)
        row.addWidget(self.skip)
        row.addWidget(self.next)
        return foot

    @property
    def first_empty(self) -> Answer:
        """Where typing begins: the first place that is empty, else the first."""
        return next((answer for answer in self.answers if answer.blank), self.answer)

    def answer_after(self, held: QWidget | None) -> Answer | None:
        """The next place that is still empty after the one that holds the keyboard."""
        here = next((place for place, answer in enumerate(self.answers) if held is not None and answer.isAncestorOf(held)), None)
        return next((answer for answer in self.answers[here + 1 :] if answer.blank), None) if here is not None else None

    def add_below(self, part: QWidget) -> None:
        """Something that helps to answer, beneath the place for the answer."""
        self._below.addWidget(part)

    def set_step(self, step: int, of: int, changing: bool = False) -> None:
        """Where one is; an answer may bring more questions."""
        self.bars.set_step(step, 0 if changing else of)
        self.step.setText("Change a fact of the letter" if changing else f"Question {step} of {of}")

    def set_caution(self, sentence: str) -> None:
        """A warning about this answer; nothing hides it."""
        self.caution.set_text(sentence)
        self.caution.setVisible(bool(sentence))
