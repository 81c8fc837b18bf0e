"""Panels side by side in a task, which become tabs when the text is large or the window small."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from medbills.gui.theme import theme
from medbills.gui.type import type_
from medbills.gui.widgets.card import divider
from medbills.gui.widgets.segmented import SegmentedControl

FOLD_SCALE = 1.2
UNBOUND = 16_777_215  # QWIDGETSIZE_MAX


class Ground(QWidget):
    """A panel painted in the color of a token."""

    def __init__(self, token: str) -> None:
        super().__init__()
        self._token = token

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().color(self._token))
        painter.end()


@dataclass(frozen=True, slots=True)
class Side:
    """A panel with the word of its tab; `width` in pixels at 100 % keeps it so wide, None takes its `share` of the rest."""

    word: str
    panel: QWidget
    width: int | None = None
    share: int = 1


class FoldingSides(QWidget):
    """All sides at once up to 120 % text where `lines` body lines fit across; else one at a time under tabs."""

    def __init__(self, sides: Sequence[Side], spoken: str, lines: float = 50) -> None:
        super().__init__()
        self.sides, self._lines, self._shown = tuple(sides), lines, 0
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.head = Ground("bg")
        strip = QHBoxLayout(self.head)
        strip.setContentsMargins(20, 10, 20, 10)
        self.tabs = SegmentedControl([(index, side.word) for index, side in enumerate(self.sides)], spoken, 0)
        self.tabs.chosen.connect(self._choose)
        strip.addWidget(self.tabs)
        strip.addStretch(1)
        column.addWidget(self.head)
        row = QHBoxLayout()
        row.setSpacing(0)
        self._lines_between: list[QWidget] = []
        for index, side in enumerate(self.sides):
            if index:
                between = divider(upright=True)
                self._lines_between.append(between)
                row.addWidget(between)
            across = QSizePolicy.Policy.Expanding if side.width else QSizePolicy.Policy.Ignored
            side.panel.setSizePolicy(across, QSizePolicy.Policy.Expanding)
            row.addWidget(side.panel, 0 if side.width else side.share)
        column.addLayout(row, 1)
        type_().scaled.connect(self._arrange)
        self._arrange()

    @property
    def folded(self) -> bool:
        """Whether one side is shown at a time."""
        return type_().scale > FOLD_SCALE or self.width() < self._lines * type_().line("body")

    def show_side(self, index: int) -> None:
        """Bring a side to view; where all are shown this changes nothing."""
        self.tabs.set_current(index)
        self._choose(index)

    def _choose(self, index: object) -> None:
        if isinstance(index, int):
            self._shown = index
            self._arrange()

    def _arrange(self, _scale: float = 1.0) -> None:
        folded = self.folded
        self.head.setVisible(folded)
        for between in self._lines_between:
            between.setVisible(not folded)
        for index, side in enumerate(self.sides):
            if side.width and not folded:
                side.panel.setFixedWidth(round(side.width * max(type_().scale, 1.0)))
            else:
                side.panel.setMinimumWidth(0)
                side.panel.setMaximumWidth(UNBOUND)
            side.panel.setVisible(not folded or index == self._shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
