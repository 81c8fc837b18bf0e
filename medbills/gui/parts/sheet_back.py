"""The recovery key in groups, to be printed; it counts once two groups are typed back from the sheet."""

from __future__ import annotations

import random
from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from medbills.gui.language import tr
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.choices import CheckRow
from medbills.gui.widgets.field import Field
from medbills.gui.widgets.label import Label, ReadingLabel
from medbills.gui.widgets.reflow import Columns, Flow
from medbills.gui.widgets.shapes import soft

WHY_A_KEY = "It opens your papers if the passphrase is lost. Keep it with your important papers, not on this computer."
ASKED = 2  # groups, other ones each time


class _KeyPanel(QWidget):
    def __init__(self, groups: Sequence[str]) -> None:
        super().__init__()
        self.setAccessibleName(tr("Recovery key: " + ", ".join(" ".join(group) for group in groups)))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.addWidget(Columns(*(_group(number, group) for number, group in enumerate(groups, 1)), most=4, lines=4.5, gap=12))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        soft(painter, QRectF(self.rect()), 8, "sunken", "control")
        painter.end()


def _group(number: int, group: str) -> QWidget:
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(Label(str(number), "small", "text2"))
    column.addWidget(Label(group, "head", tabular=True))
    return part


class SheetBack(QWidget):
    """`confirmed` follows once the sheet is said to be there and two of its groups are typed back."""

    printAsked = Signal()
    saveAsked = Signal()
    confirmed = Signal()

    def __init__(self, groups: Sequence[str], verb: str) -> None:
        super().__init__()
        self.groups = tuple(groups)
        count = min(ASKED, len(self.groups))
        self.asked = tuple(sorted(random.SystemRandom().sample(range(len(self.groups)), count)))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(ReadingLabel(WHY_A_KEY, "body", "text2"))
        column.addWidget(_KeyPanel(self.groups))
        self.print_button = button("Print", "plain", "print")
        self.save_button = button("Save as PDF", "plain", "save")
        self.print_button.clicked.connect(self.printAsked)
        self.save_button.clicked.connect(self.saveAsked)
        column.addWidget(Flow(self.print_button, self.save_button, gap=12))
        column.addSpacing(8)
        self.written = CheckRow("I have written it down or printed it")
        column.addWidget(self.written)
        row = QHBoxLayout()
        row.setSpacing(16)
        self.fields = [Field(f"Type group {at + 1}") for at in self.asked]
        for field in self.fields:
            field.editor.setProperty("secret", True)  # part of a key: kept nowhere
            row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)
        self.why = ReadingLabel("", "small", "text2")
        column.addWidget(self.why)
        column.addSpacing(8)
        self.done = button(verb, "main")
        self.done.clicked.connect(self._finish)
        column.addWidget(self.done)
        self.written.toggled.connect(self._weigh)
        for field in self.fields:
            field.editor.textChanged.connect(self._weigh)  # type: ignore[attr-defined]
            field.editor.returnPressed.connect(self._finish)  # type: ignore[attr-defined]
        self._weigh()

    def _right(self, number: int) -> bool:
        return _bare(self.fields[number].text()) == _bare(self.groups[self.asked[number]])

    def _weigh(self) -> None:
        typed = all(self._right(number) for number in range(len(self.fields)))
        self.done.setEnabled(typed and self.written.isChecked())
        missing = "" if typed else "Type the two groups from your copy. "
        self.why.setText("" if self.done.isEnabled() else missing or "Tick the box above when you have your copy.")
        self.why.setVisible(bool(self.why.text()))

    def _finish(self) -> None:
        for number, field in enumerate(self.fields):
            field.set_problem(None if self._right(number) else f"Group {self.asked[number] + 1} reads otherwise. Look once more.")
        if self.done.isEnabled():
            self.confirmed.emit()


def _bare(group: str) -> str:
    return "".join(group.split()).replace("-", "").casefold()
