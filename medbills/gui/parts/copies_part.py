"""Another copy of the same papers: bring it in, and decide what the two say differently."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from medbills.domain.wording import counted
from medbills.gui import dialogs
from medbills.gui.language import tr
from medbills.gui.parts.differing_card import DifferingCard
from medbills.gui.parts.money_part import MoneyPart
from medbills.gui.widgets.buttons import Button, button
from medbills.gui.widgets.card import Card
from medbills.gui.widgets.header import SectionTitle
from medbills.gui.widgets.label import READING_WIDTH, ReadingLabel
from medbills.gui.widgets.reflow import Flow
from medbills.gui.wizards.bring_in_copy import BringInCopyTask
from medbills.services.merge_vaults import Differing, decide_difference, open_differences

TOLD = "Two people, or two computers, can each keep a copy."
WHAT = (
    "Choose the folder of the other copy; its name ends in .medbills. You see what would come in first. "
    "Where both say something else, both words are kept. The other copy stays as it is."
)


class CopiesPart(MoneyPart):
    """The button that brings one in, and below it what waits for a decision."""

    def question(self) -> Callable[[Any], Sequence[Differing]]:
        return open_differences

    def show_answer(self, answer: Sequence[Differing]) -> None:
        self.empty()
        self.told.emit(TOLD)
        card = Card("Bring in another copy")
        what = ReadingLabel(WHAT, "body", "text2")
        what.natural_width = READING_WIDTH
        card.body.addWidget(what)
        self.choose = button("Choose the other copy…", "plain" if answer else "main", "add", bar=True)
        self.choose.clicked.connect(self._choose)
        card.body.addWidget(Flow(self.choose, gap=12))
        self.column.addWidget(card)
        self.keeps: list[Button] = []
        self.cards = [DifferingCard(one) for one in answer]
        if self.cards:
            self.column.addWidget(SectionTitle(f"{counted(len(answer), 'difference')} to decide"))
        for shown in self.cards:
            keep = button("This is right", "plain", "check", bar=True)
            keep.setAccessibleDescription(tr(shown.accessibleName()))
            keep.clicked.connect(partial(self._decide, shown))
            self.keeps.append(keep)
            shown.body.addWidget(Flow(keep))
            self.column.addWidget(shown)
        self.column.addStretch(1)

    def _choose(self) -> None:
        folder = dialogs.open_folder(self.window(), "The other copy of these papers")
        if folder is not None:
            self.desk.open_task(BringInCopyTask(self.desk, folder))

    def _decide(self, card: DifferingCard) -> None:
        work = partial(decide_difference, conflict_id=card.differing.id, keep_one=card.one.isChecked(), today=self.desk.today())
        self.keep(work, "Decided. The other word stays on record.")
