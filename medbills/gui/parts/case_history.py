"""A case in time: what happened and what comes next, filtered; a day opens how it was found."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from medbills.domain.matter import Matter
from medbills.domain.moment import Moment
from medbills.domain.wording import short_day
from medbills.gui.language import tr
from medbills.gui.parts.case_items import can_open
from medbills.gui.parts.chart_card import table_button
from medbills.gui.parts.deadline_detail import DeadlineDetail
from medbills.gui.parts.row_table import Cell, Column, Row, RowTable
from medbills.gui.parts.save_picture import picture_button
from medbills.gui.picture import Picture
from medbills.gui.widgets.card import Card
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.reflow import Flow, clear
from medbills.gui.widgets.segmented import SegmentedControl
from medbills.gui.widgets.timeline import TimelineEntry, TimelineView
from medbills.services.plan_limits import plan_may_say

FILTERS = (("", "All"), ("papers", "Papers"), ("calls", "Calls"), ("letters", "Letters"), ("money", "Money"))
QUIET_FILTERS = tuple(choice for choice in FILTERS if choice[0] not in ("calls", "letters"))
NOTHING = {"papers": "No papers yet", "calls": "No calls yet", "letters": "No letters yet", "money": "No payments yet", "": "Nothing yet"}


COLUMNS = (Column("Day"), Column("Sum", right=True, waits=1))


class CaseHistory(Card):
    """`opened` carries (item, id) of what a row stands for; `shown` a Place on a paper; `picture_asked` the Picture."""

    opened = Signal(str, str)
    shown = Signal(object)
    plan_asked = Signal(object)  # Deadline: the plan document says another time
    picture_asked = Signal(object)

    def __init__(self, matter: Matter, moments: Sequence[Moment], today: datetime.date, chosen: str = "", quiet: bool = False) -> None:
        """`quiet` leaves out the back and forth: calls and letters that are over."""
        choices = QUIET_FILTERS if quiet else FILTERS
        self.filter = SegmentedControl(choices, "Show", chosen if chosen in dict(choices) else "", small=True)
        super().__init__("What happened, what comes next", self.filter)
        self._matter, self._today = matter, today
        self._moments = tuple(moment for moment in moments if not (quiet and moment.back_and_forth))
        self._papers = {kept.id: kept for kept in matter.papers}
        self._open = ""
        self.view = TimelineView()
        self.view.opened.connect(self._take)
        self.nothing = ReadingLabel("", "body", "text2")
        self._as_table = False
        self.table: RowTable | None = None
        self._place = QVBoxLayout()  # of the table, in the timeline's stead
        self.show_table = table_button()
        self.show_table.clicked.connect(self._turn)
        self.picture = picture_button()
        self.picture.setAccessibleDescription(tr("The timeline as a PNG file, in light colors"))
        self.picture.clicked.connect(self._ask_picture)
        self.body.addWidget(self.view)
        self.body.addLayout(self._place)
        self.body.addWidget(self.nothing)
        self.body.addSpacing(4)
        self.body.addWidget(Flow(self.show_table, self.picture, gap=20))
        self.body.addStretch(1)
        self.filter.chosen.connect(lambda _key: self._show())
        self._show()

    def _chosen(self) -> list[tuple[int, Moment]]:
        group = str(self.filter.current or "")
        return [(at, moment) for at, moment in enumerate(self._moments) if not group or moment.group == group]

    def _show(self) -> None:
        chosen = self._chosen()
        self._open = ""
        self.view.setVisible(bool(chosen) and not self._as_table)
        self.nothing.setVisible(not chosen)
        self.nothing.setText(NOTHING[str(self.filter.current or "")])
        for each in (self.show_table, self.picture):
            each.setVisible(bool(chosen))
        self.view.set_entries([self._entry(at, moment) for at, moment in chosen], self._today)
        clear(self._place)
        self.table = None
        if self._as_table and chosen:
            rows = [_row(at, moment, self._today) for at, moment in chosen]
            self.table = RowTable("What", COLUMNS, rows, "The same as a table", opens=False)
            self._place.addWidget(self.table)

    def _turn(self) -> None:
        """The timeline, or the table that says the same."""
        self._as_table = not self._as_table
        self.show_table.setText("Show as a timeline" if self._as_table else "Show as a table")
        self._show()

    def _ask_picture(self) -> None:
        entries = [self._entry(at, moment) for at, moment in self._chosen()]
        told = "What happened, what comes next"
        make = partial(TimelineView, entries, self._today)
        self.picture_asked.emit(Picture("timeline", self._matter.case.title, told, make))

    def _take(self, key: str) -> None:
        moment = self._moments[int(key)]
        if moment.item != "deadline":
            self.opened.emit(moment.item or "check", moment.item_id)
            return
        kept = next((kept for kept in self._matter.deadlines if kept.id == moment.item_id), None)
        if kept is None or self._open == key:
            self._open = ""
            self.view.unfold(None)
            return
        self._open = key
        detail = self.detail = DeadlineDetail(kept.deadline, self._papers, asks_plan=plan_may_say(self._matter, kept.deadline))
        detail.shown.connect(self.shown)
        detail.plan_asked.connect(lambda: self.plan_asked.emit(kept.deadline))
        self.view.unfold(key, detail)

    def _entry(self, at: int, moment: Moment) -> TimelineEntry:
        opens = can_open(self._matter, moment.item, moment.item_id) or moment.in_question
        return TimelineEntry(
            key=str(at), day=moment.day, icon=moment.icon, first=moment.title, second=moment.detail,
            amount=moment.amount, amount_tone="amber" if moment.in_question else "text", chip=moment.chip, pill=moment.ahead,
            theirs=moment.theirs, ring_tone="amber" if moment.in_question else "", opens=opens,
        )  # fmt: skip


def _row(at: int, moment: Moment, today: datetime.date) -> Row:
    amount = str(moment.amount) if moment.amount is not None else ""
    tone = "amber" if moment.in_question else "text"
    return Row(str(at), moment.title, moment.detail, (Cell(short_day(moment.day, today)), Cell(amount, tone, 600)))
