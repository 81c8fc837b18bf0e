"""A section of the Money page: what it asks the vault, and how it shows the answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from medbills.domain.changes import Changes
from medbills.gui.desk import Desk
from medbills.gui.page import GAP
from medbills.gui.parts.taking_back import tell_with_undo
from medbills.gui.widgets.reflow import clear


class MoneyPart(QWidget):
    """Add to `column`. `told` carries the sentence below the page's title; `top_asked` brings the top to view."""

    told = Signal(str)
    top_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(GAP)

    def question(self) -> Callable[[Any], Any]:
        """What to ask the vault, on its own thread."""
        raise NotImplementedError  # abstract

    def show_answer(self, answer: Any) -> None:
        """Show what the vault said."""
        raise NotImplementedError  # abstract

    def busy(self) -> bool:
        """Whether something is being typed, which a reload would take away."""
        return False

    def empty(self) -> None:
        """Take everything off."""
        clear(self.column)

    def ask(self) -> None:
        """Ask the vault again, unless something is being typed."""
        if not self.busy():
            self.desk.vault_job(self.question(), self._came)

    def _came(self, answer: Any) -> None:
        if not self.busy():
            self.show_answer(answer)

    def keep(self, work: Callable[[Any], Changes], words: str) -> None:
        """Write to the vault, tell it with Undo, and show everything anew."""
        self.desk.vault_job(work, lambda changes: self._kept(changes, words))

    def _kept(self, changes: Changes, words: str) -> None:
        tell_with_undo(self.desk, words, changes, self.ask)
        self.desk.tell_changed(changes.topics)
