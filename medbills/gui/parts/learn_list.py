"""The list at the left of Learn: what there is to read, in groups; arrow keys walk it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from medbills.gui.language import tr
from medbills.gui.widgets.card import Card
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.reflow import clear
from medbills.gui.widgets.row_button import RowButton, see_through, two_lines
from medbills.gui.widgets.scroll import Scroll

_FAR = 10_000  # past either end of any list
_STEPS = {
    Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8, Qt.Key.Key_PageDown: 8, Qt.Key.Key_Home: -_FAR, Qt.Key.Key_End: _FAR,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Listed:
    """A row: its key, the group it stands in, and its two lines."""

    key: str
    group: str
    title: str
    line: str


class LearnList(Card):
    """`chosen` carries the key of a row; `walked` the key that an arrow key came to."""

    chosen = Signal(str)
    walked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("What to read"))
        self.body.setContentsMargins(4, 4, 4, 4)
        content = _Rows(self.walk)
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(6, 6, 6, 6)  # room for the ring of the row with the keyboard
        self._column.setSpacing(2)
        self.area = Scroll(content)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.body.addWidget(self.area)
        self.rows: dict[str, RowButton] = {}

    def show_rows(self, rows: Sequence[Listed], chosen: str, nothing: str) -> None:
        """Other rows; `nothing` is said where there are none."""
        clear(self._column)
        self.rows = {}
        group = ""
        for row in rows:
            if row.group != group:
                group = row.group
                head = ReadingLabel(group, "small", "text2", 500)
                head.setContentsMargins(12, 10 if self.rows else 4, 12, 2)
                self._column.addWidget(head)
            self._column.addWidget(self._row(row))
        if not rows:
            said = ReadingLabel(nothing, "body", "text2")
            said.setContentsMargins(12, 8, 12, 8)
            self._column.addWidget(said)
        self._column.addStretch(1)
        self.area.verticalScrollBar().setValue(0)
        self.choose(chosen)

    def choose(self, key: str) -> None:
        """Mark a row without telling; a key that has none marks none."""
        for name, row in self.rows.items():
            row.setChecked(name == key)
        if key in self.rows:
            self.area.ensureWidgetVisible(self.rows[key], 0, 24)

    def focus_row(self, key: str = "") -> None:
        """Give the keyboard to a row: the chosen one, else the first."""
        marked = next((row for row in self.rows.values() if row.isChecked()), None)
        row = self.rows.get(key) or marked or next(iter(self.rows.values()), None)
        if row is not None:
            row.show()  # one that was just made is not shown yet, and could not take it
            row.setFocus(Qt.FocusReason.TabFocusReason)

    def _row(self, row: Listed) -> RowButton:
        made = RowButton(f"{row.title}. {row.line}")
        made.setCheckable(True)
        column = QVBoxLayout(made)
        column.setContentsMargins(12, 7, 12, 7)
        column.setSpacing(0)
        for label in two_lines(row.title, row.line):
            column.addWidget(label)
        see_through(made)
        made.clicked.connect(partial(self._press, row.key))
        self.rows[row.key] = made
        return made

    def _press(self, key: str) -> None:
        self.choose(key)
        self.chosen.emit(key)

    def walk(self, step: int) -> bool:
        """Bring the keyboard so many rows on; False where none of them has it."""
        keys = list(self.rows)
        at = next((at for at, key in enumerate(keys) if self.rows[key].hasFocus()), None)
        if at is None:
            return False
        key = keys[min(max(at + step, 0), len(keys) - 1)]
        self.rows[key].setFocus(Qt.FocusReason.TabFocusReason)
        self.walked.emit(key)
        return True


class _Rows(QWidget):
    """Takes the keys that the rows leave, before the area around them scrolls by them."""

    def __init__(self, walk: Callable[[int], bool]) -> None:
        super().__init__()
        self._walk = walk

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None or not self._walk(step):
            super().keyPressEvent(event)
