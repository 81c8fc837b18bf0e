"""Two versions of an insurer's statement side by side, with what differs lit."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from medbills.domain.money import ZERO
from medbills.domain.wording import counted, long_day
from medbills.gui.desk import Desk
from medbills.gui.page import TaskWidget
from medbills.gui.parts.row_table import Cell, Column, Row, RowTable
from medbills.gui.parts.start import show_places
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.header import PageHeader
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.scroll import Scroll
from medbills.services.compare_versions import VersionRow, Versions
from medbills.services.light_spots import places_of_paper


class VersionsTask(TaskWidget):
    """The earlier statement at the left, the later one at the right; the first table is the whole claim, then each service."""

    def __init__(self, desk: Desk, versions: Versions) -> None:
        super().__init__(desk, "What changed", versions.after.paper.payer_name or versions.after.paper.issuer_name or "")
        self.versions = versions
        self.tables: list[RowTable] = []
        self.earlier, self.later = button("See the earlier paper"), button("See the later paper")
        for made, kept in ((self.earlier, versions.before), (self.later, versions.after)):
            made.clicked.connect(lambda _=False, kept=kept: show_places(desk, "The statement", places_of_paper(kept)))
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(32, 24, 32, 24)
        column.setSpacing(16)
        header = PageHeader(
            counted(versions.differs, "thing differs", "things differ") if versions.differs else "Nothing differs", versions.says
        )
        header.add_right(self.earlier, self.later)
        column.addWidget(header)
        before, after = versions.before.paper, versions.after.paper
        heads = (_head("Before", before.processed_date), _head("Now", after.processed_date))
        columns = (*(Column(head, right=True) for head in heads), Column("Difference", right=True, waits=1))
        for title, rows in versions.groups:
            column.addWidget(ReadingLabel(title, "head"))
            table = RowTable("What", columns, [_row(at, row) for at, row in enumerate(rows)], title, opens=False)
            self.tables.append(table)
            column.addWidget(table)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Scroll(content))


def _head(word: str, day: object) -> str:
    return f"{word}, {long_day(day)}" if hasattr(day, "isoformat") else word  # type: ignore[arg-type]


def _row(at: int, row: VersionRow) -> Row:
    tone, weight = ("amber", 600) if row.differs else ("text", 400)
    change = ""
    if row.change is not None:
        change = f"+{row.change}" if row.change > ZERO else str(row.change)
    elif row.differs:
        change = "New" if not row.before else "Gone" if not row.after else "Differs"
    values = (Cell(text or "Not printed", tone if text else "text2", weight) for text in (row.before, row.after))
    return Row(str(at), row.label, "", (*values, Cell(change, tone)))
