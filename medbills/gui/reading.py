"""Two files of the queue at a time, read beside the window: what each turned out to be is told, one after the other."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from medbills.domain.waiting_file import WaitingFile
from medbills.errors import Cancelled, MedbillsError, NeedsMapping
from medbills.gui.desk import Desk
from medbills.gui.jobs import Job
from medbills.services.read_paper import ReadFile
from medbills.services.read_queue import bytes_kept, known_columns
from medbills.services.read_waiting import OpenedMail, read_waiting
from medbills.services.readers import AT_ONCE

MOST_UNKEPT = 4  # files that were read and are not in the vault yet: no more of them lie in memory


class Reading(QObject):
    """`unkept` counts the files that were handed on and not yet `settled`."""

    was_read = Signal(object, object)  # WaitingFile, ReadFile
    was_mail = Signal(object, object)  # WaitingFile, OpenedMail
    failed = Signal(object, object)  # WaitingFile, MedbillsError

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self.desk = desk
        self.waiting: deque[WaitingFile] = deque()
        self.under_way: dict[str, tuple[WaitingFile, Job]] = {}
        self._passwords: dict[str, str] = {}
        self._unkept = 0

    @property
    def busy(self) -> bool:
        """Whether anything is read, waits to be, or is on its way into the vault."""
        return bool(self.waiting or self.under_way or self._unkept)

    def add(self, files: Iterable[WaitingFile], *, first: bool = False) -> None:
        """These wait too, at the end or before the others."""
        if first:
            self.waiting.extendleft(reversed(list(files)))
        else:
            self.waiting.extend(files)
        self.go_on()

    def try_password(self, file: WaitingFile, password: str) -> None:
        """Read one again that is locked."""
        self._passwords[file.id] = password
        self.add([file], first=True)

    def tried(self, file: WaitingFile) -> bool:
        """Whether a password was given for it."""
        return file.id in self._passwords

    def go_on(self) -> None:
        """Begin with as many as can be read at once."""
        while self.waiting and len(self.under_way) < AT_ONCE and self._unkept < MOST_UNKEPT:
            file = self.waiting.popleft()
            if file.key is None:
                self._read(file, None, None)
            else:
                job = self.desk.vault_job(partial(_bytes, file), partial(self._read, file, None), partial(self._fail, file))
                self.under_way[file.id] = file, job

    def settled(self) -> None:
        """One that was handed on is in the vault, or cannot be."""
        self._unkept -= 1
        self.go_on()

    def stop(self) -> None:
        """Let go of all that is not read yet."""
        self.waiting.clear()
        for _, job in self.under_way.values():
            job.cancel()

    def _read(self, file: WaitingFile, columns: Mapping[str, str | None] | None, kept: bytes | None) -> None:
        password = self._passwords.get(file.id)
        before = self.under_way.get(file.id)
        job = self.desk.reading_job(
            lambda job: read_waiting(file, kept, password=password, columns=columns, cancel=job.cancelled),
            partial(self._take, file),
            partial(self._refuse, file, kept, columns is not None),
        )
        self.under_way[file.id] = file, job
        if before is not None and before[1].cancelled.is_set():
            job.cancel()

    def _take(self, file: WaitingFile, found: ReadFile | OpenedMail) -> None:
        del self.under_way[file.id]
        self._unkept += 1
        if isinstance(found, OpenedMail):
            self.was_mail.emit(file, found)
        else:
            self.was_read.emit(file, found)
        self.go_on()

    def _refuse(self, file: WaitingFile, kept: bytes | None, knew: bool, problem: MedbillsError) -> None:
        if isinstance(problem, NeedsMapping) and not knew:
            headers, go_on = problem.headers, partial(self._with_columns, file, kept, problem)
            self.desk.vault_job(lambda vault: known_columns(vault, headers), go_on, partial(self._fail, file))
        else:
            self._fail(file, problem)

    def _with_columns(self, file: WaitingFile, kept: bytes | None, problem: NeedsMapping, known: Mapping[str, str | None] | None) -> None:
        if known is None:
            self._fail(file, problem)
        elif file.id in self.under_way and self.under_way[file.id][1].cancelled.is_set():
            self._fail(file, Cancelled(f"Reading {file.shown} was stopped. Add it again to have it read."))
        else:
            self._read(file, known, kept)

    def _fail(self, file: WaitingFile, problem: MedbillsError) -> None:
        self.under_way.pop(file.id, None)
        self.failed.emit(file, problem)
        self.go_on()


def _bytes(file: WaitingFile, vault: Any) -> bytes | None:
    return bytes_kept(vault, file)
