"""The days of the calendar as a list under their months; opening one shows how it was found and what can be done."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from medbills.domain.matter import Matter
from medbills.domain.wording import month_name
from medbills.gui.page import GAP
from medbills.gui.parts.day_panel import DayActions
from medbills.gui.parts.deadline_detail import DeadlineDetail
from medbills.gui.widgets.card import Card, divider
from medbills.gui.widgets.deadline_row import DeadlineRow, words_inset
from medbills.gui.widgets.reflow import clear
from medbills.services.calendar_days import Entry, coming, done


class DayList(QWidget):
    """`shown` carries a Place; the signals of DayActions are those of the row that is open."""

    shown = Signal(object)
    stepped = Signal(object)
    marked = Signal(object)
    case_asked = Signal(str)
    item_asked = Signal(object)  # the Entry of what is no deadline

    def __init__(self, entries: Sequence[Entry], matters: Mapping[str, Matter], today: datetime.date, opened: str = "") -> None:
        super().__init__()
        self._matters, self._today = matters, today
        self._papers = {kept.id: kept for matter in matters.values() for kept in matter.papers}
        self._below: QVBoxLayout | None = None
        self._open_row: DeadlineRow | None = None
        self.opened = ""
        self.doing: DayActions | None = None
        self.rows: list[DeadlineRow] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        for title, group in _groups(entries, today):
            column.addWidget(self._card(title, group, opened))

    def _card(self, title: str, entries: Sequence[Entry], opened: str) -> Card:
        card = Card(title)
        card.body.setContentsMargins(20, 16, 20, 8)
        card.body.setSpacing(0)
        for index, entry in enumerate(entries):
            if index:
                card.body.addWidget(divider())
            card.body.addWidget(self._row(entry, opened))
        return card

    def _row(self, entry: Entry, opened: str) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        second = " · ".join(line for line in (entry.heading, entry.detail.split(" · ")[0]) if line)
        kept = entry.kept
        theirs, over = (not kept.deadline.yours, kept.done_on is not None) if kept else (False, False)
        row = DeadlineRow(entry.day, self._today, entry.title, second, theirs, over)
        below = QVBoxLayout()
        row.clicked.connect(lambda: self._unfold(entry, row, below) if kept else self.item_asked.emit(entry))
        column.addWidget(row)
        column.addLayout(below)
        self.rows.append(row)
        if entry.key == opened:
            self._unfold(entry, row, below)
        return part

    def _unfold(self, entry: Entry, row: DeadlineRow, below: QVBoxLayout) -> None:
        before, self._below = self._below, None
        self.doing = self._open_row = None
        if before is not None:
            clear(before)
        if before is below or entry.kept is None:
            self.opened = ""
            return
        self.opened, self._below, self._open_row = entry.key, below, row
        detail = DeadlineDetail(entry.kept.deadline, self._papers, inset=words_inset())
        detail.shown.connect(self.shown)
        doing = self.doing = DayActions(entry, self._matters[entry.case_id], self._today, main=False)
        doing.stepped.connect(self.stepped)
        doing.marked.connect(self.marked)
        doing.case_asked.connect(self.case_asked)
        doing.setContentsMargins(words_inset(), 0, 0, 12)
        below.addWidget(detail)
        below.addWidget(doing)

    def take_focus(self) -> None:
        """Bring the keyboard to the row that is open, else to the first."""
        row = self._open_row or next(iter(self.rows), None)
        if row is not None:
            row.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        at = next((index for index, row in enumerate(self.rows) if row.hasFocus()), None)
        if step and at is not None and 0 <= at + step < len(self.rows):
            self.rows[at + step].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)


def _groups(entries: Sequence[Entry], today: datetime.date) -> list[tuple[str, list[Entry]]]:
    """Late ones, then a group a month, then what was done."""
    groups: dict[str, list[Entry]] = {}
    for entry in coming(entries):
        title = "Late" if entry.day < today else f"{month_name(entry.day)} {entry.day.year}"
        groups.setdefault(title, []).append(entry)
    finished = list(done(entries))
    if finished:
        groups["Done"] = finished
    return list(groups.items())
