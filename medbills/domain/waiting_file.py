"""A file that waits to be read: on the user's disk, or kept encrypted where it came from elsewhere."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingFile:
    """`path` is set for a file on the disk; `key` for bytes that the vault keeps (pasted, or attached to an e-mail).

    `origin` says in words where those came from ("from mail “Your bill”"). `watched` files lie in the watched folder.
    """

    id: str
    name: str
    added_at: datetime.datetime
    position: int
    path: str | None = None
    key: str | None = None
    origin: str = ""
    watched: bool = False

    @property
    def shown(self) -> str:
        """The name for lists, with where the file came from."""
        return f"{self.name} ({self.origin})" if self.origin else self.name

    @property
    def place(self) -> Path | None:
        """Where it lies on the disk."""
        return Path(self.path) if self.path is not None else None


@dataclass(frozen=True, slots=True)
class SeenFile:
    """A file of the watched folder that was looked at before: its path, its size in bytes, when it was last written (ns)."""

    id: str
    bytes: int
    written_ns: int
