"""What the cases took in calls and letters, and what was saved where each way was used."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from medbills.domain.money import ZERO
from medbills.domain.wording import counted
from medbills.gui.parts.row_table import Cell, Column, Row, RowTable
from medbills.gui.widgets.header import SectionTitle
from medbills.gui.widgets.label import READING_WIDTH, ReadingLabel
from medbills.services.add_up_effort import Effort, WayBrought

TITLE = "What it took, and what it brought"
COLUMNS = (Column("Used in", waits=1), Column("Saved in those cases", right=True))
NOTE = "A case stands under each way you used in it. So these sums can hold the same dollars. No way is said to have done it alone."


class EffortTable(QWidget):
    """Only sums that a paper proves, in closed cases."""

    def __init__(self, effort: Effort) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(SectionTitle(TITLE))
        self.told = ReadingLabel(f"So far: {effort.words}. Minutes are those you noted.", "body", "text2")
        column.addWidget(self.told)
        self.table = RowTable("Way", COLUMNS, [_row(way) for way in effort.ways], TITLE, opens=False)
        column.addWidget(self.table)
        note = ReadingLabel(NOTE, "small", "text2")
        for label in (self.told, note):
            label.natural_width = READING_WIDTH
        column.addWidget(note)


def _row(way: WayBrought) -> Row:
    closed = f"{counted(way.closed, 'case')} closed" if way.closed else "None closed yet"
    saved = Cell(str(way.saved), "success", 600) if way.saved > ZERO else Cell("Nothing proved yet", "text2")
    return Row(way.way, way.way, closed, (Cell(counted(way.cases, "case"), "text2"), saved))
