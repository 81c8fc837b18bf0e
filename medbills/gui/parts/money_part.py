"""A section of a page: what it asks the vault, how it shows the answer, and the form in which one types."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from medbills.domain.changes import Changes
from medbills.gui.desk import Desk
from medbills.gui.page import GAP
from medbills.gui.parts.money_form import MoneyForm
from medbills.gui.parts.taking_back import tell_with_undo
from medbills.gui.widgets.buttons import Button
from medbills.gui.widgets.reflow import Flow, clear


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

    def begin_with(self, item: str) -> None:
        """Bring one item of the section to view; sections without items keep this."""

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


class TypingPart(MoneyPart):
    """A section with a form above what it shows. `add` is the button that opens a new one, and has the focus after it closes."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.form: MoneyForm | None = None
        self.add: Button | None = None
        self._place = QVBoxLayout()
        self._actions = QWidget()

    def show_again(self) -> None:
        """Show once more what the vault said last."""
        raise NotImplementedError  # abstract

    def busy(self) -> bool:
        return self.form is not None

    def begin(self, *buttons: QWidget) -> None:
        """An empty section: the place of the form, and below it the buttons that open one."""
        self.empty()
        self.form = None
        self._place = QVBoxLayout()
        self.column.addLayout(self._place)
        self._actions = Flow(*buttons, gap=12)
        self.column.addWidget(self._actions)
        if not buttons:
            self._actions.hide()

    def type_in(self, form: MoneyForm, instead_of: QWidget | None = None) -> None:
        """Open a form in the place of another; `instead_of` is what opened it, and is not offered a second time meanwhile."""
        if self.form is not None:
            self.form.hide()
            self.form.deleteLater()
        self.form = form
        form.closed.connect(self.close_form)
        self._place.addWidget(form)
        if instead_of is not None:
            instead_of.hide()
        self._actions.hide()  # one main button at a time: the form's
        self.top_asked.emit()
        form.take_focus()

    def close_form(self) -> None:
        """Leave the form without keeping anything."""
        self.form = None
        self.show_again()
        if self.add:
            self.add.setFocus()

    def write(self, work: Callable[[Any], Changes], words: str) -> None:
        """Keep what was typed, tell it with Undo, and show everything anew."""
        self.form = None
        self.keep(work, words)
