"""A sum with what it is above it and a short word below."""

from __future__ import annotations

from medbills.gui.language import tr
from medbills.gui.widgets.card import Card
from medbills.gui.widgets.label import Label, ReadingLabel


def sum_card(words: str, amount: str, below: str, tone: str = "text") -> Card:
    """One of a few that stand side by side."""
    card = Card(dense=True)
    card.setAccessibleName(tr(f"{words}: {amount}. {below}."))
    card.body.setSpacing(0)
    card.body.addWidget(Label(words, "small", "text2"))
    card.body.addWidget(Label(amount, "amount", tone))
    card.body.addWidget(ReadingLabel(below, "small", "text2"))
    card.body.addStretch(1)  # beside a higher card the sums stand at one height
    return card
