"""The right side of a review: what needs the user's eyes on top, what was clear below, and the buttons."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from medbills.domain.doubt import doubts
from medbills.domain.fields import Value
from medbills.domain.paper import PAPER_FIELDS, Kind, Paper
from medbills.domain.wording import counted
from medbills.gui.parts.accept_sure import AcceptSure
from medbills.gui.parts.clear_row import ClearRow, ValueRow
from medbills.gui.parts.clear_values import ClearValues
from medbills.gui.parts.key_ground import KeyGround, bring_whole
from medbills.gui.parts.kind_words import KINDS
from medbills.gui.parts.lines_summary import SumNotes, lines_words
from medbills.gui.parts.review_foot import ReviewFoot
from medbills.gui.parts.review_keys import ReviewKeys
from medbills.gui.parts.review_words import told, what_is_read
from medbills.gui.parts.to_check import ToCheck
from medbills.gui.parts.value_field import EDITABLE, hold
from medbills.gui.parts.whose_field import QUESTION, WhoseField
from medbills.gui.widgets.banner import Banner
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.card import divider
from medbills.gui.widgets.field import ChoiceField
from medbills.gui.widgets.header import SectionTitle
from medbills.gui.widgets.label import Label, ReadingLabel
from medbills.gui.widgets.scroll import Scroll
from medbills.services.edit_paper import sure_count, sure_seen, usual_fields, with_kind, with_value
from medbills.services.light_spots import read_count
from medbills.services.review_papers import Review, Whose


class ReviewForm(QWidget):
    """`lit` asks for a spot, `accepted` and `put_off` end the paper, `lines_asked` opens its lines (with one of them, or -1).

    `edited` follows a value that stands, `typing` each key in a field.
    """

    lit = Signal(str)
    accepted = Signal()
    put_off = Signal()
    removed = Signal()
    lines_asked = Signal(int)
    edited = Signal()
    typing = Signal()

    def __init__(self, review: Review, today: datetime.date, notes: Sequence[QWidget] = ()) -> None:
        """`notes` say what the paper has to do with others."""
        super().__init__()
        self.review, self._today, self.notes = review, today, tuple(notes)
        self.paper: Paper = review.kept.paper
        self._fixing = self._moved = False
        self.whose = WhoseField(review.people, self.paper, review.person_id)
        self.whose.changed.connect(self.edited)
        self.clear = ClearValues(today)
        self.check = self._make_check()
        self._keys = ReviewKeys(self)
        content = KeyGround(self._keys.move)
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(28, 20, 28, 20)
        self._column.setSpacing(0)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self._area = Scroll(content)
        outer.addWidget(self._area, 1)
        foot = ReviewFoot(review.kept.confirmed)
        self.fix, self.later, self.accept = foot.fix, foot.later, foot.accept
        self.fix.clicked.connect(self.fix_all)
        self.later.clicked.connect(self.put_off)
        self.accept.clicked.connect(self.try_accept)
        outer.addWidget(foot)
        self._fill()

    @property
    def rows(self) -> dict[str, ClearRow]:
        """The rows of clear values by the name of the field."""
        return self.clear.rows

    # the parts

    def _make_check(self) -> ToCheck | None:
        found = () if self.review.kept.confirmed else doubts(self.paper)
        shown = [doubt for doubt in found if doubt.line is not None or PAPER_FIELDS[doubt.name].type in EDITABLE]
        unknown = self.review.person_id is None
        if not shown and not unknown:
            return None
        check = ToCheck(self.paper, shown, self.whose if unknown else None, self._today)
        check.reached.connect(self._reach)
        check.settled.connect(self._settled)
        check.typing.connect(self.typing)
        return check

    def _fill(self) -> None:
        column = self._column
        kept = self.review.kept
        column.addWidget(ReadingLabel("What this paper says" if kept.confirmed else "Is this what the paper says?", "head"))
        column.addSpacing(4)
        self._told = ReadingLabel("", "small", "text2")
        column.addWidget(self._told)
        column.addSpacing(12)
        for warning in self.review.warnings:
            column.addWidget(Banner(warning, "warning"))
            column.addSpacing(8)
        for note in self.notes:
            column.addWidget(note)
            column.addSpacing(8)
        self._checks = QVBoxLayout()
        column.addLayout(self._checks)
        if self.check:
            self._checks.addWidget(self.check)
        column.addSpacing(16)
        self.count = Label("", "small", "text2")
        column.addWidget(SectionTitle("Clear on the page" if self.review.file.pages else "Clear in the file", self.count, "card"))
        column.addSpacing(4)
        self.sure = AcceptSure(self.paper)
        self.sure.asked.connect(self.accept_sure)
        self.sure.shown.connect(lambda show: self.clear.fold(self.paper, show))
        if kept.confirmed:
            self.sure.hide()
        column.addWidget(self.sure)
        self._fill_kind()
        if self.review.person_id is not None:
            self._fill_whose()
        self.clear.pressed.connect(self.lit)
        self.clear.fixed.connect(self._take)
        self.clear.typing.connect(self.typing)
        self.clear.show_paper(self.paper, self._doubtful())
        column.addWidget(self.clear)
        self.lines = ValueRow("Lines", lines_words(self.paper))
        self.lines.clicked.connect(self.ask_lines)
        column.addWidget(self.lines)
        column.addWidget(divider())
        column.addSpacing(8)
        self.sums = SumNotes(only_apart=True)
        column.addWidget(self.sums)
        self.sums.weigh(self.paper)
        column.addSpacing(8)
        self._more = self._add_choice()
        self._more.hide()
        column.addWidget(self._more)
        column.addSpacing(8)
        remove = button("Remove this paper", "quiet", "trash", small=True, danger=True)
        remove.clicked.connect(self.removed)
        column.addWidget(remove)
        column.addStretch(1)
        self._count()

    def _doubtful(self) -> frozenset[str]:
        return self.check.keys if self.check else frozenset()

    def _fill_kind(self) -> None:
        self.kind_row = ValueRow("Kind of paper", KINDS[self.paper.kind])
        self.kind = ChoiceField("Kind of paper", [(kind.value, words) for kind, words in KINDS.items()], key=self.paper.kind.value)
        self.kind.setContentsMargins(0, 8, 0, 10)
        self.kind.changed.connect(self._take_kind)
        self._pair(self.kind_row, self.kind, open_at_once=self.paper.kind is Kind.OTHER)

    def _fill_whose(self) -> None:
        self.whose_row = ValueRow(QUESTION, self.whose.words())
        self.whose.setContentsMargins(0, 8, 0, 10)
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

    def _add_choice(self) -> ChoiceField:
        missing = [("", "Choose a value to add")]
        missing += [(name, spec.label) for name, spec in PAPER_FIELDS.items() if spec.type in EDITABLE and name not in self.rows]
        choice = ChoiceField("Something else on the paper", missing)
        choice.changed.connect(self._add_chosen)
        return choice

    # what was typed

    def _take(self, name: str, value: Value | None) -> None:
        self._change(with_value(self.paper, name, value))

    def _reach(self, key: str) -> None:
        self.lit.emit(key)
        if self.check:
            bring_whole(self._area, self.check.fields[key])

    def _settled(self, key: str) -> None:
        if self.check:
            self._change(self.check.one_into(self.paper, key))

    def _change(self, paper: Paper) -> None:
        self.paper = paper
        self.lines.set_words(lines_words(paper))
        self.sums.weigh(paper)
        self._count()
        self.edited.emit()

    def accept_sure(self) -> None:
        """Take every value that was read with confidence for right, and go on to those that are left."""
        if not self.sure.waits:
            return
        accepted = sure_count(self.paper)
        self._change(sure_seen(self.paper))
        self.clear.fold(self.paper)
        if self.check:
            self.check.fold()
        self.sure.tell(accepted, self.check.left if self.check else 0)
        self.start()

    def _take_kind(self) -> None:
        self.paper = with_kind(self.paper, Kind(self.kind.key()))
        if self._fixing:
            self._offer_usual()
        self.edited.emit()

    def _add_chosen(self) -> None:
        name = self._more.key()
        if name and name not in self.rows:
            self.clear.add(self.paper, name).edit()
        self._more.set_key("")

    def take_paper(self, paper: Paper) -> None:
        """The paper after its lines were edited; `settle_lines` follows once that is over."""
        self._moved = self._moved or paper is not self.paper
        self._change(paper)

    def settle_lines(self) -> None:
        """Values to check are known by their line: after a change of the lines they are looked for anew."""
        if not self._moved:
            return
        self._moved = False
        old = self.check
        if old:
            old.let_go()
        self.check = self._make_check()
        if self.check:
            self._checks.addWidget(self.check)
        self.clear.show_paper(self.paper, self._doubtful())
        self._count()

    def _count(self) -> None:
        clear = read_count(self.paper) - len(self._doubtful())
        self.count.setText(counted(clear, what_is_read(self.review)))
        self._told.setText(told(self.review, self.paper, self.check.left if self.check else 0))

    def checked(self) -> Paper:
        """The paper as the user says it reads."""
        return self.check.into(self.paper) if self.check else self.paper

    def for_later(self) -> Paper:
        """The paper with what was typed so far."""
        self.clear.finish()
        return self.check.into(self.paper, checked=False) if self.check and not self._moved else self.paper

    def so_far(self) -> Paper:
        """The same while somebody is typing: no field is closed, and none is told that it cannot be read yet."""
        return self.clear.so_far(self.check.so_far(self.paper) if self.check and not self._moved else self.paper)

    def answer(self) -> Whose:
        """Whom the paper is for."""
        return self.whose.answer()

    # going through it

    def start(self) -> None:
        """Give the keyboard to the first value to check, else to the button that accepts."""
        first = self.check.first_left() if self.check else None
        hold(first or self.accept)

    def select(self, key: str) -> None:
        """Go to the field of a spot that was pressed on the page."""
        if self.check and self.check.reach(key):
            return
        if key in self.rows:
            self.rows[key].show()
            self.rows[key].setFocus(Qt.FocusReason.OtherFocusReason)
        elif key.startswith("line "):
            self.lines_asked.emit(int(key.split()[1]))

    def try_accept(self) -> None:
        """Accept when everything can be read; else go to what cannot."""
        if self.check and not self.check.validate():
            return
        if not self.clear.finish():
            return
        if not self.whose.validate():
            if self.review.person_id is not None:
                self._open_pair(self.whose_row, self.whose)
            self.whose.unanswered.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.accepted.emit()

    def fix_all(self) -> None:
        """Turn every row into a field, with those one would look for on such a paper."""
        self._fixing = True
        self._offer_usual()
        for row in self.rows.values():
            row.show()
            row.edit(focus=False)
        self._more.show()
        if self.kind.isHidden():
            self._open_pair(self.kind_row, self.kind)
        self.kind.setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer_usual(self) -> None:
        doubtful = self._doubtful()
        for name in usual_fields(self.paper.kind):
            if name not in self.rows and name not in doubtful:
                self.clear.add(self.paper, name).edit(focus=False)

    def stops(self) -> list[QWidget]:
        """Every value from top to bottom, for the arrow keys."""
        whose = [self.whose_row, self.whose] if self.review.person_id is not None else []
        return [*(self.check.stops if self.check else []), self.kind_row, self.kind, *whose, *self.rows.values(), self.lines]

    def ask_lines(self) -> None:
        """Open the lines."""
        self.lines_asked.emit(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._keys.take(event):
            super().keyPressEvent(event)
