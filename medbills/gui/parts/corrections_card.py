"""Corrections beside a call, a letter or a packet: earlier words stay, later ones are added with their day."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from medbills.domain.changes import Changes
from medbills.domain.correction import About, Correction
from medbills.domain.wording import long_day
from medbills.gui.desk import Desk
from medbills.gui.page import TaskWidget
from medbills.gui.parts.clock_face import now
from medbills.gui.parts.taking_back import tell_with_undo
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.card import Card, divider
from medbills.gui.widgets.field import NotesField
from medbills.gui.widgets.label import READING_WIDTH, ReadingLabel
from medbills.gui.widgets.reflow import Flow, clear
from medbills.gui.widgets.scroll import Scroll
from medbills.services.correct_record import add_correction, corrections_by_record

STAYS = {
    About.CALL: "The notes of a call that is over stay as they are.",
    About.LETTER: "A letter that was sent stays as it is.",
    About.PACKET: "A packet that was sent stays as it is.",
}
WHY = "What you add here stands beside it, with today’s day."


class CorrectionsCard(Card):
    """Those there are, oldest first, and the place to add one."""

    def __init__(self, desk: Desk, about: About, about_id: str) -> None:
        super().__init__("Corrections")
        self._desk, self._about, self._id = desk, about, about_id
        why = ReadingLabel(f"{STAYS[about]} {WHY}", "small", "text2")
        why.natural_width = READING_WIDTH
        self.body.addWidget(why)
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        self.body.addLayout(self._list)
        self.words: list[str] = []
        self.field = NotesField("Add a correction", lines=2)
        self.keep = button("Add it", "plain", "add", bar=True)
        self.keep.clicked.connect(self._keep)
        self.body.addWidget(self.field)
        self.body.addWidget(Flow(self.keep))
        self.reload()

    def reload(self) -> None:
        """Ask the vault for those there are."""
        self._desk.vault_job(lambda vault: corrections_by_record(vault).get(self._id, ()), self._show)

    def _show(self, corrections: Sequence[Correction]) -> None:
        clear(self._list)
        self.words = [correction.text for correction in corrections]
        for place, correction in enumerate(corrections):
            if place:
                self._list.addWidget(divider())
            self._list.addWidget(ReadingLabel(long_day(correction.at.date()), "small", "text2", weight=500))
            self._list.addWidget(ReadingLabel(correction.text))

    def _keep(self) -> None:
        text = self.field.text().strip()
        if not text:
            self.field.set_problem("Type what is right, like “It was $210, not $120.”")
            self.field.setFocus()
            return
        work = partial(add_correction, about=self._about, about_id=self._id, text=text, now=now(self._desk))
        self._desk.vault_job(work, self._kept)

    def _kept(self, changes: Changes) -> None:
        self.field.set_text("")
        tell_with_undo(self._desk, "The correction is added.", changes, self.reload)
        self._desk.tell_changed(changes.topics)
        self.reload()


class CorrectionTask(TaskWidget):
    """The same for what has pages of its own."""

    def __init__(self, desk: Desk, about: About, about_id: str, title: str) -> None:
        super().__init__(desk, "Corrections", title)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(32, 24, 32, 24)
        self.card = CorrectionsCard(desk, about, about_id)
        column.addWidget(self.card)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Scroll(content))
        self.setFocusProxy(self.card.field)
