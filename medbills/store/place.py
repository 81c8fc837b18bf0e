"""The folder that is a vault: where its parts lie, and what can be told of it without a key."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from medbills.errors import DamagedVault, NotAVault

PAGE_BYTES = 4096
OTHER_VERSION = "other version"  # a vault inside the vault's folder, made to compare a sync service's copy with
PLAINTEXT_HEAD = b"SQLite format 3\0"


class Place:
    """Paths of a vault's parts; the papers of a backup lie beside it (`documents`)."""

    def __init__(self, folder: Path, documents: Path | None = None) -> None:
        self.folder = folder
        self.database = folder / "vault.db"
        self.keys = folder / "keys.json"
        self.documents = documents or folder / "documents"
        self.backups = folder / "backups"
        self.lock = folder / "vault.lock"
        self.reserve = folder / "reserve"
        self.unverified = folder / "restored-unverified"  # a restored vault that was not yet checked with its key

    def look(self) -> str:
        """The vault's id, when key file and database look like a vault's. Opens and writes nothing.

        Raises NotAVault, or DamagedVault when a part of a vault is missing, empty or not encrypted.
        """
        if not self.folder.is_dir():
            raise NotAVault(f"There is no vault at {self.folder}. Check the place, or bring back a backup.")
        if not self.keys.exists() and not self.database.exists():
            raise NotAVault(f"{self.folder} holds no vault. Choose the folder whose name ends in .medbills.")
        vault_id = self.vault_id()
        check_database_file(self.database)
        return vault_id

    def vault_id(self) -> str:
        """The id that the key file names. Raises DamagedVault when it cannot be read."""
        try:
            found = json.loads(self.keys.read_text(encoding="utf-8"))["vault_id"]
        except FileNotFoundError:
            raise DamagedVault(f"The key file keys.json is missing from {self.folder}. Bring it back from a backup.") from None
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            raise DamagedVault(f"The key file {self.keys} is damaged. Nothing was changed. Bring keys.json back from a backup.") from None
        return str(found)

    def clear_leftovers(self) -> None:
        """Removes what a crash left behind; each of these is of use only to the step that was making it, or comparing with it."""
        for name in ("vault.db.new", "vault.db.upgraded", "vault.db.upgraded-journal", "reserve.part", "keys.json.new"):
            (self.folder / name).unlink(missing_ok=True)
        for half in (*self.backups.glob("*.part"), *self.folder.glob(f"{OTHER_VERSION}*")):
            shutil.rmtree(half, ignore_errors=True)


def check_database_file(path: Path) -> None:
    """Raises DamagedVault unless the file can be an encrypted database: opening would make an empty one of nothing."""
    again = "Nothing was changed. Bring back a backup."
    if not path.is_file():
        raise DamagedVault(f"The vault's database {path} is missing. {again}")
    size = path.stat().st_size
    if size < PAGE_BYTES or (size % PAGE_BYTES and not is_cut_short(path)):
        raise DamagedVault(f"The vault's database {path} is incomplete: it has {size:,} bytes. {again}")
    if is_plaintext(path):
        raise DamagedVault(f"The vault's database {path} was replaced by one that is not encrypted. {again}")


def is_cut_short(path: Path) -> bool:
    """Whether a change was cut short: the database takes it back, a half written last page too, when it is opened to write."""
    journal = Path(f"{path}-journal")
    return journal.is_file() and journal.stat().st_size > 0


def is_plaintext(path: Path) -> bool:
    """True when the file is a database that anybody can read."""
    with path.open("rb") as file:
        return file.read(len(PLAINTEXT_HEAD)) == PLAINTEXT_HEAD
