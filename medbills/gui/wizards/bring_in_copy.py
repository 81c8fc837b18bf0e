"""Brings in another copy of the same papers: its passphrase, then what comes in and what differs, then one button."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from medbills.domain.changes import Changes
from medbills.domain.wording import counted
from medbills.errors import MedbillsError, TooSoon, WrongPassphrase
from medbills.gui.desk import Desk
from medbills.gui.language import tr
from medbills.gui.page import TaskWidget
from medbills.gui.parts.differing_card import DifferingCard
from medbills.gui.parts.taking_back import tell_with_undo
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.card import Card, divider
from medbills.gui.widgets.field import PassphraseField
from medbills.gui.widgets.header import PageHeader, SectionTitle
from medbills.gui.widgets.label import READING_WIDTH, ReadingLabel
from medbills.gui.widgets.reflow import Flow
from medbills.gui.widgets.scroll import Scroll
from medbills.services.merge_vaults import Preview, look_at_copy, merge_copy

HINT = "Often the same as yours. Another caregiver may have their own."
NOTHING = "The other copy holds nothing that is new here."
BOTH = "The one marked stands at first. Both words are kept, and you can decide later too."
UNDO = "All of it is one change, and you can undo it. The other copy stays as it is."


class BringInCopyTask(TaskWidget):
    """The way out changes nothing."""

    def __init__(self, desk: Desk, folder: Path) -> None:
        super().__init__(desk, "Bring in another copy", folder.name, "History")
        self._folder, self._secret = folder, ""
        self.choices: dict[str, bool] = {}
        self.cards: list[DifferingCard] = []
        self.bring = button("Bring this in", "main")
        self.bring.clicked.connect(self._bring)
        self.bring.hide()
        self.bar_buttons = [self.bring]
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(32, 24, 32, 24)
        self._column.setSpacing(16)
        self.header = PageHeader("The passphrase of the other copy", str(folder))
        self._column.addWidget(self.header)
        self._ask = Card()
        self.field = PassphraseField("Passphrase", HINT)
        self.field.editor.returnPressed.connect(self._look)  # type: ignore[attr-defined]
        self.look = button("See what comes in", "main")
        self.look.clicked.connect(self._look)
        self._ask.body.addWidget(self.field)
        self._ask.body.addWidget(Flow(self.look))
        self._column.addWidget(self._ask)
        self._column.addStretch(1)
        self._area = Scroll(content)
        self._area.setAccessibleName(tr("What comes in"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._area)
        self.setFocusProxy(self.field)

    # the passphrase

    def _look(self) -> None:
        self._secret = self.field.text()
        self.look.setEnabled(False)
        work = partial(look_at_copy, folder=self._folder, secret=self._secret)
        self.desk.vault_job(work, self._show, self._refused, "Comparing the two copies")

    def _refused(self, problem: MedbillsError) -> None:
        self.look.setEnabled(True)
        if isinstance(problem, (WrongPassphrase, TooSoon)):
            self.field.set_problem(str(problem) if isinstance(problem, TooSoon) else "This does not open the other copy. Try once more.")
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.desk.show_problem(problem)

    # what comes in

    def _show(self, preview: Preview) -> None:
        self._ask.hide()
        self.header.set_text("What comes in", NOTHING if preview.nothing else UNDO)
        place = self._column.count() - 1
        parts: list[QWidget] = [] if preview.nothing else [_coming(preview)]
        if preview.differing:
            told = ReadingLabel(BOTH, "body", "text2")
            told.natural_width = READING_WIDTH
            parts += [SectionTitle(f"{counted(len(preview.differing), 'thing')} both say differently"), told]
        self.cards = [DifferingCard(one) for one in preview.differing]
        for card in self.cards:
            card.chosen.connect(self._choose)
        for part in (*parts, *self.cards):
            self._column.insertWidget(place, part)
            place += 1
        self.bring.setVisible(not preview.nothing)
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._area.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, conflict: str, keep_one: bool) -> None:
        self.choices[conflict] = keep_one

    def _bring(self) -> None:
        self.bring.setEnabled(False)
        today, choices = self.desk.today(), dict(self.choices)

        def work(vault: Any) -> tuple[Preview, Changes]:
            return merge_copy(vault, self._folder, self._secret, today=today, choices=choices)

        self.desk.vault_job(work, self._brought, self._failed, "Bringing in the other copy")

    def _brought(self, done: tuple[Preview, Changes]) -> None:
        _, changes = done
        self._secret = ""
        desk, topics = self.desk, changes.topics
        desk.tell_changed(topics)
        tell_with_undo(desk, "The other copy is brought in.", changes, lambda: desk.tell_changed(topics))
        self.closed.emit()

    def _failed(self, problem: MedbillsError) -> None:
        self.bring.setEnabled(True)
        self.desk.show_problem(problem)


def _coming(preview: Preview) -> Card:
    card = Card("From the other copy")
    for place, line in enumerate(preview.coming):
        if place:
            card.body.addWidget(divider())
        card.body.addWidget(ReadingLabel(line.text, "body", weight=500))
        if line.names:
            card.body.addWidget(ReadingLabel(", ".join(line.names), "small", "text2"))
    return card
