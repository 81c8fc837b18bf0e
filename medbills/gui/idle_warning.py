"""The card that counts down before the papers lock by themselves, with a way to stay."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from medbills.gui.language import tr
from medbills.gui.type import type_
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.icon_label import IconLabel
from medbills.gui.widgets.label import ReadingLabel

WIDEST, FROM_TOP = 720, 24


class IdleWarning(QFrame):
    """It takes neither the keyboard nor the window: any key or click is a way to stay too."""

    stayed = Signal()
    locked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "popup")
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 8, 8)
        row.setSpacing(12)
        row.addWidget(IconLabel("lock", "amber"))
        self.words = ReadingLabel("")
        row.addWidget(self.words, 1)
        self.now = button("Lock now", "quiet", bar=True)
        self.stay = button("Stay open", "main", bar=True)
        self.now.clicked.connect(self.locked)
        self.stay.clicked.connect(self.stayed)
        row.addWidget(self.now)
        row.addWidget(self.stay)
        self._over = parent
        parent.installEventFilter(self)

    def show_left(self, seconds: int) -> None:
        """So many seconds until it locks."""
        said = f"Your papers lock in {seconds} second{'' if seconds == 1 else 's'}. What you typed is kept."
        self.words.setText(said)
        if self.accessibleName() == "" or seconds % 15 == 0:  # spoken now and then, not every second
            self.setAccessibleName(tr(said))
        self.place()
        self.show()
        self.raise_()

    def place(self) -> None:
        """Top center of the window."""
        width = min(round(WIDEST * max(type_().scale, 1)), self._over.width() - 32)
        width = max(width, min(self._row.totalMinimumSize().width(), self._over.width() - 8))
        height = max(self._row.totalHeightForWidth(width), self._row.totalMinimumSize().height())
        self.setGeometry((self._over.width() - width) // 2, FROM_TOP, width, height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._over and event.type() == QEvent.Type.Resize and self.isVisible():
            self.place()
        return super().eventFilter(watched, event)
