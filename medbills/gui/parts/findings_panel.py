"""The findings of a bill at its side: one open at a time, and one letter for all of them, always in view."""

from __future__ import annotations

import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from medbills.domain.finding import FindingState, KeptFinding
from medbills.domain.matter import Matter
from medbills.domain.next_step import NextStep
from medbills.gui.language import tr
from medbills.gui.parts.finding_card import FindingCard
from medbills.gui.parts.start import ICONS
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.card import Card
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.pinned import PinnedPanel
from medbills.services.list_bills import letter_for

NUMBERS = {3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine"}


class FindingsPanel(PinnedPanel):
    """Signals carry the kept finding; `letter_asked` the letter's slug, `step_taken` the next step where nothing was found."""

    say_asked = Signal(object)
    spot_asked = Signal(object)
    laid_aside = Signal(object)
    brought_back = Signal(object)
    figures_asked = Signal(object)
    letter_asked = Signal(str)
    step_taken = Signal(object)

    def __init__(
        self, matter: Matter, step: NextStep | None, note: str, today: datetime.date, opened: str | None, below: QWidget | None = None,
    ) -> None:  # fmt: skip
        """`below` stands under the findings, as the questions that would let us check more."""
        found = matter.in_question
        self.main = self._main(found, step)
        content = QWidget()
        super().__init__(content, self.main)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.cards = [FindingCard(kept, today, matter.papers) for kept in found]
        column.addWidget(ReadingLabel(_title(len(found)), "body", weight=600))
        for card in self.cards:
            card.opened.connect(self.open)
            card.say_asked.connect(self.say_asked)
            card.spot_asked.connect(self.spot_asked)
            card.laid_aside.connect(self.laid_aside)
            card.figures_asked.connect(self.figures_asked)
            column.addWidget(card)
        if not found:
            column.addWidget(_nothing(step.sentence if step else note))
        aside = [kept for kept in matter.findings if kept.state is FindingState.FINE]
        if aside:
            column.addWidget(self._aside(aside))
        if below is not None:
            column.addWidget(below)
        column.addStretch(1)
        chosen = next((kept for kept in found if kept.id == opened), found[0] if found else None)
        if chosen:
            self.open(chosen)

    @property
    def opened(self) -> str | None:
        """The id of the finding that is open."""
        return next((card.kept.id for card in self.cards if card.more.isVisibleTo(card)), None)

    def open(self, kept: KeptFinding) -> None:
        """Open one finding; the others close."""
        for card in self.cards:
            card.set_open(card.kept.id == kept.id)

    def _main(self, found: tuple[KeptFinding, ...], step: NextStep | None) -> QWidget | None:
        if found:
            slug, count = letter_for(found)
            main = button(_letter_words(count, len(found)), "main", "letter")
            main.let_fold()
            main.clicked.connect(lambda: self.letter_asked.emit(slug))
            return main
        if step and step.yours:
            main = button(step.button, "main", ICONS[step.action])
            main.clicked.connect(lambda: self.step_taken.emit(step))
            return main
        return None

    def _aside(self, aside: list[KeptFinding]) -> QWidget:
        card = Card("You checked these", dense=True)
        for kept in aside:
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(ReadingLabel(kept.finding.title, "small", "text2"), 1)
            back = button("Ask after all", "quiet", small=True, bar=True)
            back.setAccessibleDescription(tr(kept.finding.title))
            back.clicked.connect(lambda _=False, kept=kept: self.brought_back.emit(kept))
            row.addWidget(back)
            card.body.addLayout(row)
        return card


def _title(count: int) -> str:
    if not count:
        return "Nothing to ask about"
    return "1 thing to ask about" if count == 1 else f"{count} things to ask about"


def _nothing(words: str) -> Card:
    card = Card(dense=True)
    card.body.addWidget(ReadingLabel(words or "The papers agree, as far as we can see.", "small", "text2"))
    return card


def _letter_words(covered: int, found: int) -> str:
    if found == 1:
        return "Write the letter"
    if covered < found:
        return f"Write a letter about {'one' if covered == 1 else covered}"
    return "Write one letter for both" if found == 2 else f"Write one letter for all {NUMBERS.get(found, found)}"
