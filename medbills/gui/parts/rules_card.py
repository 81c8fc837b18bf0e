"""The setting of rules and figures: which set is in use, and a newer one from a file."""

from __future__ import annotations

from functools import partial

from medbills.gui import dialogs
from medbills.gui.desk import Desk
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.card import Card
from medbills.gui.widgets.label import READING_WIDTH, ReadingLabel
from medbills.gui.widgets.reflow import Flow
from medbills.gui.wizards.newer_rules import NewerRulesTask
from medbills.services.bring_in_rules import NewerRules, RulesState, checked_words, look_at_rules, state_of_rules

WHAT = "Last days and figures come from these rules. Each letter and packet prints their version. Nothing is fetched by itself."
KINDS = "Rules of Medbills (*.medbillsrules);;All files (*)"


class RulesCard(Card):
    """A chosen file is checked at once; what it changes is shown before anything is taken into use."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("Rules and figures")
        self._desk = desk
        self.state = ReadingLabel("", "body")
        what = ReadingLabel(WHAT, "small", "text2")
        for label in (self.state, what):
            label.natural_width = READING_WIDTH
        self.choose = button("Bring in a newer set…", "plain", bar=True)
        self.choose.clicked.connect(self._choose)
        self.body.addWidget(self.state)
        self.body.addWidget(what)
        self.body.addWidget(Flow(self.choose, gap=12))

    def reload(self) -> None:
        """Show the set in use."""
        self._desk.vault_job(state_of_rules, self._show)

    def _show(self, state: RulesState) -> None:
        self.state.setText(checked_words(state))

    def _choose(self) -> None:
        file = dialogs.open_file(self.window(), "A newer set of rules", KINDS)
        if file is not None:
            self._desk.vault_job(partial(look_at_rules, file=file), self._ask)

    def _ask(self, newer: NewerRules) -> None:
        self._desk.open_task(NewerRulesTask(self._desk, newer))
