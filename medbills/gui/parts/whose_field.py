"""The question whom a paper is for: somebody known, the name on the paper, or somebody else."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from medbills.domain.paper import Paper
from medbills.domain.person import Person
from medbills.gui.widgets.choices import CheckRow
from medbills.gui.widgets.field import ChoiceField, Field
from medbills.services.review_papers import Whose, printed_person

NOBODY, PRINTED, OTHER = "", "printed", "other"
QUESTION = "Who is this for?"


class WhoseField(QWidget):
    """`changed` follows every new answer; `answer()` gives it."""

    changed = Signal()

    def __init__(self, people: Sequence[Person], paper: Paper, person_id: str | None) -> None:
        super().__init__()
        self._printed = paper.patient_name or ""
        self._nobody_is_me = not any(person.is_me for person in people)
        choices = [(person.id, f"{person.name} ({person.called})" if person.called else person.name) for person in people]
        if self._printed and printed_person(tuple(people), paper) is None:
            choices.append((PRINTED, f"{self._printed}, who is new here"))
        choices.append((OTHER, "Somebody else"))
        first = person_id or (PRINTED if any(key == PRINTED for key, _ in choices) else NOBODY if people else OTHER)
        if first == NOBODY:
            choices.insert(0, (NOBODY, "Choose a person"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.choice = ChoiceField(QUESTION, choices, key=first)
        self.name = Field("Their full name", "As it stands on their papers.")
        self.me = CheckRow("This is me")
        for part in (self.choice, self.name, self.me):
            column.addWidget(part)
        self.choice.changed.connect(self._show)
        self.name.changed.connect(self.changed)
        self.me.toggled.connect(self.changed)
        self.setFocusProxy(self.choice)
        self._show()

    def _show(self) -> None:
        key = self.choice.key()
        self.choice.set_problem(None)
        self.name.setVisible(key == OTHER)
        self.me.setVisible(key in (OTHER, PRINTED) and self._nobody_is_me)
        self.changed.emit()

    def answer(self) -> Whose:
        """Whom the user chose; nobody yet gives an empty answer."""
        key = self.choice.key()
        if key in (PRINTED, OTHER):
            return Whose(new_name=self._printed if key == PRINTED else self.name.text(), is_me=self.me.isChecked() and self._nobody_is_me)
        return Whose(person_id=key or None)

    def words(self) -> str:
        """The answer in words."""
        return self.name.text() if self.choice.key() == OTHER else self.choice.text()

    def validate(self) -> bool:
        """Say what is missing; True when nothing is."""
        answer = self.answer()
        if answer.person_id or answer.new_name:
            return True
        field = self.name if self.choice.key() == OTHER else self.choice
        field.set_problem("Type their name, like Ann Lee." if field is self.name else "Choose whose paper this is.")
        return False

    @property
    def unanswered(self) -> QWidget:
        """The part that wants the keyboard."""
        return self.name if self.choice.key() == OTHER else self.choice
