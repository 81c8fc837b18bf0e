"""The sections of a page: side by side where there is room, else as a list to choose from."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from medbills.gui.language import tr
from medbills.gui.type import type_
from medbills.gui.widgets.editors import Choice
from medbills.gui.widgets.segmented import SegmentedControl


class SectionChoice(QWidget):
    """`chosen` carries the key of the section that is to be shown."""

    chosen = Signal(str)

    def __init__(self, sections: Sequence[tuple[str, str]], spoken: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self.segments = SegmentedControl(sections, spoken)
        self.list = Choice()
        self.list.setAccessibleName(tr(spoken))
        for key, words in sections:
            self.list.add(words, key)
        row.addWidget(self.segments)
        row.addWidget(self.list)
        row.addStretch(1)
        self._wide = self.segments.sizeHint().width()
        self.list.hide()
        self.segments.chosen.connect(lambda key: self._take(str(key)))
        self.list.activated.connect(lambda _at: self._take(str(self.list.currentData())))
        type_().scaled.connect(self._fold)

    @property
    def current(self) -> str:
        """The key of the section that is shown."""
        return str(self.segments.current)

    def set_current(self, key: str) -> None:
        """Choose without telling."""
        self.segments.set_current(key)
        self.list.setCurrentIndex(max(self.list.findData(key), 0))

    def _take(self, key: str) -> None:
        self.set_current(key)
        self.chosen.emit(key)

    def _fold(self, _scale: float = 1.0) -> None:
        self._wide = sum(part.sizeHint().width() for part in self.segments.findChildren(QWidget) if part.parent() is self.segments)
        narrow = self._wide > self.width()
        if narrow == self.segments.isVisibleTo(self):
            held = self.segments.isAncestorOf(self.window().focusWidget() or self) or self.list.hasFocus()
            self.segments.setVisible(not narrow)
            self.list.setVisible(narrow)
            if held:
                (self.list if narrow else self.segments).setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._fold()
        return super().event(event)

    def minimumSizeHint(self) -> QSize:
        return self.list.minimumSizeHint()
