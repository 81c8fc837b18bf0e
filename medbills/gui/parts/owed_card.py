"""What the papers ask for: the sum, how it divides, and the bills behind each part."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from medbills.domain.money import Money
from medbills.domain.wording import counted, listed
from medbills.gui.widgets.card import Card, divider
from medbills.gui.widgets.icon_label import IconLabel
from medbills.gui.widgets.label import MoneyLabel
from medbills.gui.widgets.row_button import RowButton, see_through, two_lines
from medbills.gui.widgets.split_bar import Dot, SplitBar
from medbills.services.overview import Overview


class OwedCard(Card):
    """Three rows, each of which leads to its bills: `opened`."""

    opened = Signal()

    def __init__(self, overview: Overview) -> None:
        owed = overview.owed
        super().__init__("What the papers ask for", MoneyLabel(owed.asked, "body"))
        parts = [
            ("Yours to pay", _share(len(overview.sure_of), overview.told_by_insurer), owed.sure, "accent"),
            ("In dispute", listed(list(overview.disputed_of)), owed.disputed, "amber-fill"),
            ("Waiting for insurance", _waiting(overview.waiting_of), owed.waiting, "control"),
        ]
        self.body.addSpacing(4)
        self.body.addWidget(SplitBar([(words, amount, token) for words, _, amount, token in parts]))
        for index, part in enumerate(parts):
            if index:
                self.body.addWidget(divider())
            row = _row(Dot(part[3]), part[0], part[1], part[2], "text")
            row.clicked.connect(self.opened)
            self.body.addWidget(row)
        self.body.addStretch(1)


class SavedCard(Card):
    """What closed cases saved; pressing it shows them."""

    opened = Signal()

    def __init__(self, saved: Money, cases: int) -> None:
        super().__init__(dense=True)
        self.body.setContentsMargins(12, 8, 12, 8)
        words = f"{counted(cases, 'closed case')}, {'each ' if cases > 1 else ''}proved by a paper"
        row = _row(IconLabel("check_circle", "success"), "Saved so far", words, saved, "success")
        row.clicked.connect(self.opened)
        self.body.addWidget(row)


def _row(mark: QWidget, first: str, second: str, amount: Money, tone: str) -> RowButton:
    row = RowButton(f"{first}: {amount}. {second}")
    line = QHBoxLayout(row)
    line.setContentsMargins(0 if isinstance(mark, Dot) else 8, 2, 0 if isinstance(mark, Dot) else 8, 2)
    line.setSpacing(12)
    line.addWidget(mark)
    column = QVBoxLayout()
    column.setSpacing(0)
    for label in two_lines(first, second):
        if label.text():
            column.addWidget(label)
    line.addLayout(column, 1)
    line.addWidget(MoneyLabel(amount, "body", tone))
    see_through(row)
    return row


def _share(bills: int, told: int) -> str:
    """Whose words they are: of a collector's debt, say, no insurer spoke."""
    if not bills:
        return "Nothing so far"
    if told == bills:
        return f"Your share of {counted(bills, 'bill')}, by the insurer"
    if not told:
        return f"Asked in {counted(bills, 'account')}. No insurer told your share."
    return f"Your share of {bills} accounts, {told} of them by the insurer"


def _waiting(names: tuple[str, ...]) -> str:
    return f"{listed(list(names))}. Do not pay yet." if names else "Nothing so far"
