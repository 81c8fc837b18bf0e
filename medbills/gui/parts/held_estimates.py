"""A dental plan's written estimates beside its later statements, line by line; nothing shows where there are none."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from medbills.domain.money import Money
from medbills.domain.predetermination import Held, HeldEstimate
from medbills.gui.desk import Desk
from medbills.gui.parts.row_table import Cell, Column, Row, RowTable
from medbills.gui.widgets.banner import Banner
from medbills.gui.widgets.header import SectionTitle
from medbills.gui.widgets.label import ReadingLabel
from medbills.services.hold_estimate import held_title, held_verdict, held_words, list_held_estimates

COLUMNS = (
    Column("What came of it", waits=2), Column("You pay then", right=True, waits=1), Column("Plan wrote", right=True),
    Column("Plan paid", right=True),
)  # fmt: skip


class HeldEstimates(QWidget):
    """Loads itself from the vault."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.tables: list[RowTable] = []
        self.banners: list[Banner] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self.hide()
        today, person = desk.today(), desk.person_filter
        desk.vault_job(lambda vault: list_held_estimates(vault, today=today, person_id=person), self._came)

    def _came(self, found: tuple[HeldEstimate, ...]) -> None:
        for held in found:
            self._column.addWidget(SectionTitle("The plan’s estimate and what came of it"))
            self._column.addWidget(ReadingLabel(held_title(held), "small", "text2"))
            differs = any(line.differs for line in held.lines)
            self.banners.append(Banner(held_verdict(held), "warning" if differs else "done"))
            self._column.addWidget(self.banners[-1])
            rows = [_row(at, line) for at, line in enumerate(held.lines)]
            self.tables.append(RowTable("Treatment", COLUMNS, rows, held_title(held), opens=False))
            self._column.addWidget(self.tables[-1])
            if held.extra:
                codes = ", ".join(line.code or line.description or "a line without a code" for line in held.extra)
                self._column.addWidget(ReadingLabel(f"On the statement only: {codes}.", "small", "text2"))
        self.setVisible(bool(found))


def _row(at: int, one: Held) -> Row:
    line, after = one.estimate, one.statement
    second = " · ".join(part for part in (line.description or "", f"Tooth {line.tooth}" if line.tooth else "") if part)
    tone = "amber" if one.differs else "text2"
    cells = (
        Cell(held_words(one), tone), Cell(_sum(after.patient_owes if after else None), "text2"), Cell(_sum(one.told), "text2"),
        Cell(_sum(one.came), "amber" if one.differs else "text", 600),
    )  # fmt: skip
    return Row(str(at), line.code or "No code", second, cells)


def _sum(amount: Money | None) -> str:
    return "–" if amount is None else str(amount)
