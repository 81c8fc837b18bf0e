"""One call or letter as it is on file, to be read again."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from medbills.gui.page import GAP
from medbills.gui.widgets.banner import Banner
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.card import Card, divider
from medbills.gui.widgets.header import PageHeader
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.reflow import Beside
from medbills.services.list_contacts import Contact, Noted

PAGE_TITLE = "Calls & letters"
OURS = ("How long", "They will", "You will")  # labels of what we say, or say around the user's words


class ContactView(QWidget):
    """`list_asked` leads back; `acted` goes on with what is not finished."""

    list_asked = Signal()
    case_asked = Signal(str)
    acted = Signal()

    def __init__(self, contact: Contact, record: Sequence[Noted], text: str, title: str, note: str = "", action: str = "") -> None:
        super().__init__()
        self.contact = contact
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        header = PageHeader(contact.title, contact.about, (PAGE_TITLE,))
        header.crumb_pressed.connect(self.list_asked)
        self.case = button("See the case", "plain", "case")
        self.case.clicked.connect(lambda: self.case_asked.emit(contact.case_id))
        self.action = button(action, "main") if action else None
        if self.action:
            self.action.clicked.connect(self.acted)
        header.add_right(self.case, *([self.action] if self.action else []))
        column.addWidget(header)
        if note:
            column.addWidget(Banner(note, "quiet"))
        told = Card(title)
        told.body.addWidget(ReadingLabel(text, as_written=True))
        told.body.addStretch(1)
        facts = Card("On file")
        for index, noted in enumerate(record):
            if index:
                facts.body.addWidget(divider())
            facts.body.addWidget(ReadingLabel(noted.label, "small", "text2", weight=500))
            facts.body.addWidget(ReadingLabel(noted.text, as_written=noted.label not in OURS))
        facts.body.addStretch(1)
        column.addWidget(Beside(told, facts, (0.6, 0.4)) if text else facts)
        column.addStretch(1)
