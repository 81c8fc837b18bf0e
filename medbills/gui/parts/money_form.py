"""A form on the Money page: fields, Save, Cancel, and for what is kept already the way to remove it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.card import Card
from medbills.gui.widgets.field import Field
from medbills.gui.widgets.reflow import Columns, Flow


class MoneyForm(Card):
    """`saved` follows Save once every field can be read, `removed` and `closed` their buttons. Esc closes."""

    saved = Signal()
    removed = Signal()
    closed = Signal()

    def __init__(self, title: str, remove: str = "", save: str = "Save") -> None:
        super().__init__(title)
        self.body.setSpacing(12)
        self.fields: list[Field] = []
        self.save = button(save, "main", "check")
        self.save.clicked.connect(self._save)
        self.cancel = button("Cancel", "quiet")
        self.cancel.clicked.connect(self.closed)
        self.remove = button(remove, "quiet", "trash", danger=True) if remove else None
        if self.remove:
            self.remove.clicked.connect(self.removed)

    def put(self, fields: Sequence[Field], most: int = 3) -> None:
        """Show these fields side by side."""
        self.fields += fields
        self.body.addWidget(Columns(*fields, most=most, lines=11, gap=12))

    def end(self) -> None:
        """Put the buttons below the fields."""
        self.body.addWidget(Flow(self.save, self.cancel, *([self.remove] if self.remove else []), gap=12))

    def require(self, field: Field, example: str) -> bool:
        """Whether something stands in the field; if not, say what should."""
        if not field.text():
            field.set_problem(example)
            field.setFocus()
            return False
        return True

    def complete(self) -> bool:
        """Whether everything needed is there; says what is missing."""
        return True

    def take_focus(self) -> None:
        """Begin to type."""
        if self.fields:
            self.fields[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _save(self) -> None:
        wrong: QWidget | None = next((field for field in self.fields if not field.validate()), None)
        if wrong is not None:
            wrong.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.complete():
            self.saved.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._save()
        else:
            super().keyPressEvent(event)
