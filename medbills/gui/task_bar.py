"""The one bar over a task that has the whole window."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from medbills.gui.language import tr
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.icon_label import IconLabel
from medbills.gui.widgets.label import ReadingLabel

GAP = 12


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
        self._words = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._words.setSpacing(GAP)
        self._words.addWidget(self.title)
        self._words.addWidget(self.detail, 1)
        row.addLayout(self._words, 1)
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
        self._words.setStretchFactor(self.title, 0 if detail else 1)
        self._fit()

    def _fit(self) -> None:
        """A detail that does not fit beside the title stands below it."""
        items = (self._row.itemAt(at) for at in range(self._row.count()))
        beside = [part for item in items if item is not None and (part := item.widget()) is not None and not part.isHidden()]
        margins = self._row.contentsMargins()
        taken = sum(part.sizeHint().width() + self._row.spacing() for part in beside) + margins.left() + margins.right()
        needed = sum(label.fontMetrics().horizontalAdvance(label.text()) + 2 for label in (self.title, self.detail)) + GAP
        way = QBoxLayout.Direction
        below = bool(self.detail.text()) and needed > self.width() - taken
        wanted = way.TopToBottom if below else way.LeftToRight
        if wanted != self._words.direction():
            self._words.setDirection(wanted)
            self._words.setSpacing(0 if below else GAP)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # a button came or went
            self._fit()
        return super().event(event)

    def set_state(self, text: str) -> None:
        """ "Saved 10:42"; nothing hides it."""
        self._state.setText(text)
        self._check.setVisible(bool(text))
        self._state.setVisible(bool(text))
        self._fit()
