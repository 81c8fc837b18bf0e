"""The first quarter of an hour: a first paper in few clicks, and the short tour of the window."""

from __future__ import annotations

import datetime

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication
from window_faults import faults

from medbills.gui import dialogs
from medbills.gui.app import Life
from medbills.gui.first_tour import show_around
from medbills.gui.settings import Settings
from medbills.gui.type import type_

LEFT = Qt.MouseButton.LeftButton
TODAY = datetime.date(2026, 11, 17)
PASSPHRASE = "maple river candle stone"
MOST_CLICKS = 8
IN_THE_SYSTEMS_DIALOG = 2  # on the file, and on “Open”


class Newcomer:
    """Somebody with a mouse, whose clicks are counted. Typing, and Tab from field to field, is no click."""

    def __init__(self, qtbot, life):
        self.qtbot, self.life, self.clicks = qtbot, life, 0

    def settle(self):
        def still():
            session = self.life.session
            return not self.life.jobs.busy and not (session and session.adding.busy)

        self.qtbot.waitUntil(still, timeout=60_000)
        QApplication.processEvents()

    def click(self, part):
        assert part.isVisible() and part.isEnabled()
        self.clicks += 1
        self.qtbot.mouseClick(part, LEFT)
        self.settle()

    def type(self, window, text, tabs=0):
        for _ in range(tabs):
            self.qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        self.qtbot.keyClicks(window.focusWidget(), text)


@pytest.fixture
def newcomer(qtbot):
    life = Life(Settings(dark=False), TODAY, lambda _today: None)
    life.start()
    yield Newcomer(qtbot, life)
    for window in (life.front, life.session and life.session.window):
        if window:
            window.close()


def test_a_first_paper_takes_at_most_eight_clicks(newcomer, samples, monkeypatch):
    def chosen(*_args):
        newcomer.clicks += IN_THE_SYSTEMS_DIALOG
        return [samples / "11-osprey-statement.pdf"]

    monkeypatch.setattr(dialogs, "open_files", chosen)
    front = newcomer.life.front
    newcomer.click(front.page.first.button)
    page = front.page.passphrase_page
    assert page.name.editor.hasFocus() or front.focusWidget() is page.name.editor, "the name is filled in already"
    newcomer.type(front, PASSPHRASE, tabs=1)
    newcomer.type(front, PASSPHRASE, tabs=2)
    assert (page.first.text(), page.again.text()) == (PASSPHRASE, PASSPHRASE)
    newcomer.click(page.next)
    sheet = front.page.key_page.sheet
    newcomer.click(sheet.written)
    for at in sheet.asked:
        newcomer.type(front, sheet.groups[at], tabs=1)
    newcomer.click(sheet.done)
    newcomer.settle()
    window = newcomer.life.session.window
    assert type(window.task).__name__ == "ReviewTask", "the first paper is read, and lies open"
    while window.task is not None and newcomer.clicks < 20:
        newcomer.click(window.task.form.accept)
    assert window.task is None
    assert newcomer.clicks <= MOST_CLICKS
    kept = []
    newcomer.life.session.desk.vault_job(lambda vault: vault.papers.all(), kept.append)
    newcomer.settle()
    assert [paper.confirmed for paper in kept[0]] == [True]


@pytest.fixture
def shown(room):
    """The window with its pages and the tour over it."""
    room.window.close()
    from medbills.gui.main_window import MainWindow

    window = room.window = MainWindow(room.desk, Settings(dark=False))
    room.qtbot.addWidget(window)
    window.set_search(lambda: None)
    window.resize(1280, 800)
    window.show()
    room.settle()
    window.top.add.setFocus()
    return room, show_around(window)


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_each_step_points_at_its_part_and_hides_nothing_of_it(shown, scale):
    room, tour = shown
    type_().set_scale(scale)
    room.settle()
    titles = []
    while True:
        QApplication.processEvents()
        part, card = tour.step.part(), tour.card.geometry()
        place = QRect(part.mapTo(room.window, QPoint(0, 0)), part.size())
        titles.append(tour.step.title)
        assert tour.rect().contains(card), tour.step.title
        assert place.intersects(tour._hole)
        if part is not room.window.stack:  # which takes nearly all of the window
            assert not card.intersects(place) and not tour._pointer.isEmpty(), tour.step.title
        assert not faults(tour)
        assert tour.step.text in QAccessible.queryAccessibleInterface(tour.next).text(QAccessible.Text.Description)
        if tour.next.text() == "Done":
            break
        room.qtbot.mouseClick(tour.next, LEFT)
    assert len(titles) == len(set(titles)) == 4
    over = []
    tour.ended.connect(lambda: over.append(True))
    room.qtbot.mouseClick(tour.next, LEFT)
    assert over == [True] and not tour.isVisible()


def test_the_tour_by_keys_and_skipped_at_any_step(shown):
    room, tour = shown
    qtbot, window = room.qtbot, room.window

    def press(key, modifier=Qt.KeyboardModifier.NoModifier):
        qtbot.keyClick(window.focusWidget(), key, modifier)

    assert window.focusWidget() is tour.next
    press(Qt.Key.Key_Space)
    assert tour.step.title == "Everything has its place"
    reached = []
    for _ in range(3):
        press(Qt.Key.Key_Tab)
        reached.append(window.focusWidget())
    assert reached == [tour.skip, tour.back, tour.next], "Tab stays in the card"
    press(Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    press(Qt.Key.Key_Space)
    assert tour.step.title == "Today tells you what to do next"
    for _ in range(2):
        press(Qt.Key.Key_Space)
    assert tour.step.title == "Papers come in here"
    press(Qt.Key.Key_Escape)
    assert not tour.isVisible() and window.focusWidget() is window.top.add, "the keyboard is back where it was"
