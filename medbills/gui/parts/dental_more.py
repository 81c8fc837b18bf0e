"""Below the dental calculator: what is known of the state's law, the table of pairs, and the letter to the employer."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from medbills.gui.desk import Desk
from medbills.gui.parts.own_pairs import PairsTask
from medbills.gui.parts.start import start_letter
from medbills.gui.widgets.banner import Banner
from medbills.gui.widgets.buttons import Button, button
from medbills.gui.widgets.reflow import Flow
from medbills.services.note_non_covered import non_covered_note
from medbills.services.work_out_dental import DentalFigures

EMPLOYER_LETTER = "employer_drop_clause_request"


class DentalMore(QWidget):
    """Made anew with the figures shown."""

    def __init__(self, desk: Desk, figures: DentalFigures) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.note: Banner | None = None
        if words := non_covered_note(figures.state):
            self.note = Banner(words, "quiet", icon="rights")
            column.addWidget(self.note)
        self.pairs = button("Which treatment is paid as which", "quiet", "tooth", bar=True)
        self.pairs.clicked.connect(lambda: desk.open_task(PairsTask(desk)))
        self.employer: Button | None = None
        case_id = figures.case_id
        if case_id:
            self.employer = button("Ask the employer to drop this rule", "quiet", "letter", bar=True)
            self.employer.clicked.connect(lambda: start_letter(desk, case_id, EMPLOYER_LETTER))
        column.addWidget(Flow(*([self.employer] if self.employer else []), self.pairs, gap=12))
