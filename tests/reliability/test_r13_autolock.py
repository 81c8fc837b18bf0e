"""R13: the papers lock by themselves, whatever stands open, and what was being typed comes back after unlocking."""

from __future__ import annotations

import ast
import datetime
import importlib
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QVBoxLayout, QWidget

from medbills.gui.app import Life
from medbills.gui.locking import Locking
from medbills.gui.look import dress
from medbills.gui.restart import environment
from medbills.gui.safety import LOCK_CHOICES, safety
from medbills.gui.settings import Settings, load_settings
from medbills.services.open_vault import create_vault, open_vault

PASSPHRASE = "maple river candle stone"
TODAY = datetime.date(2026, 11, 17)
GUI = Path(__file__).resolve().parents[2] / "medbills" / "gui"


class Clock:
    """Moved by hand, in seconds."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(scope="module")
def ring(qapp: QApplication) -> object:
    return dress(qapp, Settings(dark=False))


@pytest.fixture(autouse=True)
def usual(ring: object) -> Iterator[None]:
    safety().choose(10, 30)
    yield
    safety().choose(10, 30)


# when


class Watch:
    """Locking over a real window with clocks of ours."""

    def __init__(self, qtbot: Any) -> None:
        self.window = QWidget()
        self.window.resize(900, 640)
        qtbot.addWidget(self.window)
        self.window.show()
        qtbot.waitExposed(self.window)
        self.clock, self.wall = Clock(), Clock()
        self.locking = Locking(self.window, self.window, self.clock, self.wall)
        self.locking._timer.stop()
        self.due: list[float] = []
        self.locking.due.connect(lambda: self.due.append(self.clock.now))

    def after(self, seconds: float) -> None:
        self.clock.now += seconds
        self.wall.now += seconds
        self.locking.tick()


@pytest.fixture
def watch(qtbot: Any) -> Iterator[Watch]:
    made = Watch(qtbot)
    yield made
    made.locking.stop()


def test_ten_minutes_without_a_key_lock_and_the_last_one_is_counted_down(watch: Watch) -> None:
    watch.after(539)
    assert watch.locking.warning is None and not watch.due
    watch.after(1)
    warning = watch.locking.warning
    assert warning is not None and warning.isVisible() and "in 60 seconds" in warning.words.text()
    watch.after(59)
    assert "in 1 second." in warning.words.text() and not watch.due
    watch.after(1)
    assert watch.due


def test_stay_open_stays_open(watch: Watch, qtbot: Any) -> None:
    watch.after(580)
    assert watch.locking.warning is not None
    qtbot.mouseClick(watch.locking.warning.stay, Qt.MouseButton.LeftButton)
    assert watch.locking.warning is None
    watch.after(539)
    assert not watch.due and watch.locking.warning is None
    watch.after(61)
    assert watch.due


@pytest.mark.parametrize("sign", ["key", "mouse"])
def test_a_key_or_a_move_of_the_mouse_is_somebody_there(watch: Watch, sign: str) -> None:
    watch.after(595)
    handle = watch.window.windowHandle()
    if sign == "key":
        QTest.keyClick(handle, Qt.Key.Key_A)
    else:
        QTest.mouseMove(handle, QPoint(40, 50))
        QTest.mouseMove(handle, QPoint(90, 90))
    QApplication.processEvents()
    assert watch.locking.warning is None
    watch.after(10)
    assert not watch.due, "without the sign it had locked: see above"


def test_lock_now_locks_now(watch: Watch, qtbot: Any) -> None:
    watch.after(580)
    assert watch.locking.warning is not None
    qtbot.mouseClick(watch.locking.warning.now, Qt.MouseButton.LeftButton)
    assert watch.due


@pytest.mark.parametrize("minutes", LOCK_CHOICES)
def test_the_time_can_be_chosen_and_zero_never_locks(watch: Watch, minutes: int) -> None:
    safety().choose(lock_minutes=minutes)
    watch.after(minutes * 60 - 1 if minutes else 1_000_000)
    assert not watch.due
    watch.after(1)
    assert bool(watch.due) is bool(minutes)


def test_a_computer_that_slept_wakes_up_locked(watch: Watch) -> None:
    safety().choose(lock_minutes=0)
    watch.wall.now += 29
    watch.locking.tick()
    assert not watch.due, "the clock was set a little"
    watch.wall.now += 3600
    watch.locking.tick()
    assert watch.due


BUS = """
import subprocess, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
from medbills.gui.locking import Locking
app = QApplication([])
window = QWidget()
locking, told = Locking(window, window), []
locking.due.connect(lambda: told.append(1))
for path, interface, begins in (("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "false"),
                                ("/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver", "true")):
    subprocess.run(["dbus-send", "--session", "--type=signal", path, interface + ".ActiveChanged", "boolean:" + begins], check=True)
look = QTimer(); look.timeout.connect(lambda: told and app.quit()); look.start(20)
app.exec()
print(len(told))
"""


@pytest.mark.skipif(not all(map(shutil.which, ("dbus-run-session", "dbus-send"))), reason="this computer has no message bus")
def test_the_lock_of_the_screen_is_heard_on_a_real_bus() -> None:
    done = subprocess.run(
        ["dbus-run-session", "--", sys.executable, "-c", BUS], env=dict(environment()), capture_output=True, text=True, timeout=100,
        check=False,
    )  # fmt: skip
    assert done.stdout.strip() == "1", done.stderr
    # The end of the lock, sent first, locked nothing.


def test_what_the_system_tells_locks_when_it_begins_and_not_when_it_ends(watch: Watch) -> None:
    watch.locking.told(False)
    assert not watch.due
    watch.locking.told(True)
    assert len(watch.due) == 1
    watch.locking.told()
    assert len(watch.due) == 2


# whatever stands open


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "Ours.medbills"
    create_vault(folder, "Ours", PASSPHRASE)[0].close()
    return folder


@pytest.fixture
def start(qtbot: Any, tmp_path: Path, template: Path) -> Iterator[Callable[[], Life]]:
    folder = tmp_path / "Ours.medbills"
    shutil.copytree(template, folder)
    lives: list[Life] = []

    def started() -> Life:
        life = Life(Settings(dark=False, last_vault=str(folder)), TODAY, lambda _today: None)
        life.start(folder, PASSPHRASE)
        lives.append(life)
        qtbot.waitUntil(lambda: life.session is not None and not life.jobs.busy, timeout=60_000)
        return life

    yield started
    for life in lives:
        for window in (life.front, life.session and life.session.window):
            if window:
                window.close()


# How it looks needs what it holds; how it closes, which is asked here, does not.
BARE = {name: getattr(QDialog, name) for name in ("sizeHint", "minimumSizeHint", "showEvent", "resizeEvent", "paintEvent")}


def dialogs() -> list[tuple[str, str]]:
    """Every class of the window that stands above it until it is answered."""
    found = []
    for path in sorted(GUI.rglob("*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and any(isinstance(base, ast.Name) and base.id == "QDialog" for base in node.bases):
                module = ".".join(path.relative_to(GUI.parents[1]).with_suffix("").parts)
                found.append((module, node.name))
    return found


@pytest.mark.parametrize(("module", "name"), [*dialogs(), ("PySide6.QtWidgets", "QMessageBox"), ("PySide6.QtWidgets", "QFileDialog")])
def test_the_lock_wins_over_any_dialog(start: Callable[[], Life], module: str, name: str) -> None:
    life = start()
    kind = getattr(importlib.import_module(module), name)
    assert issubclass(kind, QDialog)
    # Its own ways to close and to refuse it, around a field of ours.
    of_ours = module.startswith("medbills")
    bare = type(name, (kind,), {"__init__": lambda self, over: QDialog.__init__(self, over), **BARE}) if of_ours else kind
    assert life.session is not None
    dialog = bare(life.session.window)
    field = QLineEdit(dialog)
    field.setAccessibleName("A field above")
    if dialog.layout() is None:
        QVBoxLayout(dialog).addWidget(field)
    ended = []

    def lock() -> None:
        assert dialog.isVisible()
        field.setText("half a word")
        field.setModified(True)
        life.lock()
        ended.append(life.session is None)
        dialog.done(0)  # the new program would have taken the place of this loop

    QTimer.singleShot(50, dialog, lock)
    dialog.exec()
    assert ended == [True]
    with open_vault(Path(life.settings.last_vault), PASSPHRASE) as vault:
        assert name == "QFileDialog" or "half a word" in vault.draft


def test_the_lock_asks_nothing_when_a_last_backup_fails(start: Callable[[], Life], monkeypatch: pytest.MonkeyPatch) -> None:
    from medbills.errors import NoRoom
    from medbills.gui import dialogs as asked
    from medbills.gui import session

    def full(_vault: object) -> None:
        raise NoRoom("The disk is full.")

    monkeypatch.setattr(session, "back_up_if_due", full)
    monkeypatch.setattr(asked, "tell", lambda *_: pytest.fail("it waits for an answer"))
    life = start()
    life.lock()
    open_vault(Path(life.settings.last_vault), PASSPHRASE).close()


def test_a_mistake_of_ours_does_not_keep_the_papers_open(start: Callable[[], Life]) -> None:
    life = start()

    def broken() -> bool:
        raise ValueError("a mistake of ours")

    assert life.session is not None
    life.session.flush = broken  # type: ignore[assignment, method-assign]
    with pytest.raises(ValueError, match="ours"):
        life.lock()
    assert life.session is None
    open_vault(Path(life.settings.last_vault), PASSPHRASE).close()


def test_what_was_typed_comes_back_after_unlocking(start: Callable[[], Life], qtbot: Any) -> None:
    life = start()
    assert life.session is not None
    window = life.session.window
    window.show_page("people")
    qtbot.waitUntil(lambda: not life.jobs.busy)
    page = window.stack.currentWidget()
    field = QLineEdit(page)
    field.setAccessibleName("Member number")
    field.show()
    QTest.keyClicks(field, "XJ-4417")
    QApplication.sendEvent(field, QEvent(QEvent.Type.FocusOut))
    life.lock()
    with open_vault(Path(life.settings.last_vault), PASSPHRASE) as vault:
        assert "XJ-4417" in vault.draft
        assert not any("XJ-4417" in str(entry) for entry in vault.journal.entries()), "a draft is no part of the history"
    assert b"XJ-4417" not in (Path(life.settings.last_vault) / "vault.db").read_bytes()

    again = start()
    assert again.session is not None
    second = again.session
    qtbot.waitUntil(lambda: hasattr(second, "back"), timeout=20_000)
    from medbills.gui.parts.kept_texts import KeptTexts

    qtbot.waitUntil(lambda: bool(second.window.findChildren(KeptTexts)), timeout=20_000)
    (kept,) = second.window.findChildren(KeptTexts)
    assert kept.texts == (("Member number", "XJ-4417"),) and second.window.page == "people"
    qtbot.waitUntil(lambda: not again.jobs.busy)
    said: list[str] = []
    second.desk.vault_job(lambda vault: vault.draft, said.append)
    qtbot.waitUntil(lambda: bool(said))
    assert said == [""], "once it is back it is not kept twice"
    qtbot.mouseClick(kept.taken, Qt.MouseButton.LeftButton)
    assert not kept.isVisible()


def test_nothing_comes_back_where_nothing_was_typed(start: Callable[[], Life]) -> None:
    """The negative control: what the page itself shows is no draft."""
    life = start()
    assert life.session is not None
    life.session.window.show_page("settings")
    life.lock()
    with open_vault(Path(life.settings.last_vault), PASSPHRASE) as vault:
        assert vault.draft == ""


def test_the_choice_is_remembered(start: Callable[[], Life]) -> None:
    life = start()
    safety().choose(lock_minutes=5, clipboard_seconds=60)
    life.lock()
    kept = load_settings()
    assert (kept.lock_minutes, kept.clipboard_seconds) == (5, 60)
    Life(kept)
    assert (safety().lock_minutes, safety().clipboard_seconds) == (5, 60)
