"""A little room kept back on the disk, so that a vault on a full disk can still be opened and cleared."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

RESERVE_BYTES = 2 * 1024 * 1024


class Reserve:
    """A file of random bytes that is given back to the disk when it is full, and kept again when there is room."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @property
    def short(self) -> bool:
        """True while the reserve is used up: then nothing is added, so that its room goes to clearing up."""
        return not self._path.exists()

    def still_short(self) -> bool:
        """The same, after trying once more to keep the room back: the disk may have been cleared since."""
        self.keep()
        return self.short

    def release(self) -> None:
        self._path.unlink(missing_ok=True)

    def keep(self) -> None:
        """Keeps the room back, when there is plenty; a disk that refuses leaves things as they are."""
        if not self.short:
            return
        fresh = self._path.with_name(f"{self._path.name}.part")
        try:
            if shutil.disk_usage(self._path.parent).free < 2 * RESERVE_BYTES:
                return
            fresh.write_bytes(os.urandom(RESERVE_BYTES))
            fresh.replace(self._path)
        except OSError:
            fresh.unlink(missing_ok=True)
