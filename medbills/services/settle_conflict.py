"""What a folder that syncs did beside an open vault: versions of its files, and a folder of one that can be compared."""

from __future__ import annotations

import shutil
from pathlib import Path

from medbills.errors import UnusableInput
from medbills.services.open_vault import ENDING
from medbills.store import Vault
from medbills.store.beside import ConflictCopy, conflict_copies
from medbills.store.durable import sync_file, sync_folder
from medbills.store.faults import in_plain_words
from medbills.store.place import Place

__all__ = ["ConflictCopy", "folder_of_version", "versions_beside"]


def versions_beside(vault: Vault) -> tuple[ConflictCopy, ...]:
    """Other versions of the vault's files in its own folder; none of them is altered."""
    return conflict_copies(vault.folder)


def folder_of_version(vault: Vault, version: ConflictCopy) -> Path:
    """A vault of its own, beside the one that is open, made of another version of its database: to be compared and brought in.

    The version itself stays where it is. Raises UnusableInput for one that is no database, NoRoom.
    """
    if version.of != "vault.db":
        raise UnusableInput(f"“{version.path.name}” is a version of the key file. Keep it; a passphrase may need it.")
    to, number = vault.folder.with_name(f"{vault.folder.stem} other version{ENDING}"), 2
    while to.exists():
        to, number = vault.folder.with_name(f"{vault.folder.stem} other version {number}{ENDING}"), number + 1
    here, there = vault.place, Place(to)
    with in_plain_words():
        try:
            to.mkdir(mode=0o700)
            there.documents.mkdir()
            there.backups.mkdir()
            papers = [(path, there.documents / path.name) for path in here.documents.glob("*.paper")]
            for old, new in [(version.path, there.database), (here.keys, there.keys), *papers]:
                shutil.copyfile(old, new)
                sync_file(new)
            sync_folder(to)
        except BaseException:
            shutil.rmtree(to, ignore_errors=True)
            raise
    return to
