"""A kept paper read anew: what reads differently now, to be taken or left. Nothing changes by itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from medbills.domain.changes import Changes
from medbills.domain.differences import Difference
from medbills.domain.paper import Kind, Line
from medbills.domain.wording import counted
from medbills.errors import Cancelled, MedbillsError
from medbills.gui.desk import Desk
from medbills.gui.jobs import Job
from medbills.gui.page import TaskWidget
from medbills.gui.parts.folding_sides import FoldingSides, Ground, Side
from medbills.gui.parts.kind_words import KINDS
from medbills.gui.parts.paper_pane import PaperPane
from medbills.gui.parts.taking_back import tell_with_undo
from medbills.gui.parts.value_field import value_words
from medbills.gui.widgets.buttons import Button, button
from medbills.gui.widgets.card import Card
from medbills.gui.widgets.choices import CheckRow
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.reflow import clear
from medbills.gui.widgets.scroll import Scroll
from medbills.services.letter_facts import paper_words
from medbills.services.read_again import Original, ReadAnew, leave_as_it_is, original_of, read_again, take_differences
from medbills.services.show_page import PaperFile, paper_file

SIDE_WIDTH = 466
READING = "Reading the paper again. This can take a minute."
SAME = "This paper reads the same as before. Nothing to change."


class ReadAgainTask(TaskWidget):
    """`paper_ids` one after the other; those that read the same are passed over where there are several."""

    def __init__(self, desk: Desk, paper_ids: Sequence[str]) -> None:
        super().__init__(desk, "Read again", way_out="Papers")
        self._ids, self._at, self._taken = tuple(paper_ids), 0, 0
        self._job: Job | None = None
        self.anew: ReadAnew | None = None
        self.checks: list[tuple[Difference, CheckRow]] = []
        self.pane = PaperPane(desk)
        ground = Ground("bg")
        outer = QVBoxLayout(ground)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(20, 20, 20, 20)
        self._column.setSpacing(12)
        outer.addWidget(Scroll(content), 1)
        self._foot = QHBoxLayout()
        self._foot.setContentsMargins(20, 12, 20, 12)
        self._foot.setSpacing(8)
        outer.addLayout(self._foot)
        self.take: Button | None = None
        self.leave: Button | None = None
        self.sides = FoldingSides([Side("Paper", self.pane), Side("What differs", ground, SIDE_WIDTH)], "Read again")
        self.sides.show_side(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.sides)
        self._load()

    def reopens(self) -> tuple[str, dict[str, Any]] | None:
        return "read_again", {"paper_ids": list(self._ids[self._at :])}

    def may_leave(self) -> bool:
        if self._job is not None:
            self._job.cancel()
        return True

    # reading

    def _load(self) -> None:
        wanted = self._ids[self._at]
        self._clear()
        self._column.addWidget(ReadingLabel(READING, "body", "text2"))
        self._column.addStretch(1)
        self.desk.vault_job(lambda vault: (original_of(vault, wanted), paper_file(vault, wanted)), self._came, self._fail)

    def _came(self, found: tuple[Original, PaperFile]) -> None:
        original, file = found
        place = f"{self._at + 1} of {len(self._ids)}, " if len(self._ids) > 1 else ""
        self.titled.emit(self.title, f"{place}{paper_words(original.kept)}")
        self.pane.show_file(file)
        self._job = self.desk.paper_job(lambda job: read_again(original, cancel=job.cancelled), self._show, self._fail)

    def _fail(self, problem: MedbillsError) -> None:
        self._job = None
        if isinstance(problem, Cancelled):
            return
        if len(self._ids) == 1:
            self.desk.show_problem(problem)
            self.closed.emit()
        else:
            self._pass_over()

    def _show(self, anew: ReadAnew) -> None:
        self._job, self.anew = None, anew
        if not anew.differences and len(self._ids) > 1:
            self._pass_over()
            return
        self._clear()
        if not anew.differences:
            self._column.addWidget(ReadingLabel(SAME, "body"))
            self._column.addStretch(1)
            self.leave = self._add_button("Back to papers", "main", self._pass_over)
            return
        self.pane.show_spots(anew.fresh)
        self._show_differences(anew)

    # what differs

    def _show_differences(self, anew: ReadAnew) -> None:
        many = counted(len(anew.differences), "thing reads", "things read")
        self._column.addWidget(ReadingLabel(f"{many} differently now.", "title"))
        self._column.addWidget(ReadingLabel("Nothing has changed yet. Tick what you want to take.", "body", "text2"))
        to_take = anew.to_take
        if to_take:
            card = Card("Read now")
            for one in to_take:
                card.body.addWidget(self._check(one))
            self._column.addWidget(card)
        yours = [one for one in anew.differences if one.yours]
        if yours:
            card = Card("You typed these. They stay.")
            for one in yours:
                told = f"{one.label}: {words_of(one.old)}. Read now: {words_of(one.new) or 'nothing'}."
                card.body.addWidget(ReadingLabel(told, "small", "text2"))
            self._column.addWidget(card)
        self._column.addStretch(1)
        self.leave = self._add_button("Leave as it is", "plain" if to_take else "main", self._pass_over)
        if to_take:
            self.take = self._add_button("Take these", "main", self._take)
            self._count()
            self.checks[0][1].setFocus(Qt.FocusReason.OtherFocusReason)

    def _check(self, one: Difference) -> CheckRow:
        row = CheckRow(one.label, _told(one))
        row.setChecked(one.adds)
        row.toggled.connect(self._count)
        row.installEventFilter(self)
        self.checks.append((one, row))
        return row

    def _count(self, _checked: bool = True) -> None:
        if self.take is not None:
            self.take.setEnabled(any(row.isChecked() for _, row in self.checks))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.Enter):
            one = next((one for one, row in self.checks if row is watched), None)
            if one is not None and one.spot is not None:
                self.pane.light(f"line {one.new_line} {one.name}" if one.new_line is not None and not one.is_line else one.name or None)
        return False

    # the answer

    def _take(self) -> None:
        anew, today = self.anew, self.desk.today()
        chosen = [one for one, row in self.checks if row.isChecked()]
        if anew is not None:
            self.desk.vault_job(lambda vault: take_differences(vault, anew, chosen, today=today), self._took)

    def _took(self, changes: Changes) -> None:
        self._taken += 1
        topics = changes.topics | {"papers"}
        self.desk.tell_changed(topics)
        tell_with_undo(self.desk, "Taken into the paper.", changes, lambda: self.desk.tell_changed(topics))
        self._next()

    def _pass_over(self) -> None:
        """The paper stays as it is, and is not offered again until papers are read better once more."""
        wanted = self._ids[self._at]
        self.desk.vault_job(lambda vault: leave_as_it_is(vault, wanted), lambda _: self._next(), lambda _: self._next())

    def _next(self) -> None:
        self._at += 1
        if self._at < len(self._ids):
            self._load()
            return
        self.desk.tell_changed({"papers"})
        if not self._taken:
            self.desk.toast("Nothing was changed.")
        self.closed.emit()

    def _clear(self) -> None:
        self.checks, self.take, self.leave = [], None, None
        clear(self._column)
        clear(self._foot)

    def _add_button(self, word: str, role: str, do: Callable[[], None]) -> Button:
        made = button(word, role)
        made.clicked.connect(lambda: do())
        self._foot.addWidget(made, 1)
        return made


def words_of(value: object) -> str:
    """A value, a kind or a whole line as people read it."""
    if isinstance(value, Kind):
        return KINDS[value]
    if isinstance(value, Line):
        parts = (value.description, value.code, value_words(value.first_day), value_words(value.billed))
        return ", ".join(part for part in parts if part) or "an empty line"
    return value_words(value)


def _told(one: Difference) -> str:
    looked = " You looked at it before." if one.seen and one.name != "kind" else ""
    if one.old is None:
        return f"New: {words_of(one.new)}"
    if one.new is None:
        return f"Was {words_of(one.old)}. Not found now.{looked}"
    return f"Was {words_of(one.old)}. Now {words_of(one.new)}.{looked}"
