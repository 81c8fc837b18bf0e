"""Looks at the watched folder when something changes in it, and once at the start; new files go the way of all files."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer

from medbills.domain.waiting_file import SeenFile, WaitingFile
from medbills.errors import MedbillsError
from medbills.gui.adding import Adding
from medbills.gui.desk import Desk
from medbills.services.watch_folder import Look, look_at, new_ones, take, watched_folder

SETTLED_MS = 1500  # a file whose size and time stay so long is fully written


class Watching(QObject):
    """New files go to `adding`, in the queue already."""

    def __init__(self, desk: Desk, adding: Adding, parent: QObject) -> None:
        super().__init__(parent)
        self.desk, self._adding = desk, adding
        self.folder: Path | None = None
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._stir)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SETTLED_MS)
        self._soon.timeout.connect(self._look)
        self._before: tuple[SeenFile, ...] = ()
        desk.changed.connect(self._changed)
        self.begin()

    def begin(self) -> None:
        """Watch the folder that the settings name."""
        self.desk.vault_job(watched_folder, self._watch)

    def stop(self) -> None:
        """The vault is about to close."""
        self._soon.stop()
        self.folder = None

    def _changed(self, topics: object) -> None:
        if isinstance(topics, frozenset) and "settings" in topics:
            self.begin()

    def _watch(self, folder: Path | None) -> None:
        if folder == self.folder:
            return
        if self._watcher.directories():
            self._watcher.removePaths(self._watcher.directories())
        self.folder, self._before = folder, ()
        if folder is not None:
            self._watcher.addPath(str(folder))
            self._look()

    def _stir(self, _path: str) -> None:
        self._soon.start()

    def _look(self) -> None:
        folder = self.folder
        if folder is not None:
            self.desk.paper_job(lambda _job: look_at(folder), self._compare, self._not_there)

    def _not_there(self, _problem: MedbillsError) -> None:
        """A drive that is not connected: its files are found at the next start."""

    def _compare(self, look: Look) -> None:
        if look.folder != self.folder:
            return
        if self._adding.stopping:  # what is being stopped must not take these along
            self._soon.start()
        else:
            self.desk.vault_job(partial(_compared, self._before, look, self._adding.now()), self._take)

    def _take(self, found: tuple[tuple[WaitingFile, ...], tuple[SeenFile, ...]]) -> None:
        ready, self._before = found
        if ready:
            self._adding.take_over(ready)
        if self._before:  # new or still being written: look again
            self._soon.start()


def _compared(
    before: Sequence[SeenFile], look: Look, now: datetime.datetime, vault: Any
) -> tuple[tuple[WaitingFile, ...], tuple[SeenFile, ...]]:
    """Files that are fully written, and those to look at again."""
    return take(vault, before, look, now=now), new_ones(vault, look)
