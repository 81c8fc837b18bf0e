"""How well the papers are backed up, by the age of the last backup that was opened again and compared."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum

AMBER_DAYS = 7  # after so many days without a verified backup it is time
RED_DAYS = 30


class Level(StrEnum):
    """Shown with words and an icon of its own, never by color alone."""

    GOOD = "good"
    LATE = "late"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class BackupAge:
    """`days` counts calendar days on the wall; None when there is no backup yet."""

    level: Level
    days: int | None
    sentence: str


def backup_age(
    last: datetime.datetime | None, now: datetime.datetime, *, failed: str = "", place_failed: str = "", empty: bool = False
) -> BackupAge | None:
    """What to say about the backups; None while there is nothing to back up.

    `failed` and `place_failed` are sentences about the newest try, in the vault and in the second place; empty when it went well.
    """
    if last is None and empty and not failed:
        return None
    days = None if last is None else max(0, (now.date() - last.astimezone(now.tzinfo).date()).days)
    told = _told(days)
    if failed:
        return BackupAge(Level.BAD, days, f"The last try to back up failed. {told} {failed}")
    if days is not None and days > RED_DAYS:
        return BackupAge(Level.BAD, days, f"{told} That is long ago.")
    if place_failed:
        return BackupAge(Level.LATE, days, f"{told} The copy in the other place was not made. {place_failed}")
    if days is None or days > AMBER_DAYS:
        return BackupAge(Level.LATE, days, f"{told} It is time for a new one.")
    return BackupAge(Level.GOOD, days, told)


def _told(days: int | None) -> str:
    if days is None:
        return "There is no verified backup yet."
    ago = {0: "today", 1: "yesterday"}.get(days, f"{days} days ago")
    return f"Last verified backup: {ago}."
