"""An entry of Learn as it is read: what it says, the steps, what to look out for, what it fits, its words, and its source."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from medbills.domain.help_entry import HelpEntry, Shelf, Step
from medbills.domain.wording import counted, long_day
from medbills.gui.icons import scaled
from medbills.gui.language import tr
from medbills.gui.parts.learn_helpers import HelperList, StateHelpers
from medbills.gui.theme import theme
from medbills.gui.type import type_
from medbills.gui.widgets.buttons import Button, button
from medbills.gui.widgets.card import divider
from medbills.gui.widgets.chip import Chip
from medbills.gui.widgets.choices import CheckRow
from medbills.gui.widgets.icon_label import IconLabel
from medbills.gui.widgets.label import READING_WIDTH, ReadingLabel
from medbills.gui.widgets.reflow import Columns, Flow
from medbills.gui.widgets.shapes import soft
from medbills.services.fit_help import Authority, Bearings, Fitting
from medbills.services.read_help import STATES_LIST, entry, helpers, places, words

CHIPS = {
    Shelf.RIGHTS: ("Your right", "teal", "rights"),
    Shelf.ASKING: ("A tactic, not a rule", "quiet", "offer"),
    Shelf.HELP: ("Where to get help", "teal", "people"),
    Shelf.CALCULATORS: ("Calculator", "teal", "calculator"),
    Shelf.WINDOW: ("This program", "quiet", "help"),
}
GOOD_TO_KNOW = "Information, not legal advice. States can add rights."
UNSURE = "We could not check all of it. Ask before you rely on it."


class EntryText(QWidget):
    """`linked` carries the key of another entry; `letter_asked` a case and a letter; `part_asked` a section of Money."""

    linked = Signal(str)
    letter_asked = Signal(str, str)
    part_asked = Signal(str)

    def __init__(self, told: HelpEntry, bearings: Bearings) -> None:
        super().__init__()
        self.entry = told
        self.fits: FitBox | None = None
        self.opens: Button | None = None
        self.links: list[Button] = []
        self.ticks: list[CheckRow] = []
        self.list: HelperList | StateHelpers | None = None
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self._head()
        self._steps(told.steps)
        self._checklist()
        self._lines("What to look out for", told.caveats, "warning", "amber")
        self._lines("Keys", told.keys, "keyboard", "text2")
        self._doing(bearings)
        self._helpers(bearings)
        self._words()
        self._see()
        column.addStretch(1)
        authority = bearings.authority(told)
        if authority.source:
            self._column.addWidget(_foot(authority))

    def _head(self) -> None:
        word, kind, icon = CHIPS[self.entry.shelf]
        chips = [Chip(word, kind, icon), Chip(counted(self.entry.minutes, "minute"), "quiet")]
        self._column.addWidget(Flow(*chips))
        self._column.addWidget(_wide(ReadingLabel(self.entry.title, "title")))
        said = _wide(ReadingLabel("\n".join(self.entry.says), "body", line_height=1.5))
        self._column.addWidget(said)

    def _steps(self, steps: Sequence[Step]) -> None:
        for number, step in enumerate(steps, 1):
            row, words_ = _row(_Number(number))
            words_.addWidget(ReadingLabel(step.title, "body", weight=500))
            words_.addWidget(ReadingLabel(step.says, "body", "text2"))
            self._column.addWidget(row)

    def _lines(self, title: str, lines: Sequence[str], icon: str, tone: str) -> None:
        if lines:
            self._column.addWidget(_small_head(title))
        for line in lines:
            row, words_ = _row(IconLabel(icon, tone, 16))
            words_.addWidget(_wide(ReadingLabel(line, "body")))
            self._column.addWidget(row)

    def _checklist(self) -> None:
        for question in self.entry.checklist:
            tick = CheckRow(question)
            self.ticks.append(tick)
            self._column.addWidget(tick)

    def _doing(self, bearings: Bearings) -> None:
        case = bearings.fitting(self.entry)
        if case is not None and self.entry.letter:
            self.fits = FitBox(case)
            self.fits.button.clicked.connect(lambda: self.letter_asked.emit(case.case_id, self.entry.letter))
            self._column.addWidget(self.fits)
        if self.entry.opens is not None:
            opens = self.entry.opens
            self.opens = button(opens.label, "main", "calculator")
            self.opens.clicked.connect(lambda: self.part_asked.emit(opens.part))
            self._column.addWidget(Flow(self.opens))

    def _helpers(self, bearings: Bearings) -> None:
        if self.entry.helpers == STATES_LIST:
            self.list = StateHelpers(places(), bearings.state)
        elif self.entry.helpers:
            self.list = HelperList(helpers(self.entry.helpers))
        if self.list is not None:
            self._column.addWidget(self.list)

    def _words(self) -> None:
        if self.entry.words:
            self._column.addWidget(_small_head("Words on this page"))
            told = [words()[slug] for slug in self.entry.words]
            self._column.addWidget(Columns(*(_word(one.word, one.means) for one in told), most=2, lines=14, gap=24))

    def _see(self) -> None:
        found = [other for slug in self.entry.see if (other := entry(slug)) is not None]
        if found:
            self._column.addWidget(_small_head("Read more"))
            for other in found:
                link = button(other.short, "quiet", "arrow_right", small=True, bar=True)
                link.setAccessibleName(tr(f"Read: {other.title}"))
                link.clicked.connect(partial(self.linked.emit, other.slug))
                self.links.append(link)
            self._column.addWidget(Flow(*self.links, gap=12))


class FitBox(QWidget):
    """Says that an entry fits a case of the user's, with the button that writes its letter."""

    def __init__(self, case: Fitting) -> None:
        super().__init__()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 12, 10)
        row.setSpacing(12)
        words_ = QWidget()
        line = QHBoxLayout(words_)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        line.addWidget(IconLabel("letter", "accent"))
        whose = f"{case.title} ({case.who})" if case.who else case.title
        self.label = ReadingLabel(f"This fits one of your cases: {whose}.")
        line.addWidget(self.label, 1)
        self.button = button("Write the letter", "plain", bar=True)
        self.button.setAccessibleDescription(tr(case.title))
        row.addWidget(Flow(words_, self.button, gap=12, first_grows=True))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        soft(painter, QRectF(self.rect()), 8, "sunken", "control")
        painter.end()


class _Number(QWidget):
    """The number of a step in a soft circle."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._text = str(number)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(scaled(26), scaled(26))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        side = scaled(26)
        soft(painter, QRectF(0, 0, side, side), side / 2, "accent-soft", "accent")
        painter.setFont(type_().font("small", 600, tabular=True))
        painter.setPen(theme().color("accent-ink"))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), tr(self._text))
        painter.end()


def _row(mark: QWidget) -> tuple[QWidget, QVBoxLayout]:
    """A mark at the left and a column of words beside it."""
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(16 if isinstance(mark, _Number) else 10)
    line.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    words_ = QVBoxLayout()
    words_.setSpacing(0)
    line.addLayout(words_, 1)
    return row, words_


def _small_head(text: str) -> ReadingLabel:
    head = ReadingLabel(text, "body", weight=600)
    head.setContentsMargins(0, 8, 0, 0)
    return head


def _wide(label: ReadingLabel) -> ReadingLabel:
    label.natural_width = READING_WIDTH
    return label


def _word(word: str, means: str) -> QWidget:
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(ReadingLabel(word, "body", weight=600))
    column.addWidget(ReadingLabel(means, "body", "text2"))
    column.addStretch(1)
    return part


def foot_of(source: str, checked_on: datetime.date | None) -> QWidget:
    """The foot of a text that has no rules behind it."""
    return _foot(Authority(source, checked_on, True))


def _foot(authority: Authority) -> QWidget:
    """Source, the day it was checked, and what else to know, below a line."""
    foot = QWidget()
    column = QVBoxLayout(foot)
    column.setContentsMargins(0, 8, 0, 0)
    column.setSpacing(12)
    column.addWidget(divider())
    checked = long_day(authority.checked_on) if authority.checked_on else "Not checked yet"
    known = GOOD_TO_KNOW if authority.sure else f"{UNSURE} {GOOD_TO_KNOW}"
    parts = [_told(label, text) for label, text in (("Source", authority.source), ("Checked on", checked), ("Good to know", known))]
    column.addWidget(Columns(*parts, most=3, lines=9, gap=16))
    return foot


def _told(label: str, text: str) -> QWidget:
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(ReadingLabel(label, "small", "text2"))
    column.addWidget(ReadingLabel(text, "small", weight=500))
    column.addStretch(1)
    return part
