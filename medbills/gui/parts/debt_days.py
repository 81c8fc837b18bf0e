"""The two days of a debt that stand on no paper: when it was first late, and when something was last paid."""

from __future__ import annotations

import datetime
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from medbills.domain.changes import Changes
from medbills.domain.debt import FIRST_LATE, LAST_PAID, Told
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.field import DateField
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.reflow import Flow, ResponsiveGrid
from medbills.services.tell_of_debt import tell_of_debt


class DebtDays(QWidget):
    """`kept` carries the work on the vault that keeps them. A field that is emptied takes its day back."""

    kept = Signal(object)

    def __init__(self, told: Told, today: datetime.date, case_id: str = "") -> None:
        super().__init__()
        self._told, self._today, self.case_id = told, today, case_id
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(8)
        column.addWidget(ReadingLabel("Only if you know them. Do not ask the collector, and tell it none of them.", "small", "text2"))
        self.late = DateField("First missed payment", today, day=told.first_late)
        self.paid = DateField("Last payment, if any", today, day=told.last_paid)
        self.keep = button("Keep these days", "plain", bar=True)
        self.keep.clicked.connect(self._keep)
        column.addWidget(ResponsiveGrid(self.late, self.paid, most=2, lines=10, gap=12))
        column.addWidget(Flow(self.keep))

    def _keep(self) -> None:
        days: dict[str, datetime.date | None] = {}
        told = self._told
        for name, field, before in ((FIRST_LATE, self.late, told.first_late), (LAST_PAID, self.paid, told.last_paid)):
            day = field.day()
            if field.text().strip() and day is None:
                field.set_problem("Type a day like 11/18/26.")
                field.setFocus()
                return
            if day is not None and day > self._today:
                field.set_problem("This day is still to come.")
                field.setFocus()
                return
            if day != before:
                days[name] = day
        case_id, today = self.case_id, self._today

        def work(vault: Any) -> Changes:
            changes = Changes()
            for name, day in days.items():
                changes = changes | tell_of_debt(vault, case_id, name, day, today=today)
            return changes

        if days:
            self.kept.emit(work)
