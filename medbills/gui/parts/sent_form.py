"""Notes that something went out: the day, the way, and the number of certified mail."""

from __future__ import annotations

import datetime

from PySide6.QtCore import Signal

from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.card import Card
from medbills.gui.widgets.field import ChoiceField, DateField, Field
from medbills.gui.widgets.reflow import Flow

CERTIFIED = "certified_mail"
WAYS = ((CERTIFIED, "Certified mail"), ("mail", "Plain mail"), ("portal", "Their website"), ("fax", "Fax"), ("email", "E-mail"))


class SentForm(Card):
    """`sent` carries day, way in words, and the certified number (or "")."""

    sent = Signal(object, str, str)

    def __init__(self, today: datetime.date, way: str = CERTIFIED) -> None:
        super().__init__("I sent it", dense=True)
        self._today = today
        self.day = DateField("Sent on", today, day=today)
        self.way = ChoiceField("How", WAYS, key=way)
        self.number = Field("Certified number", "It stands on the green slip, like 9407 1000 0000.")
        self.way.changed.connect(self._show)
        for field in (self.day, self.way, self.number):
            self.body.addWidget(field)
        self.keep = button("Keep this", "plain", "check")
        self.keep.clicked.connect(self._keep)
        self.body.addWidget(Flow(self.keep))
        self._show()

    def _show(self) -> None:
        self.number.setVisible(self.way.key() == CERTIFIED)

    def _keep(self) -> None:
        day = self.day.day()
        if not self.day.validate() or day is None:
            self.day.set_problem(f"Type a day like {self._today.month}/{self._today.day}/{self._today:%y}")
            self.day.setFocus()
        elif day > self._today:
            self.day.set_problem("This day is still to come. Type the day it went out.")
            self.day.setFocus()
        else:
            self.sent.emit(day, self.way.text(), self.number.text() if self.way.key() == CERTIFIED else "")
