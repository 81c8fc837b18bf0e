"""Facts of a letter that differ from what is on file: both versions, the way to each, and the place to say why yours is right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from medbills.domain.unbacked import Unbacked
from medbills.gui.language import tr
from medbills.gui.widgets.buttons import Button, button
from medbills.gui.widgets.card import Card, divider
from medbills.gui.widgets.field import Field
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.reflow import Flow

TITLE = "This differs from your papers"
TYPED = "Not found in your papers"
OWN = "Correct it, or press “It is right” if you know it yourself. The letter then rests on your word."
WHY = "The letter stays a draft until they agree, or until you say why yours is right. The reason is kept in the case's history."
NO_REASON = "Say in a few words why, like “The paper has the old sum”."


class UnbackedCard(Card):
    """`edited` opens the answer, `taken` uses the file's version, `shown` carries the Unbacked whose paper is wanted,
    `explained` carries fact and reason, `stated` the Unbacked that stands on the user's own word."""

    edited = Signal(str)
    taken = Signal(str)
    shown = Signal(object)
    explained = Signal(str, str)
    stated = Signal(object)

    def __init__(self, found: Sequence[Unbacked]) -> None:
        typed = all(one.claims for one in found)
        super().__init__(TYPED if typed else TITLE)
        self.body.setSpacing(12)
        self.buttons: dict[tuple[str, str], Button] = {}
        self.reasons: dict[str, Field] = {}
        for at, one in enumerate(found):
            if at:
                self.body.addWidget(divider())
            self.body.addWidget(self._one(one))
        if not typed:
            self.body.addWidget(ReadingLabel(WHY, "small", "text2"))

    def _one(self, one: Unbacked) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(ReadingLabel(one.ask, "body", weight=500))
        column.addWidget(ReadingLabel(one.sentence, "body"))
        ways = [self._button(one, "edit", "Change my answer", lambda: self.edited.emit(one.fact))]
        if one.claims:
            column.addWidget(ReadingLabel(OWN, "small", "text2"))
            ways.insert(0, self._button(one, "own", "It is right", lambda: self.stated.emit(one)))
        if one.file_says:
            ways.insert(0, self._button(one, "take", f"Use {one.file_says}", lambda: self.taken.emit(one.fact)))
        if one.document:
            ways.append(self._button(one, "see", "See the paper", lambda: self.shown.emit(one)))
        column.addWidget(Flow(*ways, gap=8))
        if one.file_says:
            reason = self.reasons[one.fact] = Field("Or say why yours is right", "For your own record. It does not go into the letter.")
            keep = self._button(one, "keep", "Keep mine", lambda: self._explain(one.fact))
            reason.add_beside(keep)
            column.addWidget(reason)
        return part

    def _button(self, one: Unbacked, key: str, words: str, pressed: object) -> Button:
        made = button(words, "plain" if key in ("take", "own") else "quiet", bar=True)
        made.setAccessibleDescription(tr(one.ask))
        made.clicked.connect(lambda _on=False: pressed())  # type: ignore[operator]
        self.buttons[one.fact, key] = made
        return made

    def _explain(self, fact: str) -> None:
        field = self.reasons[fact]
        if field.text():
            self.explained.emit(fact, field.text())
        else:
            field.set_problem(NO_REASON)
            field.setFocus()
