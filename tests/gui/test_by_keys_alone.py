"""Every journey with the keyboard alone: from the first start to a saved letter, a packet, a call, a backup brought back."""

from __future__ import annotations

import datetime

import pytest
from at_the_keys import ALT, CTRL, AtTheKeys
from PySide6.QtCore import Qt

from medbills.gui import dialogs
from medbills.gui.app import Life
from medbills.gui.parts.question_page import QuestionPage
from medbills.gui.settings import Settings
from medbills.gui.unlock import Unlock
from medbills.gui.welcome import Welcome
from medbills.gui.wizards.call_log import CallTask
from medbills.gui.wizards.letter import LetterTask
from medbills.gui.wizards.packet import PacketTask
from medbills.services.open_vault import create_vault

TODAY = datetime.date(2026, 11, 17)
PASSPHRASE = "maple river candle stone"
ENTER, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Escape


@pytest.fixture
def begin(qtbot, monkeypatch):
    """The program as it starts, and somebody with a keyboard before it."""
    lives = []

    def started(**wanted):
        life = Life(Settings(dark=False), TODAY, lambda _today: None)
        life.start(**wanted)
        lives.append(life)
        keys = AtTheKeys(qtbot, life)
        keys.settle()
        return keys

    yield started
    for life in lives:
        for window in (life.front, life.session and life.session.window):
            if window:
                window.close()


def set_up(keys):
    """New papers, from the first door to an open window."""
    keys.choose("Add a paper")
    page = keys.life.front.page
    keys.type("Calloway papers")
    keys.go_to("Passphrase")
    keys.type(PASSPHRASE)
    keys.go_to("The same passphrase again")
    keys.type(PASSPHRASE)
    keys.press(ENTER)
    keys.wait(lambda: page.key_page is not None)
    sheet = page.key_page.sheet
    keys.choose("I have written it down")
    for at in sheet.asked:
        keys.go_to(f"Type group {at + 1}")
        keys.type(sheet.groups[at].lower())
    keys.press(ENTER)
    keys.wait(lambda: keys.life.session is not None)
    keys.settle()


def test_from_the_first_start_to_a_saved_letter(begin, samples, tmp_path, monkeypatch):
    def place(_parent, title, *_rest):
        return tmp_path / ("packet.pdf" if "packet" in title.lower() else "letter.pdf")

    papers = [samples / "02-riverbend-itemized-bill.pdf", samples / "03-lakeshore-eob-er-visit.pdf"]
    monkeypatch.setattr(dialogs, "open_files", lambda *_args: papers)
    monkeypatch.setattr(dialogs, "save_file", place)
    keys = begin()
    assert isinstance(keys.life.front.page, Welcome)
    set_up(keys)
    window = keys.life.session.window
    assert window.page == "papers"
    keys.choose("Look at all 2")
    for _ in range(40):  # Enter accepts one value after the other, then the paper
        if window.task is not None:
            keys.press(ENTER)
    assert window.task is None
    keys.press(Qt.Key.Key_3, CTRL)
    assert keys.spoken() == "Bills"
    keys.choose("RIVERBEND")
    keys.choose("Write the letter")
    assert isinstance(window.task, LetterTask)
    keys.type("12 Elm Street")
    keys.press(ENTER)
    keys.qtbot.keyClicks(keys.held, "Dayton, OH 45402")
    keys.choose("Next question")
    while isinstance(window.task.page, QuestionPage):
        keys.choose("Next question")
    keys.choose("Save as PDF…")
    letter = tmp_path / "letter.pdf"
    assert letter.read_bytes().startswith(b"%PDF-") and window.telling.shown is not None
    keys.press(ESCAPE)
    assert window.task is None

    keys.press(Qt.Key.Key_5, CTRL)
    keys.choose("ER visit")
    keys.choose("Build packet")
    assert isinstance(window.task, PacketTask)
    keys.wait(window.task.save.isEnabled)
    keys.choose("Save the packet")
    assert (tmp_path / "packet.pdf").read_bytes().startswith(b"%PDF-")
    keys.press(ESCAPE)
    assert window.task is None and keys.spoken() == "Cases", "the keyboard is on the page, whose name is said"

    keys.choose("Log a call")
    task = window.task
    assert isinstance(task, CallTask) and keys.spoken() == "Who is on the line"
    keys.type("Tanya R.")
    keys.press(Qt.Key.Key_1, ALT)  # they have the account, told from within the notes
    keys.press(ENTER, CTRL)
    keys.wait(lambda: task.over is not None)
    keys.choose("Done for now")
    assert window.task is None and keys.spoken() == "Cases"


def test_a_backup_is_brought_back(begin, tmp_path, monkeypatch):
    with create_vault(tmp_path / "Our papers.medbills", "Our papers", PASSPHRASE)[0] as vault:
        vault.backup(tmp_path / "stick")
    monkeypatch.setattr(dialogs, "open_folder", lambda *_args: tmp_path / "stick")
    keys = begin()
    keys.choose("Choose a backup")
    keys.wait(lambda: isinstance(keys.life.front.page, Unlock))
    assert keys.spoken() == "Passphrase"
    keys.type(PASSPHRASE)
    keys.press(ENTER)
    keys.wait(lambda: keys.life.session is not None)
    keys.settle()
    assert keys.life.session.opened.name == "Our papers"
    keys.press(Qt.Key.Key_K, CTRL)
    assert keys.spoken() == "Search anything"
    keys.press(ESCAPE)
