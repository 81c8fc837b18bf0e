"""Help for the task one is at: it lies over the task, which stays as it was below."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from medbills.domain.help_entry import HelpEntry
from medbills.gui.desk import Desk
from medbills.gui.language import tr
from medbills.gui.page import TaskWidget
from medbills.gui.parts.learn_text import EntryText
from medbills.gui.type import type_
from medbills.gui.widgets.label import READING_WIDTH
from medbills.gui.widgets.reflow import clear
from medbills.gui.widgets.scroll import Scroll
from medbills.services.fit_help import bearings_without_papers
from medbills.services.read_help import entry


class HelpTask(TaskWidget):
    """Its links lead on within it; nothing is started from here, for a task is under way."""

    def __init__(self, desk: Desk, told: HelpEntry) -> None:
        super().__init__(desk, "Help", told.title)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(32, 24, 32, 24)
        self.area = Scroll(content)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        outer.addWidget(self.area)
        self.setFocusProxy(self.area)
        self.show_entry(told.slug)

    def show_entry(self, slug: str) -> None:
        """Read another entry. A slug that is none changes nothing."""
        told = entry(slug)
        if told is None:
            return
        clear(self._column)
        self.text = EntryText(told, bearings_without_papers())
        self.text.setMaximumWidth(round(1.3 * READING_WIDTH * type_().scale))
        self.text.linked.connect(self.show_entry)
        if self.text.opens is not None:
            self.text.opens.hide()
        self._column.addWidget(self.text)
        self.area.setAccessibleName(tr(told.title))
        self.area.verticalScrollBar().setValue(0)
