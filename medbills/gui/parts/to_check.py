"""The values of a paper that need the user's eyes, each in a field with the reason."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from medbills.domain.doubt import Doubt
from medbills.domain.paper import LINE_FIELDS, PAPER_FIELDS, Line, Paper
from medbills.gui.parts.value_field import make_field, value_of
from medbills.gui.parts.whose_field import WhoseField
from medbills.gui.widgets.card import Card
from medbills.gui.widgets.chip import Chip
from medbills.gui.widgets.field import Field
from medbills.services.edit_paper import seen, with_value
from medbills.services.review_papers import why_look


def key_of(doubt: Doubt) -> str:
    """The key of its spot in the viewer."""
    return doubt.name if doubt.line is None else f"line {doubt.line} {doubt.name}"


class ToCheck(Card):
    """`reached` carries the key of the spot whose field has the keyboard. `into(paper)` gives the paper as checked."""

    reached = Signal(str)

    def __init__(self, paper: Paper, found: Sequence[Doubt], whose: WhoseField | None, today: datetime.date) -> None:
        super().__init__()
        self._paper, self._doubts = paper, tuple(found)
        self.fields: dict[str, Field] = {}
        self.whose = whose
        count = len(self._doubts) + (whose is not None)
        for number, doubt in enumerate(self._doubts, 1):
            field = self._make(doubt, today)
            _put_at_label(field, Chip(f"{number} of {count} to check", "amber"))
            self.fields[key_of(doubt)] = field
            field.editor.installEventFilter(self)
            self.body.addWidget(field)
        if whose is not None:
            _put_at_label(whose.choice, Chip(f"{count} of {count} to check", "amber"))
            self.body.addWidget(whose)
        self.setAccessibleName("Values to check")

    def _make(self, doubt: Doubt, today: datetime.date) -> Field:
        specs = PAPER_FIELDS if doubt.line is None else LINE_FIELDS
        label = specs[doubt.name].label if doubt.line is None else f"Line {doubt.line + 1}, {specs[doubt.name].label}"
        return make_field(specs[doubt.name], getattr(self._owner(doubt), doubt.name), today, label=label, hint=why_look(doubt, self._paper))

    @property
    def stops(self) -> list[QWidget]:
        """The fields in their order, for Enter to walk through."""
        return [*self.fields.values(), *([self.whose] if self.whose else [])]

    def validate(self) -> bool:
        """Check every field; the first that cannot be read gets the keyboard."""
        wrong = [field for field in self.fields.values() if not field.validate()]
        if wrong:
            wrong[0].setFocus(Qt.FocusReason.OtherFocusReason)
        return not wrong

    def into(self, paper: Paper, checked: bool = True) -> Paper:
        """The paper with what was changed here. `checked` False leaves the other doubts for later."""
        for doubt in self._doubts:
            field = self.fields[key_of(doubt)]
            gone = doubt.line is not None and doubt.line >= len(paper.lines)
            if gone or not field.validate():
                continue
            spec = (PAPER_FIELDS if doubt.line is None else LINE_FIELDS)[doubt.name]
            typed = value_of(field, spec)
            if typed != getattr(self._owner(doubt), doubt.name):
                paper = with_value(paper, doubt.name, typed, doubt.line)
            elif checked:
                paper = seen(paper, doubt.name, doubt.line)
        return paper

    def _owner(self, doubt: Doubt) -> Paper | Line:
        return self._paper if doubt.line is None else self._paper.lines[doubt.line]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            key = next((key for key, field in self.fields.items() if field.editor is watched), None)
            if key:
                self.reached.emit(key)
        return False


def _put_at_label(field: Field, chip: Chip) -> None:
    layout = field.layout()
    item = layout.itemAt(0) if layout else None
    head = item.layout() if item else None
    if head is not None:
        head.addWidget(chip)
