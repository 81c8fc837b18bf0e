"""The values of one line of a paper as fields; the same fields serve every line of the paper."""

from __future__ import annotations

import datetime

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from medbills.domain.doubt import Doubt, doubts
from medbills.domain.fields import Value
from medbills.domain.paper import LINE_FIELDS, Paper
from medbills.gui.parts.value_field import EDITABLE, TYPED, fill_field, hold, make_field, value_of
from medbills.gui.widgets.field import Field
from medbills.gui.widgets.reflow import Columns, clear
from medbills.services.review_papers import why_look

BILL_FIELDS = ("service_date", "code", "description", "units", "billed")
EOB_FIELDS = ("service_date", "code", "description", "billed", "adjustment", "allowed", "plan_paid", "patient_owes", "remark_codes")
WIDE = frozenset({"service_date", "service_from", "service_to", "description"})


class LineForm(QWidget):
    """`taken` carries the name and the value of a field that was left with another value; `reached` that of one gone to."""

    taken = Signal(str, object)
    reached = Signal(str)

    def __init__(self, today: datetime.date) -> None:
        super().__init__()
        self._today = today
        self.fields: dict[str, Field] = {}
        self._names: list[str] = []
        self._paper: Paper | None = None
        self._line = -1
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)

    def show_line(self, paper: Paper, line: int) -> None:
        """Fill the fields with a line; -1 shows none."""
        self._paper, self._line = paper, line
        names = _names(paper) if 0 <= line < len(paper.lines) else []
        if names != self._names:
            self._make(names)
        unsure = {doubt.name: doubt for doubt in doubts(paper) if doubt.line == line}
        for name, field in self.fields.items():
            value = getattr(paper.lines[line], name)
            if field.problem or value_of(field, LINE_FIELDS[name]) != value or not field.text():
                fill_field(field, value)
            field.set_hint(_hint(paper, line, name, unsure.get(name)))

    def validate(self) -> bool:
        """Check every field; the first that cannot be read gets the keyboard."""
        wrong = [field for field in self.fields.values() if not field.validate()]
        if wrong:
            wrong[0].setFocus(Qt.FocusReason.OtherFocusReason)
        return not wrong

    def held(self) -> str | None:
        """The name of the field with the keyboard."""
        now = self.window().focusWidget()
        return next((name for name, field in self.fields.items() if now is not None and field.isAncestorOf(now)), None)

    def hold(self, name: str | None = None) -> None:
        """Give a field the keyboard, the first one without a name; what stands in it is selected."""
        field = self.fields.get(name or "") or next(iter(self.fields.values()), None)
        if field is None:
            return
        if field.editor.hasFocus():
            self.reached.emit(next(name for name, one in self.fields.items() if one is field))
        hold(field)

    def after(self, name: str) -> str | None:
        """The name of the next field; None after the last."""
        names = list(self.fields)
        at = names.index(name) + 1
        return names[at] if at < len(names) else None

    def _make(self, names: list[str]) -> None:
        clear(self._column)
        self._names = names
        self.fields = {}
        for name in (*(name for name in names if name in WIDE), *(name for name in names if name not in WIDE)):
            field = self.fields[name] = make_field(LINE_FIELDS[name], None, self._today)
            field.left.connect(lambda name=name: self._take(name))
            field.editor.installEventFilter(self)
        wide = [field for name, field in self.fields.items() if name in WIDE]
        for field in wide:
            self._column.addWidget(field)
        self._column.addWidget(Columns(*(field for field in self.fields.values() if field not in wide), most=2, lines=9, gap=12))

    def _take(self, name: str) -> None:
        field = self.fields.get(name)
        if field is None or field.problem or self._paper is None or not 0 <= self._line < len(self._paper.lines):
            return
        typed: Value | None = value_of(field, LINE_FIELDS[name])
        if typed != getattr(self._paper.lines[self._line], name):
            self.taken.emit(name, typed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            name = next((name for name, field in self.fields.items() if field.editor is watched), None)
            if name:
                self.reached.emit(name)
        return False


def _names(paper: Paper) -> list[str]:
    """What papers of this kind say of a line, and whatever some line of this one says."""
    usual = EOB_FIELDS if paper.is_eob else BILL_FIELDS
    return [
        name
        for name, spec in LINE_FIELDS.items()
        if spec.type in EDITABLE and (name in usual or any(getattr(line, name) is not None for line in paper.lines))
    ]


def _hint(paper: Paper, line: int, name: str, doubt: Doubt | None) -> str:
    spot = paper.lines[line].spots.get(name)
    if spot is not None and spot.typed:
        return TYPED
    return why_look(doubt, paper) if doubt else ""
