"""The way of a debt from the provider to who asks now, each with its sum, and where the sums differ."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from medbills.gui.language import tr
from medbills.gui.widgets.icon_label import IconLabel
from medbills.gui.widgets.label import MoneyLabel, ReadingLabel
from medbills.gui.widgets.reflow import Columns
from medbills.gui.widgets.row_button import two_lines
from medbills.gui.widgets.shapes import soft
from medbills.services.list_owed import Link, OwedAccount


class DebtChain(QWidget):
    """Who asked first stands first; an arrow leads to the next."""

    def __init__(self, account: OwedAccount) -> None:
        super().__init__()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.says = " ".join(account.notes)
        steps = " · ".join(f"{link.role}: {link.name}, {link.asks or 'no sum'}" for link in account.chain)
        self.setAccessibleName(tr(f"{steps}. {self.says}"))
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        last = len(account.chain) - 1
        holders = [_holder(link, at < last) for at, link in enumerate(account.chain)]
        column.addWidget(Columns(*holders, most=len(holders), lines=12, gap=16))
        for note in account.notes:
            line = QHBoxLayout()
            line.setSpacing(8)
            line.addWidget(IconLabel("info", "text2", 16))
            line.addWidget(ReadingLabel(note, "small"), 1)
            column.addLayout(line)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        soft(painter, QRectF(self.rect()), 8, "sunken", "control")
        painter.end()


def _holder(link: Link, goes_on: bool) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(16)
    words = QVBoxLayout()
    words.setSpacing(0)
    role = ReadingLabel(link.role, "small", "text2")
    name, by = two_lines(link.name, link.by)
    for label in (role, name, by):
        words.addWidget(label)
    row.addLayout(words, 1)
    row.addWidget(MoneyLabel(link.asks, "body"))
    arrow = IconLabel("arrow_right", "text2")
    keeps_room = arrow.sizePolicy()
    keeps_room.setRetainSizeWhenHidden(True)  # sums one below the other end at one edge
    arrow.setSizePolicy(keeps_room)
    row.addWidget(arrow)
    arrow.setHidden(not goes_on)
    return holder
