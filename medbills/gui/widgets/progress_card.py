"""How far a piece of work is, with Cancel always there."""

from __future__ import annotations

import time

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from medbills.domain.wording import counted
from medbills.gui.language import tr
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.card import Card
from medbills.gui.widgets.label import Label, ReadingLabel
from medbills.gui.widgets.shapes import rounded

SHOWN_AFTER_MS = 500
TIMED_AFTER = 3  # steps behind us and before us, until the time left is worth saying


class ProgressBar(QWidget):
    """A bar 8 pixels high. `fill` is a token: teal for work, green for what is met."""

    def __init__(self, fill: str = "accent") -> None:
        super().__init__()
        self.done, self.of, self._fill = 0, 0, fill
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_progress(self, done: int, of: int, spoken: str = "") -> None:
        """So many of so many; the spoken form is the accessible name."""
        self.done, self.of = done, of
        self.setAccessibleName(tr(spoken or f"{done} of {of}"))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(160, 8)

    minimumSizeHint = sizeHint

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = QRectF(self.rect())
        rounded(painter, area, 4, "hairline")
        if self.of > 0 and self.done > 0:
            area.setWidth(max(area.width() * min(self.done / self.of, 1.0), 8))
            rounded(painter, area, 4, self._fill)
        painter.end()


def time_left(seconds: float, done: int, of: int) -> str:
    """In words, from the seconds that the steps behind us took; empty where it is too early or too late to tell."""
    if done < TIMED_AFTER or of - done < TIMED_AFTER:
        return ""
    left = seconds / done * (of - done)
    return "Less than a minute left" if left < 60 else f"About {counted(round(left / 60), 'minute')} left"


class ProgressCard(Card):
    """"Reading paper 3 of 8", a bar, the file at hand, how long it still takes, Cancel."""

    cancelled = Signal()

    def __init__(self, title: str) -> None:
        super().__init__(dense=True)
        self._title = title
        row = QHBoxLayout()
        self.headline = ReadingLabel(title, "body", weight=500)
        row.addWidget(self.headline, 1)
        self.cancel = button("Cancel", "quiet", bar=True)
        self.cancel.clicked.connect(self._stop)
        row.addWidget(self.cancel)
        self.body.addLayout(row)
        self.bar = ProgressBar()
        self.body.addWidget(self.bar)
        self.note = ReadingLabel(" ", "small", "text2")
        self.left = Label("", "small", "text2")
        below = QHBoxLayout()
        below.setSpacing(12)
        below.addWidget(self.note, 1)
        below.addWidget(self.left)
        self.body.addLayout(below)
        self._since = time.monotonic()
        self.setAccessibleName(tr(title))

    def set_progress(self, done: int, of: int, note: str = "") -> None:
        """`done` pieces of `of` are behind us; `note` names the one at hand."""
        if of > 0:
            self.headline.setText(f"{self._title} {min(done + 1, of)} of {of}")
        self.setAccessibleName(self.headline.text())
        self.bar.set_progress(done, of, self.headline.text())
        self.note.setText(note or " ")
        self.left.setText(time_left(time.monotonic() - self._since, done, of))

    def _stop(self) -> None:
        self.cancel.setEnabled(False)
        self.note.setText("Stopping after this step. What was done is kept.")
        self.left.setText("")
        self.cancelled.emit()
