"""What was removed in the last 30 days: bring it back, or remove it for good."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from medbills.domain.changes import Changes
from medbills.domain.wording import counted, long_day
from medbills.gui import dialogs
from medbills.gui.parts.history_row import history_row
from medbills.gui.parts.money_part import MoneyPart
from medbills.gui.widgets.buttons import Button, button
from medbills.gui.widgets.card import Card, divider
from medbills.gui.widgets.empty_state import EmptyState
from medbills.gui.widgets.label import READING_WIDTH, ReadingLabel
from medbills.services.keep_trash import Gone, bring_back_removed, list_removed, remove_for_good

TOLD = "What you remove stays here for 30 days. It keeps its place."
FOR_GOOD = (
    "Removing for good deletes its file, and its words leave the history. Nothing brings it back then. "
    "Backups made before keep its words until newer ones take their place. "
    "Those inside the vault lose its file now. A second copy elsewhere keeps the file too."
)


class RemovedPart(MoneyPart):
    """The newest first."""

    def question(self) -> Callable[[Any], Sequence[Gone]]:
        return partial(list_removed, today=self.desk.today())

    def show_answer(self, answer: Sequence[Gone]) -> None:
        self.empty()
        self.backs: list[Button] = []
        self.goners: list[Button] = []
        self.told.emit(TOLD)
        if not answer:
            self.column.addWidget(EmptyState("trash", "Nothing was removed lately", "A paper, case or note that you remove waits here."))
            self.column.addStretch(1)
            return
        card = Card()
        for place, gone in enumerate(answer):
            if place:
                card.body.addWidget(divider())
            back, goner = button("Bring back", "plain", "restore", bar=True), button("Remove for good", "quiet", danger=True, bar=True)
            back.clicked.connect(partial(self._bring_back, gone))
            goner.clicked.connect(partial(self._remove, gone))
            self.backs.append(back)
            self.goners.append(goner)
            card.body.addWidget(history_row(gone.what, _when(gone), back, goner))
        self.column.addWidget(card)
        note = ReadingLabel(FOR_GOOD, "small", "text2")
        note.natural_width = READING_WIDTH
        self.column.addWidget(note)
        self.column.addStretch(1)

    def _bring_back(self, gone: Gone) -> None:
        work = partial(bring_back_removed, change_id=gone.change_id, today=self.desk.today())
        self.keep(work, "It is back in its place.")

    def _remove(self, gone: Gone) -> None:
        if dialogs.confirm(self.window(), "Remove this for good?", "Remove for good", "Keep it here", f"{gone.what}. {FOR_GOOD}"):
            self.desk.vault_job(partial(remove_for_good, change_id=gone.change_id), self._removed)

    def _removed(self, changes: Changes) -> None:
        self.desk.toast("Removed for good.")
        self.desk.tell_changed(changes.topics)
        self.ask()


def _when(gone: Gone) -> str:
    left = f"Goes for good in {counted(gone.days_left, 'day')}" if gone.days_left else "Goes for good today"
    kind = f"{gone.kind} · " if gone.kind else ""
    return f"{kind}Removed {long_day(gone.removed_on)} · {left}"
