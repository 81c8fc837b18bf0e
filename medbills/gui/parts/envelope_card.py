"""What to do with a new envelope: one word, why, the figures, and one button; several envelopes one after the other."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from medbills.domain.triage import Triage, Verdict
from medbills.gui.language import tr
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.card import Card
from medbills.gui.widgets.chip import Chip, DaysLeftPill
from medbills.gui.widgets.label import READING_WIDTH, Label, MoneyLabel, ReadingLabel
from medbills.gui.widgets.reflow import Flow, clear
from medbills.gui.widgets.scroll import GrownScroll

TITLE = "What to do with this envelope"
WORDS = {
    Verdict.PAY: ("Pay", "green", "money"),
    Verdict.WAIT: ("Wait", "dashed", "clock"),
    Verdict.DISPUTE: ("Dispute", "amber", "flag"),
    Verdict.APPLY: ("Apply for help", "teal", "rights"),
    Verdict.CALL: ("Call", "teal", "phone"),
}


class EnvelopeCard(Card):
    """Stands at the foot of the pages until it is closed. `taken` carries the answer whose button was pressed."""

    taken = Signal(object)
    closed = Signal()

    def __init__(self, answers: Sequence[Triage], today: datetime.date) -> None:
        self.close_button = button("Close", "quiet", small=True, bar=True)
        self.next_button = button("Next envelope", "quiet", small=True, bar=True)
        links = Flow(self.next_button, self.close_button, gap=4, right=True)
        super().__init__(TITLE, links, dense=True)
        self._answers, self._today, self.at = tuple(answers), today, 0
        self.close_button.clicked.connect(self.closed)
        self.next_button.clicked.connect(lambda: self.turn(self.at + 1))
        self.next_button.setVisible(len(answers) > 1)
        self._content = QWidget()
        self._column = QVBoxLayout(self._content)
        self._column.setContentsMargins(0, 0, 8, 0)
        self._column.setSpacing(8)
        self._scroll = GrownScroll(self._content)
        self.body.addWidget(self._scroll)
        self.setSizePolicy(self._scroll.sizePolicy())
        self.act = button("", "plain", bar=True)
        self.turn(0)

    @property
    def answer(self) -> Triage:
        """What is shown."""
        return self._answers[self.at]

    def turn(self, at: int) -> None:
        """Show another envelope; after the last comes the first."""
        self.at = at % len(self._answers)
        answer = self.answer
        many = f" ({self.at + 1} of {len(self._answers)})" if len(self._answers) > 1 else ""
        if self.title:
            self.title.setText(f"{TITLE}{many}")
        word = WORDS[answer.verdict][0]
        sums = "".join(f" {label}: {amount}." for label, amount in answer.figures)
        self.setAccessibleName(tr(f"{TITLE}{many}. {answer.heading}. {word}. {answer.say} {answer.why}{sums} {answer.also}"))
        clear(self._column)
        self._column.addWidget(self._head(answer))
        self._column.addWidget(_said(answer))
        self._column.addWidget(self._foot(answer))
        self._scroll.updateGeometry()
        self.updateGeometry()

    def _head(self, answer: Triage) -> QWidget:
        word, kind, icon = WORDS[answer.verdict]
        parts: list[QWidget] = [Chip(word, kind, icon), Label(answer.heading, "small", "text2")]
        if answer.by:
            parts.append(DaysLeftPill(answer.by, self._today, theirs=not answer.yours))
        return Flow(*parts, gap=12)

    def _foot(self, answer: Triage) -> QWidget:
        self.act = button(answer.button, "plain", "letter" if answer.letter else "phone" if answer.call else "case", bar=True)
        self.act.setAccessibleDescription(tr(answer.say))
        self.act.clicked.connect(lambda: self.taken.emit(self.answer))
        return Flow(self.act, *[_figure(label, amount) for label, amount in answer.figures], gap=24)


def _said(answer: Triage) -> QWidget:
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    for text, role, tone in ((answer.say, "card", "text"), (answer.why, "body", "text"), (answer.also, "small", "text2")):
        if text:
            label = ReadingLabel(text, role, tone)
            label.natural_width = READING_WIDTH
            column.addWidget(label)
    return part


def _figure(label: str, amount: object) -> QWidget:
    part = QWidget()
    part.setAccessibleName(tr(f"{label}: {amount}"))
    row = QHBoxLayout(part)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(Label(label, "small", "text2"))
    row.addWidget(MoneyLabel(amount), 0, Qt.AlignmentFlag.AlignLeft)
    return part
