"""Two calls of one desk that do not fit together, side by side with their days, names and references."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from medbills.domain.contradiction import Differing, Statement
from medbills.domain.wording import short_day
from medbills.gui.language import tr
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.card import Card, divider
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.reflow import Flow, ResponsiveGrid

TITLE = "They said different things"
WHY = "Both stand in the letter that confirms a call, and in the packet. You can change the letter."


class ContradictionCard(Card):
    """`set_aside` carries what is none; `opened` the id of a call; `letter_asked` the id of the later one."""

    set_aside = Signal(object)
    opened = Signal(str)
    letter_asked = Signal(str)

    def __init__(self, found: Sequence[Differing], today: datetime.date) -> None:
        super().__init__(TITLE)
        self.body.setSpacing(12)
        self.rows: list[QWidget] = []
        self.aside: list[QWidget] = []
        self.letters: list[QWidget] = []
        self.body.addWidget(ReadingLabel(WHY, "small", "text2"))
        for at, differing in enumerate(found):
            if at:
                self.body.addWidget(divider())
            self.body.addWidget(self._one(differing, today))

    def _one(self, differing: Differing, today: datetime.date) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(ReadingLabel(differing.asked, "body", weight=500))
        column.addWidget(ResponsiveGrid(_said(differing.first, today), _said(differing.second, today), most=2, lines=11, gap=12))
        letter = button("Write to confirm the last call", "plain", "letter", small=True, bar=True)
        letter.clicked.connect(lambda: self.letter_asked.emit(differing.second.call.id))
        look = button("See the last call", "quiet", "phone", small=True, bar=True)
        look.clicked.connect(lambda: self.opened.emit(differing.second.call.id))
        aside = button("They fit together", "quiet", "close", small=True, bar=True)
        aside.clicked.connect(lambda: self.set_aside.emit(differing))
        for made in (letter, look, aside):
            made.setAccessibleDescription(tr(differing.asked))
        self.rows.append(part)
        self.letters.append(letter)
        self.aside.append(aside)
        column.addWidget(Flow(letter, look, aside, gap=12))
        return part


def _said(statement: Statement, today: datetime.date) -> QWidget:
    """What one of the two said."""
    call = statement.call
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    reference = f"Reference {call.reference}" if call.reference else "No reference"
    day = short_day(call.at.date(), today)
    column.addWidget(ReadingLabel(f"“{statement.words}”", "body", weight=500))
    column.addWidget(ReadingLabel(f"{statement.who} · {day}", "small", "text2"))
    column.addWidget(ReadingLabel(reference, "small", "text2"))
    column.addStretch(1)
    part.setAccessibleName(tr(f"{day}, {statement.who}, {reference}: {statement.words}"))
    return part
