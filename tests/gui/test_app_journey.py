"""The whole way, as a person goes it: new papers, two files dropped, reviewed by keyboard, a finding, locked, opened again."""

import datetime
import subprocess
import sys

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QPushButton

from medbills.domain.money import Money
from medbills.domain.person import Person as Walter
from medbills.errors import MedbillsError, NoRoom
from medbills.gui import dialogs, restart, session
from medbills.gui.app import Life
from medbills.gui.crash import crash_dialog, where
from medbills.gui.damaged import TITLE, DamagedPapers
from medbills.gui.settings import Settings, load_settings
from medbills.gui.unlock import Unlock
from medbills.gui.welcome import Welcome
from medbills.paths import data_folder
from medbills.services.load_matters import load_matters
from medbills.services.open_vault import create_vault, open_vault

LEFT = Qt.MouseButton.LeftButton
TODAY = datetime.date(2026, 11, 17)
PASSPHRASE = "maple river candle stone"


class Person:
    """Somebody at the window."""

    def __init__(self, qtbot, life):
        self.qtbot, self.life = qtbot, life

    @property
    def window(self):
        return self.life.session.window

    def wait(self, until):
        self.qtbot.waitUntil(until, timeout=60_000)
        QApplication.processEvents()

    def settle(self):
        self.wait(lambda: not self.life.jobs.busy)

    def press(self, button):
        self.qtbot.mouseClick(button, LEFT)
        QApplication.processEvents()

    def type(self, field, text):
        field.setFocus()
        field.editor.selectAll()
        self.qtbot.keyClicks(field.editor, text)

    def key(self, key, window=None):
        window = window or self.window
        self.qtbot.keyClick(window.focusWidget() or window, key)
        QApplication.processEvents()

    def unlock(self, secret):
        page = self.life.front.page
        self.type(page.passphrase, secret)
        self.key(Qt.Key.Key_Return, self.life.front)
        self.settle()

    def drop(self, *paths):
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        at = QPointF(400, 400)
        self.window.dropEvent(QDropEvent(at, Qt.DropAction.CopyAction, mime, LEFT, Qt.KeyboardModifier.NoModifier))
        self.wait(lambda: not self.life.session.adding.busy)
        self.settle()

    def ask(self, fn):
        said = []
        self.life.session.desk.vault_job(fn, said.append)
        self.wait(lambda: bool(said))
        return said[0]


@pytest.fixture
def begin(qtbot, monkeypatch):
    """Starts the program as it starts; each life is ended at the test's end."""
    lives, told = [], []
    monkeypatch.setattr(dialogs, "open_files", lambda *_args: [])
    monkeypatch.setattr(dialogs, "tell", lambda _parent, text, _detail="": told.append(text))

    def started(settings=None, **wanted):
        restarts = []
        life = Life(settings or load_settings(), TODAY, restarts.append)
        life.start(**wanted)
        person = Person(qtbot, life)
        person.restarts, person.told = restarts, told
        lives.append(life)
        return person

    yield started
    for life in lives:
        for window in (life.front, life.session and life.session.window):
            if window:
                window.close()


@pytest.fixture
def made(tmp_path):
    """A closed vault, and its recovery key."""
    folder = tmp_path / "Our papers.medbills"
    vault, key = create_vault(folder, "Our papers", PASSPHRASE)
    vault.close()
    return folder, key


def set_up(person, from_door=True):
    """Through the first door to an open window."""
    front = person.life.front
    if from_door:
        person.press(front.page.first.button)
    page = front.page
    person.type(page.passphrase_page.name, "Calloway papers")
    person.type(page.passphrase_page.first, PASSPHRASE)
    person.type(page.passphrase_page.again, PASSPHRASE)
    person.key(Qt.Key.Key_Return, front)
    person.wait(lambda: page.key_page is not None)
    key = page.key_page
    assert not key.done.isEnabled()
    for field, group in zip(key.fields, [key.groups[at] for at in key.sheet.asked], strict=True):
        person.type(field, group.lower())
    person.press(key.written)
    person.press(key.done)
    person.wait(lambda: person.life.session is not None)
    person.settle()
    return "-".join(key.groups)


def test_from_the_first_door_to_the_finding(begin, samples):
    person = begin()
    assert isinstance(person.life.front.page, Welcome)
    recovery_key = set_up(person)
    assert person.window.page == "papers"
    person.drop(samples / "02-riverbend-itemized-bill.pdf", samples / "03-lakeshore-eob-er-visit.pdf")
    assert person.window.sidebar.rows["papers"].number == 2
    person.press(person.window._made["papers"].review)
    person.settle()
    for _ in range(40):  # Enter accepts one value after the other, then the paper
        if person.window.task is not None:
            person.key(Qt.Key.Key_Return)
            person.settle()
    assert person.window.task is None
    assert person.window.sidebar.rows["papers"].number == 0
    person.press(person.window.sidebar.rows["bills"])
    person.settle()
    bills = person.window._made["bills"]
    assert len(bills.table.rows) == 1
    person.press(bills.table.rows[0])
    person.settle()
    (matter,) = person.ask(lambda vault: load_matters(vault, today=TODAY))
    assert matter.at_stake >= Money.of("4680.00")
    assert any("X-ray" in kept.finding.title for kept in matter.findings)
    assert [kept.person_id is not None for kept in matter.papers] == [True, True]

    person.window.close()
    folder = data_folder() / "Calloway papers.medbills"
    assert load_settings().last_vault == str(folder)
    assert datetime.date.fromisoformat(load_settings().next_due) >= TODAY  # for the reminder before the papers open
    assert len(list((folder / "backups").iterdir())) == 1
    with open_vault(folder, recovery_key) as vault:
        assert len(vault.papers.all()) == 2


def test_wrong_then_right_then_locked(begin, made):
    folder, _ = made
    person = begin(Settings(dark=False, last_vault=str(folder)))
    page = person.life.front.page
    assert isinstance(page, Unlock)
    person.unlock("not this one at all")
    assert "does not open the vault" in page.passphrase.problem
    assert person.life.session is None
    assert not page.open_button.isEnabled() and "try again in 1 second" in page.waiting.label.text()
    person.wait(page.open_button.isEnabled)
    person.unlock(PASSPHRASE)
    assert person.window.isVisible()
    person.qtbot.keyClick(person.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert person.restarts == [TODAY]
    assert person.life.session is None
    open_vault(folder, PASSPHRASE).close()
    assert load_settings().last_vault == str(folder)


def test_the_recovery_key_opens_too(begin, made):
    folder, key = made
    person = begin(Settings(dark=False, last_vault=str(folder)))
    page = person.life.front.page
    person.press(page.use_key)
    person.type(page.key, key.replace("-", " ").lower())
    person.press(page.open_button)
    person.settle()
    assert person.life.session is not None


def test_each_trouble_has_its_own_sentence(begin, made, tmp_path):
    folder, _ = made

    def trouble(last):
        person = begin(Settings(dark=False, last_vault=str(last)))
        person.settle()
        page = person.life.front.page
        if not page.notice.isVisible():
            person.unlock(PASSPHRASE)
        person.settle()
        assert person.life.session is None
        now = person.life.front.page
        return now.accessibleName() if isinstance(now, DamagedPapers) else page.notice.label.text()

    assert "There is no vault" in trouble(tmp_path / "gone.medbills")
    held = open_vault(folder, PASSPHRASE)
    assert "open in another window" in trouble(folder)
    held.close()
    database = folder / "vault.db"
    whole = database.read_bytes()
    database.write_bytes(whole[:5000])
    assert "incomplete" in trouble(folder)
    database.write_bytes(bytes(len(whole)))
    assert trouble(folder) == TITLE
    database.write_bytes(whole)
    open_vault(folder, PASSPHRASE).close()


def test_the_sample_family_is_set_up_and_left_without_a_trace(begin):
    person = begin(Settings(dark=False))
    person.press(person.life.front.page.around.button)
    person.wait(lambda: person.life.session is not None)
    person.settle()
    assert person.life.session.desk.today() == TODAY
    assert len(person.ask(lambda vault: vault.documents.all())) == 18
    assert person.life.session.tour.isVisible() and person.life.settings.toured, "one is shown around, once"
    person.press(person.life.session.tour.skip)
    folder = person.life.session.opened.folder
    assert folder.is_dir()
    person.qtbot.keyClick(person.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert person.life.session is not None, "nobody knows the sample's passphrase, so it is not locked"
    leave = next(button for button in person.window.findChildren(QPushButton) if button.text() == "Leave the sample")
    person.press(leave)
    person.wait(lambda: person.life.session is None)
    assert isinstance(person.life.front.page, Welcome)
    assert not folder.exists()
    assert not person.life.settings.last_vault


def test_the_sample_can_be_stopped(begin):
    person = begin(Settings(dark=False))
    person.press(person.life.front.page.around.button)
    working = person.life.front.page
    person.wait(lambda: working.card.bar.of > 0)
    person.press(working.card.cancel)
    person.settle()
    assert isinstance(person.life.front.page, Welcome)
    assert not list((data_folder() / "samples").iterdir())
    assert not person.told


def test_a_backup_is_brought_back(begin, made, tmp_path, monkeypatch):
    folder, _ = made
    with open_vault(folder, PASSPHRASE) as vault:
        vault.backup(tmp_path / "stick")
    chosen = [tmp_path / "stick"]
    monkeypatch.setattr(dialogs, "open_folder", lambda *_args: chosen[0])
    person = begin(Settings(dark=False))
    person.press(person.life.front.page.back.button)
    person.settle()
    assert isinstance(person.life.front.page, Unlock)
    person.unlock(PASSPHRASE)
    assert person.life.session.opened.name == "Our papers"
    assert person.life.session.opened.folder.parent == data_folder()
    chosen[0] = tmp_path
    other = begin(Settings(dark=False))
    other.press(other.life.front.page.back.button)
    other.settle()
    assert other.told
    assert isinstance(other.life.front.page, Welcome)


def test_a_backup_that_fails_is_told_and_the_vault_is_closed(begin, made, samples, monkeypatch):
    folder, _ = made
    person = begin(Settings(dark=False), vault=folder, passphrase=PASSPHRASE)
    person.wait(lambda: person.life.session is not None)
    person.drop(samples / "11-osprey-statement.pdf")

    def full(_vault):
        raise NoRoom("The disk is full.")

    monkeypatch.setattr(session, "back_up_if_due", full)
    person.window.close()
    assert person.told == ["The backup was not made. The disk is full."]
    open_vault(folder, PASSPHRASE).close()


def test_what_was_typed_a_moment_ago_outlives_the_lock(begin, made, samples):
    folder, _ = made
    person = begin(Settings(dark=False), vault=folder, passphrase=PASSPHRASE)
    person.wait(lambda: person.life.session is not None)
    person.drop(samples / "11-osprey-statement.pdf")
    form = person.window.task.form
    form.rows["account_number"].edit()
    person.type(form.rows["account_number"].field, "OPT-1")
    person.life.lock()
    with open_vault(folder, PASSPHRASE) as vault:
        assert vault.papers.all()[0].paper.account_number == "OPT-1"


def test_a_mistake_of_ours_tells_where_but_nothing_of_the_papers(qtbot):
    try:
        raise KeyError("Walter Calloway owes 4680.00")
    except KeyError as problem:
        said = where(type(problem), problem.__traceback__)
    assert said.startswith("KeyError at test_app_journey.py, line ")
    assert "Walter" not in said
    dialog = crash_dialog(said)
    qtbot.addWidget(dialog)
    assert dialog.safe.text() == "Start again"
    assert "papers are safe" in dialog.accessibleName()


def test_a_restart_names_the_day_and_finds_the_package():
    words = restart.command(TODAY)
    assert words[0] == sys.executable
    assert words[-2:] == ["--today", "2026-11-17"]
    assert issubclass(NoRoom, MedbillsError)


def test_files_dropped_on_the_first_window_wait_for_their_place(begin, samples):
    person = begin(Settings(dark=False))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(samples / "11-osprey-statement.pdf"))])
    event = QDropEvent(QPointF(300, 300), Qt.DropAction.CopyAction, mime, LEFT, Qt.KeyboardModifier.NoModifier)
    person.life.front.dropEvent(event)
    set_up(person, from_door=False)
    person.wait(lambda: person.window.task is not None)
    person.settle()
    assert person.window.task.form.review.kept.paper.account_number == "OPT-30918"


def test_copied_files_are_pasted(begin, made, samples):
    folder, _ = made
    person = begin(Settings(dark=False), vault=folder, passphrase=PASSPHRASE)
    person.wait(lambda: person.life.session is not None)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(samples / "11-osprey-statement.pdf"))])
    QApplication.clipboard().setMimeData(mime)
    person.qtbot.keyClick(person.window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    person.wait(lambda: person.window.task is not None)
    QApplication.clipboard().clear()


def test_nothing_slow_is_loaded_before_the_first_window():
    script = (
        "import sys; from PySide6.QtWidgets import QApplication; import medbills.gui.app as app\n"
        "from medbills.gui.settings import Settings\n"
        "from medbills.gui.look import dress\n"
        "q = QApplication([]); ring = dress(q, Settings()); life = app.Life(Settings()); life.start()\n"
        "slow = ('sqlalchemy', 'alembic', 'pdfplumber', 'reportlab', 'pikepdf', 'jinja2', 'holidays')\n"
        "print([name for name in slow if name in sys.modules]); life.front.close()"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env=dict(restart.environment()), check=True)
    assert done.stdout.strip() == "[]"


def test_a_practice_gets_a_place_of_its_own(begin):
    person = begin()
    person.press(person.life.front.page.first.button)
    kind = person.life.front.page.passphrase_page.kind
    kind.set_key("practice")
    kind.changed.emit()
    set_up(person, from_door=False)
    pages = list(person.window.pages)
    assert pages == ["practice", "practice_patients", "history", "settings"]
    assert person.ask(lambda vault: vault.kind.value) == "practice"
    person.qtbot.keyClick(person.window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    person.qtbot.keyClick(person.window, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    person.settle()
    assert person.ask(lambda vault: vault.documents.all()) == () and person.told == []
    person.window.close()

    again = begin()
    again.unlock(PASSPHRASE)
    assert list(again.window.pages) == pages


def test_closing_over_what_was_typed_about_a_person_keeps_it(begin):
    person = begin()
    set_up(person)
    person.ask(lambda vault: _keep_walter(vault) or True)
    person.window.show_page("people")
    person.settle()
    page = person.window.stack.currentWidget()
    person.wait(lambda: getattr(page, "form", None) is not None)
    person.type(page.form.phone, "610-555-0123")
    assert page.save.isEnabled()
    person.window.close()

    again = begin()
    again.unlock(PASSPHRASE)
    assert [one.phone for one in again.ask(lambda vault: vault.people.all())] == ["610-555-0123"]


def _keep_walter(vault):
    with vault.change("Added a person") as change:
        change.people.add(Walter(id="walter", name="Walter Calloway", called="Dad"))
