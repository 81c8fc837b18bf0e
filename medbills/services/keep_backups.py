"""Backs the vault up once a day without being asked, keeps a second copy elsewhere, and says how old the last good one is."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path

from medbills.domain.backup_age import BackupAge, backup_age
from medbills.errors import MedbillsError, VaultError
from medbills.store import BackupReport, Vault

SAMPLES = "samples"  # the folder, beside the papers, in which the sample family is set up anew each time
LOST = "{count} of your papers have lost their file or are damaged. See Settings."


@dataclass(frozen=True, slots=True)
class BackupState:
    """What the settings and Today show. `place` is where the second copy goes, None where there is none."""

    last: datetime.datetime | None
    age: BackupAge | None
    place: Path | None
    place_last: datetime.datetime | None


def back_up(vault: Vault, to: Path | None = None) -> BackupReport:
    """A copy that was opened again and compared, in the vault's own folder of backups or in `to`; then old ones make room.

    Raises what a backup raises; then the log says that it failed, and no old one was removed.
    """
    place = vault.backup_log.read().second_place
    where = "place_" if to is not None and to == place else ""
    try:
        report = vault.backup(to)
    except MedbillsError as problem:
        if to is None or where:
            _note(vault, **{f"{where}failed": str(problem)})
        raise
    if report.missing:
        if to is None or where:
            _note(vault, **{f"{where}failed": LOST.format(count=len(report.missing))})
        return report
    if to is None or where:
        _note(vault, **{f"{where}verified": report.made_at.isoformat(), f"{where}failed": ""})
        vault.rotate_backups(to)
    else:
        _note(vault, verified=report.made_at.isoformat())
    return report


def back_up_everywhere(vault: Vault) -> BackupReport:
    """In the vault's own folder, then in the second place where one was chosen.

    What keeps the second one from being made is noted and does not undo the first. Raises what the first raises.
    """
    report = back_up(vault)
    place = vault.backup_log.read().second_place
    if place is not None:
        try:
            _must_be_there(place)
            back_up(vault, place)
        except MedbillsError as problem:
            _note(vault, place_failed=str(problem))
    return report


def backup_is_due(vault: Vault, *, now: datetime.datetime) -> bool:
    """At most one backup a day is made without being asked, and none of an empty vault or of one that takes no change."""
    if vault.read_only or vault.journal.last() is None:
        return False
    notes = vault.backup_log.read()
    if notes.place_failed and notes.second_place is not None and notes.second_place.parent.is_dir():
        return True  # the disk that was not there is back
    told = notes.verified
    return not told or datetime.datetime.fromisoformat(told).astimezone(now.tzinfo).date() != now.date()


def choose_place(vault: Vault, folder: Path | None) -> Path | None:
    """From now on each daily backup is copied to `folder` as well; None ends that. Raises UnusableInput inside the vault.

    What was written to the place before stays there.
    """
    place = None if folder is None else folder / f"Medbills backup of {vault.folder.stem}"
    vault.backup_log.note(place=str(place or ""), place_verified="", place_failed="")
    if place is not None:
        try:
            back_up(vault, place)
        except MedbillsError:
            vault.backup_log.note(place="", place_failed="")
            raise
    return place


def state_of_backups(vault: Vault, *, now: datetime.datetime) -> BackupState:
    """As it stands, with the words for it."""
    notes = vault.backup_log.read()
    empty = vault.journal.last() is None
    age = backup_age(notes.last, now, failed=notes.failed, place_failed=notes.place_failed, empty=empty)
    there = datetime.datetime.fromisoformat(notes.place_verified) if notes.place_verified else None
    return BackupState(notes.last, None if vault.read_only else age, notes.second_place, there)


def age_of_backup(vault: Vault, *, now: datetime.datetime) -> BackupAge | None:
    """What Today says of the backups; None where there is nothing to say: a sample, an opened backup, empty papers."""
    return None if vault.folder.parent.name == SAMPLES else state_of_backups(vault, now=now).age


def last_backup(vault: Vault) -> datetime.datetime | None:
    """When the last backup was made that was opened again and compared."""
    return vault.backup_log.read().last


def _must_be_there(place: Path) -> None:
    """A disk that is not connected has no folder; one made in its place would fill this computer's own disk."""
    if not place.parent.is_dir():
        raise VaultError(f"The other place, {place.parent}, is not there. Connect its disk.")


def _note(vault: Vault, **told: str) -> None:
    """A disk so full that not even this fits is said by the backup itself."""
    try:
        vault.backup_log.note(**told)
    except VaultError:
        return
