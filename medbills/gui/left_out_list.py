"""The list of files that were not kept: it stands under the pages, also after a restart, until the user closes it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout

from medbills.domain.refused_file import RefusedFile
from medbills.domain.waiting_file import WaitingFile
from medbills.gui.desk import Desk
from medbills.gui.parts.added_card import AddedCard, NotAdded
from medbills.services.read_queue import forget_left_out, leave_out


class LeftOutList(QObject):
    """`shown` carries a paper's id, `named` a file whose columns are asked."""

    shown = Signal(str)
    named = Signal(object)  # WaitingFile

    def __init__(self, desk: Desk, place: QVBoxLayout, parent: QObject) -> None:
        super().__init__(parent)
        self.desk, self._place = desk, place
        self.rows: list[NotAdded] = []
        self.card: AddedCard | None = None

    @property
    def unnamed(self) -> list[WaitingFile]:
        """Files that wait for what their columns mean."""
        return [row.waiting for row in self.rows if row.waiting is not None]

    def start_anew(self, *, for_good: bool) -> None:
        """A new list; `for_good`: the old one is not told again after a restart either."""
        self.rows = []
        self.hide()
        if for_good:
            self.desk.vault_job(forget_left_out, _nothing)

    def add(self, name: str, sentence: str, paper_id: str | None = None, waiting: WaitingFile | None = None) -> None:
        """One more file that was not kept."""
        self.rows.append(NotAdded(name, sentence, paper_id, waiting))

    def recall(self, refused: Sequence[RefusedFile]) -> None:
        """What was left out before the window closed comes first."""
        self.rows = [*(NotAdded(one.name, one.sentence) for one in refused), *self.rows]

    def show(self, added: int) -> None:
        """Show what there is, beside so many that were added."""
        self.hide()
        if self.rows:
            card = self.card = AddedCard(added, self.rows)
            card.shown.connect(self.shown)
            card.named.connect(self.named)
            card.closed.connect(self._close)
            self._place.addWidget(card)

    def hide(self) -> None:
        """Take it away from under the pages."""
        if self.card is not None:
            self.card.hide()
            self.card.deleteLater()
            self.card = None

    def _close(self) -> None:
        for file in self.unnamed:
            self.desk.vault_job(partial(_leave_unnamed, file), _nothing)
        self.desk.vault_job(forget_left_out, _nothing)
        self.hide()


def _leave_unnamed(file: WaitingFile, vault: Any) -> None:
    leave_out(vault, file)


def _nothing(_none: None) -> None:
    """What is done needs no answer."""
