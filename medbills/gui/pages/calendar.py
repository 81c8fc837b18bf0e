"""Calendar: every day that matters, as a month beside the day chosen, or as a list."""

from __future__ import annotations

import datetime
from itertools import groupby
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from medbills.domain.changes import Changes
from medbills.domain.matter import Matter
from medbills.domain.wording import counted, month_name
from medbills.gui import dialogs
from medbills.gui.desk import Desk
from medbills.gui.language import tr
from medbills.gui.page import GAP, PageSpec, PageWidget
from medbills.gui.parts.case_items import open_item
from medbills.gui.parts.day_list import DayList
from medbills.gui.parts.day_panel import DayPanel
from medbills.gui.parts.month_grid import MonthGrid, month_away
from medbills.gui.parts.month_legend import Legend
from medbills.gui.parts.start import show_places, take_step
from medbills.gui.parts.taking_back import tell_with_undo
from medbills.gui.type import type_
from medbills.gui.widgets.buttons import button, icon_button
from medbills.gui.widgets.empty_state import EmptyState
from medbills.gui.widgets.header import PageHeader
from medbills.gui.widgets.pinned import BesidePinned
from medbills.gui.widgets.reflow import clear
from medbills.gui.widgets.segmented import SegmentedControl
from medbills.services.calendar_days import FORM, Entry, calendar_entries, coming, form_entries
from medbills.services.export_calendar import calendar_export
from medbills.services.keep_authority import EndingForm, coming_ends, ending_forms
from medbills.services.light_spots import Place
from medbills.services.load_matters import load_matters
from medbills.services.mark_deadline import mark_deadline
from medbills.services.write_file import write_file

VIEWS = (("month", "Month"), ("list", "List"))
MONTH_LINES = 50  # body lines across that the month with its panel needs; under that only the list is shown


class CalendarPage(PageWidget):
    """`show_item` takes the id of a deadline and shows its day."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._day = desk.today()
        self._key = ""  # of the entry chosen on the day
        self._wanted: str | None = None
        self._narrow = False
        self._entries: tuple[Entry, ...] = ()
        self._matters: dict[str, Matter] = {}
        self._loaded = False
        self.grid: MonthGrid | None = None
        self.panel: DayPanel | None = None
        self.list: DayList | None = None
        self.views = SegmentedControl(VIEWS, "How to see the days")
        self.views.chosen.connect(lambda _view: self._show())
        self.header = PageHeader("Calendar")
        self.turn = self._make_turn()
        self.header.set_beside(self.turn)
        self.export = button("Save for another calendar…", "quiet", "save", bar=True)
        self.export.clicked.connect(self._export)
        self.header.add_right(self.export)
        self.header.add_right(self.views)
        self.body.addWidget(self.header)
        self._content = QVBoxLayout()
        self._content.setSpacing(GAP)
        self.body.addLayout(self._content, 1)
        type_().scaled.connect(self._fold)

    def _make_turn(self) -> QWidget:
        turn = QWidget()
        row = QHBoxLayout(turn)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.before = icon_button("chevron_left", "Month before")
        self.now = button("Today", bar=True)
        self.now.setAccessibleDescription(tr("Go to this month"))
        self.after = icon_button("chevron_right", "Next month")
        self.before.clicked.connect(lambda: self._go(month_away(self._day, -1)))
        self.now.clicked.connect(lambda: self._go(self.desk.today()))
        self.after.clicked.connect(lambda: self._go(month_away(self._day, 1)))
        for part in (self.before, self.now, self.after):
            row.addWidget(part)
        return turn

    def reload(self) -> None:
        today, person = self.desk.today(), self.desk.person_filter

        def look(vault: Any) -> tuple[tuple[Matter, ...], tuple[Entry, ...]]:
            matters = load_matters(vault, today=today, person_id=person)
            forms = form_entries(ending_forms(vault, today=today, person_id=person), today=today)
            return matters, tuple(sorted((*calendar_entries(matters, today=today), *forms), key=lambda entry: (entry.day, entry.turn)))

        self.desk.vault_job(look, self._came)

    def show_item(self, item_id: str) -> None:
        self._wanted = item_id
        if self._loaded:
            self._find_wanted()
            self._show()

    def _came(self, found: tuple[tuple[Matter, ...], tuple[Entry, ...]]) -> None:
        matters, self._entries = found
        first = not self._loaded
        self._matters = {matter.id: matter for matter in matters}
        self._loaded = True
        ahead = coming(self._entries)
        if first and ahead:  # open on the next day to keep, as that is what one comes for
            self._day, self._key = ahead[0].day, ahead[0].key
        self._find_wanted()
        self._show()

    def _find_wanted(self) -> None:
        wanted, self._wanted = self._wanted, None
        entry = next((entry for entry in self._entries if entry.key == wanted), None)
        if entry is not None:
            self._day, self._key = entry.day, entry.key

    # what is shown

    @property
    def as_list(self) -> bool:
        """Whether the list is shown: it was chosen, or there is no room for the month."""
        return self._narrow or self.views.current == "list"

    def _show(self) -> None:
        held = self.window().focusWidget()  # the part with the keyboard is built anew: it gets it back
        on_grid = self.grid is not None and held is self.grid.view
        in_panel = held is not None and any(part.isAncestorOf(held) for part in (self.panel, self.list) if part)
        opened = self.list.opened if self.list else self._key
        clear(self._content)
        self.grid = self.panel = self.list = None
        for part in (self.turn, self.views):
            part.setVisible(bool(self._entries) and not self._narrow)
        self.export.setVisible(bool(coming(self._entries)))
        if not self._entries:
            self._show_nothing()
        elif self.as_list:
            self._show_list(opened)
        else:
            self._show_month()
        if on_grid and self.grid:
            self.grid.view.setFocus()
        elif in_panel and (shown := self.panel or self.list):
            shown.take_focus()

    def _show_nothing(self) -> None:
        self.header.set_text("Calendar")
        empty = EmptyState("calendar", "No days yet", "Add a bill or a letter. We find the days it sets, and tell you how.", "Add papers")
        empty.pressed.connect(lambda: self.desk.add_papers(dialogs.open_files(self)))
        self._content.addWidget(empty)
        self._content.addStretch(1)

    def _show_list(self, opened: str) -> None:
        days = len(coming(self._entries))
        self.header.set_text("Calendar", f"{counted(days, 'day')} to keep in mind. Open one to see how we found it.")
        self.turn.hide()
        self.list = DayList(self._entries, self._matters, self.desk.today(), opened)
        self.list.shown.connect(self._show_place)
        self.list.stepped.connect(lambda step: take_step(self.desk, step))
        self.list.marked.connect(self._mark)
        self.list.case_asked.connect(lambda case_id: self.desk.go("cases", case_id))
        self.list.item_asked.connect(self._open_item)
        self._content.addWidget(self.list)
        self._content.addStretch(1)

    def _show_month(self) -> None:
        self.grid = MonthGrid(self.desk.today())
        self.grid.view.moved.connect(self._go)
        self.grid.view.opened.connect(self._into_panel)
        self.grid.view.taken.connect(lambda entry: self._choose(entry.key))
        left = QWidget()
        under = QVBoxLayout(left)
        under.setContentsMargins(0, 0, 0, 0)
        under.setSpacing(8)
        under.addWidget(self.grid, 1)
        under.addWidget(Legend())
        self._holder = QWidget()
        holder = QVBoxLayout(self._holder)
        holder.setContentsMargins(0, 0, 0, 0)
        self._content.addWidget(BesidePinned(left, self._holder, (0.683, 0.317), lines=14), 1)
        self._show_day()

    def _show_day(self) -> None:
        """The day chosen, in the month and in the panel."""
        if self.grid is None:
            return
        by_day = {day: list(entries) for day, entries in groupby(self._entries, key=lambda entry: entry.day)}
        self.header.set_text(f"{month_name(self._day)} {self._day.year}")
        self.grid.view.show_month(self._day, by_day)
        self.grid.updateGeometry()
        layout = self._holder.layout()
        assert layout is not None
        clear(layout)
        panel = self.panel = DayPanel(self._day, by_day.get(self._day, []), self._key, self._matters, self.desk.today())
        panel.chosen.connect(self._choose)
        panel.shown.connect(self._show_place)
        if panel.doing:
            panel.doing.stepped.connect(lambda step: take_step(self.desk, step))
            panel.doing.marked.connect(self._mark)
            panel.doing.case_asked.connect(lambda case_id: self.desk.go("cases", case_id))
            panel.doing.item_asked.connect(self._open_item)
        layout.addWidget(panel)

    def _go(self, day: datetime.date) -> None:
        if day != self._day:
            self._day, self._key = day, ""
            self._show_day()

    def _into_panel(self) -> None:
        if self.panel:
            self.panel.take_focus()

    def _choose(self, key: str) -> None:
        if self.panel is None or self.panel.entry is None or self.panel.entry.key != key:
            self._key = key
            self._show_day()
            if self.panel and not (self.grid and self.grid.view.hasFocus()):
                self.panel.take_focus()

    # what can be done

    def _show_place(self, place: Place) -> None:
        show_places(self.desk, place.paper, [place])

    def _open_item(self, entry: Entry) -> None:
        if entry.item == FORM:
            self.desk.go("people", entry.item_id)
        else:
            open_item(self.desk, self._matters[entry.case_id], entry.item, entry.item_id)

    def _mark(self, entry: Entry) -> None:
        assert entry.kept is not None
        deadline_id, done = entry.kept.id, entry.kept.done_on is not None
        day = None if done else self.desk.today()
        told = f"Not done: {entry.title}" if done else f"Done: {entry.title}"
        self._key = entry.key

        def tell(changes: Changes) -> None:
            self.desk.tell_changed(changes.topics)
            tell_with_undo(self.desk, told, changes, lambda: None)

        self.desk.vault_job(lambda vault: mark_deadline(vault, deadline_id, day), tell)

    def _export(self) -> None:
        """Titles are neutral: other people may see that calendar."""
        path = dialogs.save_file(self, "Save for another calendar", "days-to-keep.ics", "Calendar (*.ics)")
        if path is None:
            return
        path = path if path.suffix.lower() == ".ics" else path.with_name(f"{path.name}.ics")
        matters, today, person = tuple(self._matters.values()), self.desk.today(), self.desk.person_filter
        told = f"Saved as {path.name}. Its titles tell nothing of the care."

        def write(forms: tuple[EndingForm, ...]) -> None:
            data = calendar_export(matters, today=today, forms=forms)
            self.desk.paper_job(lambda _job: write_file(path, data), lambda _none: self.desk.toast(told))

        self.desk.vault_job(lambda vault: coming_ends(vault, today=today, person_id=person), write)

    # room

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self, _scale: float = 1.0) -> None:
        margins = self.body.contentsMargins()
        narrow = self.width() - margins.left() - margins.right() < MONTH_LINES * type_().line("body")
        if narrow != self._narrow:
            self._narrow = narrow
            if self._loaded:
                self._show()


PAGE = PageSpec(
    slug="calendar", title="Calendar", icon="calendar", order=70, make=CalendarPage,
    topics=frozenset({"papers", "cases", "findings", "deadlines", "calls", "letters", "packets", "people", "plans", "authorities"}),
)  # fmt: skip
