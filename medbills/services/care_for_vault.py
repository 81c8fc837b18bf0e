"""The care of a vault: verify it, back it up, bring a backup back, change who can open it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path

from medbills import keys
from medbills.domain.practice import VaultKind
from medbills.services.open_vault import open_vault
from medbills.store import BackupReport, Vault, restore, verify

SAMPLES = "samples"  # the folder, beside the papers, in which the sample family is set up anew each time
LAST_BACKUP = "last_verified_backup"  # the setting with the time of the last backup that was opened again and compared


@dataclass(frozen=True, slots=True)
class Health:
    """`problems` are sentences for the user, and none means that everything was read back."""

    problems: tuple[str, ...]
    papers: int

    @property
    def ok(self) -> bool:
        return not self.problems


def verify_vault(folder: Path, secret: str) -> Health:
    """Reads everything back. Raises what `open_vault` raises when the vault does not open at all."""
    data_key = keys.unlock(folder, secret)
    problem = keys.check_keys(folder, data_key)
    with Vault.open(folder, data_key) as vault:
        report = verify(vault)
    return Health((*((problem,) if problem else ()), *report.problems), report.papers)


def back_up(vault: Vault, to: Path | None = None) -> BackupReport:
    """A copy that was opened again and compared, in the vault's own folder of backups or in `to`."""
    report = vault.backup(to)
    if not report.missing:
        with vault.change("Backed up") as change:
            change.settings.set(LAST_BACKUP, report.made_at.isoformat())
    return report


def bring_back(backup: Path, to: Path, secret: str | None = None) -> Path:
    """A new vault of a backup, opened once when a passphrase is given; the backup stays. Never writes over anything."""
    folder = restore(backup, to)
    if secret:
        open_vault(folder, secret).close()
    return folder


def change_passphrase(folder: Path, old: str, new: str) -> None:
    """The vault itself is not rewritten; the recovery key stays."""
    Vault.look(folder)
    keys.change_passphrase(folder, old, new)


def add_passphrase(folder: Path, secret: str, new: str) -> None:
    """Another person's own passphrase for the same vault."""
    Vault.look(folder)
    keys.add_slot(folder, keys.unlock(folder, secret), new)


def last_backup(vault: Vault) -> datetime.datetime | None:
    """When the last backup was made that was opened again and compared."""
    said = vault.settings.get(LAST_BACKUP)
    return datetime.datetime.fromisoformat(said) if said else None


def backup_is_due(vault: Vault, *, now: datetime.datetime) -> bool:
    """At most one backup a day is made without being asked, and none of an empty vault."""
    before = last_backup(vault)
    return vault.documents.count() > 0 and (before is None or before.astimezone().date() != now.astimezone().date())


@dataclass(frozen=True, slots=True)
class VaultState:
    """What the settings show of a vault; `sample` says that nobody knows its passphrase."""

    name: str
    folder: Path
    last_backup: datetime.datetime | None
    sample: bool
    takes_papers: bool = True  # a dental practice's holds none


def state_of(vault: Vault) -> VaultState:
    """As it stands now."""
    sample = vault.folder.parent.name == SAMPLES
    return VaultState(vault.name, vault.folder, last_backup(vault), sample=sample, takes_papers=vault.kind is VaultKind.FAMILY)
