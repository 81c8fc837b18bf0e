"""The right side of a call: who is on the line, what they say, and what was promised by when."""

from __future__ import annotations

import dataclasses
import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from medbills.domain.call import Call
from medbills.gui.parts.more_promises import MorePromises
from medbills.gui.type import type_
from medbills.gui.widgets.banner import Banner
from medbills.gui.widgets.card import divider
from medbills.gui.widgets.chip import Chip
from medbills.gui.widgets.editors import LineEdit
from medbills.gui.widgets.field import ChoiceField, DateField, Field, NotesField
from medbills.gui.widgets.header import SectionTitle
from medbills.gui.widgets.scroll import Scroll

AFTERWARDS = "When you end the call, a short letter that confirms all this is ready to write."
ONE_COLUMN_SCALE = 1.2
RECORDING = (("", "No, only these notes"), ("agreed", "I asked: they agreed"), ("refused", "I asked: they said no"))
NO_RECORDING = "Medbills records no calls. If you do, ask first: in some states all must agree."


class CallNotes(QWidget):
    """`changed` follows every keystroke; `into(call)` gives the call with all that stands here."""

    changed = Signal()

    def __init__(self, today: datetime.date) -> None:
        super().__init__()
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(24, 24, 16, 24)
        self._column.setSpacing(12)
        self.person = Field("Who is on the line")
        self.role = Field("Role")
        self.reference = Field("Reference number")
        self.line = Field("Their direct line")
        self.notes = NotesField("What they say", lines=4)
        self.they_will = Field("They will")
        self.they_will_by = DateField("By", today)
        self.you_will = Field("You will")
        self.you_will_by = DateField("By", today)
        self.recording = ChoiceField("Is the call recorded?", RECORDING, NO_RECORDING)
        for day, spoken in ((self.they_will_by, "They will, by which day"), (self.you_will_by, "You will, by which day")):
            day.speak_as(spoken)
        self._texts = {
            "person": self.person, "role": self.role, "reference": self.reference, "line": self.line, "notes": self.notes,
            "they_will": self.they_will, "you_will": self.you_will,
        }  # fmt: skip
        self._days = {"they_will_by": self.they_will_by, "you_will_by": self.you_will_by}
        for field in (*self._texts.values(), *self._days.values(), self.recording):
            field.changed.connect(self.changed)
        for day in self._days.values():
            day.left.connect(self.changed)
        self.more = MorePromises(today)
        self.more.changed.connect(self.changed)
        self._lay_out()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Scroll(content))
        type_().scaled.connect(self._arrange)
        self.setFocusProxy(self.person)

    def _lay_out(self) -> None:
        self._column.addWidget(SectionTitle("Notes"))
        self._who = QGridLayout()
        self._promise = QGridLayout()
        for grid in (self._who, self._promise):
            grid.setHorizontalSpacing(12)
            grid.setVerticalSpacing(12)
        self._column.addLayout(self._who)
        self._column.addWidget(self.notes, 1)
        self._column.addWidget(divider())
        head = QHBoxLayout()
        head.addWidget(SectionTitle("Promise", Chip("Goes to the calendar", "teal", "promise"), "card"))
        self._column.addLayout(head)
        self._column.addLayout(self._promise)
        self._column.addWidget(self.more)
        self._column.addWidget(self.recording)
        self._column.addWidget(Banner(AFTERWARDS, "quiet", icon="letter"))
        self._arrange()

    def _arrange(self, _scale: float = 1.0) -> None:
        """Two fields a row, one above 120 % text."""
        across = 1 if type_().scale > ONE_COLUMN_SCALE else 2
        for grid, fields in (
            (self._who, (self.person, self.role, self.reference, self.line)),
            (self._promise, (self.they_will, self.they_will_by, self.you_will, self.you_will_by)),
        ):
            for place, field in enumerate(fields):
                grid.removeWidget(field)
                grid.addWidget(field, place // across, place % across, Qt.AlignmentFlag.AlignTop)
            for at in range(2):
                wide = 3 if grid is self._promise and at == 0 else 2
                grid.setColumnStretch(at, wide if at < across else 0)

    def show_call(self, call: Call) -> None:
        """Put a call's notes into the fields, without telling."""
        self.blockSignals(True)
        for name, field in self._texts.items():
            field.set_text(getattr(call, name))
        for name, day in self._days.items():
            day.set_day(getattr(call, name))
        self.more.show_promises(call.more)
        self.recording.set_key(call.recording)
        self.blockSignals(False)

    def into(self, call: Call) -> Call:
        """The call with these notes; a day that cannot be read yet is left open. The first promise that has words comes first."""
        typed: dict[str, object] = {name: field.text() for name, field in self._texts.items()}
        for name, field in self._days.items():
            typed[name] = field.day()
        typed["recording"] = self.recording.key()
        noted = dataclasses.replace(call, **typed, more=self.more.promised())  # type: ignore[arg-type]
        return noted if noted.they_will or not noted.more else noted.with_promised(noted.promised)

    def set_promise(self, what: str, by: datetime.date | None) -> None:
        """Put in what they will do; the day only where none stands yet."""
        self.they_will.set_text(what)
        if isinstance(self.they_will.editor, LineEdit):
            self.they_will.editor.setCursorPosition(0)
        if by is not None and not self.they_will_by.text():
            self.they_will_by.set_day(by)

    @property
    def unread_day(self) -> DateField | None:
        """A day that was typed and cannot be read; its problem shows below it."""
        return next((field for field in self._days.values() if not field.validate()), None) or self.more.unread_day
