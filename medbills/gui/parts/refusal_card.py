"""One refusal of an insurer: why in plain words, its clocks, and one button to the next step."""

from __future__ import annotations

import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from medbills.domain.deadline import Deadline
from medbills.domain.wording import days_left, long_day, short_day
from medbills.gui.language import tr
from medbills.gui.parts.code_card import CodeLink
from medbills.gui.parts.start import ICONS
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.card import Card, divider
from medbills.gui.widgets.chip import Chip, days_kind
from medbills.gui.widgets.label import MoneyLabel, ReadingLabel
from medbills.gui.widgets.reflow import Flow
from medbills.gui.widgets.row_button import two_lines
from medbills.services.codes_on_papers import CodesOf, codes_of_value
from medbills.services.letter_facts import paper_words
from medbills.services.list_insurance import RefusalRow


class RefusalCard(Card):
    """`step_taken` carries the next step; the other two ask for the letter itself and for the case."""

    step_taken = Signal(object)
    paper_asked = Signal()
    case_asked = Signal()

    def __init__(self, row: RefusalRow, today: datetime.date) -> None:
        super().__init__(row.title, MoneyLabel(row.amount, "head", "amber") if row.amount else None)
        self.row = row
        said = " · ".join(
            part for part in (row.insurer, row.who, f"said no on {long_day(row.refused_on)}" if row.refused_on else "said no") if part
        )
        self.body.addWidget(ReadingLabel(said, "small", "text2"))
        for reason in row.why or ("The insurer said no. Its reason is in the letter.",):
            self.body.addWidget(ReadingLabel(reason, "body", weight=500))
        if row.printed:
            self.body.addWidget(ReadingLabel(f"The letter’s own words: “{row.printed}”", "small", "text2"))
        if row.appealed_on:
            self.body.addWidget(ReadingLabel(f"Your appeal went out on {short_day(row.appealed_on, today)}.", "small", "text2"))
        for deadline in row.clocks:
            self.body.addWidget(divider())
            self.body.addWidget(_clock(deadline, today))
        self.body.addWidget(divider())
        self.body.addWidget(self._buttons())

    def _buttons(self) -> QWidget:
        row, parts = self.row, []
        if row.step is not None and row.step.yours:
            self.next = button(row.step.button, "plain", ICONS[row.step.action], bar=True)
            self.next.setAccessibleDescription(tr(row.step.sentence))
            self.next.clicked.connect(lambda: self.step_taken.emit(row.step))
        else:
            self.next = button("See the case", "plain", bar=True)
            self.next.setAccessibleDescription(tr(row.title))
            self.next.clicked.connect(self.case_asked)
        parts.append(self.next)
        letter = button("See the letter", "quiet", small=True, bar=True)
        letter.setAccessibleDescription(tr(row.title))
        letter.clicked.connect(self.paper_asked)
        parts.append(letter)
        if row.has_codes:
            gather = lambda: (CodesOf(paper_words(row.paper), codes_of_value("denial_codes", row.paper.paper.denial_codes)),)  # noqa: E731
            parts.append(CodeLink("What the codes mean", f"What the codes of {row.insurer} mean", gather))
        return Flow(*parts, gap=16)


def _clock(deadline: Deadline, today: datetime.date) -> QWidget:
    part = QWidget()
    line = QHBoxLayout(part)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(12)
    words = QVBoxLayout()
    words.setSpacing(0)
    turn = "Your turn" if deadline.yours else "Their turn"
    day = deadline.acts_on
    for label in two_lines(deadline.title, f"{turn} · {long_day(day)}" if day else turn):
        words.addWidget(label)
    line.addLayout(words, 1)
    if day:
        kind = days_kind((day - today).days, not deadline.yours)
        line.addWidget(Chip(days_left(day, today), kind, "clock" if kind in ("red", "amber") else None))
    part.setAccessibleName(tr(f"{deadline.title}. {turn}."))
    return part
