"""What is known of the vault's backups: when one last passed its test, what failed, and where the second copy goes."""

from __future__ import annotations

import datetime
import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from sqlalchemy import delete, insert, select

from medbills.store.lane import Lane
from medbills.store.schema import META, SETTING

_ROW = "backups"
_BEFORE = "last_verified_backup"  # the setting in which older versions kept the day


@dataclass(frozen=True, slots=True)
class BackupNotes:
    """Times are ISO texts with their offset; sentences are empty when the newest try went well."""

    verified: str = ""
    failed: str = ""
    place: str = ""
    place_verified: str = ""
    place_failed: str = ""

    @property
    def last(self) -> datetime.datetime | None:
        """When a backup last passed its test, in the vault or elsewhere."""
        known = [datetime.datetime.fromisoformat(text) for text in (self.verified, self.place_verified) if text]
        return max(known, default=None)

    @property
    def second_place(self) -> Path | None:
        return Path(self.place) if self.place else None


class BackupLog:
    """Kept beside the history, not in it: a backup alters nothing that undo could take back."""

    def __init__(self, lane: Lane) -> None:
        self._lane = lane

    def read(self) -> BackupNotes:
        """As it stands."""
        found = self._lane.rows(select(META.c.value).where(META.c.id == _ROW))
        if found:
            return BackupNotes(**json.loads(found[0].value))
        before = self._lane.rows(select(SETTING.c.value).where(SETTING.c.id == _BEFORE))
        return BackupNotes(verified=str(before[0].value) if before and before[0].value else "")

    def note(self, **told: str) -> None:
        """Writes what is new; the rest stays. Raises NoRoom on a disk that takes nothing."""
        notes = replace(self.read(), **told)
        self._lane.begin()
        try:
            self._lane.run(delete(META).where(META.c.id == _ROW))
            self._lane.run(insert(META), {"id": _ROW, "value": json.dumps(asdict(notes))})
            self._lane.commit()
        except BaseException:
            self._lane.rollback()
            raise
