"""A word of the trade, or a list of codes, as Learn shows it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from medbills.domain.help_entry import Word
from medbills.domain.wording import counted, listed
from medbills.gui.language import tr
from medbills.gui.parts.code_card import CodeText, show_codes
from medbills.gui.parts.learn_text import foot_of
from medbills.gui.widgets.buttons import Button, button
from medbills.gui.widgets.card import divider
from medbills.gui.widgets.chip import Chip
from medbills.gui.widgets.label import READING_WIDTH, ReadingLabel
from medbills.gui.widgets.reflow import Flow
from medbills.gui.widgets.row_button import RowButton, see_through
from medbills.services.browse_codes import CodeList, ListedCode
from medbills.services.codes_on_papers import CodesOf
from medbills.services.explain_code import Explanation
from medbills.services.read_help import entries, source_of_words

AT_ONCE = 40  # rows of a long list; the others come when they are asked for
HINT = "Press a code to read more. Or type it at the top."
OWN = "Our own words"


class WordText(QWidget):
    """`linked` carries the slug of an entry that uses the word."""

    linked = Signal(str)

    def __init__(self, word: Word) -> None:
        super().__init__()
        self.links: list[Button] = []
        column = _column(self, Chip("A word", "quiet", "learn"), word.word)
        column.addWidget(_wide(word.means, "text"))
        if word.also:
            column.addWidget(_wide(f"Also called: {listed(list(word.also))}.", "text2"))
        using = [found for found in entries() if word.slug in found.words]
        if using:
            head = ReadingLabel("Where it matters", "body", weight=600)
            head.setContentsMargins(0, 8, 0, 0)
            column.addWidget(head)
            for found in using:
                link = button(found.short, "quiet", "arrow_right", small=True, bar=True)
                link.setAccessibleName(tr(f"Read: {found.title}"))
                link.clicked.connect(partial(self.linked.emit, found.slug))
                self.links.append(link)
            column.addWidget(Flow(*self.links, gap=12))
        column.addStretch(1)
        column.addWidget(foot_of(*source_of_words()))


class OneCode(QWidget):
    """What a typed code means, by the same card as on a bill."""

    def __init__(self, told: Explanation) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(ReadingLabel("What does this code mean?", "title"))
        self.card = CodeText(told)
        column.addWidget(self.card)
        column.addStretch(1)
        if told.source:
            column.addWidget(foot_of(f"{OWN}. The official list: {told.source}", told.checked_on))


class CodesText(QWidget):
    """A list of codes; a row opens the card of its code."""

    def __init__(self, codes: CodeList) -> None:
        super().__init__()
        self.codes = codes
        self.rows: list[RowButton] = []
        column = _column(self, Chip(counted(len(codes.codes), "code"), "quiet", "learn"), codes.title)
        column.addWidget(_wide(HINT, "text2"))
        self._place = QVBoxLayout()
        self._place.setSpacing(0)
        column.addLayout(self._place)
        self.more = button("", "plain", bar=True)
        self.more.clicked.connect(self._go_on)
        column.addWidget(Flow(self.more))
        column.addStretch(1)
        told = codes.codes[0].told()
        column.addWidget(foot_of(f"{OWN}. The official list: {told.source}", told.checked_on))
        self._go_on()

    def _go_on(self) -> None:
        start = len(self.rows)
        for listed_code in self.codes.codes[start : start + AT_ONCE]:
            self._place.addWidget(divider())
            row = _code_row(listed_code)
            row.clicked.connect(partial(self._open, row, listed_code))
            self._place.addWidget(row)
            self.rows.append(row)
        left = len(self.codes.codes) - len(self.rows)
        self.more.setText(f"Show {min(left, AT_ONCE)} more")
        self.more.setAccessibleName(self.more.text())
        self.more.setVisible(left > 0)
        if start:
            self.rows[start].setFocus(Qt.FocusReason.TabFocusReason)

    def _open(self, row: RowButton, code: ListedCode) -> None:
        show_codes(row, [CodesOf("", (code.told(),))])


def _code_row(code: ListedCode) -> RowButton:
    row = RowButton(f"{code.code}. {code.title}")
    line = QHBoxLayout(row)
    line.setContentsMargins(8, 8, 8, 8)
    line.setSpacing(12)
    number = ReadingLabel(code.code, "body", weight=600)
    number.natural_width = 56
    number.setFixedWidth(number.fontMetrics().horizontalAdvance("MM000"))
    line.addWidget(number, 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(ReadingLabel(code.title, "body"), 1)
    see_through(row)
    return row


def _column(part: QWidget, chip: Chip, title: str) -> QVBoxLayout:
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(12)
    column.addWidget(Flow(chip))
    column.addWidget(_wide(title, "text", "title"))
    return column


def _wide(text: str, tone: str, role: str = "body") -> ReadingLabel:
    label = ReadingLabel(text, role, tone)
    label.natural_width = READING_WIDTH
    return label
