"""The right side of the letter wizard: the paper on the desk, scrolled to the sentence just made."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from medbills.domain.letter import RenderedLetter
from medbills.gui.parts.folding_sides import Ground
from medbills.gui.parts.letter_on_paper import paragraphs, source_names
from medbills.gui.type import type_
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.paper_preview import PaperPreview
from medbills.gui.widgets.scroll import Scroll

PAPER_WIDTH = 560
GROWS = "Your letter grows as you answer. You can change any fact at the end."
NUMBERS = "The small numbers and yellow marks stand here only. They are not printed."


class LetterDesk(Ground):
    """Shows a letter as it reads now."""

    def __init__(self) -> None:
        super().__init__("desk")
        self.paper = PaperPreview()
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
        self.note = ReadingLabel(GROWS, "small", "text2")
        self.note.setContentsMargins(32, 8, 32, 12)
        column.addWidget(self.note)
        type_().scaled.connect(self._widen)
        self._widen()

    def _widen(self, _scale: float = 1.0) -> None:
        self.paper.setMaximumWidth(round(PAPER_WIDTH * max(type_().scale, 1.0)))

    def show_letter(self, letter: RenderedLetter, lit: str | None) -> None:
        """The letter, with the sentence lit that the answer to the fact `lit` makes."""
        self.paper.set_letter(paragraphs(letter, lit), (), source_names(letter))
        self.note.setText(GROWS if lit else NUMBERS)
        QTimer.singleShot(0, self.paper, self._scroll)

    def _scroll(self) -> None:
        top = self.paper.lit_top()
        if top:
            self.area.verticalScrollBar().setValue(max(top - self.area.viewport().height() // 3, 0))
