"""The calm question before an act that may agree to a debt: what it risks, which words are safe, and the two ways on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from medbills.domain.debt import Guard
from medbills.domain.wording import long_day
from medbills.gui.language import tr
from medbills.gui.type import type_
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.card import Card
from medbills.gui.widgets.icon_label import IconLabel
from medbills.gui.widgets.label import READING_WIDTH, ReadingLabel
from medbills.gui.widgets.reflow import Flow
from medbills.gui.widgets.scroll import Scroll

WIDEST = 760  # pixels at 100 %


class GuardCard(Card):
    """`understood` goes on, `went_back` does not. The safe button comes first."""

    understood = Signal()
    went_back = Signal()

    def __init__(self, guard: Guard) -> None:
        super().__init__()
        self.setAccessibleName(tr(". ".join([guard.title, *guard.risks])))
        self.body.setSpacing(12)
        self.body.addWidget(_said(guard.title, "head"))
        for risk in guard.risks:
            self.body.addWidget(_row("warning", "amber", risk))
        self.body.addWidget(_said("Words that are safe", "small", "text2"))
        for words in guard.safe_words:
            self.body.addWidget(_row("check", "success", words))
        self.back = button("Go back", "plain")
        self.go_on = button("I understand", "plain")
        self.back.clicked.connect(self.went_back)
        self.go_on.clicked.connect(self.understood)
        self.body.addSpacing(4)
        self.body.addWidget(Flow(self.back, self.go_on, gap=12))
        source = f"Source: {guard.source.citation}. Checked on {long_day(guard.source.checked_on)}. Information, not legal advice."
        self.body.addWidget(_said(source, "small", "text2"))


class GuardPage(QWidget):
    """The same card alone in a task."""

    understood = Signal()
    went_back = Signal()

    def __init__(self, guard: Guard) -> None:
        super().__init__()
        self.card = GuardCard(guard)
        self.card.understood.connect(self.understood)
        self.card.went_back.connect(self.went_back)
        self.back, self.go_on = self.card.back, self.card.go_on
        ground = QWidget()
        column = QVBoxLayout(ground)
        column.setContentsMargins(32, 32, 32, 32)
        middle = QHBoxLayout()
        self.card.setMaximumWidth(round(WIDEST * type_().scale))
        middle.addStretch(1)
        middle.addWidget(self.card, 20)
        middle.addStretch(1)
        column.addLayout(middle)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Scroll(ground))


def _said(text: str, role: str, tone: str = "text") -> ReadingLabel:
    label = ReadingLabel(text, role, tone)
    label.natural_width = READING_WIDTH
    return label


def _row(icon: str, tone: str, text: str) -> QWidget:
    part = QWidget()
    row = QHBoxLayout(part)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(12)
    row.addWidget(IconLabel(icon, tone, beside="body", reading=True), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(_said(text, "body"), 1)
    return part
