"""Watches what other programs do beside an open vault: a database replaced underneath, and the conflict copies of sync services."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from medbills.errors import ChangedUnderneath, VaultError
from medbills.store import cipher
from medbills.store.faults import in_plain_words
from medbills.store.lane import Lane
from medbills.store.place import Place
from medbills.store.subkeys import SubKeys

# The names that sync services give to the second of two versions: Dropbox and Nextcloud "(… conflicted copy …)", OneDrive the name
# of the computer, Syncthing ".sync-conflict-…", others a number. Ours end in .new, .part, .upgraded or -journal.
_COPY = re.compile(r"(?P<part>vault|keys)(?P<mark>[ ._(-].+)\.(?:db|json)", re.IGNORECASE)
HERE = "vault (open here).db"


@dataclass(frozen=True, slots=True)
class ConflictCopy:
    """A file that a sync service put beside the vault's own; it is never read as the vault, altered or removed."""

    path: Path
    of: str  # the file it is a version of

    @property
    def sentence(self) -> str:
        return f"“{self.path.name}” is another version of {self.of}. It was left as it is."


def conflict_copies(folder: Path) -> tuple[ConflictCopy, ...]:
    """Those in a vault's folder, by name."""
    of = {"vault": "vault.db", "keys": "keys.json"}
    found = [(path, match) for path in sorted(folder.iterdir()) if path.is_file() and (match := _COPY.fullmatch(path.name))]
    return tuple(ConflictCopy(path, of[match["part"].lower()]) for path, match in found)


class Beside:
    """Of one open vault. It looks before each change, so that nothing is written into a file that is not the vault's any more."""

    def __init__(self, place: Place, keys: SubKeys, lane: Lane) -> None:
        self._place, self._keys, self._lane = place, keys, lane
        self._file = self._identity()
        self._version = self._data_version()
        self._told: ChangedUnderneath | None = None

    def must_be_ours(self) -> None:
        """Raises ChangedUnderneath when the database is another file than the one opened, or was written by another program.

        What is open here is then kept beside it as a copy of its own, once; neither version is overwritten.
        """
        if self._told is not None:
            raise self._told
        if self._identity() == self._file and self._data_version() == self._version:
            return
        self._told = ChangedUnderneath(
            "Another program, like a folder that syncs, changed the vault while it was open. Nothing was written over. "
            f"{self._kept()} Close Medbills, and open your papers again."
        )
        raise self._told

    def _kept(self) -> str:
        copy = self._place.folder / HERE
        try:
            if not copy.exists():
                cipher.copy_database(self._lane, self._keys.database, copy)
        except VaultError:
            return "What is open here could not be kept as a copy; the other version is whole."
        return f"What was open here lies in “{HERE}”."

    def _identity(self) -> tuple[int, int] | None:
        try:
            stat = self._place.database.stat()
        except OSError:
            return None
        return stat.st_dev, stat.st_ino

    def _data_version(self) -> int:
        """Changes when another connection wrote; our own writes do not count."""
        with in_plain_words():
            return int(self._lane.connection.exec_driver_sql("PRAGMA data_version").scalar() or 0)
