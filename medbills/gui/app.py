"""The life of the window: dressed, unlocked, used, locked or closed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from medbills.domain.reminder import locked_words
from medbills.errors import MedbillsError
from medbills.gui import dialogs
from medbills.gui.crash import watch
from medbills.gui.front import Front
from medbills.gui.jobs import Jobs
from medbills.gui.language import language
from medbills.gui.look import dress
from medbills.gui.one_window import OneWindow
from medbills.gui.reminding import reminding
from medbills.gui.restart import restart
from medbills.gui.safety import safety
from medbills.gui.settings import Settings, load_settings, save_settings
from medbills.gui.type import type_
from medbills.paths import data_folder
from medbills.unswept import sweep_from_now

if TYPE_CHECKING:
    import datetime

    from medbills.gui.opening import Opened
    from medbills.gui.session import Session

Restart = Callable[["datetime.date | None"], None]


class Life(QObject):
    """Moves between the front window and the main one. `today` stands still where it was named."""

    def __init__(self, settings: Settings, today: datetime.date | None = None, restart_with: Restart = restart) -> None:
        super().__init__()
        self.settings, self._today, self._restart = settings, today, restart_with
        safety().choose(settings.lock_minutes, settings.clipboard_seconds)
        reminding().load(settings)
        reminding().changed.connect(self._save)  # a date that is not wanted outside the papers goes at once
        language().chosen.connect(self.speak)
        self.jobs = Jobs()
        self.front: Front | None = None
        self.session: Session | None = None
        self._brought: tuple[Path, ...] = ()

    def start(self, vault: Path | None = None, passphrase: str | None = None) -> None:
        """Show the first window; with a vault named, at its passphrase or past it."""
        front = self._show_front()
        if vault is not None and passphrase is not None:
            front.open_at_once(vault, passphrase)
        elif vault is not None:
            front.show_unlock(vault)
        else:
            front.start()
        front.show()

    def _show_front(self) -> Front:
        front = self.front = Front(self.jobs, self.settings, day_is_named=self._today is not None)
        front.reminder = self._reminder()
        front.opened.connect(self._enter)
        front.closing.connect(self._close_front)
        return front

    def _reminder(self) -> str:
        """By the one date that lies outside the papers."""
        kept = reminding()
        if not kept.at_start or kept.next_day is None:
            return ""
        import datetime

        return locked_words(kept.next_day, self._today or datetime.datetime.now().astimezone().date())

    def _enter(self, opened: Opened) -> None:
        import datetime

        from medbills.gui.session import Session  # the pages and all they need, late

        def today() -> datetime.date:
            return self._today or opened.today or datetime.datetime.now().astimezone().date()

        session = self.session = Session(self.jobs, opened, self.settings, today)
        session.lock_asked.connect(self.lock)
        session.closing.connect(self._close_session)
        session.left.connect(self._leave)
        front, self.front = self.front, None
        self._save()
        session.window.show()
        if front is not None:
            front.closing.disconnect(self._close_front)
            front.close()
            front.deleteLater()
        session.show()
        self._hand_on()

    def take_in(self, papers: Sequence[Path], raised: bool = True) -> None:
        """Files of another start: added once papers are open. The window comes to the front."""
        self._brought = (*self._brought, *papers)
        window = self.session.window if self.session is not None else self.front
        if window is not None and raised:
            window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
            window.raise_()
            window.activateWindow()
        self._hand_on()

    def _hand_on(self) -> None:
        if self.session is not None and self._brought:
            brought, self._brought = self._brought, ()
            self.session.desk.add_papers(brought)

    def _leave(self) -> None:
        session, self.session = self.session, None
        front = self._show_front()
        front.start()
        front.show()
        if session is not None:
            session.window.close()
            session.window.deleteLater()
            session.deleteLater()

    def lock(self) -> None:
        """Keep everything, close the vault, and start anew, so that no trace of the papers stays in memory."""
        session = self.session
        if session is None:
            return
        self.session = None  # whatever asks again while this goes on finds it done
        try:
            session.flush()
        finally:  # a mistake of ours in a task does not keep the papers open
            session.window.closing.disconnect(session.closing)
            for window in QApplication.topLevelWidgets():
                window.hide()  # dialogs and menus too: the lock does not wait for an answer
            problem = session.end(at_once=True)
            self._save()
            if problem is not None:
                print(f"medbills: the backup was not made. {problem}", file=sys.stderr)
            self._restart(self._today)
            QApplication.quit()

    def speak(self, code: str) -> None:
        """Show everything in another language. Papers that are open are closed first, as when they lock."""
        if self.session is not None:
            self.start_again()
            return
        if self.front is None:
            return  # this life is over
        language().speak(code)
        before, front = self.front, self._show_front()
        front.start()
        front.setGeometry(before.geometry())
        before.closing.disconnect(self._close_front)
        before.close()
        before.deleteLater()
        front.show()

    def start_again(self) -> None:
        """After a mistake of ours, or in another language."""
        if self.session is not None and not self.session.opened.sample:
            self.lock()
            return
        self._save()
        self._restart(self._today)
        QApplication.quit()

    def _close_session(self) -> None:
        session = self.session
        if session is not None:
            session.part()
            session.window.hide()
            self._end(session)

    def _end(self, session: Session) -> None:
        self.session = None
        problem = session.end()
        self._save()
        if problem is not None:
            dialogs.tell(None, f"The backup was not made. {problem}", "Your papers themselves are kept.")

    def _close_front(self) -> None:
        self.front = None
        self._save()
        self.jobs.shut_down()

    def _save(self) -> None:
        self.settings.scale, self.settings.language = type_().scale, language().wanted
        self.settings.lock_minutes, self.settings.clipboard_seconds = safety().lock_minutes, safety().clipboard_seconds
        reminding().save(self.settings)
        try:
            save_settings(self.settings)
        except MedbillsError as problem:
            print(f"medbills: {problem}", file=sys.stderr)


def run_app(
    *, today: datetime.date | None = None, vault: Path | None = None, passphrase: str | None = None, papers: Sequence[Path] = ()
) -> int:
    """Opens the window and stays until it is closed; where one is open already, that one is raised. Returns the exit status."""
    one = OneWindow(data_folder())
    if vault is None and not one.claim():
        if one.knock(papers):
            return 0
        print("medbills: Medbills is open already, but does not answer. Close it, or wait a moment.", file=sys.stderr)
        return 4
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName("Medbills")
    app.setDesktopFileName("medbills")  # by it Wayland knows whose window this is
    settings = load_settings()
    ring = dress(app, settings)
    life = Life(settings, today, partial(_restart_alone, one))
    one.knocked.connect(life.take_in)
    watch(life.start_again)
    life.start(vault, passphrase)
    life.take_in(papers, raised=False)
    if vault is None:
        one.listen()
    QTimer.singleShot(0, app, sweep_from_now)
    status = app.exec()
    del ring
    return int(status)


def _restart_alone(one: OneWindow, today: datetime.date | None) -> None:
    """What starts anew must not find this window still at the door."""
    one.release()
    restart(today)
