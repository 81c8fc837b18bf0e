"""Asks about this computer's date where the papers were changed later than it says: before any day is counted from it."""

from __future__ import annotations

from PySide6.QtCore import Signal

from medbills.gui.centered import CenteredCard
from medbills.gui.language import tr
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.icon_label import IconLabel
from medbills.gui.widgets.label import ReadingLabel

TITLE = "Is this computer’s date right?"
WHY = "Your days to act are counted from this date. Nothing has been counted yet."


class EarlierClock(CenteredCard):
    """Two ways: close, and set the clock; or go on."""

    closing_wanted = Signal()
    going_on_wanted = Signal()

    def __init__(self, doubt: str) -> None:
        super().__init__(width=560)
        self.body.addWidget(IconLabel("clock", "amber", 40))
        self.body.addWidget(ReadingLabel(TITLE, "title"))
        self.body.addWidget(ReadingLabel(doubt, "body"))
        self.body.addWidget(ReadingLabel(WHY, "body", "text2"))
        self.body.addSpacing(12)
        self.close_button = button("Close and set the clock", "main")
        self.go_on_button = button("Go on with this date", "plain")
        self.close_button.clicked.connect(self.closing_wanted)
        self.go_on_button.clicked.connect(self.going_on_wanted)
        for way in (self.close_button, self.go_on_button):
            self.body.addWidget(way)
        self.setAccessibleName(tr(TITLE))
        self.setFocusProxy(self.close_button)
