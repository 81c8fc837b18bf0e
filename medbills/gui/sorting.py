"""Shows what to do with envelopes: right after their papers were filed, or when Today is asked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

from medbills.domain.triage import Triage
from medbills.gui.desk import Desk
from medbills.gui.parts.envelope_card import EnvelopeCard
from medbills.gui.parts.start import start_call, start_letter
from medbills.services.sort_envelope import sort_envelopes


class Sorting(QObject):
    """Listens to the desk. `place` is where the window shows the one card; a new one takes the old one's place."""

    def __init__(self, desk: Desk, window: QWidget, place: QVBoxLayout) -> None:
        super().__init__(window)
        self.desk, self._place = desk, place
        self.card: EnvelopeCard | None = None
        desk.papers_filed.connect(self.sort)
        desk.envelopes_sorted.connect(self.show)

    def sort(self, paper_ids: Sequence[str]) -> None:
        """Say what to do with these papers; nothing is shown for papers that ask for nothing."""
        today = self.desk.today()
        self.desk.vault_job(lambda vault: sort_envelopes(vault, paper_ids, today=today), self.show)

    def show(self, answers: Sequence[Triage]) -> None:
        """Show these, the first at once."""
        self.close()
        if not answers:
            return
        card = self.card = EnvelopeCard(answers, self.desk.today())
        card.taken.connect(self._take)
        card.closed.connect(self.close)
        self._place.addWidget(card)

    def close(self) -> None:
        """Let go of the card."""
        card, self.card = self.card, None
        if card is not None:
            card.hide()
            card.deleteLater()

    def _take(self, answer: Triage) -> None:
        self.close()
        if answer.letter:
            start_letter(self.desk, answer.case_id, answer.letter)
        elif answer.call:
            start_call(self.desk, answer.case_id)
        else:
            self.desk.go("cases", answer.case_id)
