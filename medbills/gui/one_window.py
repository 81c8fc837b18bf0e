"""One window for each user: a second start hands its files to the first one and raises it, by a file and a lock, no socket."""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Sequence
from pathlib import Path

from filelock import FileLock, Timeout
from PySide6.QtCore import QFileSystemWatcher, QObject, Signal

WAIT_SECONDS = 8.0  # for the first window to take what was handed to it
_STEP = 0.05
_ENDING = ".knock"


class OneWindow(QObject):
    """`knocked` carries the files of a second start, often none."""

    knocked = Signal(list)  # list[Path]

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._door = folder / "knocks"
        self._lock = FileLock(folder / "window.lock", timeout=0, thread_local=False)
        self._watcher: QFileSystemWatcher | None = None

    def claim(self) -> bool:
        """Whether this is the first window; a killed one leaves nothing that stands in the way. On a disk that refuses, it is."""
        try:
            self._door.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._lock.acquire()
        except Timeout:
            return False
        except OSError:
            return True
        for left in self._door.glob(f"*{_ENDING}"):
            left.unlink(missing_ok=True)  # of a start that did not wait
        return True

    def knock(self, papers: Sequence[Path] = (), seconds: float = WAIT_SECONDS) -> bool:
        """Hands files to the first window; False when it did not take them in time, and then they are taken back."""
        note = self._door / f"{uuid.uuid4().hex}{_ENDING}"
        fresh = note.with_suffix(".part")
        fresh.write_text(json.dumps([str(path.resolve()) for path in papers]), encoding="utf-8")
        fresh.chmod(0o600)
        fresh.replace(note)
        ends = time.monotonic() + seconds
        while note.exists() and time.monotonic() < ends:
            time.sleep(_STEP)
        taken = not note.exists()
        note.unlink(missing_ok=True)
        return taken

    def listen(self) -> None:
        """From now on knocks are answered."""
        self._watcher = QFileSystemWatcher([str(self._door)], self)
        self._watcher.directoryChanged.connect(self._answer)
        self._answer()

    def _answer(self, _path: str = "") -> None:
        for note in sorted(self._door.glob(f"*{_ENDING}")):
            try:
                papers = [Path(str(path)) for path in json.loads(note.read_text(encoding="utf-8"))]
                note.unlink()
            except (OSError, ValueError, TypeError):
                note.unlink(missing_ok=True)
                continue
            self.knocked.emit([path for path in papers if path.is_file()])

    def release(self) -> None:
        """Another window may be the first one now."""
        self._lock.release()
