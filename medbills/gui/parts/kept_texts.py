"""What was typed before the papers closed and has no field to go back to: shown as text until it is taken."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from medbills.gui.language import tr
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.card import Card
from medbills.gui.widgets.label import READING_WIDTH, Label, ReadingLabel
from medbills.gui.widgets.reflow import Flow

if TYPE_CHECKING:
    from medbills.gui.main_window import MainWindow

TITLE = "You typed this, and it was not saved yet"


class KeptTexts(Card):
    """`texts` are pairs: the field's label, and what stood in it."""

    def __init__(self, texts: Sequence[tuple[str, str]]) -> None:
        super().__init__(TITLE)
        self.texts = tuple(texts)
        for label, text in self.texts:
            self.body.addWidget(Label(label, "small", "text2"))
            shown = ReadingLabel(text, "body")
            shown.natural_width = READING_WIDTH
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard)
            shown.setAccessibleName(tr(f"{label}: {text}"))
            self.body.addWidget(shown)
        self.taken = button("I no longer need it", "plain", bar=True)
        self.taken.clicked.connect(self._go)
        self.body.addWidget(Flow(self.taken))

    def stand_in(self, window: MainWindow) -> None:
        """Above every page, until it is taken."""
        window.ribbon_place.setContentsMargins(32, 12, 32, 0)
        window.ribbon_place.addWidget(self)

    def _go(self) -> None:
        self.hide()
        self.deleteLater()
