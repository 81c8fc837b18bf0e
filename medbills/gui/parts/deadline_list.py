"""Days to come as rows; opening one shows how the date was found, right below it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from medbills.domain.case import KeptPaper
from medbills.gui.parts.deadline_detail import DeadlineDetail
from medbills.gui.widgets.card import divider
from medbills.gui.widgets.deadline_row import DeadlineRow, words_inset
from medbills.services.overview import Upcoming
from medbills.services.say_deadline import turn_words


class DeadlineList(QWidget):
    """`shown` carries a Place on a paper, `case_asked` a case id."""

    shown = Signal(object)
    case_asked = Signal(str)

    def __init__(
        self, days: Sequence[Upcoming], today: datetime.date, papers: Mapping[str, KeptPaper],
        others: Sequence[tuple[datetime.date, DeadlineRow]] = (),
    ) -> None:  # fmt: skip
        """`others` are rows of days that belong to no case; they stand among the rest by their day."""
        super().__init__()
        self._papers = papers
        self._open: tuple[DeadlineRow, DeadlineDetail] | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.rows: list[DeadlineRow] = []
        placed = [(day.kept.deadline.acts_on or today, self._row(day, today)) for day in days]
        for index, (_, row) in enumerate(sorted((*placed, *others), key=lambda one: one[0])):
            if index:
                self._column.addWidget(divider())
            self._column.addWidget(row)
            self.rows.append(row)

    def _row(self, day: Upcoming, today: datetime.date) -> DeadlineRow:
        deadline = day.kept.deadline
        row = DeadlineRow(deadline.acts_on or today, today, day.title, turn_words(deadline, day.who), theirs=not deadline.yours)
        row.clicked.connect(lambda: self._unfold(row, day))
        return row

    def _unfold(self, row: DeadlineRow, day: Upcoming) -> None:
        before, self._open = self._open, None
        if before:
            before[1].hide()
            before[1].deleteLater()
            if before[0] is row:
                return
        detail = DeadlineDetail(day.kept.deadline, self._papers, "Open the case", inset=words_inset())
        detail.shown.connect(self.shown)
        detail.case_asked.connect(lambda: self.case_asked.emit(day.case_id))
        self._column.insertWidget(self._column.indexOf(row) + 1, detail)
        self._open = (row, detail)
