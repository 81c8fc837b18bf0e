"""The values of a paper that need the user's eyes, each in a field with the reason."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from medbills.domain.doubt import Doubt
from medbills.domain.fields import FieldSpec, Value
from medbills.domain.paper import LINE_FIELDS, PAPER_FIELDS, Line, Paper
from medbills.gui.language import tr
from medbills.gui.parts.value_field import TYPED, hold, make_field, value_of
from medbills.gui.parts.whose_field import WhoseField
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.card import Card
from medbills.gui.widgets.chip import Chip
from medbills.gui.widgets.field import Field
from medbills.services.edit_paper import seen, with_value
from medbills.services.review_papers import why_look

AT_ONCE = 8  # fields made at a time: a poor scan may have hundreds of values in doubt


def key_of(doubt: Doubt) -> str:
    """The key of its spot in the viewer."""
    return doubt.name if doubt.line is None else f"line {doubt.line} {doubt.name}"


class ToCheck(Card):
    """`reached` carries the key of the field with the keyboard, `settled` follows a value typed or looked at, `typing` each key.

    `into(paper)` gives the paper as checked. Fields are made a few at a time; `show_more` makes the next ones.
    """

    reached = Signal(str)
    settled = Signal(str)
    typing = Signal()

    def __init__(self, paper: Paper, found: Sequence[Doubt], whose: WhoseField | None, today: datetime.date) -> None:
        super().__init__()
        self._paper, self._today = paper, today
        self._doubts = {key_of(doubt): doubt for doubt in found}
        self._chips: dict[str, Chip] = {}
        self._done: set[str] = set()
        self._values: dict[str, Value | None] = {key: getattr(self._owner(doubt), doubt.name) for key, doubt in self._doubts.items()}
        self.fields: dict[str, Field] = {}
        self.whose = whose
        self._count = len(self._doubts) + (whose is not None)
        self._more = button("", "quiet", "chevron_down", bar=True)
        self._more.clicked.connect(self.show_more)
        self.body.addWidget(self._more)
        self._whose_chip = Chip(f"{self._count} of {self._count} to check", "amber")
        if whose is not None:
            _put_at_label(whose.choice, self._whose_chip)
            self.body.addWidget(whose)
        self.setAccessibleName(tr("Values to check"))
        self._make_fields()

    def _make_fields(self) -> None:
        first = len(self.fields)
        for number, (key, doubt) in enumerate(list(self._doubts.items())[first : first + AT_ONCE], first + 1):
            field = self.fields[key] = self._make(doubt)
            self._chips[key] = Chip(f"{number} of {self._count} to check", "amber")
            _put_at_label(field, self._chips[key])
            field.left.connect(lambda key=key: self._left(key))
            field.changed.connect(self.typing)
            field.editor.installEventFilter(self)
            self.body.insertWidget(number - 1, field)
        left = len(self._doubts) - len(self.fields)
        self._more.setVisible(left > 0)
        self._more.setText(f"Show {min(left, AT_ONCE)} more of {left}")
        self._more.setAccessibleName(self._more.text())
        self._more.updateGeometry()

    def _make(self, doubt: Doubt) -> Field:
        specs = PAPER_FIELDS if doubt.line is None else LINE_FIELDS
        label = specs[doubt.name].label if doubt.line is None else f"Line {doubt.line + 1}, {specs[doubt.name].label}"
        hint = why_look(doubt, self._paper)
        return make_field(specs[doubt.name], self._values[key_of(doubt)], self._today, label=label, hint=hint)

    def show_more(self) -> None:
        """Make the next fields, and give the first of them the keyboard."""
        before = len(self.fields)
        self._make_fields()
        new = list(self.fields.values())[before:]
        if new:
            hold(new[0])

    def has_more_after(self, field: QWidget) -> bool:
        """Whether this is the last field that was made, and not the last there is."""
        return len(self.fields) < len(self._doubts) and field is list(self.fields.values())[-1]

    @property
    def keys(self) -> frozenset[str]:
        """The keys of all values to check, shown or not."""
        return frozenset(self._doubts)

    @property
    def left(self) -> int:
        """How many values were neither typed nor looked at yet, whose paper it is among them."""
        return self._count - len(self._done)

    @property
    def stops(self) -> list[QWidget]:
        """The fields in their order, for Enter to walk through."""
        return [*(field for field in self.fields.values() if not field.isHidden()), *([self.whose] if self.whose else [])]

    def fold(self) -> None:
        """Hide the fields whose value was looked at and left as it was."""
        for key in self._done:
            if self._chips[key].kind != "teal":
                self.fields[key].hide()

    def first_left(self) -> QWidget | None:
        """The first value that nobody typed or looked at."""
        return next((field for key, field in self.fields.items() if key not in self._done), self.whose)

    def let_go(self) -> None:
        """Another card takes its place, with the question whose the paper is."""
        if self.whose is not None:
            self.body.removeWidget(self.whose)
            self.whose.setParent(None)
            self._whose_chip.setParent(None)
        self.blockSignals(True)
        self.hide()
        self.deleteLater()

    def reach(self, key: str) -> bool:
        """Go to the field of a value; False when that value is not to be checked."""
        while key in self._doubts and key not in self.fields:
            self._make_fields()
        if key in self.fields:
            self.fields[key].show()
            hold(self.fields[key])
        return key in self.fields

    def look(self, field: QWidget) -> bool:
        """Enter on a field: the value was looked at. False when it cannot be read."""
        key = next((key for key, one in self.fields.items() if one is field), None)
        if key is None:
            return True
        if not self.fields[key].validate():
            return False
        self._left(key)
        if key not in self._done:
            self._settle(key, "Checked", "green")
        return True

    def validate(self) -> bool:
        """Check every field; the first that cannot be read gets the keyboard."""
        wrong = [field for field in self.fields.values() if not field.validate()]
        if wrong:
            wrong[0].setFocus(Qt.FocusReason.OtherFocusReason)
        return not wrong

    def into(self, paper: Paper, checked: bool = True) -> Paper:
        """The paper with what was changed and looked at here. `checked` also takes what nobody looked at for right."""
        for key in self._doubts:
            paper = self.one_into(paper, key, checked)
        return paper

    def one_into(self, paper: Paper, key: str, checked: bool = False) -> Paper:
        """The same for one value."""
        field = self.fields.get(key)
        if field is not None and not field.validate():
            return paper
        return self._with(paper, key, field, checked)

    def so_far(self, paper: Paper) -> Paper:
        """The paper with what stands in the fields, where it can be read, and what was looked at; says nothing of the rest."""
        for key in self._doubts:
            field = self.fields.get(key)
            paper = self._with(paper, key, field if field is not None and field.text() and field.reads() else None)
        return paper

    def _with(self, paper: Paper, key: str, field: Field | None, checked: bool = False) -> Paper:
        """`field` is the one to read, if any."""
        doubt = self._doubts[key]
        if doubt.line is not None and doubt.line >= len(paper.lines):
            return paper
        owner = paper if doubt.line is None else paper.lines[doubt.line]
        if field is not None and (typed := value_of(field, _spec(doubt))) != getattr(owner, doubt.name):
            return with_value(paper, doubt.name, typed, doubt.line)
        return seen(paper, doubt.name, doubt.line) if checked or key in self._done else paper

    def _left(self, key: str) -> None:
        value = value_of(self.fields[key], _spec(self._doubts[key]))
        if value != self._values[key]:
            self._values[key] = value
            self._settle(key, TYPED.removesuffix("."), "teal")

    def _settle(self, key: str, words: str, kind: str) -> None:
        self._done.add(key)
        self._chips[key].set_chip(words, kind, "edit" if kind == "teal" else "check")
        self.settled.emit(key)

    def _owner(self, doubt: Doubt) -> Paper | Line:
        return self._paper if doubt.line is None else self._paper.lines[doubt.line]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            key = next((key for key, field in self.fields.items() if field.editor is watched), None)
            if key:
                self.reached.emit(key)
        return False


def _spec(doubt: Doubt) -> FieldSpec:
    return (PAPER_FIELDS if doubt.line is None else LINE_FIELDS)[doubt.name]


def _put_at_label(field: Field, chip: Chip) -> None:
    layout = field.layout()
    item = layout.itemAt(0) if layout else None
    head = item.layout() if item else None
    if head is not None:
        head.addWidget(chip)
