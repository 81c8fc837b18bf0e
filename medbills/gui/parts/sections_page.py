"""A page in sections of which one is shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QVBoxLayout

from medbills.gui.desk import Desk
from medbills.gui.page import GAP, PageWidget
from medbills.gui.parts.money_part import MoneyPart
from medbills.gui.widgets.header import PageHeader
from medbills.gui.widgets.reflow import clear
from medbills.gui.widgets.section_choice import SectionChoice

Parts = Mapping[str, tuple[str, Callable[[Desk], MoneyPart]]]  # by name: the words of the choice, and what makes the section


class SectionsPage(PageWidget):
    """`show_item` takes the name of a section, or "section:item" for an item of it."""

    def __init__(self, desk: Desk, title: str, parts: Parts) -> None:
        super().__init__(desk)
        self._title, self._parts = title, parts
        self.header = PageHeader(title)
        self.body.addWidget(self.header)
        self.section_words = [(key, words) for key, (words, _) in parts.items()]
        self.sections = SectionChoice(self.section_words, "What to see")
        self.sections.chosen.connect(self._show)
        self.body.addWidget(self.sections)
        self._content = QVBoxLayout()
        self._content.setSpacing(GAP)
        self.body.addLayout(self._content, 1)
        self.part: MoneyPart | None = None

    def reload(self) -> None:
        if self.part is None:
            self._show(self.sections.current)
        else:
            self.part.ask()

    def show_item(self, item_id: str) -> None:
        section, _, item = item_id.partition(":")
        if section in self._parts:
            self.sections.set_current(section)
            self._show(section)
            if item and self.part is not None:
                self.part.begin_with(item)

    def _show(self, key: str) -> None:
        clear(self._content)
        self.header.set_text(self._title)
        part = self.part = self._parts[key][1](self.desk)
        part.told.connect(lambda words: self.header.set_text(self._title, words))
        part.top_asked.connect(self.to_top)
        self._content.addWidget(part, 1)
        part.ask()
        self.to_top()
