"""The ways forward of a case: the first one open, the others as rows that open, each with what starts it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from medbills.domain.strategy import Strategy, Way
from medbills.domain.wording import long_day, week_day
from medbills.gui.icons import scaled
from medbills.gui.language import tr
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.card import Card, divider
from medbills.gui.widgets.chip import DaysLeftPill
from medbills.gui.widgets.icon_label import IconLabel
from medbills.gui.widgets.label import Label, ReadingLabel
from medbills.gui.widgets.reflow import Flow
from medbills.gui.widgets.row_button import RowButton, see_through, two_lines

TITLE = "Your ways forward"
GAP = 12  # between the arrow, or an icon, and the words
NO_ADVICE = "Information, not legal advice."


class WaysCard(Card):
    """`started` carries the way whose letter or call was asked for. Opening one closes the others."""

    started = Signal(object)

    def __init__(self, strategy: Strategy, today: datetime.date, opened: str = "") -> None:
        super().__init__(TITLE, Label(_count(strategy), "small", "text2") if len(strategy.ways) > 1 else None)
        self.body.setSpacing(4)
        self.rows = [WayRow(way, today) for way in strategy.ways]
        for at, row in enumerate(self.rows):
            if at:
                self.body.addWidget(divider())
            row.pressed.connect(lambda chosen=row: self._toggle(chosen))
            row.started.connect(self.started)
            self.body.addWidget(row)
        first = next((row for row in self.rows if row.way.lever == opened), self.rows[0] if self.rows else None)
        for row in self.rows:
            row.set_open(row is first)

    @property
    def opened(self) -> str:
        """The lever that is open, to show the same one again."""
        return next((row.way.lever for row in self.rows if row.is_open), "")

    def _toggle(self, chosen: WayRow) -> None:
        was_open = chosen.is_open
        for row in self.rows:
            row.set_open(row is chosen and not was_open)


class WayRow(QWidget):
    """One way: what and why in its row; below it, when open, what speaks against it, what it closes, its day and its button."""

    pressed = Signal()
    started = Signal(object)

    def __init__(self, way: Way, today: datetime.date) -> None:
        super().__init__()
        self.way = way
        self.is_open = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.head = RowButton(f"{way.title}. {way.why}")
        self.head.clicked.connect(self.pressed)
        line = QHBoxLayout(self.head)
        line.setContentsMargins(0, 8, 0, 8)
        line.setSpacing(GAP)
        self._arrow = IconLabel("chevron_right", "text2", beside="body")
        line.addWidget(self._arrow, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        for label in two_lines(way.title, way.why):
            words.addWidget(label)
        line.addLayout(words, 1)
        if way.by:
            line.addWidget(DaysLeftPill(way.by, today))
        see_through(self.head)
        column.addWidget(self.head)
        self.button = self._button()
        self.detail = self._detail(today)
        column.addWidget(self.detail)
        self.set_open(False)

    def set_open(self, on: bool) -> None:
        """Show or hide what is below the row."""
        self.is_open = on
        self.detail.setVisible(on)
        self._arrow.set_icon("chevron_down" if on else "chevron_right", "text2")
        self.head.setAccessibleDescription(tr("Open. Press to close." if on else "Closed. Press to open."))

    def _button(self) -> QWidget | None:
        way = self.way
        if not way.letter and not way.call:
            return None
        made = button("Write the letter" if way.letter else "See what to say", "plain", "letter" if way.letter else "phone", bar=True)
        made.setAccessibleDescription(tr(way.title))
        made.clicked.connect(lambda: self.started.emit(self.way))
        return made

    def _detail(self, today: datetime.date) -> QWidget:
        way = self.way
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(scaled(20) + GAP, 0, 0, 12)
        column.setSpacing(8)
        for said, lines in (
            ("What speaks against it", way.against),
            ("What it closes or risks", way.closes),
            ("What it takes", (_takes(way),)),
            ("Why it stands here", (way.because,)),
        ):
            if lines:
                column.addWidget(_block(said, lines))
        if self.button is not None:
            column.addWidget(Flow(self.button))
        elif way.outside:
            column.addWidget(Outside(way.outside))
        checked = f" Checked on {long_day(way.checked_on)}." if way.authority else ""
        source = f"Source: {way.authority.rstrip('.')}.{checked} {NO_ADVICE}" if way.authority else NO_ADVICE
        column.addWidget(ReadingLabel(source, "small", "text2"))
        return part


class Outside(QWidget):
    """Says plainly that there is no button, because the step is made elsewhere."""

    def __init__(self, text: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(IconLabel("info", "text2", 16, beside="small", reading=True), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(ReadingLabel(text, "small"), 1)


def _block(said: str, lines: Sequence[str]) -> QWidget:
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    column.addWidget(ReadingLabel(said, "small", "text2", weight=500))
    for line in lines:
        column.addWidget(ReadingLabel(line, "small"))
    return part


def _takes(way: Way) -> str:
    """ "A letter, by Thursday, December 10: Dispute the debt"."""
    if way.by is None:
        return f"{way.effort.words}."
    ends = f" {way.by_says.rstrip('.')}." if way.by_says else ""
    return f"{way.effort.words}, by {week_day(way.by)}, {way.by.year}.{ends}"


def _count(strategy: Strategy) -> str:
    return f"{len(strategy.ways)} ways, in this order"
