"""Goes through the lines of a bill with the user: received, not received, or not sure, beside what is known of each day."""

from __future__ import annotations

import datetime
from functools import partial
from itertools import groupby

from PySide6.QtWidgets import QVBoxLayout, QWidget

from medbills.domain.changes import Changes
from medbills.domain.line_mark import Mark
from medbills.domain.wording import long_day, week_day
from medbills.gui.desk import Desk
from medbills.gui.language import tr
from medbills.gui.page import TaskWidget
from medbills.gui.parts.start import start_call, start_letter
from medbills.gui.parts.taking_back import tell_with_undo
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.card import Card, divider
from medbills.gui.widgets.header import PageHeader
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.reflow import Beside, Flow, clear
from medbills.gui.widgets.row_button import two_lines
from medbills.gui.widgets.scroll import Scroll
from medbills.gui.widgets.segmented import SegmentedControl
from medbills.services.tell_facts import mark_line
from medbills.services.walk_lines import DayNote, Walk, WalkRow, load_walk, what_to_ask

WHY = "You know best what was done. Mark each line. Not sure is a good answer too."
MARKS = ((Mark.RECEIVED, "Received"), (Mark.NOT_RECEIVED, "Not received"), (Mark.UNSURE, "Not sure"))
TOPICS = frozenset({"told_facts", "findings", "cases", "deadlines"})
LETTER = "billing_dispute"


class ReceivedLinesTask(TaskWidget):
    """Each mark is kept at once, and the bill is checked with it."""

    def __init__(self, desk: Desk, case_id: str) -> None:
        super().__init__(desk, "Did you get all of this?")
        self.case_id = case_id
        self.walk: Walk | None = None
        self.choices: dict[int, SegmentedControl] = {}
        self.call = button("Start the call", "plain", "phone")
        self.call.clicked.connect(lambda: start_call(desk, case_id))
        self.letter = button("Write the letter", "plain", "letter")
        self.letter.clicked.connect(lambda: start_letter(desk, case_id, LETTER))
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(32, 24, 32, 24)
        self._column.setSpacing(16)
        self._column.addWidget(PageHeader("Did you get all of this?", WHY))
        lines = QWidget()
        self._lines = QVBoxLayout(lines)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(16)
        self.say = Card("What to say to the billing office", dense=True)
        self._words = QVBoxLayout()
        self._words.setSpacing(8)
        self.say.body.addLayout(self._words)
        self._ways = Flow(self.call, self.letter, gap=12)
        self.say.body.addWidget(self._ways)
        self.say.body.addStretch(1)
        self._column.addWidget(Beside(lines, self.say, (0.64, 0.36)))
        self._column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Scroll(content))
        self._load(self._show)

    def _load(self, then: object) -> None:
        today, case_id = self.desk.today(), self.case_id
        self.desk.vault_job(lambda vault: load_walk(vault, case_id, today=today), then)  # type: ignore[arg-type]

    def _show(self, walk: Walk | None) -> None:
        clear(self._lines)
        self.choices = {}
        self.walk = walk
        if walk is None:
            self._lines.addWidget(ReadingLabel("This bill lists no lines. Ask for an itemized bill first.", "body", "text2"))
            self._say_again(None)
            return
        self.titled.emit("Did you get all of this?", walk.title)
        for day, rows in groupby(walk.rows, key=lambda row: row.day):
            notes = [note for note in walk.notes if day and note.day >= day and (note.day - day).days <= 3]
            self._lines.addWidget(self._day(day, list(rows), notes))
        self._lines.addStretch(1)
        self._say_again(walk)
        first = next((self.choices[row.line] for row in walk.rows if row.mark is None), None)
        if first is not None:
            first.setFocus()

    def _day(self, day: datetime.date | None, rows: list[WalkRow], notes: list[DayNote]) -> QWidget:
        card = Card(week_day(day) if day else "Without a day")
        if notes:
            told = [f"{note.title}{': ' + note.detail if note.detail else ''} ({long_day(note.day)})" for note in notes]
            card.body.addWidget(ReadingLabel("On file of these days: " + "; ".join(told) + ".", "small", "text2"))
        for at, row in enumerate(rows):
            if at or notes:
                card.body.addWidget(divider())
            card.body.addWidget(self._row(row))
        return card

    def _row(self, row: WalkRow) -> QWidget:
        words = QWidget()
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(2)
        parts = (f"Code {row.code}" if row.code else "", str(row.billed) if row.billed is not None else "", _told(row))
        for label in two_lines(row.service, " · ".join(part for part in parts if part), as_written=True):
            column.addWidget(label)
        choice = SegmentedControl(MARKS, f"Line {row.line + 1}: {row.service}", row.mark, small=True, may_be_open=True)
        choice.chosen.connect(lambda mark, row=row: self._mark(row, mark))
        self.choices[row.line] = choice
        return Flow(words, choice, gap=16, first_grows=True)

    def _mark(self, row: WalkRow, mark: object) -> None:
        if isinstance(mark, Mark):
            keep = partial(mark_line, paper_id=row.paper_id, at=row.line, mark=mark, today=self.desk.today())
            self.desk.vault_job(keep, self._marked)

    def _marked(self, changes: Changes) -> None:
        self.desk.tell_changed(changes.topics | TOPICS)
        tell_with_undo(self.desk, "Kept, and checked with it.", changes, self._undone)
        self._load(self._say_again)

    def _undone(self) -> None:
        self.desk.tell_changed(TOPICS)
        self._load(self._show)

    def _say_again(self, walk: Walk | None) -> None:
        """What to say now, without touching the lines that one goes along."""
        clear(self._words)
        said = what_to_ask(walk) if walk else ()
        for sentence in said or ("Nothing to ask so far. Lines you are not sure of become questions here.",):
            self._words.addWidget(ReadingLabel(sentence, "body", "text" if said else "text2"))
        self.call.setVisible(bool(said))
        self.letter.setVisible(bool(walk and walk.in_letter))
        self.say.setAccessibleName(tr("What to say to the billing office: " + " ".join(said)))


def _told(row: WalkRow) -> str:
    return f"told by you on {long_day(row.told_on)}" if row.told_on else ""
