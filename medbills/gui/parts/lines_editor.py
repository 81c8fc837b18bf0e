"""The lines of a paper under review: a table, the chosen line's values as fields, and whether the lines add up."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget

from medbills.domain.fields import Value
from medbills.domain.paper import Line, Paper
from medbills.gui.language import tr
from medbills.gui.parts.code_card import SEVERAL, CodeLink
from medbills.gui.parts.key_ground import KeyGround, bring_whole
from medbills.gui.parts.line_form import LineForm
from medbills.gui.parts.lines_summary import SumNotes
from medbills.gui.parts.lines_table import LinesTable
from medbills.gui.widgets.buttons import Button, button
from medbills.gui.widgets.field import Field
from medbills.gui.widgets.header import SectionTitle
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.reflow import Flow
from medbills.gui.widgets.scroll import Scroll
from medbills.services.codes_on_papers import CodesOf, codes_of_line, has_codes
from medbills.services.edit_lines import AMOUNTS, give_share, join_lines, split_line
from medbills.services.edit_paper import seen, with_line, with_lines, with_value, without_line

HOW = "Enter: next value · Up and Down: other line · Esc: back"
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class LinesEditor(QWidget):
    """`edited` follows every change; `paper` is the paper with its lines as they stand; `lit` asks for a line's spot."""

    edited = Signal()
    lit = Signal(str)
    done = Signal()

    def __init__(self, paper: Paper, today: datetime.date) -> None:
        super().__init__()
        self.paper = paper
        self.line = -1
        self._before: list[tuple[tuple[Line, ...], int]] = []  # what undo goes back to, the last change last
        self._parts: tuple[int, int] | None = None  # a line that was just split: who gives, who takes
        content = KeyGround(self._take_key)
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(28, 12, 28, 20)
        self._column.setSpacing(12)
        self.back = button("All values", "quiet", "chevron_left", bar=True)
        self.back.clicked.connect(self.leave)
        self._column.addWidget(SectionTitle("Lines", self.back))
        self.sums = SumNotes()
        self._column.addWidget(self.sums)
        self.table = LinesTable()
        self.table.chosen.connect(self.choose)
        self._column.addWidget(self.table)
        self._column.addWidget(self._tools())
        self._column.addWidget(ReadingLabel(HOW, "small", "text2"))
        self._title = ReadingLabel("", "card")
        self.codes = CodeLink(SEVERAL, SEVERAL, self._told_codes)
        self._column.addWidget(Flow(self._title, self.codes, gap=16, first_grows=True))
        self._rest = ReadingLabel("", "small", "text2")
        self._column.addWidget(self._rest)
        self.form = LineForm(today)
        self.form.taken.connect(self._take)
        self.form.reached.connect(self._reach)
        self._column.addWidget(self.form)
        self._column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._area = Scroll(content)
        outer.addWidget(self._area)
        self._refresh(0)

    def _tools(self) -> QWidget:
        self.add = self._tool("Add a line", "Ins", self._add)
        self.split = self._tool("Split", "S", self._split, "Split this line")
        self.join = self._tool("Join", "J", self._join, "Join this line with the next")
        self.delete = self._tool("Delete", "Del", self._delete, "Delete this line")
        self.undo = self._tool("Undo", "Ctrl Z", self.take_back, "Undo the last change of the lines")
        return Flow(self.add, self.split, self.join, self.delete, self.undo, gap=8)

    def _tool(self, words: str, key: str, act: Callable[[], object], spoken: str = "") -> Button:
        made = button(words, "plain", bar=True)
        made.cap = key
        if spoken:
            made.setAccessibleName(tr(spoken))
            made.setToolTip(tr(spoken))
        made.clicked.connect(lambda: act())
        return made

    @property
    def fields(self) -> dict[str, Field]:
        """The chosen line's fields by name."""
        return self.form.fields

    def go_to(self, line: int, name: str | None = None) -> None:
        """Choose a line, and give the table the keyboard, or the field of that name."""
        if 0 <= line < len(self.paper.lines):
            self.table.selectRow(line)
            self.choose(line)
        if name in self.fields:
            self.form.hold(name)
        else:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            self._light()

    def choose(self, line: int) -> None:
        """Show a line's values as fields, and light it on the page."""
        if line == self.line or not 0 <= line < len(self.paper.lines):
            return
        self.line = line
        self._show_line()
        self._light()

    def _light(self, name: str | None = None) -> None:
        if not 0 <= self.line < len(self.paper.lines):
            return
        spots = self.paper.lines[self.line].spots
        if name is None or name not in spots:
            name = next((name for name in ("description", "billed", "patient_owes", "code", *spots) if name in spots), None)
        self.lit.emit(f"line {self.line} {name}" if name else "")

    def _reach(self, name: str) -> None:
        self._light(name)
        bring_whole(self._area, self.fields[name])

    def leave(self) -> None:
        """Back to the values, unless a field cannot be read."""
        if self._settled():
            self.done.emit()

    def _settled(self) -> bool:
        """Take what stands in the field with the keyboard; False while it cannot be read."""
        if not self.form.validate():
            return False
        held = self.form.held()
        if held:
            self.fields[held].left.emit()
        return True

    # what is shown

    def _refresh(self, line: int) -> None:
        self.line = min(line, len(self.paper.lines) - 1)
        self.table.show_paper(self.paper, self.line)
        self._show_line()
        self._light()

    def _show_line(self) -> None:
        count = len(self.paper.lines)
        there = 0 <= self.line < count
        self.form.show_line(self.paper, self.line)
        self._title.setText(f"Line {self.line + 1} of {count}" if there else "No lines yet")
        self.codes.setVisible(there and has_codes(self.paper.lines[self.line]))
        taker = self._parts is not None and self._parts[1] == self.line
        self._rest.setText(f"Type what belongs to this line. Line {self.line} keeps the rest." if taker else "")
        self._rest.setVisible(taker)
        self.delete.setEnabled(there)
        self.split.setEnabled(there)
        self.join.setEnabled(0 <= self.line < count - 1)
        self.undo.setEnabled(bool(self._before))
        self.sums.weigh(self.paper)

    def _told_codes(self) -> tuple[CodesOf, ...]:
        line = self.paper.lines[self.line]
        return (CodesOf(line.description or f"Line {self.line + 1}", codes_of_line(line)),)

    # what is changed

    def _change(self, paper: Paper, line: int) -> None:
        self._before.append((self.paper.lines, self.line))
        self.paper = paper
        self._refresh(line)
        self.edited.emit()

    def _take(self, name: str, typed: Value | None) -> None:
        parts = self._parts
        if parts is not None and parts[1] == self.line and name in AMOUNTS:
            self._change(give_share(self.paper, name, typed, giver=parts[0], taker=parts[1]), self.line)
        else:
            self._change(with_value(self.paper, name, typed, self.line), self.line)
        self._light(name)

    def _add(self) -> None:
        if self._settled():
            self._parts = None
            self._change(with_line(self.paper), len(self.paper.lines))
            self.form.hold()

    def _split(self) -> None:
        if self.split.isEnabled() and self._settled():
            self._parts = (self.line, self.line + 1)
            self._change(split_line(self.paper, self.line), self.line + 1)
            self.form.hold("billed")

    def _join(self) -> None:
        if self.join.isEnabled() and self._settled():
            self._parts = None
            self._change(join_lines(self.paper, self.line), self.line)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _delete(self) -> None:
        if self.delete.isEnabled():
            self._parts = None
            self._change(without_line(self.paper, self.line), self.line)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_back(self) -> bool:
        """Undo the last change; False when there is none."""
        if not self._before:
            return False
        lines, line = self._before.pop()
        self._parts = None
        self.paper = with_lines(self.paper, lines)
        self._refresh(line)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()
        return True

    # keys

    def _take_key(self, event: QKeyEvent) -> bool:
        held = self.form.held()
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if held and step:
            self._move(self.line + step, held)
            return True
        if held and event.key() in ENTER:
            self._enter(held)
            return True
        return False

    def _move(self, line: int, name: str) -> None:
        if 0 <= line < len(self.paper.lines) and self._settled():
            self.go_to(line, name)

    def _enter(self, held: str) -> None:
        """On to the next field, from the last to the next line; a value in doubt counts as looked at."""
        if not self._settled():
            return
        self.paper = seen(self.paper, held, self.line)
        self.edited.emit()
        following = self.form.after(held)
        if following is not None:
            self.form.hold(following)
        elif self.line + 1 < len(self.paper.lines):
            self.go_to(self.line + 1, next(iter(self.fields)))
        else:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.table.show_paper(self.paper, self.line)
        self._show_line()

    def event(self, event: QEvent) -> bool:
        # Ctrl Z is the window's, for what it offered to undo; while a change of these lines can be undone, it is ours.
        undo = isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Undo)
        if undo and self._before and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        on_table = self.window().focusWidget() is self.table
        if event.key() == Qt.Key.Key_Escape:
            self._escape()
        elif event.matches(QKeySequence.StandardKey.Undo):
            self.take_back()
        elif event.key() == Qt.Key.Key_Insert:
            self._add()
        elif on_table and event.key() in (Qt.Key.Key_F2, *ENTER):
            self.form.hold()
        elif on_table and event.key() in (Qt.Key.Key_S, Qt.Key.Key_J, Qt.Key.Key_Delete):
            {Qt.Key.Key_S: self._split, Qt.Key.Key_J: self._join, Qt.Key.Key_Delete: self._delete}[Qt.Key(event.key())]()
        elif event.key() not in ENTER:
            super().keyPressEvent(event)

    def _escape(self) -> None:
        """From a field to the list, from the list to the values."""
        if self.form.held() is None:
            self.leave()
        elif self._settled():
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
