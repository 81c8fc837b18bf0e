"""What is typed on a page is kept a moment later, with no history: after a crash and after closing the window it is there again."""

import datetime
import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from medbills.gui import dialogs
from medbills.gui.app import Life
from medbills.gui.drafting import KEPT_AFTER_MS
from medbills.gui.drafts import Draft
from medbills.gui.parts.kept_texts import KeptTexts
from medbills.gui.settings import Settings
from medbills.services.open_vault import create_vault, open_vault
from medbills.store import Vault

TODAY = datetime.date(2026, 11, 17)
PASSPHRASE = "maple river candle stone"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("drafting") / "Ours.medbills"
    create_vault(folder, "Ours", PASSPHRASE)[0].close()
    return folder


@pytest.fixture
def begin(qtbot, tmp_path, made, monkeypatch):
    """The program with open papers, begun as often as a test wants."""
    folder, lives = tmp_path / "Ours.medbills", []
    shutil.copytree(made, folder)
    monkeypatch.setattr(dialogs, "open_files", lambda *_args: [])

    def begun(place=folder):
        life = Life(Settings(dark=False), TODAY, lambda _today: None)
        lives.append(life)
        life.start(vault=place, passphrase=PASSPHRASE)
        qtbot.waitUntil(lambda: life.session is not None and not life.jobs.busy, timeout=60_000)
        qtbot.waitExposed(life.session.window)
        QApplication.processEvents()
        return life

    begun.folder = folder
    yield begun
    for life in lives:
        if life.session is not None:
            life.session.window.close()


def field_on(life, name="What I asked for"):
    """A field of a page that keeps nothing itself."""
    life.session.window.show_page("settings")
    field = QLineEdit(life.session.window.stack.currentWidget())
    field.setAccessibleName(name)
    field.show()
    field.setFocus()
    return field


def type_at_the_window(life, text):
    for letter in text:
        QTest.keyClick(life.session.window.windowHandle(), letter)


def kept_by(life, qtbot):
    said = []
    life.session.desk.vault_job(lambda vault: vault.draft, said.append)
    qtbot.waitUntil(lambda: bool(said))
    return Draft.from_text(said[0])


def test_after_a_crash_it_is_there_again(begin, qtbot, tmp_path):
    life = begin()
    field = field_on(life)
    history = life.session.opened.vault
    type_at_the_window(life, "a fair price")
    assert field.text() == "a fair price"
    qtbot.waitUntil(lambda: kept_by(life, qtbot).typed == {"What I asked for": "a fair price"}, timeout=10_000)
    assert KEPT_AFTER_MS <= 1000 and isinstance(history, Vault)
    crashed = tmp_path / "Crashed.medbills"
    shutil.copytree(begin.folder, crashed)  # what the disk holds at that moment, with nothing closed
    assert b"fair price" not in (crashed / "vault.db").read_bytes()
    again = begin(crashed)
    qtbot.waitUntil(lambda: bool(again.session.window.findChildren(KeptTexts)), timeout=20_000)
    (texts,) = again.session.window.findChildren(KeptTexts)
    assert texts.texts == (("What I asked for", "a fair price"),)


def test_a_closed_window_leaves_it_for_the_next_time(begin, qtbot):
    life = begin()
    field_on(life)
    type_at_the_window(life, "asked on Monday")
    life.session.window.close()
    with open_vault(begin.folder, PASSPHRASE) as vault:
        assert Draft.from_text(vault.draft).typed == {"What I asked for": "asked on Monday"}


def test_a_person_s_fields_are_saved_by_their_page_and_never_filled_into_another_s(begin, qtbot):
    life = begin()
    page = life.session.window
    page.show_page("people")
    people = page.stack.currentWidget()
    qtbot.waitUntil(lambda: not life.jobs.busy)
    people._add()
    type_at_the_window(life, "Ann Lee")
    assert people.form.name.text() == "Ann Lee"
    qtbot.waitUntil(lambda: "Ann Lee" in kept_by(life, qtbot).typed.values(), timeout=10_000)
    page.close()
    with open_vault(begin.folder, PASSPHRASE) as vault:
        assert [person.name for person in vault.people.all()] == ["Ann Lee"]
        assert vault.draft == "", "it is saved, and nothing is left to show"


def test_what_was_saved_or_only_looked_for_is_forgotten(begin, qtbot):
    """The negative control."""
    life = begin()
    field = field_on(life)
    type_at_the_window(life, "half")
    qtbot.waitUntil(lambda: bool(kept_by(life, qtbot).typed), timeout=10_000)
    field.hide()  # as a form that was saved
    life.session.desk.tell_changed({"people"})
    qtbot.waitUntil(lambda: kept_by(life, qtbot).is_empty, timeout=10_000)
    life.session.window.show_page("learn")
    search = life.session.window.stack.currentWidget().search
    search.setFocus()
    QTest.keyClick(life.session.window.windowHandle(), Qt.Key.Key_D)
    assert search.text() == "d"
    life.session.window.close()
    with open_vault(begin.folder, PASSPHRASE) as vault:
        assert vault.draft == ""
