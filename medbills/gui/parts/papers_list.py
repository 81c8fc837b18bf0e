"""The papers of a case as rows, the newest first; pressing one shows it. Below a row stands what ties it to others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from medbills.domain.case import KeptPaper
from medbills.domain.link import Relation
from medbills.domain.matter import Matter
from medbills.domain.wording import short_day
from medbills.gui.desk import Desk
from medbills.gui.parts.kin_note import QuietNote, kin_note, parted_receipt_note, receipt_note
from medbills.gui.parts.row_table import Cell, Column, Row, RowTable
from medbills.gui.widgets.row_button import RowButton
from medbills.services.compare_lines import Comparison
from medbills.services.letter_facts import paper_words
from medbills.services.link_papers import kin_of

Making = Callable[[], QuietNote]  # notes are made anew when the table is laid out anew


class PapersList(QWidget):
    """`pressed` carries the paper's id."""

    pressed = Signal(str)

    def __init__(self, desk: Desk, matter: Matter, comparison: Comparison | None) -> None:
        super().__init__()
        self._desk, self._matter = desk, matter
        self._notes = self._all_notes(comparison)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        rows = [_row(kept, desk) for kept in reversed(matter.papers)]
        self.table = RowTable("Paper", (Column("Date", waits=1), Column("Amount", right=True)), rows, "Papers", beneath=self._beneath)
        self.table.pressed.connect(self.pressed)
        column.addWidget(self.table)

    @property
    def rows(self) -> list[RowButton]:
        return self.table.rows

    def _beneath(self, paper_id: str) -> list[QWidget]:
        return [make() for make in self._notes.get(paper_id, ())]

    def _all_notes(self, comparison: Comparison | None) -> dict[str, list[Making]]:
        desk, matter = self._desk, self._matter
        notes: dict[str, list[Making]] = defaultdict(list)
        for paper_id, kin in kin_of(matter.papers, matter.links).items():
            notes[paper_id] += [partial(kin_note, desk, one) for one in kin]
        if comparison is None:
            return notes
        bill = comparison.bill.id
        for paid in comparison.receipts:
            notes[paid.receipt_id].append(partial(receipt_note, desk, paid, bill))
        for link in matter.links:
            if link.relation is Relation.PAYS and link.other_id == bill:
                notes[link.paper_id].append(partial(parted_receipt_note, desk, link.paper_id, bill))
        return notes


def _row(kept: KeptPaper, desk: Desk) -> Row:
    paper = kept.paper
    who = paper.issuer_name or paper.payer_name or paper.provider_name or ""
    amount = paper.patient_responsibility if paper.is_eob else paper.amount_due if paper.amount_due is not None else paper.patient_paid
    day = Cell(short_day(paper.dated, desk.today()) if paper.dated else "", "text2")
    return Row(kept.id, paper_words(kept).split(" of ")[0], who, (day, Cell(str(amount) if amount is not None else "", weight=600)))
