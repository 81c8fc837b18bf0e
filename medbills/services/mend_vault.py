"""What to do with a damaged vault: what is whole in it, the backup to bring back, and what can be saved into a new one."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

from medbills.domain.wording import long_day
from medbills.errors import UnusableInput
from medbills.services.open_vault import empty_folder, open_vault, unlocked
from medbills.store import Examined, SalvageReport, examine, salvage

__all__ = ["Examined", "SalvageReport", "examine_vault", "in_words", "save_what_is_left"]


def examine_vault(folder: Path, secret: str, *, elsewhere: Path | None = None) -> Examined:
    """Table by table and paper by paper, also where the vault does not open any more. Raises what `unlocked` raises."""
    return examine(folder, unlocked(folder, secret), [elsewhere] if elsewhere is not None else [])


def save_what_is_left(folder: Path, secret: str, to: Path, *, at: datetime.datetime) -> SalvageReport:
    """A new vault, opened by the same passphrases, with all that can be read of the damaged one, which stays as it is.

    Raises UnusableInput when something is in the new place, DamagedVault when nothing can be read; then nothing is left behind.
    """
    if to.resolve().is_relative_to(folder.resolve()):
        raise UnusableInput("This folder lies inside the damaged vault. Choose another place.")
    existed = empty_folder(to)
    try:
        report = salvage(folder, unlocked(folder, secret), to, at=at)
        open_vault(to, secret).close()
    except BaseException:
        shutil.rmtree(to, ignore_errors=True)
        if existed:
            to.mkdir(exist_ok=True)
        raise
    return report


def in_words(found: Examined) -> tuple[str, ...]:
    """What is damaged and what is whole, in sentences."""
    told = list(found.damaged_papers)
    if found.damaged_tables:
        told.append("Damaged lists: " + ", ".join(f"“{name}”" for name in found.damaged_tables) + ".")
    told.append(f"Whole: {len(found.whole_tables)} lists, {found.whole_papers} papers.")
    if found.backup is not None:
        at = found.backup.made_at.astimezone()
        told.append(f"The newest good backup is of {long_day(at)}: {found.backup.folder}")
    else:
        told.append("No good backup was found in the vault's own folder.")
    return tuple(told)
