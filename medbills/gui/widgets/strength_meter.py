"""How well a passphrase stands up to guessing: four steps, and a sentence that says the same."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from medbills.gui.language import tr
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.shapes import rounded
from medbills.services.weigh_passphrase import STEPS, StrengthNote, weigh_passphrase

HEIGHT, GAP = 8, 6


class _Steps(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.filled, self.fill = 0, "amber-fill"
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(160, HEIGHT)

    minimumSizeHint = sizeHint

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        width = (self.width() - GAP * (STEPS - 1)) / STEPS
        for step in range(STEPS):
            area = QRectF(step * (width + GAP), 0, width, HEIGHT)
            rounded(painter, area, HEIGHT / 2, self.fill if step < self.filled else "hairline")
        painter.end()


class StrengthMeter(QWidget):
    """Hidden while nothing is typed. `enough` says whether the passphrase may be used."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 0)
        column.setSpacing(6)
        self._steps = _Steps()
        self.words = ReadingLabel("", "small", "text2")
        column.addWidget(self._steps)
        column.addWidget(self.words)
        self.note = StrengthNote(0, "", False)
        self.hide()

    @property
    def enough(self) -> bool:
        """Three steps of four, or six words."""
        return self.note.enough

    def weigh(self, passphrase: str) -> None:
        """Show how strong this one is."""
        note = self.note = weigh_passphrase(passphrase)
        self._steps.filled, self._steps.fill = note.filled, "success" if note.enough else "amber-fill"
        self._steps.setAccessibleName(tr(f"{note.filled} of {STEPS} steps"))
        self.words.setText(note.words)
        self.words.set_tone("success" if note.enough else "amber")
        self.setAccessibleName(tr(note.words))
        self.setVisible(bool(note.words))
        self._steps.update()
