"""One day of the calendar: what stands on it, how a date was found, the case's next step, and "Mark as done"."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from medbills.domain.case import KeptPaper
from medbills.domain.matter import Matter
from medbills.domain.next_step import Action, NextStep
from medbills.domain.wording import short_day, week_day
from medbills.gui.language import tr
from medbills.gui.parts.case_items import can_open
from medbills.gui.parts.deadline_detail import DeadlineDetail
from medbills.gui.parts.start import ICONS
from medbills.gui.widgets.buttons import Button, button
from medbills.gui.widgets.chip import Chip, DaysLeftPill
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.pinned import PinnedPanel
from medbills.gui.widgets.reflow import Flow
from medbills.gui.widgets.row_button import RowButton, see_through, two_lines
from medbills.services.calendar_days import FORM, Entry
from medbills.services.next_steps import next_step

SEE = {FORM: "See the forms", "paper": "See the paper", "call": "Read the notes", "letter": "See the letter", "packet": "See the packet"}


class DayActions(QWidget):
    """What can be done about an entry. `stepped` carries a NextStep, `marked` and `item_asked` the Entry, `case_asked` a case id."""

    stepped = Signal(object)
    marked = Signal(object)
    item_asked = Signal(object)
    case_asked = Signal(str)

    def __init__(self, entry: Entry, matter: Matter | None, today: datetime.date, main: bool = True) -> None:
        super().__init__()
        self._entry, self._main = entry, main
        self.step: Button | None = None
        self.mark: Button | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        if entry.kept is None or matter is None:
            self._see(matter)
            self._place()
            return
        if entry.kept.done_on is None:
            self._step(next_step(matter, today))
        self.mark = button("Not done" if entry.kept.done_on else "Mark as done", "quiet", "undo" if entry.kept.done_on else "check")
        self.mark.setAccessibleDescription(tr(entry.title))
        self.mark.clicked.connect(lambda: self.marked.emit(entry))
        self._place()

    def _place(self) -> None:
        """In the panel one under the other, in a list side by side."""
        buttons = [part for part in (self.step, self.mark) if part]
        if not self._main:
            self._column.addWidget(Flow(*buttons, gap=12))
            return
        for part in buttons:
            self._column.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter if part is self.mark else Qt.AlignmentFlag(0))

    def _begin(self, words: str, icon: str, told: str) -> Button:
        self.step = button(words, "main" if self._main else "plain", icon)
        self.step.setAccessibleDescription(tr(told))
        return self.step

    def _step(self, step: NextStep | None) -> None:
        if step is None or step.action in (Action.WAIT, Action.LOOK):
            told = step.sentence if step else self._entry.heading
            self._begin("See the case", "case", told).clicked.connect(lambda: self.case_asked.emit(self._entry.case_id))
            return
        if step.by != self._entry.day:  # the step is about another day of this case: say what it does
            self._column.addWidget(ReadingLabel(f"Next: {step.sentence}", "small", "text2"))
        self._begin(step.button, ICONS[step.action], step.sentence).clicked.connect(lambda: self.stepped.emit(step))

    def _see(self, matter: Matter | None) -> None:
        entry = self._entry
        if matter is None or can_open(matter, entry.item, entry.item_id):
            self._begin(SEE[entry.item], "eye", entry.title).clicked.connect(lambda: self.item_asked.emit(entry))
        else:
            self._begin("See the case", "case", entry.heading).clicked.connect(lambda: self.case_asked.emit(entry.case_id))


class DayPanel(PinnedPanel):
    """The panel at the right of the month. `chosen` carries the key of an entry, `shown` a Place on a paper."""

    chosen = Signal(str)
    shown = Signal(object)

    def __init__(
        self, day: datetime.date, entries: Sequence[Entry], key: str, matters: Mapping[str, Matter], today: datetime.date
    ) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        entry = next((entry for entry in entries if entry.key == key), entries[0] if entries else None)
        self.entry = entry
        self.doing = DayActions(entry, matters.get(entry.case_id), today) if entry else None
        super().__init__(content, self.doing, card=True)
        self.rows: list[RowButton] = []
        words = week_day(day) if day.year == today.year else f"{week_day(day)}, {day.year}"
        self.setAccessibleName(tr(words))
        head = Flow(ReadingLabel(words, "small", "text2"), gap=8, first_grows=True)
        if entry is not None and entry.kept is not None:
            head.add(day_pill(entry, today))
        column.addWidget(head)
        if len(entries) > 1:
            column.addWidget(self._choices(entries, entry))
        if entry is None:
            column.addWidget(ReadingLabel("Nothing on this day", "head"))
            column.addWidget(ReadingLabel("Choose a day with an entry to see what it is about.", "small", "text2"))
        else:
            column.addWidget(ReadingLabel(entry.title, "head"))
            told = [entry.heading, entry.detail]
            column.addWidget(ReadingLabel("\n".join(line for line in told if line), "small", "text2"))
            if entry.kept:
                papers = {kept.id: kept for matter in matters.values() for kept in matter.papers}
                column.addSpacing(4)
                column.addWidget(self._detail(entry, papers))
        column.addStretch(1)

    def _detail(self, entry: Entry, papers: Mapping[str, KeptPaper]) -> QWidget:
        assert entry.kept is not None
        detail = DeadlineDetail(entry.kept.deadline, papers, inset=0)
        detail.shown.connect(self.shown)
        return detail

    def _choices(self, entries: Sequence[Entry], chosen: Entry | None) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(2)
        for entry in entries:
            row = RowButton(f"{entry.title}. {entry.heading}")
            row.setCheckable(True)
            row.setChecked(entry is chosen)
            lines = QVBoxLayout(row)
            lines.setContentsMargins(8, 5, 8, 5)
            lines.setSpacing(0)
            for label in two_lines(entry.title, entry.heading):
                lines.addWidget(label)
            see_through(row)
            row.clicked.connect(lambda _=False, key=entry.key: self.chosen.emit(key))
            column.addWidget(row)
            self.rows.append(row)
        return part

    def take_focus(self) -> None:
        """Bring the keyboard here: to the entries, else to what can be done."""
        row = next((row for row in self.rows if row.isChecked()), None)
        target = row or (self.doing.step or self.doing.mark if self.doing else None)
        if target is not None:
            target.setFocus(Qt.FocusReason.TabFocusReason)


def day_pill(entry: Entry, today: datetime.date) -> Chip:
    """ "3 days left", or the day it was done."""
    assert entry.kept is not None
    if entry.kept.done_on:
        return Chip(f"Done {short_day(entry.kept.done_on, today)}", "green", "check")
    return DaysLeftPill(entry.day, today, theirs=not entry.kept.deadline.yours)
