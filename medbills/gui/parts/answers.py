"""The places where a question of a letter is answered, by the kind of its answer."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from medbills.domain.letter import AnswerType, Question
from medbills.domain.money import Money
from medbills.gui.language import tr
from medbills.gui.widgets.choices import RadioCard
from medbills.gui.widgets.field import DateField, Field, MoneyField, NotesField
from medbills.gui.widgets.icon_label import IconLabel
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.reflow import Flow

Read = Callable[[Question, str], Any]  # the value of what was typed; ValueError with a sentence for the user
YES, NO, NOT_SURE = "yes", "no", "not_sure"
PICK = "Please pick one of these."


class Answer(QWidget):
    """One answer. `changed` follows every key and every pick; `take` reads it, or says below it what is wrong."""

    changed = Signal()

    def __init__(self, question: Question, read: Read) -> None:
        super().__init__()
        self.question, self._read = question, read
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(10)

    @property
    def offers_leaving_out(self) -> bool:
        """Whether one of the answers here is to leave it out."""
        return False

    @property
    def blank(self) -> bool:
        """Whether nothing was answered here."""
        return not self.typed()

    def typed(self) -> str:
        """The answer in the form that letters read."""
        return ""

    def peek(self) -> tuple[bool, Any]:
        """Whether what stands here can be read, and its value; says nothing."""
        try:
            return True, self._read(self.question, self.typed())
        except ValueError:
            return False, None

    def take(self) -> tuple[bool, Any]:
        """The same, and the problem is shown."""
        try:
            value = self._read(self.question, self.typed())
        except ValueError as problem:
            self.say_problem(str(problem))
            return False, None
        self.say_problem(None)
        return True, value

    def say_problem(self, sentence: str | None) -> None:
        """Show what is wrong, or that nothing is."""


class FieldAnswer(Answer):
    """An answer that is typed: text, several lines, a sum, a day, a number. Beside others its field bears the question."""

    def __init__(self, question: Question, read: Read, value: Any, today: datetime.date, beside: bool = False) -> None:
        super().__init__(question, read)
        hint = f"Like: {question.example}" if question.example else ""
        self.field = _field(question, hint, today)
        if beside:
            self.field.label.setText(question.ask)
        self.field.editor.setAccessibleName(tr(question.ask))
        if value is not None:
            _fill(self.field, value)
        self.field.changed.connect(self.changed)
        self.field.left.connect(self._left)
        self.column.addWidget(self.field)
        self.setFocusProxy(self.field)

    def typed(self) -> str:
        if isinstance(self.field, DateField) and (day := self.field.day()):
            return day.isoformat()
        if isinstance(self.field, MoneyField) and (sum_ := self.field.money()) is not None:
            return sum_.plain()
        return self.field.text()

    def _left(self) -> None:
        if not self.blank:
            self.take()
        self.changed.emit()

    def say_problem(self, sentence: str | None) -> None:
        self.field.set_problem(sentence)

    def put_in(self, words: str) -> None:
        """These words too, on a line of their own; words that stand there already are not repeated."""
        before = self.field.text()
        if words not in before:
            self.field.set_text(f"{before}\n{words}" if before else words)
            self.changed.emit()


class CardAnswer(Answer):
    """One of several, as large cards. "I am not sure" stands last where the letter can do without."""

    def __init__(self, question: Question, read: Read, value: Any, answered: bool) -> None:
        super().__init__(question, read)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self.cards = [RadioCard(label, detail, key) for key, label, detail in _cards(question)]
        chosen = NOT_SURE if answered and value is None else {True: YES, False: NO}.get(value, value) if value is not None else None
        for card in self.cards:
            self._group.addButton(card)
            self.column.addWidget(card)
            card.setChecked(card.key == chosen)
            card.toggled.connect(self._picked)
        self._problem = Flow(IconLabel("warning", "danger", 16), gap=6)
        self._words = ReadingLabel("", "small", "danger")
        self._problem.add(self._words)
        self._problem.hide()
        self.column.addWidget(self._problem)
        self.setFocusProxy(next((card for card in self.cards if card.isChecked()), self.cards[0]))

    @property
    def offers_leaving_out(self) -> bool:
        return any(card.key == NOT_SURE for card in self.cards)

    @property
    def blank(self) -> bool:
        return self._group.checkedButton() is None

    def typed(self) -> str:
        picked = self._group.checkedButton()
        if not isinstance(picked, RadioCard):
            return ""
        own = any(choice.value == picked.key for choice in self.question.choices)
        return "" if picked.key == NOT_SURE and not own else picked.key

    def peek(self) -> tuple[bool, Any]:
        return (False, None) if self.blank else super().peek()

    def take(self) -> tuple[bool, Any]:
        if self.blank:
            self.say_problem(PICK)
            return False, None
        return super().take()

    def _picked(self, on: bool) -> None:
        if on:
            self.say_problem(None)
            self.changed.emit()

    def say_problem(self, sentence: str | None) -> None:
        self._words.setText(sentence or "")
        self._problem.setVisible(bool(sentence))


def answer_for(question: Question, read: Read, value: Any, answered: bool, today: datetime.date, beside: bool = False) -> Answer:
    """The right place for a question's answer, holding `value`; `answered` tells a left out answer from none.

    `beside` others on its page; a choice has a page of its own.
    """
    if question.type in (AnswerType.CHOICE, AnswerType.TICK):
        return CardAnswer(question, read, value, answered)
    return FieldAnswer(question, read, value, today, beside)


def _field(question: Question, hint: str, today: datetime.date) -> Field:
    match question.type:
        case AnswerType.MONEY:
            return MoneyField("Amount", hint)
        case AnswerType.DATE:
            return DateField("Day", today, hint)
        case AnswerType.LONG_TEXT:
            return NotesField("Your answer", hint, lines=5)
        case AnswerType.ADDRESS:
            return NotesField("Address", hint, lines=4)
        case AnswerType.NUMBER:
            return Field("Number", hint)
        case _:
            return Field("Your answer", hint)


def _fill(field: Field, value: Any) -> None:
    if isinstance(field, MoneyField) and isinstance(value, Money):
        field.set_money(value)
    elif isinstance(field, DateField) and isinstance(value, datetime.date):
        field.set_day(value)
    elif isinstance(value, (tuple, list)):
        field.set_text("\n".join(str(item) for item in value))
    else:
        field.set_text(str(value))


def _cards(question: Question) -> list[tuple[str, str, str]]:
    if question.type is AnswerType.TICK:
        cards = [(YES, "Yes", ""), (NO, "No", "")]
    else:
        own = [(choice.value, choice.label, choice.detail) for choice in question.choices]
        cards = sorted(own, key=lambda card: card[0] == NOT_SURE)
    if not question.required and all(key != NOT_SURE for key, _, _ in cards):
        cards.append((NOT_SURE, "I am not sure", "We leave it out."))
    return cards
