"""The one bar over a task that has the whole window."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from medbills.gui.language import tr
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.icon_label import IconLabel
from medbills.gui.widgets.label import ReadingLabel


class TaskBar(QWidget):
    """The one bar over a task: the way out, its title, what is saved, its buttons."""

    left = Signal()

    def __init__(self, way_out: str, title: str, detail: str, buttons: Sequence[QWidget]) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("role", "task-bar")
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(20, 10, 24, 10)
        row.setSpacing(12)
        self.out = button(way_out, "quiet", "chevron_left", bar=True)
        self.out.setAccessibleName(tr(f"Back to {way_out}" if way_out != "Back" else "Back"))
        self.out.clicked.connect(self.left)
        row.addWidget(self.out)
        self.title = ReadingLabel(title, "body", weight=600)
        self.detail = ReadingLabel(detail, "body", "text2")
        row.addWidget(self.title)
        row.addWidget(self.detail, 1)
        self._check = IconLabel("check", "text2", 16)
        self._state = ReadingLabel("", "small", "text2")
        row.addWidget(self._check)
        row.addWidget(self._state)
        for part in buttons:
            row.addWidget(part)
        self.set_state("")
        self._share(detail)

    def set_title(self, title: str, detail: str) -> None:
        """Another title."""
        self.title.setText(title)
        self.detail.setText(detail)
        self._share(detail)

    def _share(self, detail: str) -> None:
        """A long title alone has all the room; beside a detail it has what it needs."""
        self.detail.setVisible(bool(detail))
        self._row.setStretchFactor(self.title, 0 if detail else 1)

    def set_state(self, text: str) -> None:
        """ "Saved 10:42"; nothing hides it."""
        self._state.setText(text)
        self._check.setVisible(bool(text))
        self._state.setVisible(bool(text))
