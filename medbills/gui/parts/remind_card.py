"""The settings of reminders: beside the clock while the window is open, and at the next start."""

from __future__ import annotations

from medbills.gui.reminding import reminding
from medbills.gui.widgets.card import Card
from medbills.gui.widgets.choices import CheckRow
from medbills.gui.widgets.label import READING_WIDTH, ReadingLabel

ABOUT = "Reminders say how many things are due. They never say what, or whose."


class RemindCard(Card):
    """Both choices take effect at once."""

    def __init__(self) -> None:
        super().__init__("Reminders")
        about = ReadingLabel(ABOUT, "small", "text2")
        about.natural_width = READING_WIDTH
        self.body.addWidget(about)
        self.by_tray = CheckRow("Tell me beside the clock", "Once a day while Medbills is open: what is due today or in 3 days.")
        self.at_start = CheckRow("Tell me before my papers open", "For this, one date lies outside the locked papers: no name, no reason.")
        self.by_tray.setChecked(reminding().by_tray)
        self.at_start.setChecked(reminding().at_start)
        self.by_tray.toggled.connect(lambda on: reminding().choose(by_tray=on))
        self.at_start.toggled.connect(lambda on: reminding().choose(at_start=on))
        self.body.addWidget(self.by_tray)
        self.body.addWidget(self.at_start)
