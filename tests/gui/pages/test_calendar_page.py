"""The calendar as a person meets it: the month, a day, how it was found, done and not done, the list."""

from __future__ import annotations

import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from medbills.gui.parts.deadline_detail import DeadlineDetail
from medbills.gui.parts.paper_task import PaperTask
from medbills.gui.type import type_
from medbills.gui.widgets.empty_state import EmptyState
from medbills.services.calendar_days import Turn

CALL = datetime.date(2026, 11, 20)


@pytest.fixture
def month(family):
    page = family.page("calendar")
    assert page.grid is not None
    return page


def keys(family, view, *pressed):
    view.setFocus()
    for key in pressed:
        family.qtbot.keyClick(view, key)
    family.settle()


def entry(page, words):
    return next(entry for entry in page._entries if words in entry.title)


def test_it_opens_on_the_next_day_to_keep(month):
    assert month.header.title.text() == "November 2026"
    assert month.panel.entry.title == "Doctor-to-doctor call with the insurer"
    assert month.panel.entry.turn is Turn.SOON
    assert month.panel.findChild(DeadlineDetail) is not None
    assert month.panel.doing.step.text() == "Start the call"


def test_arrows_move_the_day_also_into_other_months(family, month):
    view = month.grid.view
    keys(family, view, Qt.Key.Key_Right)
    assert month._day == CALL + datetime.timedelta(days=1)
    assert month.panel.entry is None
    keys(family, view, Qt.Key.Key_Left, Qt.Key.Key_Down)
    assert month._day == CALL + datetime.timedelta(days=7)
    keys(family, view, Qt.Key.Key_Down)
    assert month.header.title.text() == "December 2026"
    keys(family, view, Qt.Key.Key_PageUp)
    assert month._day == datetime.date(2026, 11, 4)
    keys(family, view, Qt.Key.Key_Home)
    assert month._day == family.desk.today()
    assert view.hasFocus()


def test_enter_opens_the_day(family, month):
    keys(family, month.grid.view, Qt.Key.Key_Return)
    assert month.panel.doing.step.hasFocus()
    family.qtbot.keyClick(month.panel.doing.step, Qt.Key.Key_Space)
    family.settle()
    assert type(family.window.task).__name__ == "CallTask"


def test_the_buttons_turn_the_month(family, month):
    family.click(month.after)
    assert month.header.title.text() == "December 2026"
    family.click(month.now)
    assert month._day == family.desk.today()
    family.click(month.before)
    assert month.header.title.text() == "October 2026"


def test_a_day_says_what_stands_on_it(month):
    view = month.grid.view
    spoken = view.model().data(view.currentIndex(), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Friday, November 20, 2026. Doctor-to-doctor call with the insurer, soon, your turn"


def test_an_entry_is_taken_with_the_mouse(family, month):
    view = month.grid.view
    model, day = view.month_model, datetime.date(2026, 11, 30)
    at = next((row, column) for row, week in enumerate(model.weeks) for column, one in enumerate(week) if one == day)
    cell = view.visualRect(model.index(*at))
    placed = next(iter(view._cells.placed(cell, model.entries[day])))
    family.qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=placed.box.center())
    family.settle()
    assert month.panel.entry.title == "Riverbend bill is due"


def test_every_entry_of_a_full_day_can_be_reached(family, month):
    by_day = {}
    for one in month._entries:
        by_day.setdefault(one.day, []).append(one)
    day, entries = max(by_day.items(), key=lambda pair: len(pair[1]))
    month._go(day)
    rows = month.panel.rows
    assert len(rows) == len(entries) > 1
    family.click(rows[-1])
    assert month.panel.entry.key == entries[-1].key


def test_done_undone_and_not_done(family, month):
    family.click(month.panel.doing.mark)
    assert family.window.telling.shown is not None
    assert month.panel.entry.turn is Turn.OVER and month.panel.entry.kept.done_on == family.desk.today()
    assert month.panel.doing.mark.text() == "Not done" and month.panel.doing.step is None
    family.desk.undo_latest()
    family.settle()
    assert month.panel.entry.turn is Turn.SOON
    family.click(month.panel.doing.mark)
    family.click(month.panel.doing.mark)
    assert month.panel.entry.kept.done_on is None


def test_the_keyboard_stays_in_the_panel_after_marking(family, month):
    month.panel.doing.mark.setFocus()
    family.qtbot.keyClick(month.panel.doing.mark, Qt.Key.Key_Space)
    family.settle()
    assert month.panel.doing.mark.hasFocus()


def test_from_a_day_to_its_paper(family, month):
    month._go(datetime.date(2026, 11, 30))
    family.click(next(button for button in month.panel.findChildren(QAbstractButton) if button.text() == "See the paper"))
    assert isinstance(family.window.task, PaperTask)


def test_what_happened_leads_to_its_notes(family, month):
    call = next(one for one in month._entries if one.item == "call")
    month._go(call.day)
    month._choose(call.key)
    family.click(month.panel.doing.step)
    assert family.window.page == "calls_letters"
    assert family.window._made["calls_letters"].view.contact.id == call.item_id


def test_today_s_link_leads_here(family):
    family.page("today")
    family.desk.go("calendar")
    family.settle()
    assert family.window.page == "calendar"


def test_the_list_shows_every_day_to_keep_and_what_can_be_done(family, month):
    month.views._group.button(1).click()
    family.settle()
    assert month.grid is None and not month.turn.isVisible()
    row = next(row for row in month.list.rows if "Riverbend bill is due" in row.accessibleName())
    if month.list.opened != entry(month, "Riverbend bill is due").key:
        family.click(row)
    family.click(month.list.doing.mark)
    done = next(row for row in month.list.rows if "Riverbend bill is due" in row.accessibleName())
    assert done.accessibleName().endswith("Done") and done is month.list.rows[-1]
    family.click(next(row for row in month.list.rows if "Doctor-to-doctor" in row.accessibleName()))
    family.click(month.list.doing.step)
    assert type(family.window.task).__name__ == "CallTask"


def test_large_text_and_a_small_window_have_the_list_alone(family, month):
    type_().set_scale(2.0)
    family.settle()
    assert month.list is not None and month.grid is None and not month.views.isVisible()
    assert month.area.horizontalScrollBar().maximum() == 0
    type_().set_scale(1.0)
    family.settle()
    assert month.grid is not None
    family.window.resize(960, 640)
    family.settle()
    assert month.list is not None
    assert not [button for button in month.findChildren(QAbstractButton) if not (button.accessibleName() or button.text())]


def test_no_days_yet(nobody):
    page = nobody.page("calendar")
    assert page.findChild(EmptyState).accessibleName().startswith("No days yet")
    assert not page.turn.isVisible() and not page.views.isVisible()
