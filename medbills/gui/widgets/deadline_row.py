"""A deadline as a row: month over day, what happens and whose turn it is, how many days are left."""

from __future__ import annotations

import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from medbills.domain.wording import long_day, short_month
from medbills.gui.type import type_
from medbills.gui.widgets.chip import DaysLeftPill
from medbills.gui.widgets.label import Label
from medbills.gui.widgets.row_button import RowButton, see_through, two_lines

CENTER = Qt.AlignmentFlag.AlignHCenter
NARROWEST, GAP = 40, 16  # pixels of the column of dates at 100 %, and between it and the words


def words_inset() -> int:
    """Pixels from a row's left edge to its words."""
    return round(NARROWEST * type_().scale) + GAP


class DateColumn(QWidget):
    """Month over day in a narrow column; the year only when it is not this one."""

    def __init__(self, day: datetime.date, today: datetime.date) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addStretch(1)  # in a higher row month and day stay together
        month = short_month(day) if day.year == today.year else f"{short_month(day)} {day.year}"
        for text, role, tone, weight in ((month, "small", "text2", 400), (str(day.day), "body", "text", 600)):
            label = Label(text, role, tone, weight, tabular=True)
            label.setAlignment(CENTER)
            column.addWidget(label)
        column.addStretch(1)
        self.setMinimumWidth(round(NARROWEST * type_().scale))


class DeadlineRow(RowButton):
    """Pressing it opens how the date was found. `second` is whose turn and whose rule, "Your turn · Dad"."""

    def __init__(self, due: datetime.date, today: datetime.date, what: str, second: str, theirs: bool = False, done: bool = False) -> None:
        pill = DaysLeftPill(due, today, theirs, done)
        super().__init__(f"{long_day(due)}. {what}. {second}. {pill.text()}")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 9, 0, 9)
        row.setSpacing(GAP)
        row.addWidget(DateColumn(due, today))
        column = QVBoxLayout()
        column.setSpacing(0)
        for label in two_lines(what, second):
            column.addWidget(label)
        row.addLayout(column, 1)
        row.addWidget(pill)
        see_through(self)
