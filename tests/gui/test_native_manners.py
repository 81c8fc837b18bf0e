"""The window as one of its system: it comes back where it was, leaves no trace of chosen files, and knows the system's keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QRect, QSettings, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from medbills.gui import dialogs, window_habits
from medbills.gui.traces import forget_recent, recent_file
from medbills.gui.window_habits import FIRST, SMALLEST, StandardKey, add_key, kept_place, place_window

SCREEN = QRect(0, 0, 800, 800)


@pytest.fixture
def window(qtbot):
    def made():
        window = QWidget()
        qtbot.addWidget(window)
        return window

    return made


def kept(window, place):
    old = window()
    old.setGeometry(place)
    return kept_place(old)


# size and place


@pytest.fixture
def smaller(monkeypatch):
    """The screen of these tests has 800 × 800 pixels."""
    monkeypatch.setattr(window_habits, "SMALLEST", (300, 200))
    monkeypatch.setattr(window_habits, "FIRST", (640, 480))


def test_the_first_time_it_is_as_large_as_designed(window):
    new = window()
    place_window(new, "", [QRect(0, 0, 1920, 1040)])
    assert (new.width(), new.height()) == FIRST and (new.minimumWidth(), new.minimumHeight()) == SMALLEST


def test_it_comes_back_where_it_was(window, smaller):
    where = QRect(100, 60, 500, 400)
    new = window()
    place_window(new, kept(window, where), [SCREEN])
    assert new.geometry() == where


@pytest.mark.parametrize("left", [2500, -1700])
def test_a_screen_that_is_gone_takes_no_window_along(window, smaller, left):
    where = QRect(left, 200, 500, 400)
    gone = window()
    place_window(gone, kept(window, where), [SCREEN])
    assert gone.size() == where.size() and SCREEN.contains(gone.geometry())


def test_a_window_out_of_reach_is_brought_to_the_middle(window, smaller, monkeypatch):
    new = window()
    monkeypatch.setattr(new, "restoreGeometry", lambda _kept: new.setGeometry(QRect(790, 900, 500, 400)) or True)
    place_window(new, "00", [SCREEN])
    assert SCREEN.contains(new.geometry()) and abs(new.geometry().center().x() - SCREEN.center().x()) <= 1


def test_a_small_screen_gets_a_window_that_fits(window):
    new = window()
    place_window(new, "", [QRect(0, 0, 1024, 600)])
    assert new.width() <= 1024 and new.height() <= 600
    assert new.minimumHeight() < 600


@pytest.mark.parametrize("nonsense", ["zz", "00ff", "1234567890"])
def test_a_place_that_cannot_be_read_is_the_first_one(window, nonsense):
    new = window()
    place_window(new, nonsense, [QRect(0, 0, 1920, 1040)])
    assert (new.width(), new.height()) == FIRST


# keys


def test_a_standard_key_is_whatever_the_system_has_for_it(qtbot, window):
    done = []
    new = window()
    shortcut = add_key(new, lambda: done.append(True), StandardKey.ZoomIn, "Ctrl++", "Ctrl+=")
    names = [key.toString() for key in shortcut.keys()]  # noqa: SIM118 - no mapping
    assert len(names) == len(set(names)), "a key twice would be ambiguous, and do nothing"
    assert {key.toString() for key in QKeySequence.keyBindings(StandardKey.ZoomIn)} <= set(names)
    new.show()
    new.activateWindow()
    qtbot.waitUntil(new.isActiveWindow)
    qtbot.keyClick(new, Qt.Key.Key_Equal, Qt.KeyboardModifier.ControlModifier)
    assert done == [True]


# what dialogs leave behind

LIST = """<?xml version="1.0" encoding="UTF-8"?>
<xbel version="1.0">
  <bookmark href="file:///srv/ruth/recipe.odt" added="2026-11-01T10:00:00Z">
    <info><metadata owner="http://freedesktop.org"/></info>
  </bookmark>{more}
</xbel>
"""
NOTED = """
  <bookmark href="{uri}" added="2026-11-17T10:00:00Z">
    <info><metadata owner="http://freedesktop.org"/></info>
  </bookmark>"""


def test_the_desktops_list_forgets_what_was_chosen_and_keeps_the_rest(tmp_path, qapp):
    recent = recent_file()
    recent.parent.mkdir(parents=True)
    recent.write_text(LIST.format(more=""))
    recent.chmod(0o600)
    bill = tmp_path / "Bill of Dad & Mom.pdf"

    def gtk(*_arguments):  # as GTK's dialog does it
        recent.write_text(LIST.format(more=NOTED.format(uri=bill.as_uri().replace("&", "&amp;"))))
        return str(bill), ""

    assert dialogs.ask_system(gtk) == [bill]
    assert recent.read_text() == LIST.format(more="") and recent.stat().st_mode & 0o777 == 0o600


def test_what_stood_in_the_list_before_stays(tmp_path, qapp):
    recent = recent_file()
    recent.parent.mkdir(parents=True)
    before = LIST.format(more=NOTED.format(uri=(tmp_path / "bill.pdf").as_uri()))
    recent.write_text(before)
    dialogs.ask_system(lambda: (str(tmp_path / "bill.pdf"), ""))
    assert recent.read_text() == before


def test_a_list_that_is_not_there_or_no_text_is_left_alone(tmp_path):
    forget_recent(tmp_path / "none.xbel", {"/a"})
    strange = tmp_path / "strange.xbel"
    strange.write_bytes(b"\xff\xfe\x00")
    forget_recent(strange, {"/a"})
    assert strange.read_bytes() == b"\xff\xfe\x00"


def test_qts_dialog_remembers_no_folder(tmp_path, qapp):
    settings = QSettings(QSettings.Scope.UserScope, "QtProject")
    settings.setValue("FileDialog/lastVisited", "file:///srv/ruth")
    settings.sync()

    def qt(*_arguments):
        ours = QSettings(QSettings.Scope.UserScope, "QtProject")
        ours.setValue("FileDialog/lastVisited", f"file://{tmp_path}")
        ours.setValue("FileDialog/history", [f"file://{tmp_path}"])
        ours.sync()
        return [str(tmp_path / "bill.pdf")], ""

    assert dialogs.ask_system(qt) == [Path(tmp_path / "bill.pdf")]
    after = QSettings(QSettings.Scope.UserScope, "QtProject")
    assert after.value("FileDialog/lastVisited") == "file:///srv/ruth" and not after.contains("FileDialog/history")
