"""Accepts in one stroke what was read with confidence, so that only the doubtful values are left to look at."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from medbills.domain.paper import Paper
from medbills.domain.wording import counted
from medbills.gui.widgets.banner import Banner
from medbills.gui.widgets.buttons import button
from medbills.services.edit_paper import sure_count

WORDS = "Accept all that we are sure of"


class AcceptSure(QWidget):
    """`asked` wants every sure value accepted; after `tell` one may look at them all the same (`shown` carries whether)."""

    asked = Signal()
    shown = Signal(bool)

    def __init__(self, paper: Paper) -> None:
        super().__init__()
        self._open = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 4)
        self._column.setSpacing(8)
        self.button = button(WORDS, "plain", "check", bar=True)
        self.button.cap = "F4"
        self.button.clicked.connect(self.asked)
        self._column.addWidget(self.button)
        self.note: Banner | None = None
        if not sure_count(paper):
            self.hide()

    @property
    def waits(self) -> bool:
        """Whether there is still something to accept here."""
        return self.note is None and not self.isHidden()

    def tell(self, accepted: int, left: int) -> None:
        """Say what was accepted, and what is left to look at."""
        self.button.hide()
        rest = f"{left} left to look at." if left else "Nothing is left to look at."
        note = self.note = Banner(f"{counted(accepted, 'value')} accepted. {rest}", "done", link="Show them")
        note.linked.connect(self._turn)
        self._column.addWidget(note)

    def _turn(self) -> None:
        self._open = not self._open
        if self.note is not None and self.note.link is not None:
            self.note.link.setText("Hide them" if self._open else "Show them")
            self.note.link.setAccessibleName(self.note.link.text())
        self.shown.emit(self._open)
