"""The fields for changing the passphrase."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from medbills.gui.passphrase import LEAST_CHARACTERS, strength_note
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.field import PassphraseField
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.reflow import Columns, Flow


class NewPassphrase(QWidget):
    """`chosen` carries the old and the new one; answer with `forget` or `failed`."""

    chosen = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.old = PassphraseField("The passphrase in use")
        self.first = PassphraseField("The new passphrase")
        self.again = PassphraseField("The new one again")
        self.note = ReadingLabel("", "small", "text2")
        self.change = button("Change the passphrase", "plain", "key", bar=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(Columns(self.old, self.first, self.again, most=3, lines=13, gap=12))
        column.addWidget(self.note)
        column.addWidget(Flow(self.change))
        self.note.hide()
        self.first.changed.connect(self._weigh)
        self.change.clicked.connect(self._go)
        self.again.editor.returnPressed.connect(self._go)  # type: ignore[attr-defined]

    def _weigh(self) -> None:
        note, tone = strength_note(self.first.text())
        self.note.setText(note)
        self.note.set_tone(tone)
        self.note.setVisible(bool(note))

    def _go(self) -> None:
        short = len(self.first.text()) < LEAST_CHARACTERS
        differs = self.first.text() != self.again.text()
        self.old.set_problem(None if self.old.text() else "Type the passphrase you use now.")
        self.first.set_problem(f"Use at least {LEAST_CHARACTERS} letters, like four plain words." if short else None)
        self.again.set_problem("The two do not match. Show them to compare." if differs and not short else None)
        wrong = next((field for field in (self.old, self.first, self.again) if field.problem), None)
        if wrong is not None:
            wrong.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.change.setEnabled(False)
        self.chosen.emit(self.old.text(), self.first.text())

    def failed(self, sentence: str) -> None:
        """The old one was wrong, or the key file could not be written."""
        self.change.setEnabled(True)
        self.old.set_problem(sentence)
        self.old.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget(self) -> None:
        """It is changed: clear what was typed."""
        self.change.setEnabled(True)
        for field in (self.old, self.first, self.again):
            field.clear()
        self.note.hide()
