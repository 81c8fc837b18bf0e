"""Kept quotes of the plan's booklet, beneath the question that asks for the plan's words; pressing one puts it in."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from medbills.gui.language import tr
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.row_button import RowButton, see_through, two_lines
from medbills.services.cite_booklet import Citation

NONE = "Add the plan’s booklet in People & plans. The quotes you keep there are offered here."
FIRST_WORDS = 180  # letters of a quote that its row shows


class QuoteOffers(QWidget):
    """`taken` carries the words of a quote with its page, as the letter says them."""

    taken = Signal(str)

    def __init__(self, citations: Sequence[Citation]) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(6)
        self.rows: list[RowButton] = []
        if not citations:
            column.addWidget(ReadingLabel(NONE, "small", "text2"))
            return
        column.addWidget(ReadingLabel("Quotes you kept. Press one to use it.", "body", weight=600))
        for one in citations:
            words = one.quote.words
            shown = words if len(words) <= FIRST_WORDS else words[:FIRST_WORDS].rsplit(" ", 1)[0] + " …"
            row = RowButton(f"Use this quote. {one.place}. {words}")
            row.setToolTip(tr(words))
            lines = QVBoxLayout(row)
            lines.setContentsMargins(12, 8, 12, 8)
            lines.setSpacing(2)
            first, second = two_lines(f"“{shown}”", f"{one.booklet.title} · {one.place}", 400)
            lines.addWidget(first)
            lines.addWidget(second)
            see_through(row)
            row.clicked.connect(partial(self._take, one.letter_words))
            column.addWidget(row)
            self.rows.append(row)

    def _take(self, words: str, _checked: bool = False) -> None:
        self.taken.emit(words)
