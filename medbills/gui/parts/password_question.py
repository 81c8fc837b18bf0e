"""Asks for the password of an encrypted PDF, without holding up the rest of the window."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from medbills.gui.language import tr
from medbills.gui.type import type_
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.field import PassphraseField
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.reflow import Flow

WIDTH = 440


class PasswordQuestion(QDialog):
    """`answered` carries the password, `skipped` says that this paper stays out."""

    answered = Signal(str)
    skipped = Signal()

    def __init__(self, parent: QWidget | None, name: str, again: bool) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Medbills"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        title = ReadingLabel(f"{name} is locked with a password", "card")
        title.setMinimumWidth(round(WIDTH * type_().scale))
        column.addWidget(title)
        column.addWidget(ReadingLabel("Type the one its sender gave you. It is often a birth date or an account number.", "body", "text2"))
        self.field = PassphraseField("Password of this paper")
        if again:
            self.field.set_problem("This password does not open it. Look at capitals and spaces.")
        column.addWidget(self.field)
        self.skip = button("Leave it out")
        self.open_button = button("Open it", "main")
        column.addWidget(Flow(self.skip, self.open_button, gap=12, right=True))
        self.skip.clicked.connect(self.reject)
        self.open_button.clicked.connect(self._answer)
        self.field.editor.returnPressed.connect(self._answer)  # type: ignore[attr-defined]
        self.rejected.connect(self.skipped)
        self.setAccessibleName(tr(f"{name} is locked with a password"))
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        """As high as its texts need at the width it got; a dialog by itself takes the height of its narrow guess."""
        layout = self.layout()
        if layout is not None:
            self.resize(self.width(), max(self.height(), layout.totalHeightForWidth(self.width())))
        super().showEvent(event)

    def _answer(self) -> None:
        typed = self.field.text()
        if not typed:
            self.field.set_problem("Type the password, or leave this paper out.")
            return
        self.done(QDialog.DialogCode.Accepted)
        self.answered.emit(typed)
