"""Reminders: once a day beside the clock, before the papers are open, and neither says what or whose."""

import datetime
import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSystemTrayIcon

from medbills.gui.app import Life
from medbills.gui.icons import APP, icon
from medbills.gui.parts.remind_card import RemindCard
from medbills.gui.reminding import reminding
from medbills.gui.settings import Settings, load_settings, save_settings
from medbills.gui.tray import Reminders, Tray, system_tray
from medbills.gui.unlock import Unlock
from medbills.services.mark_deadline import mark_deadline
from medbills.services.tell_due import due_days

LEFT = Qt.MouseButton.LeftButton


class FakeTray:
    """What the system would show."""

    def __init__(self, pressed):
        self.pressed, self.words, self.hidden = pressed, [], False

    def tell(self, words):
        self.words.append(words)

    def hide(self):
        self.hidden = True


@pytest.fixture(autouse=True)
def first_wishes():
    reminding().load(Settings())
    yield
    reminding().load(Settings())


@pytest.fixture
def due(room):
    """The family's papers on the day on which the next thing is due."""
    first = room.ask(lambda vault: due_days(vault, today=datetime.date(2026, 11, 17)).next_day)
    room.desk.today = lambda: first
    return first


@pytest.fixture
def reminders(room):
    trays, made = [], []

    def door(pressed):
        trays.append(FakeTray(pressed))
        return trays[-1]

    def begin(door=door, keeps_day=True):
        made.append(Reminders(room.desk, lambda: None, room.window, keeps_day, door))
        made[-1].trays = trays
        room.settle()
        return made[-1]

    yield begin
    for one in made:
        one.stop()


def test_a_message_comes_once_a_day_and_names_nobody(room, due, reminders):
    one = reminders()
    (tray,) = one.trays
    assert len(tray.words) == 1 and "due today. Open Medbills to see more." in tray.words[0]
    names = ("Walter", "Calloway", "Dad", "Riverbend", "Lakeshore", "Harrow", "$")
    assert not any(name in tray.words[0] for name in names)
    one.look()
    room.settle()
    assert len(tray.words) == 1
    reminding().told_on = due - datetime.timedelta(days=1)  # as a window that stays open over night
    one.look()
    room.settle()
    assert len(tray.words) == 2 and reminding().told_on == due
    one.stop()
    assert tray.hidden
    one.stop = lambda: None


def test_no_message_when_nothing_is_due_or_it_is_not_wanted_or_there_is_no_place_for_it(room, due, reminders):
    reminding().by_tray = False
    assert reminders().trays == [] and reminding().told_on is None
    reminding().by_tray = True
    room.desk.today = lambda: due - datetime.timedelta(days=40)
    assert reminders().trays == []
    reminding().next_day, room.desk.today = None, lambda: due
    assert system_tray(lambda: None) is None  # the test's screen has none
    reminders(door=lambda _pressed: None)
    assert reminding().told_on is None and reminding().next_day == due  # only the next start reminds


def test_what_is_done_moves_the_date_that_is_kept(room, due, reminders):
    reminders(keeps_day=False)
    assert reminding().next_day is None  # other papers than those asked for at the next start
    reminders()
    ids = room.ask(lambda vault: [kept.id for kept in vault.deadlines.all() if kept.deadline.acts_on == due])
    for one in ids:
        room.ask(lambda vault, one=one: mark_deadline(vault, one, due))
    room.desk.tell_changed({"deadlines"})
    room.settle()
    assert reminding().next_day > due


def test_outside_the_papers_lie_two_dates_and_none_when_switched_off(qtbot, room, due, reminders, tmp_path):
    reminders()
    before, settings = Settings(), Settings()
    reminding().save(settings)
    save_settings(settings, tmp_path / "window.json")
    kept = json.loads((tmp_path / "window.json").read_text())
    changed = {name: value for name, value in kept.items() if value != getattr(before, name)}
    assert changed == {"next_due": due.isoformat(), "reminded_on": due.isoformat()}
    card = RemindCard()
    qtbot.addWidget(card)
    card.show()
    qtbot.mouseClick(card.at_start, LEFT)
    qtbot.mouseClick(card.by_tray, LEFT)
    room.settle()
    settings = Settings()
    reminding().save(settings)
    assert (settings.next_due, settings.reminded_on, settings.remind_at_start, settings.remind_by_tray) == ("", "", False, False)


def test_pressing_the_message_brings_the_window_up(qtbot):
    pressed, system = [], QSystemTrayIcon(icon(APP))
    tray = Tray(system, lambda: pressed.append(True))
    tray.tell("1 thing is due today.")
    assert system.isVisible()
    system.messageClicked.emit()
    assert pressed == [True]
    tray.hide()
    assert not system.isVisible()


def front_of(qtbot, settings, today):
    life = Life(settings, today, lambda _today: None)
    life.start()
    qtbot.addWidget(life.front)
    assert isinstance(life.front.page, Unlock)
    return life


@pytest.mark.parametrize(("next_due", "shown"), [("2026-11-19", True), ("2026-11-10", True), ("2026-12-24", False), ("", False)])
def test_before_the_papers_open_one_neutral_sentence(qtbot, tmp_path, next_due, shown):
    folder = tmp_path / "Calloway.medbills"
    folder.mkdir()
    life = front_of(qtbot, Settings(last_vault=str(folder), next_due=next_due), datetime.date(2026, 11, 17))
    page = life.front.page
    assert page.reminder.isVisibleTo(page) is shown
    if shown:
        assert page.reminder.accessibleName().endswith("Open your papers to see it.")
        life.front.show_unlock(tmp_path / "Other.medbills")  # the date is not of these
        assert not life.front.page.reminder.isVisibleTo(life.front.page)
    life.front.close()
    life.jobs.shut_down()


def test_switching_it_off_takes_the_date_from_the_disk_at_once(qtbot, tmp_path):
    folder = tmp_path / "Calloway.medbills"
    folder.mkdir()
    life = front_of(qtbot, Settings(last_vault=str(folder), next_due="2026-11-19"), datetime.date(2026, 11, 17))
    reminding().choose(at_start=False)
    assert load_settings().next_due == "" and load_settings().remind_at_start is False
    life.front.close()
    life.jobs.shut_down()
