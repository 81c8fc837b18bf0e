"""A quiet card on a bill or a case: a few questions would let us check more, and did all of this care happen."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from medbills.domain.money import Money
from medbills.domain.wording import counted
from medbills.gui.desk import Desk
from medbills.gui.language import tr
from medbills.gui.widgets.buttons import Button, button
from medbills.gui.widgets.card import Card, divider
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.reflow import Flow, clear
from medbills.services.open_questions import Questions, open_questions
from medbills.services.walk_lines import Walk, load_walk

TITLE = "A few questions would let us check more"


class QuestionsCard(QWidget):
    """Loads itself; nothing stands here where there is nothing to ask."""

    def __init__(self, desk: Desk, case_id: str) -> None:
        super().__init__()
        self.desk, self.case_id = desk, case_id
        self.questions: Questions | None = None
        self.answer: Button | None = None
        self.lines: Button | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.hide()
        today = desk.today()
        desk.vault_job(lambda vault: (open_questions(vault, case_id, today=today), load_walk(vault, case_id, today=today)), self._show)

    def _show(self, came: tuple[Questions, Walk | None]) -> None:
        questions, walk = came
        clear(self._column)
        self.questions = questions
        asks, told = bool(questions.open), bool(questions.answered)
        if not asks and not told and walk is None:
            return
        card = Card(TITLE if asks else "What you told us" if told else "Did all of this happen?", dense=True)
        if asks or told:
            card.body.addWidget(ReadingLabel(_sentence(questions), "small", "text2"))
            self.answer = button(
                "Answer them" if asks else "See or change it", "plain" if asks else "quiet", "help" if asks else None, bar=True
            )
            self.answer.setAccessibleDescription(tr(_sentence(questions)))
            self.answer.clicked.connect(self._ask)
            card.body.addWidget(Flow(self.answer))
        if walk is not None:
            if asks or told:
                card.body.addWidget(divider())
            card.body.addWidget(ReadingLabel(_of_walk(walk), "small", "text2"))
            self.lines = button("Go through the lines", "quiet", small=True, bar=True)
            self.lines.setAccessibleDescription(tr(_of_walk(walk)))
            self.lines.clicked.connect(self._walk)
            card.body.addWidget(Flow(self.lines))
        self._column.addWidget(card)
        self.show()

    def _ask(self) -> None:
        from medbills.gui.wizards.questions import QuestionsTask  # loaded when it is asked for

        self.desk.open_task(QuestionsTask(self.desk, self.case_id))

    def _walk(self) -> None:
        from medbills.gui.wizards.received_lines import ReceivedLinesTask

        self.desk.open_task(ReceivedLinesTask(self.desk, self.case_id))


def _sentence(questions: Questions) -> str:
    told = f"You answered {len(questions.answered)}." if questions.answered else ""
    if not questions.open:
        return f"You answered {counted(len(questions.answered), 'question')}."
    money = questions.money
    touches = f"They could touch up to {money}." if money > Money(0) else ""
    count = counted(len(questions.open), "question")
    if len(questions.open) == 1:
        count, touches = "1 question", touches.replace("They", "It")
    return " ".join(part for part in (f"{count}.", touches, told) if part)


def _of_walk(walk: Walk) -> str:
    if not walk.marked:
        return "Did you get all that the bill lists? Say it line by line."
    parts = [f"{walk.marked} of {counted(len(walk.rows), 'line')} marked."]
    if walk.not_received:
        parts.append(f"Not received: {walk.not_received}.")
    if walk.unsure:
        parts.append(f"Not sure: {walk.unsure}.")
    return " ".join(parts)
