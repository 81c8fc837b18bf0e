"""The left side of a call: the line to say, the facts at hand, what to ask, and what not to say."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from medbills.gui.theme import theme
from medbills.gui.widgets.banner import Banner
from medbills.gui.widgets.choices import CheckRow
from medbills.gui.widgets.icon_label import IconLabel
from medbills.gui.widgets.label import Label, ReadingLabel
from medbills.gui.widgets.reflow import Flow
from medbills.gui.widgets.scroll import Scroll
from medbills.services.what_to_say import ASK_FOR, Script

MARK_WIDTH = 4


class SayCard(QFrame):
    """The sentence to read aloud, with a teal mark at its left."""

    def __init__(self, say: str) -> None:
        super().__init__()
        self.setProperty("role", "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(30, 20, 24, 20)
        column.setSpacing(4)
        column.addWidget(Label("Say", "small", "text2", weight=500))
        self.line = ReadingLabel(f"“{say}”", "say")
        column.addWidget(self.line)
        self.setAccessibleName(f"Say: {say}")

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.fillRect(QRectF(0, 0, MARK_WIDTH, self.height()), theme().color("accent"))
        painter.end()


class SaySide(QWidget):
    """What helps while talking. `asked` are the ids of the findings whose question was ticked."""

    def __init__(self, script: Script) -> None:
        super().__init__()
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(40, 24, 40, 24)
        column.setSpacing(16)
        column.addWidget(ReadingLabel(script.intro, "body", "text2"))
        column.addWidget(SayCard(script.say))
        if script.facts:
            column.addWidget(Flow(*[_fact(label, value) for label, value in script.facts], gap=24))
        if script.avoid:
            column.addWidget(Banner(script.avoid, "warning"))
        self._questions: list[tuple[str, CheckRow]] = [(finding, CheckRow(question)) for finding, question in script.ask]
        if self._questions:
            column.addLayout(_ticked("Ask this. Tick what you asked.", [row for _, row in self._questions]))
        self.before = {words: CheckRow(words) for words in ASK_FOR}
        column.addLayout(_ticked("Before you hang up, ask for", [Flow(*self.before.values(), gap=24)]))
        column.addStretch(1)
        if script.comfort:
            foot = QHBoxLayout()
            foot.setSpacing(12)
            foot.addWidget(IconLabel("info"))
            foot.addWidget(ReadingLabel(script.comfort, "small", "text2"), 1)
            column.addLayout(foot)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Scroll(content))

    @property
    def asked(self) -> tuple[str, ...]:
        """Ids of the findings that were asked about."""
        return tuple(finding for finding, row in self._questions if finding and row.isChecked())


def _fact(label: str, value: str) -> QWidget:
    cell = QWidget()
    cell.setAccessibleName(f"{label}: {value}")
    column = QVBoxLayout(cell)
    column.setContentsMargins(4, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(ReadingLabel(label, "small", "text2"))
    shown = ReadingLabel(value, "body", weight=600)
    column.addWidget(shown)
    return cell


def _ticked(title: str, rows: Sequence[QWidget]) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(4)
    column.addWidget(ReadingLabel(title, "body", weight=600))
    for row in rows:
        column.addWidget(row)
    return column
