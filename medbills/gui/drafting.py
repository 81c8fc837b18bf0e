"""Keeps what stands unsaved in the window a moment after it was typed, so that neither a crash nor a closed window takes it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QGuiApplication, QWindow

from medbills.gui.drafts import Draft, collect
from medbills.gui.main_window import MainWindow

KEPT_AFTER_MS = 800
_MAY_CHANGE = frozenset({QEvent.Type.KeyPress, QEvent.Type.InputMethod, QEvent.Type.MouseButtonRelease})


class Drafting(QObject):
    """`keep` takes the draft as text each time it became another one; `start` begins, once what was kept before is back in its place."""

    def __init__(self, window: MainWindow, keep: Callable[[str], object]) -> None:
        super().__init__(window)
        self._window, self._keep = window, keep
        self._kept = ""
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(KEPT_AFTER_MS)
        self._soon.timeout.connect(self.keep_now)
        self._watched: list[QWindow] = []
        window.closing.connect(self.stop)

    def start(self) -> None:
        """Watch every window of ours from now on."""
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._watch)
        for window in QGuiApplication.topLevelWindows():
            self._watch(window)
        self._window.desk.changed.connect(self._later)  # what was typed may be saved now
        self._later()

    def stop(self) -> None:
        """Keep nothing any more: the papers are closing."""
        self._soon.stop()
        application = QGuiApplication.instance()
        if self._watched and isinstance(application, QGuiApplication):
            application.focusWindowChanged.disconnect(self._watch)
        for window in self._watched:
            window.removeEventFilter(self)
        self._watched.clear()

    def _watch(self, window: QWindow | None) -> None:
        if window is not None and window not in self._watched:
            self._watched.append(window)
            window.destroyed.connect(self._gone)
            window.installEventFilter(self)

    def _gone(self, window: QObject) -> None:
        self._watched = [watched for watched in self._watched if watched is not window]

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _MAY_CHANGE:
            self._later()
        return False

    def _later(self, _topics: object = None) -> None:
        if not self._soon.isActive():  # not put off by each key: somebody who types without a rest is kept too
            self._soon.start()

    def keep_now(self) -> None:
        """Keep it where it is another than before."""
        text = collect(self._window).to_text()
        if text != self._kept:
            self._kept = text
            self._keep(text)


def left_behind(window: MainWindow) -> Draft:
    """What a window that closes would take with it: typed text that no task keeps by itself. Nothing is opened again for it."""
    draft = collect(window, going=True)
    return dataclasses.replace(draft, tasks=tuple(task for task in draft.tasks if task.again is None and task.typed))
