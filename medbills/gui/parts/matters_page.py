"""A page that lists matters and shows one of them when it is asked for."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from medbills.domain.matter import Matter
from medbills.gui import dialogs
from medbills.gui.desk import Desk
from medbills.gui.page import GAP, PageWidget
from medbills.gui.widgets.empty_state import EmptyState
from medbills.gui.widgets.reflow import clear
from medbills.services.load_matters import load_matters

# What a matter is made of: a change of any of these is shown at once.
TOPICS = frozenset({"papers", "cases", "findings", "deadlines", "calls", "letters", "packets", "payments", "people", "plans", "told_facts"})


class MattersPage(PageWidget):
    """`show_item` takes a case id. A page of this kind fills `content` by `show_matters` and `show_matter`."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.item: str | None = None
        self.matters: dict[str, Matter] = {}
        self._listed: Any = None
        self._loaded = False
        self.content = QVBoxLayout()
        self.content.setSpacing(GAP)
        self.body.addLayout(self.content, 1)

    @staticmethod
    def listed(matters: Sequence[Matter], today: datetime.date) -> Any:
        """What the list shows, worked out away from the window's thread: of a long life it is thousands of rows."""
        raise NotImplementedError  # abstract

    def show_matters(self, listed: Any) -> None:
        """The list, from what `listed` gave."""
        raise NotImplementedError  # abstract

    def show_matter(self, matter: Matter | None) -> None:
        """One matter; None: the list comes instead, so that what was shown is let go."""
        raise NotImplementedError  # abstract

    def reload(self) -> None:
        today, person = self.desk.today(), self.desk.person_filter

        def look(vault: Any) -> tuple[tuple[Matter, ...], Any]:
            matters = load_matters(vault, today=today, person_id=person)
            return matters, self.listed(matters, today)

        self.desk.vault_job(look, self._came)

    def show_item(self, item_id: str) -> None:
        self.item = item_id
        if self._loaded:
            self.show_again()
            self.to_top()

    def show_list(self) -> None:
        """Back to all of them."""
        self.item = None
        self.show_again()
        self.to_top()

    def show_again(self) -> None:
        """What is chosen, as it stands now."""
        matter = self.matters.get(self.item or "")
        if matter is None:
            self.item = None
        self.show_matter(matter)
        if matter is None:
            self.show_matters(self._listed)

    def clear(self) -> None:
        """Take everything off the page."""
        clear(self.content)

    def show_nothing_yet(self, icon: str, title: str, why: str) -> None:
        """The empty state, with the way to the first paper."""
        empty = EmptyState(icon, title, why, "Add papers")
        empty.pressed.connect(lambda: self.desk.add_papers(dialogs.open_files(self)))
        self.content.addWidget(empty)

    def _came(self, found: tuple[tuple[Matter, ...], Any]) -> None:
        matters, self._listed = found
        self.matters = {matter.id: matter for matter in matters}
        self._loaded = True
        self.show_again()
