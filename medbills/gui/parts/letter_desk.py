"""The right side of the letter wizard: the paper on the desk, scrolled to the sentence just made."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from medbills.domain.letter import RenderedLetter
from medbills.gui.language import tr
from medbills.gui.parts.folding_sides import Ground
from medbills.gui.parts.letter_on_paper import paragraphs, source_names
from medbills.gui.type import type_
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.paper_preview import PaperPreview
from medbills.gui.widgets.reflow import Flow
from medbills.gui.widgets.scroll import Scroll

PAPER_WIDTH = 560
GROWS = "Your letter grows as you answer. You can change any fact at the end."
READ_ONLY = "For reading only: the letter goes out in English. What you typed, and the reasons, stay as they are."
NUMBERS = "The small numbers and yellow marks stand here only. They are not printed."


class LetterDesk(Ground):
    """Shows a letter as it reads now, and on demand the same letter in Spanish, where there is such a copy."""

    def __init__(self) -> None:
        super().__init__("desk")
        self.paper = PaperPreview()
        self._letter: RenderedLetter | None = None
        self._spanish: RenderedLetter | None = None
        self._lit: str | None = None
        self.in_spanish = False
        content = QWidget()
        row = QHBoxLayout(content)
        row.setContentsMargins(24, 24, 24, 24)
        row.addStretch(1)
        row.addWidget(self.paper, 1000)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.area = Scroll(content, "desk")
        column.addWidget(self.area, 1)
        self.language = button("Read in Spanish", "quiet", "learn", small=True, bar=True)
        self.language.clicked.connect(self._turn_language)
        self.language.hide()
        self.note = ReadingLabel(GROWS, "small", "text2")
        foot = QWidget()
        below = QVBoxLayout(foot)
        below.setContentsMargins(32, 6, 32, 10)
        below.setSpacing(2)
        below.addWidget(self.note)
        below.addWidget(Flow(self.language))
        column.addWidget(foot)
        type_().scaled.connect(self._widen)
        self._widen()

    def _widen(self, _scale: float = 1.0) -> None:
        self.paper.setMaximumWidth(round(PAPER_WIDTH * max(type_().scale, 1.0)))

    def show_letter(self, letter: RenderedLetter, lit: str | None, spanish: RenderedLetter | None = None) -> None:
        """The letter, with the sentence lit that the answer to the fact `lit` makes; `spanish` is its copy to read."""
        self._letter, self._lit, self._spanish = letter, lit, spanish
        self.in_spanish = self.in_spanish and spanish is not None
        self.language.setVisible(spanish is not None)
        self._show()

    def _turn_language(self) -> None:
        self.in_spanish = not self.in_spanish
        self._show()

    def _show(self) -> None:
        shown = self._spanish if self.in_spanish else self._letter
        if shown is None:
            return
        words = "Back to English" if self.in_spanish else "Read in Spanish"
        self.language.setText(words)
        self.language.setAccessibleName(tr(words))
        self.paper.set_letter(paragraphs(shown, self._lit), (), source_names(shown))
        self.note.setText(READ_ONLY if self.in_spanish else GROWS if self._lit else NUMBERS)
        QTimer.singleShot(0, self.paper, self._scroll)

    def _scroll(self) -> None:
        top = self.paper.lit_top()
        if top:
            self.area.verticalScrollBar().setValue(max(top - self.area.viewport().height() // 3, 0))
