"""A call, a letter or a packet as a row: what it was, whose case, what was promised, and what waits to be done."""

from __future__ import annotations

import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from medbills.domain.wording import long_day
from medbills.gui.language import tr
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.chip import Chip, DaysLeftPill
from medbills.gui.widgets.deadline_row import DateColumn
from medbills.gui.widgets.icon_label import IconLabel
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.reflow import Flow
from medbills.gui.widgets.row_button import RowButton, see_through, two_lines
from medbills.services.list_contacts import Contact, Standing

ICONS = {"call": "phone", "letter": "letter", "packet": "packet"}
STATES = {("call", Standing.OPEN): "Not ended", ("letter", Standing.OPEN): "Draft"}
ACTIONS = {
    ("call", Standing.OPEN): "Go on with the call",
    ("letter", Standing.OPEN): "Go on writing",
    ("letter", Standing.READY): "I sent it",
    ("call", Standing.LATE): "Call again",
    ("letter", Standing.LATE): "Call and ask",
}


class ContactRow(QWidget):
    """`opened` shows it, `acted` does what waits; both carry the Contact."""

    opened = Signal(object)
    acted = Signal(object)

    def __init__(self, contact: Contact, today: datetime.date) -> None:
        super().__init__()
        self.contact = contact
        chip = _chip(contact, today)
        words = [long_day(contact.day), contact.title, contact.about, contact.told, contact.promise]
        words.append(contact.corrected)
        self.row = RowButton(". ".join(part for part in (*words, chip.accessibleName() if chip else "") if part))
        self._fill(chip, today)
        self.row.clicked.connect(lambda: self.opened.emit(contact))
        line = QVBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        action = ACTIONS.get((contact.item, contact.standing))
        self.action = button(action, "plain", bar=True) if action else None
        if self.action:
            self.action.setAccessibleDescription(tr(f"{contact.title}. {contact.about}"))
            self.action.clicked.connect(lambda: self.acted.emit(contact))
            line.addWidget(Flow(self.row, self.action, gap=12, first_grows=True))
        else:
            line.addWidget(self.row)

    def _fill(self, chip: Chip | None, today: datetime.date) -> None:
        contact = self.contact
        line = QHBoxLayout(self.row)
        line.setContentsMargins(0, 9, 8, 9)
        line.setSpacing(16)
        line.addWidget(DateColumn(contact.day, today), 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(IconLabel(ICONS[contact.item]))
        words = QWidget()
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        second = " · ".join(part for part in (contact.about, contact.told) if part)
        for label in two_lines(contact.title, second):
            column.addWidget(label)
        if contact.promise:
            late = contact.standing is Standing.LATE
            column.addWidget(ReadingLabel(contact.promise, "small", "amber" if late else "text", weight=500 if late else 400))
        if contact.corrected:
            column.addWidget(ReadingLabel(contact.corrected, "small"))
        if chip:
            line.addWidget(Flow(words, chip, gap=12, first_grows=True), 1)
        else:
            line.addWidget(words, 1)
        see_through(self.row)


def _chip(contact: Contact, today: datetime.date) -> Chip | None:
    if contact.by is not None and contact.standing in (Standing.WAITING, Standing.LATE):
        return DaysLeftPill(contact.by, today, theirs=True)
    state = STATES.get((contact.item, contact.standing))
    return Chip(state, "quiet") if state else None
