"""Today: what to do next, what the papers ask for, the next days, what was saved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from medbills.domain.backup_age import BackupAge
from medbills.domain.case import KeptPaper
from medbills.domain.triage import Triage
from medbills.domain.wording import week_day
from medbills.errors import MedbillsError
from medbills.gui import dialogs
from medbills.gui.backing_up import now
from medbills.gui.desk import Desk
from medbills.gui.page import GAP, PageSpec, PageWidget
from medbills.gui.parts.backup_line import BackupLine
from medbills.gui.parts.call_compared import promises_card
from medbills.gui.parts.deadline_list import DeadlineList
from medbills.gui.parts.owed_card import OwedCard, SavedCard
from medbills.gui.parts.promises_card import PromisesCard
from medbills.gui.parts.start import show_places, take_step
from medbills.gui.parts.step_card import StepCard
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.card import Card
from medbills.gui.widgets.deadline_row import DeadlineRow
from medbills.gui.widgets.empty_state import EmptyState
from medbills.gui.widgets.header import PageHeader
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.reflow import Beside, ResponsiveGrid, clear
from medbills.services.calendar_days import form_ends
from medbills.services.keep_authority import EndingForm, ending_forms
from medbills.services.keep_backups import age_of_backup, back_up_everywhere
from medbills.services.keep_promise import Promise, late_promises
from medbills.services.light_spots import Place
from medbills.services.load_matters import load_matters
from medbills.services.overview import Overview, overview
from medbills.services.sort_envelope import new_envelopes

DAYS_SHOWN = 5
LATE_PROMISES = "Promised, and late"
WORDS = {1: "One thing", 2: "Two things", 3: "Three things"}


@dataclass(frozen=True)
class _Shown:
    overview: Overview
    envelopes: tuple[Triage, ...]
    papers: dict[str, KeptPaper]
    cases: int
    late: tuple[Promise, ...]
    forms: tuple[EndingForm, ...]  # signed forms whose end is near
    backup: BackupAge | None


class TodayPage(PageWidget):
    """At most three cards; only the first has the page's main button."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.header = PageHeader("Today")
        self.body.addWidget(self.header)
        self.envelopes = button("Sort new envelopes", "quiet", "letter", bar=True)
        self.envelopes.clicked.connect(lambda: self.desk.show_envelopes(self._fresh))
        self.envelopes.hide()
        self._fresh: tuple[Triage, ...] = ()
        self.header.add_right(self.envelopes)
        self._content = QVBoxLayout()
        self._content.setSpacing(GAP)
        self.body.addLayout(self._content, 1)
        self.backup = BackupLine()
        self.backup.asked.connect(self._back_up)
        self.body.addWidget(self.backup)
        self.cards: list[StepCard] = []
        self.days: DeadlineList | None = None
        self.forms: list[DeadlineRow] = []
        self.promises: PromisesCard | None = None

    def reload(self) -> None:
        today, person = self.desk.today(), self.desk.person_filter

        def look(vault: Any) -> _Shown:
            cases = [case for case in vault.cases.all() if person is None or case.person_id == person]
            matters = load_matters(vault, today=today, person_id=person, with_closed=False)
            papers = {kept.id: kept for matter in matters for kept in matter.papers}
            fresh = new_envelopes(matters, today=today)
            forms = ending_forms(vault, today=today, person_id=person)
            view = overview(matters, today=today, cases=cases)
            return _Shown(view, fresh, papers, len(cases), late_promises(matters, today), forms, age_of_backup(vault, now=now()))

        self.desk.vault_job(look, self._show)

    def _show(self, shown: _Shown) -> None:
        view, today = shown.overview, self.desk.today()
        self.header.set_text("Today", f"{week_day(today)}. {_to_do(len(view.steps))}")
        self._fresh = shown.envelopes
        self.envelopes.setVisible(bool(self._fresh))
        self.backup.show_age(shown.backup)
        self.body.removeWidget(self.backup)  # a warning stands first, good news last
        self.body.insertWidget(1 if self.backup.banner else self.body.count(), self.backup)
        clear(self._content)
        self.cards, self.days, self.promises = [], None, None
        if not shown.cases:
            self._content.addWidget(self._nothing_yet())
            self._content.addStretch(1)
            return
        self._content.addWidget(self._steps(view))
        if shown.late:
            self.promises = promises_card(self.desk, shown.late, LATE_PROMISES, names_case=True)
            self._content.addWidget(self.promises)
        self._content.addWidget(Beside(self._money(view), self._next_days(shown), (0.43, 0.57)), 1)

    def _back_up(self) -> None:
        self.desk.vault_job(back_up_everywhere, lambda _report: self._backed_up(), self._not_backed_up, "Backing up")

    def _backed_up(self) -> None:
        self.desk.tell_changed({"settings"})
        self.reload()

    def _not_backed_up(self, problem: MedbillsError) -> None:
        self.desk.show_problem(problem)
        self.reload()

    def _steps(self, view: Overview) -> QWidget:
        if not view.steps:
            waiting = view.waiting_steps[0] if view.waiting_steps else None
            why = waiting.sentence if waiting else "We tell you here when a day comes near."
            return EmptyState("check_circle", "Nothing to do today", why)
        today = self.desk.today()
        self.cards = [StepCard(step, today, main=at == 0) for at, step in enumerate(view.steps)]
        for card in self.cards:
            card.taken.connect(lambda step: take_step(self.desk, step))
        return ResponsiveGrid(*self.cards, most=3)

    def _money(self, view: Overview) -> QWidget:
        column = QWidget()
        stack = QVBoxLayout(column)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(GAP)
        owed = OwedCard(view)
        owed.opened.connect(lambda: self.desk.go("bills"))
        stack.addWidget(owed, 1)
        if view.saved:
            saved = SavedCard(view.saved, view.saved_cases)
            saved.opened.connect(lambda: self.desk.go("cases"))
            stack.addWidget(saved)
        return column

    def _next_days(self, shown: _Shown) -> QWidget:
        days = shown.overview.upcoming
        more = len(days) > DAYS_SHOWN
        calendar = button(f"All {len(days)} in the calendar" if more else "Open calendar", "quiet", small=True, bar=True)
        calendar.clicked.connect(lambda: self.desk.go("calendar"))
        card = Card("Next 30 days", calendar)
        card.body.setContentsMargins(20, 10, 20, 8)
        card.body.setSpacing(0)
        if not days and not shown.forms:
            card.body.addWidget(ReadingLabel("No days to keep in the next 30 days.", "body", "text2"))
        self.forms = [self._form_row(one) for one in shown.forms]
        ending = [(one.day, row) for one, row in zip(shown.forms, self.forms, strict=True)]
        self.days = DeadlineList(days[:DAYS_SHOWN], self.desk.today(), shown.papers, ending)
        self.days.shown.connect(self._show_place)
        self.days.case_asked.connect(lambda case_id: self.desk.go("cases", case_id))
        card.body.addWidget(self.days)
        card.body.addStretch(1)
        return card

    def _form_row(self, one: EndingForm) -> DeadlineRow:
        today = self.desk.today()
        row = DeadlineRow(one.day, today, form_ends(one, today), f"Your turn · ask for a new form, {one.person.short}")
        row.clicked.connect(lambda: self.desk.go("people", one.person.id))
        return row

    def _show_place(self, place: Place) -> None:
        show_places(self.desk, place.paper, [place])

    def _nothing_yet(self) -> QWidget:
        somebody = next((one.name for one in self.desk.people if one.id == self.desk.person_filter), "")
        title = f"Nothing here for {somebody} yet" if somebody else "No papers yet"
        why = "Add a bill or a statement. We tell you what to do, and by when."
        empty = EmptyState("add_papers", title, why, "Add papers")
        empty.pressed.connect(lambda: self.desk.add_papers(dialogs.open_files(self)))
        return empty


def _to_do(steps: int) -> str:
    if not steps:
        return "Nothing to do."
    return f"{WORDS.get(steps, f'{steps} things')} to do. The rest can wait."


PAGE = PageSpec(
    slug="today", title="Today", icon="today", order=10, make=TodayPage,
    topics=frozenset(
        {
            "papers", "cases", "findings", "deadlines", "calls", "letters", "packets", "payments", "people", "plans", "authorities",
            "settings",
        }
    ),
)  # fmt: skip
