"""The care of a vault: verify it, bring a backup back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from medbills import keys
from medbills.domain.practice import VaultKind
from medbills.errors import DamagedVault
from medbills.services.keep_backups import SAMPLES
from medbills.services.mend_vault import in_words
from medbills.services.open_vault import open_vault, unlocked
from medbills.store import Vault, examine, restore, verify

_MOST = 5  # papers that are named


@dataclass(frozen=True, slots=True)
class Health:
    """`problems` are sentences for the user, and none means that everything was read back."""

    problems: tuple[str, ...]
    papers: int
    more: tuple[str, ...] = ()  # of a damaged one: what is whole, and which backup is good

    @property
    def ok(self) -> bool:
        return not self.problems


def verify_vault(folder: Path, secret: str) -> Health:
    """Reads everything back. Raises what `open_vault` raises when the vault does not open at all."""
    data_key = unlocked(folder, secret)
    problem = keys.check_keys(folder, data_key)
    try:
        with Vault.open(folder, data_key) as vault:
            report, place = verify(vault), vault.backup_log.read().second_place
    except DamagedVault as damage:
        raise DamagedVault(" ".join([str(damage), *in_words(examine(folder, data_key))[-1:]])) from damage
    problems = (*((problem,) if problem else ()), *report.problems)
    more = in_words(examine(folder, data_key, [place] if place else [])) if problems else ()
    return Health(problems, report.papers, more)


def bring_back(backup: Path, to: Path, secret: str | None = None) -> tuple[Path, str]:
    """A new vault of a backup; the backup stays. Never writes over anything.

    With a passphrase it is opened once, and what did not come back is told in words; else the first opening tells it.
    """
    folder = restore(backup, to)
    if not secret:
        return folder, ""
    with open_vault(folder, secret) as vault:
        return folder, words_of_restored(vault)


def words_of_restored(vault: Vault) -> str:
    """What the first opening of a backup that was brought back has to tell; empty where all of it came back, and later on."""
    report = vault.restored
    if report is None or (report.ok and not report.gone):
        return ""
    if not report.ok:
        return f"Not all of this backup is whole. {' '.join(report.problems[:_MOST])}"
    named = ", ".join(f"“{name}”" for name in report.gone[:_MOST]) + (", and others" if len(report.gone) > _MOST else "")
    return f"Removed for good after this backup was made, so the file is gone: {named}. What was read from it is back."


@dataclass(frozen=True, slots=True)
class VaultState:
    """What the settings show of a vault; `sample` says that nobody knows its passphrase."""

    name: str
    folder: Path
    sample: bool
    takes_papers: bool = True  # a dental practice's holds none


def state_of(vault: Vault) -> VaultState:
    """As it stands now."""
    sample = vault.folder.parent.name == SAMPLES
    return VaultState(vault.name, vault.folder, sample=sample, takes_papers=vault.kind is VaultKind.FAMILY)
