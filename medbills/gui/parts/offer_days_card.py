"""Good days for a call about an offer, plainly named as a tactic."""

from __future__ import annotations

import datetime

from PySide6.QtCore import Signal

from medbills.domain.wording import day_name, long_day, short_month
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.card import Card
from medbills.gui.widgets.chip import Chip
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.reflow import Flow
from medbills.services.offer_days import TAG, OfferDays

TITLE = "Good days to call about the price"


class OfferDaysCard(Card):
    """`more_asked`: the page that says what stands behind it."""

    more_asked = Signal()

    def __init__(self, proposed: OfferDays) -> None:
        super().__init__(TITLE, Chip(TAG, "quiet", "info"))
        self.days = [Chip(_short(day), "dashed") for day in proposed.days]
        self.body.addWidget(Flow(*self.days))
        self.body.addWidget(ReadingLabel(proposed.says, "small"))
        self.first = ReadingLabel(proposed.first, "small", "amber") if proposed.first else None
        if self.first:
            self.body.addWidget(self.first)
        checked = f"Source: {proposed.source}. Checked on {long_day(proposed.checked_on)}."
        self.body.addWidget(ReadingLabel(checked, "small", "text2"))
        self.more = button("Why these days", "quiet", small=True, bar=True)
        self.more.clicked.connect(self.more_asked)
        self.body.addWidget(Flow(self.more))


def _short(day: datetime.date) -> str:
    return f"{day_name(day)[:3]}, {short_month(day)} {day.day}"
