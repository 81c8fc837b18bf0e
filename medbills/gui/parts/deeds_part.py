"""What was done and when: the newest can be undone and done again, an older one while nothing builds on it."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import partial
from typing import Any

from medbills.domain.changes import Changes
from medbills.domain.wording import long_day, time_of_day
from medbills.gui.language import tr
from medbills.gui.parts.history_row import history_row
from medbills.gui.parts.money_part import MoneyPart
from medbills.gui.widgets.buttons import Button, button
from medbills.gui.widgets.card import Card, divider
from medbills.gui.widgets.empty_state import EmptyState
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.reflow import Flow
from medbills.services.undo_changes import Deed, DeedList, list_deeds, redo_newest, undo_deed, undo_newest

TOLD = "Every change, by day. Each can be undone, also after a restart."
SHOWN = 40
MORE = f"The newest {SHOWN} are shown. Older ones are kept too."


class DeedsPart(MoneyPart):
    """Days as cards, the newest first."""

    def question(self) -> Callable[[Any], DeedList]:
        return partial(list_deeds, most=SHOWN)

    def show_answer(self, answer: DeedList) -> None:
        self.empty()
        self.undos: list[Button] = []
        self.told.emit(TOLD)
        if not answer.deeds:
            self.column.addWidget(EmptyState("history", "Nothing was done yet", "What you add and change is listed here."))
            self.column.addStretch(1)
            return
        self.undo, self.redo = button("Undo the newest", "main", "undo", bar=True), button("Do it again", "plain", bar=True)
        self.undo.setEnabled(bool(answer.undo))
        self.redo.setEnabled(bool(answer.redo))
        self.undo.setAccessibleDescription(tr(answer.undo))
        self.redo.setAccessibleDescription(tr(answer.redo))
        self.undo.clicked.connect(lambda: self._do(partial(undo_newest, today=self.desk.today())))
        self.redo.clicked.connect(lambda: self._do(redo_newest))
        self.column.addWidget(Flow(self.undo, self.redo, gap=12))
        day: datetime.date | None = None
        card = Card()
        for number, deed in enumerate(answer.deeds, 1):
            at = deed.at.astimezone()
            if at.date() != day:
                day = at.date()
                card = Card(long_day(day))
                self.column.addWidget(card)
            else:
                card.body.addWidget(divider())
            card.body.addWidget(self._row(deed, at, f"{deed.what}, {number} of {len(answer.deeds)}"))
        if not answer.whole:
            self.column.addWidget(ReadingLabel(MORE, "small", "text2"))
        self.column.addStretch(1)

    def _row(self, deed: Deed, at: datetime.datetime, about: str) -> Any:
        buttons = []
        if deed.can_undo:
            one = button("Undo", "quiet", bar=True)
            one.clicked.connect(lambda: self._do(partial(undo_deed, change_id=deed.change_id, today=self.desk.today())))
            buttons.append(one)
            self.undos.append(one)
        time = time_of_day(at)
        return history_row(deed.what, time, *buttons, chip="Undone" if deed.undone else "", about=about)

    def _do(self, work: Callable[[Any], Changes]) -> None:
        self.desk.vault_job(work, self._done)

    def _done(self, changes: Changes) -> None:
        self.desk.toast(f"{changes.what}.")
        self.desk.tell_changed(changes.topics)
        self.ask()
