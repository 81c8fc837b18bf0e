"""A chart in its card: what it points at in words, the same as a table on demand, and a picture of it to save."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from medbills.gui.parts.save_picture import picture_button
from medbills.gui.picture import Picture
from medbills.gui.widgets.buttons import Button, button
from medbills.gui.widgets.card import Card
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.pointed import Pointed
from medbills.gui.widgets.reflow import Flow


class ChartFoot(QWidget):
    """The words of what is pointed at, and the buttons below them. `picture_asked` asks for the picture."""

    picture_asked = Signal()

    def __init__(self, chart: Pointed, hint: str, *buttons: Button) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(4)
        self.told = ReadingLabel(hint, "small", "text2")
        chart.pointed.connect(lambda at: self.told.setText(chart.words[at] if at >= 0 else hint))
        column.addWidget(self.told)
        self.picture = picture_button()
        self.picture.clicked.connect(self.picture_asked)
        column.addWidget(Flow(*buttons, self.picture, gap=20))


class ChartCard(QWidget):
    """`make` builds the chart, and once more for its picture; `table` says the same and is shown on demand.

    `picture_asked` carries the Picture.
    """

    picture_asked = Signal(object)

    def __init__(self, title: str, told: str, make: Callable[[], Pointed], hint: str, table: QWidget, file: str) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        card = Card(title)
        if told:
            card.body.addWidget(ReadingLabel(told))
        self.chart, self.table = make(), table
        self.show_table = table_button()
        self.foot = ChartFoot(self.chart, hint, self.show_table)
        self.foot.picture_asked.connect(lambda: self.picture_asked.emit(Picture(file, title, told, make)))
        self.show_table.clicked.connect(lambda: turn_table(self.show_table, self.table))
        card.body.addWidget(self.chart)
        card.body.addWidget(self.foot)
        column.addWidget(card)
        column.addWidget(table)
        table.hide()

    @property
    def told(self) -> str:
        """The words of what is pointed at."""
        return self.foot.told.text()


def table_button() -> Button:
    """The quiet button that shows the table."""
    return button("Show as a table", "quiet", small=True, bar=True)


def turn_table(asked: Button, table: QWidget) -> None:
    """Show the table or take it away; the button says what it does next."""
    shown = table.isHidden()
    table.setVisible(shown)
    asked.setText("Hide the table" if shown else "Show as a table")
