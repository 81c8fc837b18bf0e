"""The proof of a case: what is on file, what was asked for, what is missing and why it would help."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QWidget

from medbills.domain.wording import short_day
from medbills.gui.language import tr
from medbills.gui.widgets.card import Card
from medbills.gui.widgets.icon_label import IconLabel
from medbills.gui.widgets.label import Label, ReadingLabel
from medbills.gui.widgets.row_button import RowButton, see_through
from medbills.gui.widgets.shapes import rounded
from medbills.services.case_proof import Proof, Standing


class ProofCard(Card):
    """A proof that is a paper can be pressed: `opened` carries the paper's id."""

    opened = Signal(str)

    def __init__(self, proofs: Sequence[Proof], today: datetime.date) -> None:
        have = sum(1 for proof in proofs if proof.standing is Standing.HAVE)
        super().__init__("Proof", Label(f"{have} of {len(proofs)}", "small", "text2"), dense=True)
        self.body.setSpacing(4)
        for proof in proofs:
            self.body.addWidget(self._row(proof, today))
        for proof in proofs:
            if proof.standing is Standing.MISSING and proof.why:
                self.body.addWidget(ReadingLabel(proof.why, "small", "text2"))
        self.body.addStretch(1)

    def _row(self, proof: Proof, today: datetime.date) -> QWidget:
        state, tone = _state(proof, today)
        row: QWidget
        if proof.paper_id:
            pressed = RowButton(f"{proof.what}: {state}. Press to see it.")
            pressed.clicked.connect(lambda: self.opened.emit(proof.paper_id))
            row = pressed
        else:
            row = QWidget()
            row.setAccessibleName(tr(f"{proof.what}: {state}"))
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 5, 0, 5)
        line.setSpacing(12)
        line.addWidget(_mark(proof.standing))
        line.addWidget(ReadingLabel(proof.what), 1)
        line.addWidget(Label(state, "small", tone))
        see_through(row)
        return row


def _state(proof: Proof, today: datetime.date) -> tuple[str, str]:
    if proof.standing is Standing.HAVE:
        return "Have", "text2"
    if proof.standing is Standing.MISSING:
        return "Missing", "text2"
    return (f"Asked {short_day(proof.asked_on, today)}" if proof.asked_on else "Asked"), "amber"


def _mark(standing: Standing) -> QWidget:
    if standing is Standing.HAVE:
        return IconLabel("check_circle", "success")
    return OpenMark("amber-fill" if standing is Standing.ASKED else "control")


class OpenMark(IconLabel):
    """A dashed ring: not here yet."""

    def __init__(self, token: str) -> None:
        super().__init__("check_circle", token)
        self._ring = token

    def paintEvent(self, _event: object) -> None:
        painter = QPainter(self)
        inset = self.width() * 0.12
        rounded(painter, QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), self.width() / 2, None, self._ring, 1.5, dashed=True)
        painter.end()
