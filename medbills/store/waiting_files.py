"""What waits to be read, and what was seen in the watched folder: work in progress, so it leaves no trace in the history."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

from sqlalchemy import Table, delete, insert, select

from medbills.domain.waiting_file import SeenFile, WaitingFile
from medbills.store.lane import Lane
from medbills.store.rows import Rows
from medbills.store.schema import SEEN_FILE, WAITING_FILE


class WaitingFiles:
    """Reads."""

    def __init__(self, lane: Lane) -> None:
        self._lane = lane

    def all(self) -> tuple[WaitingFile, ...]:
        """In the order in which they were added."""
        table = WAITING_FILE
        found = self._lane.rows(select(table).order_by(table.c.added_at, table.c.position, table.c.id))
        return tuple(WaitingFile(**row._asdict()) for row in found)

    def seen(self) -> tuple[SeenFile, ...]:
        """The files of the watched folder that were looked at."""
        return tuple(SeenFile(row.id, row.bytes, row.written_ns) for row in self._lane.rows(select(SEEN_FILE)))


class WaitingEdits:
    """What a change may do to them."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def add(self, files: Iterable[WaitingFile]) -> None:
        """New ones, at the end. Raises NoRoom while the disk is full."""
        for file in files:
            self._rows.run_beside(insert(WAITING_FILE), _values(WAITING_FILE, file))

    def remove(self, file_id: str) -> None:
        """One waits no longer; one that did not is fine too."""
        self._rows.run_beside(delete(WAITING_FILE).where(WAITING_FILE.c.id == file_id))

    def clear(self) -> None:
        """None waits any longer."""
        self._rows.run_beside(delete(WAITING_FILE))

    def note_seen(self, files: Iterable[SeenFile]) -> None:
        """Remembers these as they are now."""
        for file in files:
            self._rows.run_beside(delete(SEEN_FILE).where(SEEN_FILE.c.id == file.id))
            self._rows.run_beside(insert(SEEN_FILE), _values(SEEN_FILE, file))

    def forget_seen(self) -> None:
        """Another folder is watched from now on."""
        self._rows.run_beside(delete(SEEN_FILE))


def _values(table: Table, file: WaitingFile | SeenFile) -> dict[str, object]:
    plain = {field.name: getattr(file, field.name) for field in dataclasses.fields(file)}
    return {column.name: plain[column.name] for column in table.columns}
