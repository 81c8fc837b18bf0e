"""Paid by month: the columns of a year, and the same as a table."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from medbills.domain.spending import MonthSums, Spent, by_month
from medbills.domain.wording import counted, month_name
from medbills.gui.parts.chart_card import ChartFoot
from medbills.gui.parts.row_table import Cell, Column, Row, RowTable
from medbills.gui.picture import Picture
from medbills.gui.widgets.card import Card
from medbills.gui.widgets.month_chart import ChartMonth, MonthChart

COLUMNS = (Column("Paid", right=True), Column("Came back", right=True))
HINT = "Filled: paid. Open, with a plus: came back. Point at a month, or use the arrow keys."


class MonthsCard(QWidget):
    """Only months with a payment have a row. `picture_asked` carries the Picture."""

    picture_asked = Signal(object)

    def __init__(self, spent: Sequence[Spent], year: int) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        months = by_month(spent, year)
        card = Card(f"Paid by month, {year}")
        words = [_words(month) for month in months]
        parts = [ChartMonth(month.paid, month.came_back, told) for month, told in zip(months, words, strict=True)]

        def make() -> MonthChart:
            return MonthChart(f"Chart of what was paid in each month of {year}. The table below says the same.", parts)

        self.chart = make()
        foot = ChartFoot(self.chart, HINT)
        self.told = foot.told
        picture = Picture(f"paid-{year}", f"Paid by month, {year}", "Filled: paid. Open, with a plus: came back.", make)
        foot.picture_asked.connect(lambda: self.picture_asked.emit(picture))
        card.body.addWidget(self.chart)
        card.body.addWidget(foot)
        column.addWidget(card)
        rows = [_row(month) for month in months if month.count]
        self.table = RowTable("Month", COLUMNS, rows, f"Paid by month, {year}", opens=False)
        column.addWidget(self.table)


def _row(month: MonthSums) -> Row:
    back = Cell(f"+{month.came_back}", "success") if month.came_back else Cell("–", "text2")
    return Row(f"{month.first:%m}", month_name(month.first), "", (Cell(str(month.paid), weight=600), back))


def _words(month: MonthSums) -> str:
    if not month.count:
        return f"{month_name(month.first)}: nothing paid."
    back = f" {month.came_back} came back." if month.came_back else ""
    return f"{month_name(month.first)}: {month.paid} paid.{back} {counted(month.count, 'entry', 'entries')}."
