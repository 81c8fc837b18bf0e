"""How often one called and wrote in a case, in one line of a card."""

from __future__ import annotations

import datetime

from medbills.gui.language import tr
from medbills.gui.widgets.card import Card
from medbills.gui.widgets.label import ReadingLabel
from medbills.services.count_contacts import Contacts


class ContactsCard(Card):
    """Says it also where nothing was done yet, so that the count has its place."""

    def __init__(self, contacts: Contacts, today: datetime.date) -> None:
        super().__init__("Your calls and letters", dense=True)
        self.body.setSpacing(4)
        self.told = ReadingLabel(contacts.words(today), "small")
        self.body.addWidget(self.told)
        self.setAccessibleName(tr(f"Your calls and letters: {self.told.text()}"))
