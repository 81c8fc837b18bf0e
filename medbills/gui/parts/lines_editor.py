"""The lines of a paper under review: a table, the chosen line's values as fields, and whether the lines add up."""

from __future__ import annotations

import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from medbills.domain.fields import Value
from medbills.domain.paper import LINE_FIELDS, Paper
from medbills.gui.parts.lines_summary import sum_words
from medbills.gui.parts.lines_table import LinesTable
from medbills.gui.parts.value_field import EDITABLE, make_field, value_of
from medbills.gui.widgets.banner import Banner
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.field import Field
from medbills.gui.widgets.header import SectionTitle
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.reflow import Columns, Flow, clear
from medbills.gui.widgets.scroll import Scroll
from medbills.services.edit_paper import sum_checks, with_line, with_value, without_line

BILL_FIELDS = ("service_date", "code", "description", "units", "billed")
EOB_FIELDS = ("service_date", "code", "description", "billed", "adjustment", "allowed", "plan_paid", "patient_owes", "remark_codes")
WIDE = frozenset({"service_date", "service_from", "service_to", "description"})


class LinesEditor(QWidget):
    """`edited` follows every change; `paper` is the paper with its lines as they stand; `lit` asks for a line's spot."""

    edited = Signal()
    lit = Signal(str)
    done = Signal()

    def __init__(self, paper: Paper, today: datetime.date) -> None:
        super().__init__()
        self.paper, self._today = paper, today
        self.line = -1
        self.fields: dict[str, Field] = {}
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(28, 20, 28, 20)
        column.setSpacing(12)
        back = button("All values", "quiet", "chevron_left", bar=True)
        back.clicked.connect(self.leave)
        column.addWidget(back)
        self._sums = QVBoxLayout()
        self._sums.setSpacing(8)
        column.addWidget(SectionTitle("Lines"))
        column.addLayout(self._sums)
        self.table = LinesTable()
        self.table.chosen.connect(self.choose)
        column.addWidget(self.table)
        self.add = button("Add a line", "plain", "add", bar=True)
        self.delete = button("Delete this line", "plain", "trash", bar=True, danger=True)
        self.add.clicked.connect(self._add)
        self.delete.clicked.connect(self._delete)
        column.addWidget(Flow(self.add, self.delete, gap=12))
        self._title = ReadingLabel("", "card")
        column.addWidget(self._title)
        self._form = QVBoxLayout()
        self._form.setSpacing(12)
        column.addLayout(self._form)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Scroll(content))
        self._refresh(0)

    def go_to(self, line: int) -> None:
        """Choose a line, and give the table the keyboard."""
        if 0 <= line < len(self.paper.lines):
            self.table.selectRow(line)
            self._light()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose(self, line: int) -> None:
        """Show a line's values as fields, and light it on the page."""
        if line == self.line or not 0 <= line < len(self.paper.lines):
            return
        self.line = line
        self._fill_form()
        self._light()

    def _light(self) -> None:
        spots = self.paper.lines[self.line].spots
        name = next((name for name in ("description", "billed", "patient_owes", "code", *spots) if name in spots), None)
        if name:
            self.lit.emit(f"line {self.line} {name}")

    def leave(self) -> None:
        """Back to the values, unless a field cannot be read."""
        wrong = [field for field in self.fields.values() if not field.validate()]
        if wrong:
            wrong[0].setFocus(Qt.FocusReason.OtherFocusReason)
            return
        for name in self.fields:
            self._take(name)
        self.done.emit()

    def _refresh(self, line: int) -> None:
        line = min(line, len(self.paper.lines) - 1)
        self.line = -2
        self.table.show_paper(self.paper, line)
        if line >= 0:
            self.choose(line)
        else:
            self.line = -1
            self._fill_form()
        self._weigh()

    def _weigh(self) -> None:
        clear(self._sums)
        for check in sum_checks(self.paper):
            self._sums.addWidget(Banner(sum_words(check), "warning" if check.differs else "done" if check.printed is not None else "quiet"))

    def _fill_form(self) -> None:
        clear(self._form)
        self.fields = {}
        there = 0 <= self.line < len(self.paper.lines)
        self.delete.setEnabled(there)
        self._title.setText(f"Line {self.line + 1} of {len(self.paper.lines)}" if there else "No lines yet")
        if not there:
            return
        line = self.paper.lines[self.line]
        usual = EOB_FIELDS if self.paper.is_eob else BILL_FIELDS
        for name, spec in LINE_FIELDS.items():
            if spec.type in EDITABLE and (name in usual or getattr(line, name) is not None):
                field = self.fields[name] = make_field(spec, getattr(line, name), self._today)
                field.left.connect(lambda name=name: self._take(name))
        wide = [field for name, field in self.fields.items() if name in WIDE]
        for field in wide:
            self._form.addWidget(field)
        self._form.addWidget(Columns(*(field for field in self.fields.values() if field not in wide), most=2, lines=9, gap=12))

    def _take(self, name: str) -> None:
        field = self.fields.get(name)
        if field is None or not 0 <= self.line < len(self.paper.lines) or field.problem:
            return
        typed: Value | None = value_of(field, LINE_FIELDS[name])
        if typed == getattr(self.paper.lines[self.line], name):
            return
        self.paper = with_value(self.paper, name, typed, self.line)
        self.table.show_paper(self.paper, self.line)
        self._weigh()
        self.edited.emit()

    def _add(self) -> None:
        self.paper = with_line(self.paper)
        self._refresh(len(self.paper.lines) - 1)
        self.edited.emit()
        next(iter(self.fields.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def _delete(self) -> None:
        self.paper = without_line(self.paper, self.line)
        self._refresh(self.line)
        self.edited.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = self.window().focusWidget()
        on_table = held is self.table
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() == Qt.Key.Key_Insert:
            self._add()
        elif event.key() == Qt.Key.Key_Delete and on_table and self.delete.isEnabled():
            self._delete()
        elif event.key() in (Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter) and on_table and self.fields:
            next(iter(self.fields.values())).setFocus(Qt.FocusReason.OtherFocusReason)
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
