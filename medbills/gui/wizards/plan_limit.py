"""Asks what the plan document says of one time limit: it counts before the law, and after the letter's own day."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from medbills.domain.changes import Changes
from medbills.domain.deadline import Deadline
from medbills.domain.matter import Matter
from medbills.domain.rule import PLAN_UNITS, PlanLimit, Span
from medbills.gui.desk import Desk
from medbills.gui.page import TaskWidget
from medbills.gui.parts.taking_back import tell_with_undo
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.card import Card
from medbills.gui.widgets.field import ChoiceField, Field
from medbills.gui.widgets.header import PageHeader
from medbills.gui.widgets.scroll import Scroll
from medbills.services.keep_plan_limit import keep_plan_limit

WHY = "The day printed on your letter counts first, then the plan document, then the law."
UNITS = [(unit, unit.replace("_", " ")) for unit in PLAN_UNITS]


class PlanLimitTask(TaskWidget):
    """Saved by one press; an empty number lets the law count again."""

    def __init__(self, desk: Desk, matter: Matter, deadline: Deadline) -> None:
        super().__init__(desk, "What the plan document says", deadline.title)
        self._deadline = deadline
        self._plan_id = matter.plan.id if matter.plan else ""
        self.save = button("Save", "main")
        self.save.clicked.connect(self._save)
        self.bar_buttons = [self.save]
        self.number = Field("How many", "Like 180. Leave it empty to go by the law.", check=_problem)
        self.unit = ChoiceField("Of what", UNITS, key=UNITS[0][0])
        self.where = Field("Where it stands", "The page, so that you find it again.")
        card = Card()
        for field in (self.number, self.unit, self.where):
            card.body.addWidget(field)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(32, 24, 32, 24)
        column.setSpacing(16)
        column.addWidget(PageHeader("How long does the plan document give you?", WHY))
        column.addWidget(card)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Scroll(content))
        self.setFocusProxy(self.number.editor)

    def _save(self) -> None:
        typed = self.number.text().strip()
        if not self.number.validate():
            self.number.editor.setFocus()
            return
        limit = PlanLimit(Span(int(typed), self.unit.key()), self.where.text().strip()) if typed else None
        keep = partial(keep_plan_limit, plan_id=self._plan_id, rule_id=self._deadline.rule, limit=limit, today=self.desk.today())
        self.desk.vault_job(keep, self._saved)

    def _saved(self, changes: Changes) -> None:
        desk, topics = self.desk, changes.topics
        desk.tell_changed(topics)
        tell_with_undo(desk, "The day is counted anew.", changes, lambda: desk.tell_changed(topics))
        self.closed.emit()


def _problem(typed: str) -> str | None:
    """What is wrong with a number as it was typed."""
    whole = typed.strip()
    if not whole or (whole.isascii() and whole.isdigit() and 0 < int(whole) <= 4000):
        return None
    return "Type a whole number like 180."
