"""A finding as a card: what does not agree, the dollars it adds, whether it was asked; the open one adds its actions."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from medbills.domain.case import KeptPaper
from medbills.domain.finding import Certainty, FindingState, KeptFinding
from medbills.domain.wording import short_day
from medbills.gui.language import tr
from medbills.gui.parts.code_card import SEVERAL, CodeLink
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.card import Card
from medbills.gui.widgets.chip import Chip
from medbills.gui.widgets.label import MoneyLabel, ReadingLabel
from medbills.gui.widgets.reflow import Flow
from medbills.gui.widgets.row_button import RowButton, see_through
from medbills.services.codes_on_papers import any_codes, codes_at

SURENESS = {Certainty.SURE: "Sure", Certainty.LIKELY: "Likely", Certainty.ASK: "Worth asking"}
CLOSED_LINES = 2  # of the explanation; its tooltip has the rest
WORKED_OUT = frozenset({"alternate_benefit_downgrade", "downgrade_not_disclosed"})  # checks that the dental calculator explains
COUNTED_BEFORE = "Its dollars are counted in another point."


class FindingCard(Card):
    """Signals carry the kept finding. Pressing the card opens it."""

    opened = Signal(object)
    say_asked = Signal(object)
    spot_asked = Signal(object)
    laid_aside = Signal(object)
    figures_asked = Signal(object)

    def __init__(self, kept: KeptFinding, today: datetime.date, papers: Sequence[KeptPaper] = ()) -> None:
        """`papers` are those of the case: the codes of the finding's lines can be asked about."""
        super().__init__(dense=True)
        self.kept, self._papers = kept, tuple(papers)
        finding = kept.finding
        asked = asked_words(kept, today)
        self.setAccessibleName(tr(f"{kept.title}. {finding.explanation} {asked}. {SURENESS[finding.certainty]}"))
        self.body.setSpacing(8)
        self.head = RowButton(f"{kept.title}, {kept.counted}. {asked}. {SURENESS[finding.certainty]}")
        row = QHBoxLayout(self.head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(ReadingLabel(kept.title, "body", weight=600), 1)
        if kept.counted:
            row.addWidget(MoneyLabel(kept.counted, "body", "amber"))
        see_through(self.head)
        self.head.clicked.connect(lambda: self.opened.emit(self.kept))
        self.body.addWidget(self.head)
        explanation = finding.explanation if kept.counted else f"{finding.explanation} {COUNTED_BEFORE}"
        self._words = ReadingLabel(explanation, "small", "text2")
        self.body.addWidget(self._words)
        self.body.addWidget(Flow(Chip(asked, "teal" if kept.state is FindingState.ASKED else "quiet"), Chip(SURENESS[finding.certainty])))
        self.more = self._make_actions()
        self.body.addWidget(self.more)
        self.set_open(False)

    def _make_actions(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.say = button("What to say", "plain", "phone", bar=True)
        self.spot = button("See the spot", "quiet", bar=True)
        self.fine = button("I checked, it\N{RIGHT SINGLE QUOTATION MARK}s fine", "quiet", small=True, bar=True)
        self.say.clicked.connect(lambda: self.say_asked.emit(self.kept))
        self.spot.clicked.connect(lambda: self.spot_asked.emit(self.kept))
        self.fine.clicked.connect(lambda: self.laid_aside.emit(self.kept))
        self.figures = button("Work out your share", "quiet", "calculator", bar=True) if self.kept.finding.check in WORKED_OUT else None
        if self.figures:
            self.figures.clicked.connect(lambda: self.figures_asked.emit(self.kept))
        column.addWidget(Flow(self.say, self.spot, *([self.figures] if self.figures else [])))
        refs = sorted(self.kept.finding.lines)
        told = any_codes(self._papers, refs)
        self.codes = CodeLink("What the codes mean", SEVERAL, lambda: codes_at(self._papers, refs)) if told else None
        column.addWidget(Flow(self.fine, *([self.codes] if self.codes else []), gap=16))
        return part

    def set_open(self, on: bool) -> None:
        """The open one has a teal edge, the whole explanation, and its actions."""
        self.more.setVisible(on)
        self._words.set_most_lines(0 if on else CLOSED_LINES)
        self.set_selected(on)
        self.head.setAccessibleDescription(tr("Open" if on else "Closed. Press to open."))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self.opened.emit(self.kept)


def asked_words(kept: KeptFinding, today: datetime.date) -> str:
    """ "Not asked yet" or "Asked Nov 10"."""
    if kept.state is not FindingState.ASKED:
        return "Not asked yet"
    return f"Asked {short_day(kept.asked_on, today)}" if kept.asked_on else "Asked"
