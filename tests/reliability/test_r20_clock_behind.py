"""R20: where this computer's date lies before the last change, that is said and asked before any day is counted from it."""

from __future__ import annotations

import argparse
import datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from medbills import keys
from medbills.cli.vaults import opened as opened_by_command
from medbills.domain.person import Person
from medbills.gui.app import Life
from medbills.gui.earlier_clock import EarlierClock
from medbills.gui.look import dress
from medbills.gui.settings import Settings
from medbills.services.doubt_clock import clock_doubt
from medbills.services.open_vault import create_vault
from medbills.store import Vault

SECRET = "gray heron 7"
CHANGED = datetime.date(2026, 11, 17)


def test_an_earlier_date_is_doubted_and_any_other_is_not(vault: Vault) -> None:
    assert clock_doubt(vault, today=datetime.date(1970, 1, 1)) == "", "nothing was ever changed"
    vault.clock = lambda: datetime.datetime(2026, 11, 17, 12, tzinfo=datetime.UTC)  # type: ignore[method-assign]
    with vault.change("Added Walter") as change:
        change.people.add(Person(id="w", name="Walter"))
    for days, doubted in ((-4000, True), (-2, True), (-1, False), (0, False), (400, False)):
        assert bool(clock_doubt(vault, today=CHANGED + datetime.timedelta(days=days))) is doubted, days
    told = clock_doubt(vault, today=datetime.date(2020, 1, 3))
    assert told == "This computer’s date is January 3, 2020, but these papers were changed on November 17, 2026."


@pytest.fixture
def ahead(tmp_path: Path) -> Path:
    """Papers that were changed, as this computer's clock has it, three days from now."""
    vault, _ = create_vault(tmp_path / "Ours.medbills", "Ours", SECRET)
    vault.clock = lambda: datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=3)  # type: ignore[method-assign]
    with vault.change("Added Walter") as change:
        change.people.add(Person(id="w", name="Walter"))
    vault.close()
    return vault.folder


@pytest.fixture
def unlocked(qtbot: Any, qapp: Any, ahead: Path) -> Any:
    """The first window, once the passphrase was typed."""
    ring = dress(qapp, Settings(dark=False))
    lives = []

    def begin(today: datetime.date | None = None) -> Life:
        life = Life(Settings(dark=False, last_vault=str(ahead)), today, lambda _day: None)
        lives.append(life)
        life.start()
        assert life.front is not None
        qtbot.keyClicks(life.front.page.passphrase.editor, SECRET)  # type: ignore[union-attr]
        qtbot.mouseClick(life.front.page.open_button, Qt.MouseButton.LeftButton)  # type: ignore[union-attr]
        qtbot.waitUntil(lambda: life.session is not None or isinstance(life.front and life.front.page, EarlierClock), timeout=60_000)
        return life

    yield begin
    for life in lives:
        for window in (life.front, life.session and life.session.window):
            if window:
                window.close()
    QApplication.processEvents()
    del ring


def test_the_window_asks_before_any_day_is_counted(unlocked: Any, qtbot: Any, ahead: Path) -> None:
    life = unlocked()
    page = life.front.page
    assert life.session is None and page.go_on_button.text() == "Go on with this date"
    qtbot.mouseClick(page.close_button, Qt.MouseButton.LeftButton)
    assert life.front is None and life.session is None
    Vault.open(ahead, keys.unlock(ahead, SECRET)).close()  # it was closed with the window


def test_who_goes_on_goes_on(unlocked: Any, qtbot: Any) -> None:
    life = unlocked()
    qtbot.mouseClick(life.front.page.go_on_button, Qt.MouseButton.LeftButton)
    assert life.session is not None and life.front is None


def test_a_day_that_was_named_is_not_doubted(unlocked: Any) -> None:
    assert unlocked(CHANGED).session is not None


def test_a_command_says_so(ahead: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    secret = tmp_path / "secret"
    secret.write_text(SECRET, encoding="utf-8")
    today = datetime.datetime.now().astimezone().date()
    for named in (False, True):
        options = argparse.Namespace(path=ahead, passphrase_file=secret, today=today, today_is_given=named)
        with opened_by_command(options):
            said = capsys.readouterr().err
        assert ("computer’s date" in said and "--today" in said) is not named

