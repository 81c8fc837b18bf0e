"""Two ways side by side, worked out from what one types: the form above, the answer below."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from medbills.domain.money import Money
from medbills.gui.language import tr
from medbills.gui.parts.money_form import MoneyForm
from medbills.gui.parts.row_table import RowTable
from medbills.gui.widgets.card import Card
from medbills.gui.widgets.label import MoneyLabel, ReadingLabel
from medbills.gui.widgets.reflow import clear


class ComparisonForm(MoneyForm):
    """Its way out says where it leads."""

    def __init__(self, title: str, back: str, save: str = "Show both") -> None:
        super().__init__(title, save=save)
        self.cancel.setText(back)
        self.cancel.setAccessibleName(tr(back))


class Comparison(QWidget):
    """Fill `below` in `work_out`; `closed` leads back. `says` is the answer in a sentence."""

    closed = Signal()

    def __init__(self, form: ComparisonForm) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        self.typed = form
        form.saved.connect(self._show)
        form.closed.connect(self.closed)
        column.addWidget(form)
        self.below = QVBoxLayout()
        self.below.setSpacing(16)
        column.addLayout(self.below)
        self.says = ""
        self.table: RowTable | None = None

    def work_out(self) -> None:
        """Show the answer to what stands in the form."""
        raise NotImplementedError  # abstract

    def _show(self) -> None:
        clear(self.below)
        self.work_out()


def money_line(card: Card, words: str, amount: Money, weight: int = 500, tone: str = "text") -> None:
    """Words at the left, the sum at the right."""
    row = QHBoxLayout()
    row.setSpacing(12)
    row.addWidget(ReadingLabel(words, "body", weight=weight if weight == 600 else None), 1)
    row.addWidget(MoneyLabel(amount, "body", tone, weight))
    card.body.addLayout(row)
