"""The short bars above a wizard's question: how many there are, and how far one is."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from medbills.gui.language import tr
from medbills.gui.widgets.shapes import rounded

WIDE, HIGH, GAP = 35, 4, 6


class StepBars(QWidget):
    """Bars up to the present step are teal."""

    def __init__(self) -> None:
        super().__init__()
        self._step, self._of = 0, 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_step(self, step: int, of: int) -> None:
        """Step `step` of `of`, from 1."""
        self._step, self._of = step, of
        self.setAccessibleName(tr(f"Question {step} of {of}"))
        self.setVisible(of > 0)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, HIGH)

    minimumSizeHint = sizeHint

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._of:
            width = min(WIDE, (self.width() - GAP * (self._of - 1)) / self._of)
            for index in range(self._of):
                rounded(painter, QRectF(index * (width + GAP), 0, width, HIGH), 2, "accent" if index < self._step else "hairline")
        painter.end()
