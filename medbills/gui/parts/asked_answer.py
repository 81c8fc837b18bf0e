"""The place where one of our questions is answered: large cards for one answer of several, fields for days, sums and words."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from medbills.domain.asking import Form, Part, Question
from medbills.domain.money import Money
from medbills.gui.widgets.choices import CheckRow, RadioCard
from medbills.gui.widgets.field import ChoiceField, DateField, Field, MoneyField, NotesField
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.reflow import Columns

YES_NO = (("yes", "Yes"), ("no", "No"))
NO_ANSWER = ("", "No answer")
FEW = 5  # choices that stand as cards; more of them are a list


class PartAnswer(QWidget):
    """One part of an answer. `typed` is what the service reads; `say_problem` shows what is wrong with it."""

    changed = Signal()

    def __init__(self, part: Part, lonely: bool, today: datetime.date) -> None:
        super().__init__()
        self.part = part
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(10)
        self.cards: list[RadioCard] = []
        self.rows: list[tuple[str, CheckRow]] = []
        self.field: Field | None = None
        choices = YES_NO if part.form is Form.YES_NO else tuple((choice.value, choice.label) for choice in part.choices)
        if part.form is Form.LISTED:
            self._tick(choices)
        elif choices and lonely and len(choices) <= FEW:
            self._lay_cards(choices)
        else:
            self.field = _field(part, choices, today)
            self.field.changed.connect(self.changed)
            self.column.addWidget(self.field)
            self.setFocusProxy(self.field)
        self._problem = ReadingLabel("", "small", "danger")
        self._problem.hide()
        if self.field is None:
            self.column.addWidget(self._problem)

    def _tick(self, choices: tuple[tuple[str, str], ...]) -> None:
        for key, words in choices:
            row = CheckRow(words)
            row.toggled.connect(self.changed)
            self.rows.append((key, row))
            self.column.addWidget(row)
        self.setFocusProxy(self.rows[0][1])

    def _lay_cards(self, choices: tuple[tuple[str, str], ...]) -> None:
        self._group = QButtonGroup(self)
        for key, words in choices:
            card = RadioCard(words, key=key)
            self._group.addButton(card)
            card.toggled.connect(self.changed)
            self.cards.append(card)
        self.column.addWidget(Columns(*self.cards, most=2, lines=9, gap=12))
        self.setFocusProxy(self.cards[0])

    def typed(self) -> str:
        """The answer in the form that `read_part` reads."""
        if self.cards:
            return next((card.key for card in self.cards if card.isChecked()), "")
        if self.rows:
            return ",".join(key for key, row in self.rows if row.isChecked())
        field = self.field
        if isinstance(field, ChoiceField):
            return field.key()
        if isinstance(field, DateField):
            day = field.day()
            return day.isoformat() if day else field.text()
        return field.text() if field else ""

    def fill(self, value: Any) -> None:
        """Show an answer that was given before."""
        plain = "yes" if value is True else "no" if value is False else str(value)
        for card in self.cards:
            card.setChecked(card.key == plain)
        for key, row in self.rows:
            row.setChecked(isinstance(value, list) and key in value)
        field = self.field
        if isinstance(field, ChoiceField):
            field.set_key(plain)
        elif isinstance(field, DateField):
            field.set_day(datetime.date.fromisoformat(plain))
        elif isinstance(field, MoneyField):
            field.set_money(Money.of(plain))
        elif field is not None:
            field.set_text(_as_typed(self.part, value))

    def say_problem(self, sentence: str | None) -> None:
        """Show what is wrong, or that nothing is."""
        if self.field is not None:
            self.field.set_problem(sentence)
            return
        self._problem.setText(sentence or "")
        self._problem.setVisible(bool(sentence))


class AskedAnswer(QWidget):
    """All parts of a question's answer."""

    changed = Signal()

    def __init__(self, question: Question, today: datetime.date, values: Mapping[str, Any] | None = None) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        self.parts = [PartAnswer(part, len(question.parts) == 1, today) for part in question.parts]
        for part in self.parts:
            part.changed.connect(self.changed)
            column.addWidget(part)
            value = (values or {}).get(part.part.place)
            if value is not None:
                part.fill(value)
        self.setFocusProxy(self.parts[0])

    def typed(self) -> list[str]:
        """What stands in each part."""
        return [part.typed() for part in self.parts]

    def say_problem(self, at: int, sentence: str) -> None:
        """What is wrong with one part; the others are taken for right."""
        for place, part in enumerate(self.parts):
            part.say_problem(sentence if place == at else None)
        self.parts[at].setFocus()


def _field(part: Part, choices: tuple[tuple[str, str], ...], today: datetime.date) -> Field:
    label = part.label or "Your answer"
    if choices:
        return ChoiceField(label, [NO_ANSWER, *choices], part.hint, key="")
    match part.form:
        case Form.DAY:
            return DateField(label, today, part.hint)
        case Form.AMOUNT:
            return MoneyField(label, part.hint)
        case Form.DAYS_TIMES | Form.MINUTES:
            return NotesField(label, part.hint, lines=5)
        case Form.HOW_OFTEN:
            return Field(label, part.hint or "Like 2 per calendar year")
    return Field(label, part.hint)


def _as_typed(part: Part, value: Any) -> str:
    """A value as a person would type it."""
    if part.form is Form.SHARE:
        return f"{(Decimal(str(value)) * 100).normalize():f}"
    if part.form is Form.DAYS_TIMES and isinstance(value, list):
        return "\n".join(
            " ".join(str(part) for part in (call["date"], call.get("time", ""), "talked" if call.get("talked") else "") if part)
            for call in value
        )
    if part.form is Form.MINUTES and isinstance(value, dict):
        return "\n".join(f"{day} {minutes}" for day, minutes in value.items())
    if part.form is Form.HOW_OFTEN and isinstance(value, dict):
        return f"{value.get('times')} per {value.get('per')}"
    return str(value)
