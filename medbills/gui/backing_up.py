"""The daily backup, made without being asked, and the line about it at the sidebar's foot."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from medbills.domain.wording import short_month
from medbills.errors import MedbillsError
from medbills.gui.desk import Desk
from medbills.services.keep_backups import back_up_everywhere, backup_is_due, last_backup

if TYPE_CHECKING:
    from medbills.store import Vault

HOURLY_MS = 3_600_000
FIRST_MS = 20_000
OVERDUE = datetime.timedelta(hours=24)
FAILED = "Not backed up. See Settings."


def now() -> datetime.datetime:
    """The clock on the wall, also in the sample family: a backup is made when it is made."""
    return datetime.datetime.now().astimezone()


def backup_words(at: datetime.datetime | None, at_now: datetime.datetime) -> str:
    """ "Backed up today, 9:12"; nothing when there is none yet."""
    if at is None:
        return ""
    at = at.astimezone()
    days = (at_now.date() - at.date()).days
    day = {0: "today", 1: "yesterday"}.get(days, f"{short_month(at)} {at.day}")
    return f"Backed up {day}, {at.hour}:{at:%M}"


def back_up_if_due(vault: Vault) -> None:
    """On leaving, once a day. Raises what a backup raises."""
    if backup_is_due(vault, now=now()):
        back_up_everywhere(vault)


class BackingUp(QObject):
    """Looks once an hour whether the last backup is a day old: for windows that stay open."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self.desk = desk
        self._clock = QTimer(self)
        self._clock.setInterval(HOURLY_MS)
        self._clock.timeout.connect(self.look)
        self._clock.start()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.look)
        self._soon.start(FIRST_MS)
        desk.changed.connect(self._changed)
        self.tell()

    def stop(self) -> None:
        """The vault is about to close."""
        self._clock.stop()
        self._soon.stop()

    def _changed(self, topics: object) -> None:
        if isinstance(topics, frozenset) and "settings" in topics:
            self.tell()

    def tell(self) -> None:
        """Say at the sidebar's foot when the last one was made."""
        self.desk.vault_job(last_backup, lambda at: self.desk.set_backup_line(backup_words(at, now())))

    def look(self) -> None:
        """Make one when the last is a day old."""
        self.desk.vault_job(_if_overdue, lambda _none: self.tell(), self._failed)

    def _failed(self, problem: MedbillsError) -> None:
        self.desk.set_backup_line(FAILED)
        self.desk.toast(str(problem))


def _if_overdue(vault: Vault) -> None:
    before = last_backup(vault)
    if backup_is_due(vault, now=now()) and before is not None and now() - before > OVERDUE:
        back_up_everywhere(vault)
