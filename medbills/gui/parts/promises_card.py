"""What they promised on the phone, by when, and whether it was kept: late ones can be marked here."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from medbills.domain.call import PromiseState
from medbills.domain.wording import short_day
from medbills.gui.language import tr
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.card import Card, divider
from medbills.gui.widgets.chip import Chip, DaysLeftPill
from medbills.gui.widgets.icon_label import IconLabel
from medbills.gui.widgets.reflow import Flow
from medbills.gui.widgets.row_button import RowButton, see_through, two_lines
from medbills.services.keep_promise import Promise, Standing

TITLE = "What they promised"
_BECAME = {Standing.KEPT: ("Kept", "green", "check"), Standing.BROKEN: ("Not kept", "amber", "warning")}


class PromisesCard(Card):
    """`marked` carries the promise and what became of it; `opened` the promise whose call is asked for."""

    marked = Signal(object, object)
    opened = Signal(object)

    def __init__(self, promises: Sequence[Promise], today: datetime.date, title: str = TITLE, *, names_case: bool = False) -> None:
        super().__init__(title)
        self.body.setSpacing(4)
        self.rows = [PromiseRow(promise, today, names_case) for promise in promises]
        for at, row in enumerate(self.rows):
            if at:
                self.body.addWidget(divider())
            row.marked.connect(self.marked)
            row.opened.connect(self.opened)
            self.body.addWidget(row)


class PromiseRow(QWidget):
    """One promise; the buttons stand below it until it is marked, and after that one takes the mark back."""

    marked = Signal(object, object)
    opened = Signal(object)

    def __init__(self, promise: Promise, today: datetime.date, names_case: bool) -> None:
        super().__init__()
        self.promise = promise
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 8)
        column.setSpacing(4)
        said = f"{promise.who}, on {short_day(promise.call.at.date(), today)}"
        detail = f"{said} · {promise.about}" if names_case else said
        what = f"{promise.what[:1].upper()}{promise.what[1:]}"
        self.head = RowButton(f"{what}. {detail}. {_stands(promise, today)}")
        self.head.clicked.connect(lambda: self.opened.emit(promise))
        line = QHBoxLayout(self.head)
        line.setContentsMargins(0, 4, 0, 4)
        line.setSpacing(12)
        line.addWidget(IconLabel("promise", "text2", beside="body"), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        for label in two_lines(what, detail):
            words.addWidget(label)
        line.addLayout(words, 1)
        if promise.standing in _BECAME:
            line.addWidget(Chip(*_BECAME[promise.standing]))
        elif promise.by is not None:
            line.addWidget(DaysLeftPill(promise.by, today, theirs=True))
        see_through(self.head)
        column.addWidget(self.head)
        self.buttons = [self._button(words, icon, state) for words, icon, state in _acts(promise)]
        column.addWidget(Flow(*self.buttons, gap=12))

    def _button(self, words: str, icon: str, state: PromiseState) -> QWidget:
        made = button(words, "plain" if state is not PromiseState.OPEN else "quiet", icon, small=True, bar=True)
        made.setAccessibleDescription(tr(self.promise.what))
        made.clicked.connect(lambda: self.marked.emit(self.promise, state))
        return made


def _acts(promise: Promise) -> list[tuple[str, str, PromiseState]]:
    if promise.standing in _BECAME:
        return [("Not marked", "undo", PromiseState.OPEN)]
    return [("Kept", "check", PromiseState.KEPT), ("Not kept", "close", PromiseState.BROKEN)]


def _stands(promise: Promise, today: datetime.date) -> str:
    if promise.standing in _BECAME:
        return _BECAME[promise.standing][0]
    by = f"By {short_day(promise.by, today)}" if promise.by else "No day named"
    return f"{by}, late" if promise.standing is Standing.LATE else by
