"""The card of a next step: whose and what, what to do, why, the money, the day, one button."""

from __future__ import annotations

import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from medbills.domain.next_step import NextStep
from medbills.gui.language import tr
from medbills.gui.parts.start import ICONS
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.card import Card
from medbills.gui.widgets.chip import DaysLeftPill
from medbills.gui.widgets.icon_label import IconLabel
from medbills.gui.widgets.label import Label, MoneyLabel, ReadingLabel

BOTTOM = Qt.AlignmentFlag.AlignBottom
WHY_LINES = 2


class StepCard(Card):
    """`main` makes its button the page's main one. `taken` carries the step."""

    taken = Signal(object)

    def __init__(self, step: NextStep, today: datetime.date, main: bool = False) -> None:
        super().__init__()
        self.step = step
        self.setAccessibleName(tr(f"{step.heading}. {step.sentence} {step.why}"))
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(IconLabel(step.icon, "text2"))
        head.addWidget(ReadingLabel(step.heading, "small", "text2", weight=500), 1)
        self.body.addLayout(head)
        self.body.addWidget(ReadingLabel(step.sentence, "card"))
        self.why = ReadingLabel(step.why, "small", "text2")
        self.why.set_most_lines(WHY_LINES)
        self.body.addWidget(self.why)
        self.body.addStretch(1)
        self.body.addLayout(self._foot(today))
        self.body.addSpacing(4)
        self.button = button(step.button, "main" if main else "plain", ICONS[step.action])
        self.button.setAccessibleDescription(tr(step.sentence))
        self.button.clicked.connect(lambda: self.taken.emit(self.step))
        self.body.addWidget(self.button)

    def _foot(self, today: datetime.date) -> QHBoxLayout:
        row = QHBoxLayout()
        column = QVBoxLayout()
        column.setSpacing(0)
        if self.step.at_stake:
            amount = MoneyLabel(self.step.at_stake, "head", "amber")
            amount.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            column.addWidget(amount)
            column.addWidget(Label("at stake", "small", "text2"))
        row.addLayout(column)
        row.addStretch(1)
        if self.step.by:
            row.addWidget(DaysLeftPill(self.step.by, today, theirs=not self.step.yours), 0, BOTTOM)
        return row
