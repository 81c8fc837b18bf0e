"""Paid by month: the columns of a year, and the same as a table."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from medbills.domain.spending import MonthSums, Spent, by_month
from medbills.domain.wording import counted
from medbills.gui.parts.row_table import Cell, Column, Row, RowTable
from medbills.gui.widgets.card import Card
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.month_chart import ChartMonth, MonthChart

COLUMNS = (Column("Paid", right=True), Column("Came back", right=True))
HINT = "Filled: paid. Open, with a plus: came back. Point at a month, or use the arrow keys."


class MonthsCard(QWidget):
    """Only months with a payment have a row."""

    def __init__(self, spent: Sequence[Spent], year: int) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        months = by_month(spent, year)
        card = Card(f"Paid by month, {year}")
        words = [_words(month) for month in months]
        parts = [ChartMonth(month.paid, month.came_back, told) for month, told in zip(months, words, strict=True)]
        self.chart = MonthChart(f"Chart of what was paid in each month of {year}. The table below says the same.", parts)
        self.told = ReadingLabel(HINT, "small", "text2")
        self.chart.pointed.connect(lambda at: self.told.setText(words[at] if at >= 0 else HINT))
        card.body.addWidget(self.chart)
        card.body.addWidget(self.told)
        column.addWidget(card)
        rows = [_row(month) for month in months if month.count]
        self.table = RowTable("Month", COLUMNS, rows, f"Paid by month, {year}", opens=False)
        column.addWidget(self.table)


def _row(month: MonthSums) -> Row:
    back = Cell(f"+{month.came_back}", "success") if month.came_back else Cell("–", "text2")
    return Row(f"{month.first:%m}", f"{month.first:%B}", "", (Cell(str(month.paid), weight=600), back))


def _words(month: MonthSums) -> str:
    if not month.count:
        return f"{month.first:%B}: nothing paid."
    back = f" {month.came_back} came back." if month.came_back else ""
    return f"{month.first:%B}: {month.paid} paid.{back} {counted(month.count, 'entry', 'entries')}."
