"""The timeline of a case: what is to come above the line of today, what happened below it, newest first."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from medbills.domain.wording import long_day, short_day
from medbills.gui.icons import pixmap, scaled
from medbills.gui.language import tr
from medbills.gui.type import type_
from medbills.gui.widgets.chip import Chip, DaysLeftPill
from medbills.gui.widgets.label import Label, MoneyLabel
from medbills.gui.widgets.reflow import clear
from medbills.gui.widgets.row_button import RowButton, see_through, two_lines
from medbills.gui.widgets.shapes import pen, rounded

RING, DATE_COLUMN = 32, 58


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    """One event. At the right stands `amount` (a Money), else `chip` (kind in `chip_kind`), else days left when `pill`.

    A row that opens nothing (`opens` False) cannot be pressed.
    """

    key: str
    day: datetime.date
    icon: str
    first: str
    second: str = ""
    amount: object | None = None
    amount_tone: str = "text"
    chip: str = ""
    chip_kind: str = "outline"
    pill: bool = False
    theirs: bool = False
    ring_tone: str = ""
    opens: bool = True


class _Ring(QWidget):
    """The ring with its icon on the upright line; `above` and `below` say whether the line goes on."""

    def __init__(self, icon: str, tone: str, edge: str) -> None:
        super().__init__()
        self._icon, self._tone, self._edge = icon, tone, edge
        self.above = self.below = True
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        side = scaled(RING)
        return QSize(side, side + 8)

    minimumSizeHint = sizeHint

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = scaled(RING)
        box = QRectF(0, (self.height() - side) / 2, side, side)
        middle = round(side / 2)
        painter.setPen(pen("hairline", 2))
        if self.above:
            painter.drawLine(QPointF(middle, 0), QPointF(middle, box.top()))
        if self.below:
            painter.drawLine(QPointF(middle, box.bottom()), QPointF(middle, self.height()))
        rounded(painter, box, side / 2, "surface", self._edge, 1.5 if self._edge == "accent" else 1)
        size = scaled(16)
        at = QPointF(round((side - size) / 2), round(box.top() + (side - size) / 2))
        painter.drawPixmap(at, pixmap(self._icon, self._tone, size, self.devicePixelRatioF()))
        painter.end()


class _Row(RowButton):
    def __init__(self, entry: TimelineEntry, today: datetime.date, date_width: int) -> None:
        end = _at_right(entry, today)
        said = end.accessibleName() or end.text() if isinstance(end, Chip | MoneyLabel) else ""
        spoken = [long_day(entry.day), entry.first, entry.second, said]
        super().__init__(". ".join(part for part in spoken if part))
        self.entry = entry
        coming = entry.day > today
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        date = Label(short_day(entry.day, today), "small", "text2", tabular=True)
        date.setFixedWidth(date_width)
        row.addWidget(date)
        self.ring = _Ring(entry.icon, entry.ring_tone or ("accent" if coming else "text2"), "accent" if coming else "hairline")
        row.addWidget(self.ring)
        column = QVBoxLayout()
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(0)
        for label in two_lines(entry.first, entry.second):
            if label.text():
                column.addWidget(label)
        row.addLayout(column, 1)
        if end:
            row.addWidget(end)
        see_through(self)
        if not entry.opens:
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)


def _at_right(entry: TimelineEntry, today: datetime.date) -> QWidget | None:
    if entry.amount is not None:
        return MoneyLabel(entry.amount, "body", entry.amount_tone)
    if entry.chip:
        return Chip(entry.chip, entry.chip_kind)
    return DaysLeftPill(entry.day, today, entry.theirs) if entry.pill else None


def _date_width(entries: Sequence[TimelineEntry], today: datetime.date) -> int:
    metrics = QFontMetrics(type_().font("small", tabular=True))
    widest = max((metrics.horizontalAdvance(short_day(entry.day, today)) for entry in entries), default=0)
    return max(widest + 2, round((DATE_COLUMN - 14) * type_().scale))


class _Today(QWidget):
    def __init__(self, date_width: int) -> None:
        super().__init__()
        self._left = date_width + 26
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        label = Label("Today", "small", "accent", 600)
        row.addWidget(label)
        row.addStretch()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(pen("accent", 2))
        middle = self.height() // 2
        painter.drawLine(self._left, middle, self.width(), middle)
        painter.end()


class TimelineView(QWidget):
    """Entries, newest first. Arrow keys move between rows, Enter opens one: `opened` carries its key."""

    opened = Signal(str)

    def __init__(self, entries: Sequence[TimelineEntry] = (), today: datetime.date | None = None) -> None:
        super().__init__()
        self.setAccessibleName(tr("What happened, and what comes next"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.rows: list[RowButton] = []
        self._below: QWidget | None = None
        self._shown: tuple[Sequence[TimelineEntry], datetime.date] | None = None
        type_().scaled.connect(self._again)
        if today is not None:
            self.set_entries(entries, today)

    def set_entries(self, entries: Sequence[TimelineEntry], today: datetime.date) -> None:
        """Show these, sorted by day; the line of today parts what is to come from what was."""
        clear(self._column)
        self.rows = []
        self._shown = (entries, today)
        ordered = sorted(entries, key=lambda entry: entry.day, reverse=True)
        width = _date_width(ordered, today)
        coming = [entry for entry in ordered if entry.day > today]
        self._add(coming, today, width)
        self._column.addWidget(_Today(width))
        self._add(ordered[len(coming) :], today, width)

    def _again(self) -> None:
        if self._shown:  # the dates' column is as wide as its widest date at the new text size
            self.set_entries(*self._shown)

    def _add(self, entries: Sequence[TimelineEntry], today: datetime.date, width: int) -> None:
        for index, entry in enumerate(entries):
            row = _Row(entry, today, width)
            row.ring.above = index > 0 or entry.day <= today
            row.ring.below = index + 1 < len(entries) or entry.day > today
            row.clicked.connect(lambda _=False, key=entry.key: self.opened.emit(key))
            self._column.addWidget(row)
            self.rows.append(row)

    def unfold(self, key: str | None, detail: QWidget | None = None) -> None:
        """Show `detail` right below the row of that key, in place of what was shown before; None shows nothing."""
        if self._below is not None:
            self._below.hide()
            self._below.deleteLater()
            self._below = None
        row = next((row for row in self.rows if isinstance(row, _Row) and row.entry.key == key), None)
        if row is not None and detail is not None:
            self._below = detail
            self._column.insertWidget(self._column.indexOf(row) + 1, detail)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        at = next((index for index, row in enumerate(self.rows) if row.hasFocus()), None)
        if step and at is not None and 0 <= at + step < len(self.rows):
            self.rows[at + step].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)
