"""A case in time: what happened and what comes next, filtered; a day opens how it was found."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from PySide6.QtCore import Signal

from medbills.domain.matter import Matter
from medbills.domain.moment import Moment
from medbills.gui.parts.case_items import can_open
from medbills.gui.parts.deadline_detail import DeadlineDetail
from medbills.gui.widgets.card import Card
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.segmented import SegmentedControl
from medbills.gui.widgets.timeline import TimelineEntry, TimelineView
from medbills.services.plan_limits import plan_may_say

FILTERS = (("", "All"), ("papers", "Papers"), ("calls", "Calls"), ("letters", "Letters"), ("money", "Money"))
QUIET_FILTERS = tuple(choice for choice in FILTERS if choice[0] not in ("calls", "letters"))
NOTHING = {"papers": "No papers yet", "calls": "No calls yet", "letters": "No letters yet", "money": "No payments yet", "": "Nothing yet"}


class CaseHistory(Card):
    """`opened` carries (item, id) of what a row stands for; `shown` a Place on a paper."""

    opened = Signal(str, str)
    shown = Signal(object)
    plan_asked = Signal(object)  # Deadline: the plan document says another time

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
        self.body.addWidget(self.view)
        self.body.addWidget(self.nothing)
        self.body.addStretch(1)
        self.filter.chosen.connect(lambda _key: self._show())
        self._show()

    def _show(self) -> None:
        group = str(self.filter.current or "")
        chosen = [(at, moment) for at, moment in enumerate(self._moments) if not group or moment.group == group]
        self._open = ""
        self.view.setVisible(bool(chosen))
        self.nothing.setVisible(not chosen)
        self.nothing.setText(NOTHING[group])
        self.view.set_entries([self._entry(at, moment) for at, moment in chosen], self._today)

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
