"""What a folder that syncs did beside an open vault: versions of its files, and a folder of one that can be compared."""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path

from medbills.errors import UnusableInput
from medbills.store import Vault
from medbills.store.beside import ConflictCopy, conflict_copies
from medbills.store.durable import sync_file, sync_folder
from medbills.store.faults import in_plain_words
from medbills.store.place import OTHER_VERSION, Place

__all__ = ["ConflictCopy", "folder_of_version", "forget_version", "versions_beside"]


def versions_beside(vault: Vault) -> tuple[ConflictCopy, ...]:
    """Other versions of the vault's files in its own folder; none of them is altered."""
    return conflict_copies(vault.folder)


def folder_of_version(vault: Vault, version: ConflictCopy) -> Path:
    """A vault of its own, inside the folder of the one that is open, made of another version of its database: to be compared.

    `forget_version` removes it again, at the latest the next opening does. The version itself stays where it is.
    Raises UnusableInput for one that is no database, NoRoom.
    """
    if version.of != "vault.db":
        raise UnusableInput(f"“{version.path.name}” is a version of the key file. Keep it; a passphrase may need it.")
    to, number = vault.folder / OTHER_VERSION, 2
    while to.exists():
        to, number = vault.folder / f"{OTHER_VERSION} {number}", number + 1
    here, there = vault.place, Place(to)
    with in_plain_words():
        try:
            to.mkdir(mode=0o700)
            there.documents.mkdir()
            there.backups.mkdir()
            for old, new in ((version.path, there.database), (here.keys, there.keys)):
                shutil.copyfile(old, new)
                sync_file(new)
            for paper in here.documents.glob("*.paper"):
                _same_file(paper, there.documents / paper.name)
            sync_folder(to)
        except BaseException:
            shutil.rmtree(to, ignore_errors=True)
            raise
    return to


def forget_version(vault: Vault, folder: Path) -> None:
    """Removes what `folder_of_version` made; what was brought in from it stays."""
    if folder.parent == vault.folder and folder.name.startswith(OTHER_VERSION):
        shutil.rmtree(folder, ignore_errors=True)


def _same_file(old: Path, new: Path) -> None:
    """A paper's file is never altered, so a second name for it does; some disks know no second names."""
    with contextlib.suppress(OSError):
        new.hardlink_to(old)
        return
    shutil.copyfile(old, new)
