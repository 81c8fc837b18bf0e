"""Shows what a newer set of rules changes, before the user takes it into use."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from medbills.domain.changes import Changes
from medbills.domain.rule_difference import Difference, Turn
from medbills.domain.wording import counted, long_day
from medbills.errors import MedbillsError
from medbills.gui.desk import Desk
from medbills.gui.language import tr
from medbills.gui.page import TaskWidget
from medbills.gui.parts.taking_back import tell_with_undo
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.card import Card, divider
from medbills.gui.widgets.header import PageHeader
from medbills.gui.widgets.label import READING_WIDTH, ReadingLabel
from medbills.gui.widgets.scroll import Scroll
from medbills.services.bring_in_rules import NewerRules, bring_in_rules

_HEADS = {Turn.REMOVED: "Gone", Turn.ADDED: "New", Turn.CHANGED: "Changed"}
SAME = "No rule and no figure differs. Only the version and the day it was checked do."


class NewerRulesTask(TaskWidget):
    """The way out changes nothing; the one button takes the set into use, and an undo takes it back."""

    def __init__(self, desk: Desk, newer: NewerRules) -> None:
        super().__init__(desk, "A newer set of rules", newer.name, "Settings")
        self._newer = newer
        self.use = button("Use these rules", "main")
        self.use.clicked.connect(self._use)
        self.bar_buttons = [self.use]
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(32, 24, 32, 24)
        column.setSpacing(16)
        column.addWidget(PageHeader(f"What the rules of {newer.version} change", _about(newer)))
        self.cards = [_card(turn, found) for turn in _HEADS if (found := [one for one in newer.differences if one.turn is turn])]
        for card in self.cards:
            column.addWidget(card)
        if not self.cards:
            column.addWidget(_said(SAME, "body"))
        column.addStretch(1)
        area = Scroll(content)
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        area.setAccessibleName(tr("What changes"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
        self.setFocusProxy(area)

    def _use(self) -> None:
        self.use.setEnabled(False)
        self.desk.vault_job(partial(bring_in_rules, newer=self._newer, today=self.desk.today()), self._used, self._failed)

    def _used(self, changes: Changes) -> None:
        desk, topics = self.desk, changes.topics | {"settings"}
        desk.tell_changed(topics)
        tell_with_undo(desk, f"The rules of {self._newer.version} are in use.", changes, lambda: desk.tell_changed(topics))
        self.closed.emit()

    def _failed(self, problem: MedbillsError) -> None:
        self.use.setEnabled(True)
        self.desk.show_problem(problem)


def _about(newer: NewerRules) -> str:
    number = counted(len(newer.differences), "difference") if newer.differences else "No differences"
    return f"Checked {long_day(newer.checked_on)}. Its signature holds. {number} from the set in use, {newer.before}."


def _card(turn: Turn, found: list[Difference]) -> Card:
    card = Card(f"{_HEADS[turn]}: {len(found)}")
    for place, one in enumerate(found):
        if place:
            card.body.addWidget(divider())
        card.body.addWidget(_said(one.title, "body", weight=500))
        if one.says:
            card.body.addWidget(_said(one.says, "small", "text2"))
        for field in one.fields:
            card.body.addWidget(_said(f"{field.name} in the set in use: {field.before}", "small", "text2"))
            card.body.addWidget(_said(f"{field.name} in the newer set: {field.after}", "small"))
    return card


def _said(text: str, role: str, tone: str = "text", weight: int | None = None) -> ReadingLabel:
    label = ReadingLabel(text, role, tone, weight)
    label.natural_width = READING_WIDTH
    return label
