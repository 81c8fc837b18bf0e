"""The setting of the sum from which help is suggested."""

from __future__ import annotations

from functools import partial

from medbills.domain.changes import Changes
from medbills.domain.money import ZERO, Money
from medbills.gui.desk import Desk
from medbills.gui.parts.taking_back import tell_with_undo
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.card import Card
from medbills.gui.widgets.field import MoneyField
from medbills.gui.widgets.label import READING_WIDTH, ReadingLabel
from medbills.gui.widgets.reflow import Flow
from medbills.services.suggest_help import keep_help_from, load_help_from

WHAT = "A case about this much or more gets a quiet line: where to get help. It is only a thought."
HINT = "Leave it blank for never. Care that waits and surprise bills get the line at any sum."


class HelpSetting(Card):
    """The sum is kept when Save is pressed; blank means never because of a sum."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("When to think of help")
        self._desk = desk
        what = ReadingLabel(WHAT, "small", "text2")
        what.natural_width = READING_WIDTH
        self.body.addWidget(what)
        self.amount = MoneyField("From this sum on", HINT)
        self.amount.hint.natural_width = READING_WIDTH
        self.body.addWidget(self.amount)
        self.save = button("Save the sum", "plain", bar=True)
        self.save.clicked.connect(self._save)
        self.body.addWidget(Flow(self.save))

    def reload(self) -> None:
        """Show the sum that holds."""
        self._desk.vault_job(load_help_from, self.amount.set_money)

    def _save(self) -> None:
        if not self.amount.validate():
            self.amount.setFocus()
            return
        amount = self.amount.money()
        kept = amount if amount and amount > ZERO else None
        self._desk.vault_job(partial(keep_help_from, amount=kept), partial(self._kept, kept))

    def _kept(self, kept: Money | None, changes: Changes) -> None:
        words = f"Help is suggested from {kept} on." if kept else "No sum suggests help any more."
        tell_with_undo(self._desk, words, changes, self.reload)
        self._desk.tell_changed(changes.topics)
