"""Ctrl+K as a person uses it: type, arrows, Enter, and the thing is open at its place."""


import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from medbills.gui.main_window import MainWindow
from medbills.gui.parts.paper_task import PaperTask
from medbills.gui.searching import Searching
from medbills.gui.settings import Settings
from medbills.gui.type import type_
from medbills.services.search_hit import Group


@pytest.fixture
def searched(room, qtbot):
    """The real window with its pages over the sample family, and its search ready."""
    room.desk.went.disconnect()  # the room's own window has no pages
    room.desk.task_opened.disconnect()
    window = MainWindow(room.desk, Settings(dark=False))
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.show()
    qtbot.waitExposed(window)
    searching = Searching(room.desk, window)
    room.settle()
    yield searching
    searching.stop()
    room.settle()


def press(widget, key, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(widget, key, modifiers)


def opened(searched, room, typed=""):
    """Ctrl+K, the words, and the answer to them."""
    press(searched.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    palette = searched.palette
    room.qtbot.waitUntil(lambda: searched._ready, timeout=20_000)
    if typed:
        QTest.keyClicks(palette.field, typed)
    room.qtbot.waitUntil(lambda: palette._answered == typed and not palette._soon.isActive() and not room.jobs.busy, timeout=20_000)
    return palette


def test_typing_and_enter_open_the_line_on_its_paper(searched, room):
    palette = opened(searched, room, "xray 410")
    assert palette.current.title == "Chest X-ray, one view · line 3" and palette.number.text().endswith("found")
    press(palette.field, Qt.Key.Key_Down)
    assert palette.current.title == "Chest X-ray, one view · line 4"
    assert palette.current.title in palette.field.accessibleDescription(), "a screen reader hears what is chosen"
    press(palette.field, Qt.Key.Key_Return)
    room.settle()
    assert not palette.isVisible() and isinstance(searched.window.task, PaperTask)
    assert searched.window.task.places[0].what == "Chest X-ray, one view · line 4"


def test_a_case_opens_on_its_page_also_out_of_a_task(searched, room):
    palette = opened(searched, room, "xray 410")
    press(palette.field, Qt.Key.Key_Return)
    room.settle()
    palette = opened(searched, room, "er visit at riverbend")
    press(palette.field, Qt.Key.Key_Return)
    room.settle()
    assert searched.window.task is None and searched.window.page == "cases"


def test_enter_before_the_answer_waits_for_it(searched, room):
    opened(searched, room)
    palette = searched.palette
    QTest.keyClicks(palette.field, "calendar")
    press(palette.field, Qt.Key.Key_Return)
    assert palette.isVisible(), "what stood there before is not opened"
    room.qtbot.waitUntil(lambda: not palette.isVisible(), timeout=20_000)
    room.settle()
    assert searched.window.page == "calendar"


def test_things_to_do_and_escape(searched, room):
    palette = opened(searched, room, "calend")
    press(palette.field, Qt.Key.Key_Escape)
    assert not palette.isVisible() and not palette.field.text()
    palette = opened(searched, room, "lock")
    asked = []
    searched.window.lock_asked.connect(lambda: asked.append(True))
    places = [place for place in palette.rows.places() if palette.rows.rows[place].title == "Lock"]
    palette._choose(places[0])
    press(palette.field, Qt.Key.Key_Return)
    assert asked


def test_nothing_typed_and_nothing_found_say_what_can_be_typed(searched, room):
    palette = opened(searched, room)
    assert palette.current.group is Group.RECENT and palette.said.text().startswith("Type a name")
    QTest.keyClicks(palette.field, "zzqqzz")
    room.qtbot.waitUntil(lambda: palette._answered == "zzqqzz", timeout=20_000)
    assert palette.said.text().startswith("Nothing fits that.") and palette.current is None
    press(palette.field, Qt.Key.Key_Return)
    assert palette.isVisible()


def test_an_answer_to_older_words_is_dropped(searched, room):
    palette = opened(searched, room, "riverbend")
    before = list(palette.rows.rows)
    palette.show_hits("river", (), (), "old")
    assert palette.rows.rows == before


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_it_stays_in_the_window_at_any_size_of_text(searched, room, scale):
    type_().set_scale(scale)
    palette = opened(searched, room, "lakeshore")
    QApplication.processEvents()
    assert palette.rect().contains(palette.card.geometry()) and palette.list.height() > 100
    for widget in (palette.field, palette.list):
        assert widget.accessibleName()
    assert all(palette.rows.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(palette.rows.rowCount()))
