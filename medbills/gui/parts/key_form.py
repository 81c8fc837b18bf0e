"""One question about the vault's keys: what will happen, the passphrase that allows it, and what else it needs."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from medbills.errors import MedbillsError, TooSoon, WrongPassphrase
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.card import divider
from medbills.gui.widgets.field import Field, PassphraseField
from medbills.gui.widgets.label import READING_WIDTH, ReadingLabel
from medbills.gui.widgets.reflow import Columns, Flow
from medbills.gui.widgets.strength_meter import StrengthMeter
from medbills.services.weigh_passphrase import TOO_WEAK


@dataclass(frozen=True, slots=True)
class KeyQuestion:
    """What a form asks. `secret` labels the passphrase that allows it."""

    title: str
    about: str
    verb: str
    secret: str = "Your passphrase"  # noqa: S105 - a label
    named: str | None = None  # the label of a name to type
    name: str = ""
    new: str = ""  # the label of a new passphrase, typed twice
    danger: bool = False


@dataclass(frozen=True, slots=True)
class KeyAnswer:
    """What was typed."""

    secret: str
    name: str
    new: str


class KeyForm(QWidget):
    """`answered` carries a KeyAnswer; answer with `failed`, or close the form."""

    answered = Signal(object)
    closed = Signal()

    def __init__(self, question: KeyQuestion) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(divider())
        column.addWidget(ReadingLabel(question.title, "body", weight=600))
        about = ReadingLabel(question.about, "small", "text2")
        about.natural_width = READING_WIDTH
        column.addWidget(about)
        self.name = Field(question.named or "", text=question.name)
        self.secret = PassphraseField(question.secret)
        self.first = PassphraseField(question.new)
        self.again = PassphraseField("The same once more")
        self.meter = StrengthMeter()
        self.name.setVisible(question.named is not None)
        self._named, self._new = question.named is not None, bool(question.new)
        column.addWidget(Columns(*([self.name] if self._named else []), self.secret, most=2, lines=15, gap=12))
        if self._new:
            column.addWidget(Columns(self.first, self.again, most=2, lines=15, gap=12))
            column.addWidget(self.meter)
            self.first.editor.textChanged.connect(self.meter.weigh)  # type: ignore[attr-defined]
        self.back = button("Leave it as it is", "quiet", bar=True)
        self.go = button(question.verb, "plain", bar=True, danger=question.danger)
        column.addWidget(Flow(self.go, self.back, gap=12))
        self.back.clicked.connect(self.closed)
        self.go.clicked.connect(self._answer)
        for field in (self.name, self.secret, self.first, self.again):
            field.editor.returnPressed.connect(self._answer)  # type: ignore[attr-defined]
        self.setFocusProxy(self.name if self._named else self.secret)

    def _answer(self) -> None:
        if not self.go.isEnabled():
            return
        self.name.set_problem("Type a name, like Sam." if self._named and not self.name.text() else None)
        self.secret.set_problem(None if self.secret.text() else "Type the passphrase that you use now.")
        if self._new:
            self.meter.weigh(self.first.text())
            self.first.set_problem(None if self.meter.enough else TOO_WEAK)
            differs = self.first.text() != self.again.text()
            self.again.set_problem("The two do not match. Show them to compare." if differs and self.meter.enough else None)
        wrong = next((field for field in (self.name, self.secret, self.first, self.again) if field.problem), None)
        if wrong is not None:
            wrong.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.go.setEnabled(False)
        self.answered.emit(KeyAnswer(self.secret.text(), self.name.text(), self.first.text()))

    def failed(self, problem: MedbillsError) -> None:
        """The passphrase was wrong, or nothing could be written."""
        self.go.setEnabled(True)
        known = isinstance(problem, WrongPassphrase) and not isinstance(problem, TooSoon)
        self.secret.set_problem("This is not the passphrase in use." if known else str(problem))
        self.secret.setFocus(Qt.FocusReason.OtherFocusReason)
