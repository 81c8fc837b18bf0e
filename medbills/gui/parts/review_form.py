"""The right side of a review: what needs the user's eyes on top, what was clear below, and the buttons."""

from __future__ import annotations

import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from medbills.domain.fields import Value
from medbills.domain.paper import PAPER_FIELDS, Kind, Paper
from medbills.domain.wording import counted
from medbills.gui.parts.clear_row import ClearRow, ValueRow
from medbills.gui.parts.kind_words import KINDS
from medbills.gui.parts.lines_summary import lines_words
from medbills.gui.parts.to_check import ToCheck
from medbills.gui.parts.value_field import EDITABLE
from medbills.gui.parts.whose_field import QUESTION, WhoseField
from medbills.gui.widgets.banner import Banner
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.card import divider
from medbills.gui.widgets.field import ChoiceField
from medbills.gui.widgets.header import SectionTitle
from medbills.gui.widgets.label import Label, ReadingLabel
from medbills.gui.widgets.reflow import Flow
from medbills.gui.widgets.scroll import Scroll
from medbills.services.edit_paper import usual_fields, with_kind, with_value
from medbills.services.light_spots import spots_of
from medbills.services.review_papers import Review, Whose

NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")


class ReviewForm(QWidget):
    """`lit` asks for a spot, `accepted` and `put_off` end the paper, `lines_asked` opens its lines (with one of them, or -1)."""

    lit = Signal(str)
    accepted = Signal()
    put_off = Signal()
    removed = Signal()
    lines_asked = Signal(int)
    edited = Signal()

    def __init__(self, review: Review, today: datetime.date) -> None:
        super().__init__()
        self.review, self._today = review, today
        self.paper: Paper = review.kept.paper
        self.rows: dict[str, ClearRow] = {}
        self._fixing = False
        self.whose = WhoseField(review.people, self.paper, review.person_id)
        found = [doubt for doubt in review.doubts if doubt.line is not None or PAPER_FIELDS[doubt.name].type in EDITABLE]
        unknown = review.person_id is None
        self.check = ToCheck(self.paper, found, self.whose if unknown else None, today) if found or unknown else None
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(28, 20, 28, 20)
        self._column.setSpacing(0)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(Scroll(content), 1)
        outer.addWidget(self._foot())
        self._fill()

    # the parts

    def _fill(self) -> None:
        column = self._column
        kept = self.review.kept
        column.addWidget(ReadingLabel("What this paper says" if kept.confirmed else "Is this what the paper says?", "head"))
        column.addSpacing(4)
        column.addWidget(ReadingLabel(self._told(), "small", "text2"))
        column.addSpacing(12)
        for warning in kept.warnings:
            column.addWidget(Banner(warning, "warning"))
            column.addSpacing(8)
        if self.check:
            self.check.reached.connect(self.lit)
            column.addWidget(self.check)
            column.addSpacing(16)
        self.count = Label("", "small", "text2")
        column.addWidget(SectionTitle("Clear on the page", self.count, "card"))
        column.addSpacing(4)
        self._fill_kind()
        if self.review.person_id is not None:
            self._fill_whose()
        self._values = QVBoxLayout()
        self._values.setSpacing(0)
        column.addLayout(self._values)
        doubtful = set(self.check.fields) if self.check else set()
        for name, spec in PAPER_FIELDS.items():
            if getattr(self.paper, name) is not None and name not in doubtful and spec.type in EDITABLE:
                self._add_row(name)
        self.lines = ValueRow("Lines", lines_words(self.paper))
        self.lines.clicked.connect(lambda: self.lines_asked.emit(-1))
        column.addWidget(self.lines)
        column.addWidget(divider())
        column.addSpacing(12)
        self._more = self._add_choice()
        self._more.hide()
        column.addWidget(self._more)
        column.addSpacing(8)
        remove = button("Remove this paper", "quiet", "trash", small=True, danger=True)
        remove.clicked.connect(self.removed)
        column.addWidget(remove)
        column.addStretch(1)
        self._count()

    def _told(self) -> str:
        read = len(spots_of(self.paper))
        spots = f"We read {counted(read, 'spot')} on the page." if read else "We read nothing on the page."
        if self.review.kept.confirmed:
            return f"{spots} Click a value to see where it stands."
        waiting = len(self.check.stops) if self.check else 0
        if not waiting:
            return f"{spots} All of them are clear."
        number = NUMBERS[waiting] if waiting < len(NUMBERS) else str(waiting)
        return f"{spots} {number} {'needs' if waiting == 1 else 'need'} your eyes."

    def _fill_kind(self) -> None:
        self.kind_row = ValueRow("Kind of paper", KINDS[self.paper.kind])
        self.kind = ChoiceField("Kind of paper", [(kind.value, words) for kind, words in KINDS.items()], key=self.paper.kind.value)
        self.kind.setContentsMargins(0, 8, 0, 10)
        self.kind.changed.connect(self._take_kind)
        self._pair(self.kind_row, self.kind, open_at_once=self.paper.kind is Kind.OTHER)

    def _fill_whose(self) -> None:
        self.whose_row = ValueRow(QUESTION, self.whose.words())
        self.whose.setContentsMargins(0, 8, 0, 10)
        self.whose.changed.connect(self.edited)
        self._pair(self.whose_row, self.whose)

    def _pair(self, row: ValueRow, field: QWidget, open_at_once: bool = False) -> None:
        row.clicked.connect(partial(self._open_pair, row, field))
        for part in (field, row, divider()):
            self._column.addWidget(part)
        row.setVisible(not open_at_once)
        field.setVisible(open_at_once)

    def _open_pair(self, row: QWidget, field: QWidget) -> None:
        row.hide()
        field.show()
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_row(self, name: str) -> ClearRow:
        row = ClearRow(name, PAPER_FIELDS[name], getattr(self.paper, name), self._today)
        row.pressed.connect(self._press)
        row.fixed.connect(self._take)
        self.rows[name] = row
        self._values.addWidget(row)
        return row

    def _add_choice(self) -> ChoiceField:
        missing = [("", "Choose a value to add")]
        missing += [(name, spec.label) for name, spec in PAPER_FIELDS.items() if spec.type in EDITABLE and name not in self.rows]
        choice = ChoiceField("Something else on the paper", missing)
        choice.changed.connect(self._add_chosen)
        return choice

    def _foot(self) -> QWidget:
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(20, 12, 28, 20)
        self.fix = button("Fix something", "quiet", "edit")
        self.later = button("Close" if self.review.kept.confirmed else "Later")
        self.accept = button("Save" if self.review.kept.confirmed else "Accept", "main")
        self.accept.cap = "Enter"
        self.fix.clicked.connect(self._fix_all)
        self.later.clicked.connect(self.put_off)
        self.accept.clicked.connect(self.try_accept)
        row.addWidget(Flow(self.fix, self.later, self.accept, gap=12, right=True), 1)
        return foot

    # what was typed

    def _take(self, name: str, value: Value | None) -> None:
        self.paper = with_value(self.paper, name, value)
        self._count()
        self.edited.emit()

    def _take_kind(self) -> None:
        self.paper = with_kind(self.paper, Kind(self.kind.key()))
        if self._fixing:
            self._offer_usual()
        self.edited.emit()

    def _add_chosen(self) -> None:
        name = self._more.key()
        if name and name not in self.rows:
            self._add_row(name).edit()
        self._more.set_key("")

    def take_paper(self, paper: Paper) -> None:
        """The paper after its lines were edited."""
        self.paper = paper
        self.lines.set_words(lines_words(paper))
        self._count()
        self.edited.emit()

    def _count(self) -> None:
        self.count.setText(counted(len(spots_of(self.paper)) - (len(self.check.fields) if self.check else 0), "spot"))

    def checked(self) -> Paper:
        """The paper as the user says it reads."""
        return self.check.into(self.paper) if self.check else self.paper

    def for_later(self) -> Paper:
        """The paper with what was typed so far."""
        for row in self.rows.values():
            row.finish()
        return self.check.into(self.paper, checked=False) if self.check else self.paper

    def answer(self) -> Whose:
        """Whom the paper is for."""
        return self.whose.answer()

    # going through it

    def start(self) -> None:
        """Give the keyboard to the first value to check, else to the button that accepts."""
        first = self.check.stops[0] if self.check else self.accept
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def select(self, key: str) -> None:
        """Go to the field of a spot that was pressed on the page."""
        if self.check and key in self.check.fields:
            self.check.fields[key].setFocus(Qt.FocusReason.OtherFocusReason)
        elif key in self.rows:
            self.rows[key].setFocus(Qt.FocusReason.OtherFocusReason)
        elif key.startswith("line "):
            self.lines_asked.emit(int(key.split()[1]))

    def try_accept(self) -> None:
        """Accept when everything can be read; else go to what cannot."""
        if self.check and not self.check.validate():
            return
        if not all(row.finish() for row in self.rows.values()):
            return
        if not self.whose.validate():
            if self.review.person_id is not None:
                self._open_pair(self.whose_row, self.whose)
            self.whose.unanswered.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.accepted.emit()

    def _fix_all(self) -> None:
        self._fixing = True
        self._offer_usual()
        for row in self.rows.values():
            row.edit(focus=False)
        self._more.show()
        if self.kind.isHidden():
            self._open_pair(self.kind_row, self.kind)
        self.kind.setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer_usual(self) -> None:
        doubtful = set(self.check.fields) if self.check else set()
        for name in usual_fields(self.paper.kind):
            if name not in self.rows and name not in doubtful:
                self._add_row(name).edit(focus=False)

    def _press(self, name: str) -> None:
        self.lit.emit(name)

    def _held(self) -> QWidget | None:
        return self.window().focusWidget()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = self._held()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter(held)
        elif event.key() == Qt.Key.Key_F2:
            row = next((row for row in self.rows.values() if held and (row is held or row.isAncestorOf(held))), None)
            if row:
                row.edit()
            elif isinstance(held, ValueRow):
                held.click()
            else:
                self._fix_all()
        elif event.key() == Qt.Key.Key_Escape:
            self._escape(held)
        else:
            super().keyPressEvent(event)

    def _enter(self, held: QWidget | None) -> None:
        stops = self.check.stops if self.check else []
        at = next((number for number, stop in enumerate(stops) if held and (stop is held or stop.isAncestorOf(held))), None)
        row = next((row for row in self.rows.values() if row.editing and held and row.isAncestorOf(held)), None)
        if isinstance(held, QPushButton) and held is not self.accept:
            held.click()
        elif row is not None:
            row.finish()
        elif at is not None and at + 1 < len(stops):
            stops[at + 1].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.try_accept()

    def _escape(self, held: QWidget | None) -> None:
        row = next((row for row in self.rows.values() if row.editing and held and row.isAncestorOf(held)), None)
        if row is not None:
            row.revert()
        else:
            self.put_off.emit()
