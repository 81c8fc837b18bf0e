"""What two copies say differently, side by side, with a choice: one of the two words stands, and both are kept."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup

from medbills.gui.language import tr
from medbills.gui.widgets.card import Card
from medbills.gui.widgets.choices import RadioCard
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.reflow import Columns
from medbills.services.merge_vaults import Differing


class DifferingCard(Card):
    """`chosen` carries the conflict's id and whether its first word stands."""

    chosen = Signal(str, bool)

    def __init__(self, differing: Differing) -> None:
        super().__init__()
        self.differing = differing
        self.setAccessibleName(tr(f"{differing.about}. {differing.field}"))
        self.body.addWidget(ReadingLabel(differing.about, "body", weight=600))
        self.body.addWidget(ReadingLabel(differing.field, "small", "text2"))
        self.one = RadioCard(differing.one, _when(differing.one_when))
        self.other = RadioCard(differing.other, _when(differing.other_when))
        (self.one if differing.one_stands else self.other).setChecked(True)
        self._group = QButtonGroup(self)
        for card in (self.one, self.other):
            self._group.addButton(card)
        self._group.buttonClicked.connect(lambda _card: self.chosen.emit(differing.id, self.one.isChecked()))
        self.body.addWidget(Columns(self.one, self.other, most=2, lines=12))


def _when(day: str) -> str:
    return f"Written {day}" if day else ""
