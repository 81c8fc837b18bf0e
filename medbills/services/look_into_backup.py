"""Opens a backup to look into it: it takes no change, and nothing in its folder is altered."""

from __future__ import annotations

import datetime
from pathlib import Path

from medbills import keys
from medbills.store import Vault
from medbills.store.backup_list import backup_at


def look_into_backup(folder: Path, secret: str) -> tuple[Vault, datetime.datetime]:
    """The backup, open for reading, and when it was made. Raises NotAVault, WrongPassphrase, DamagedVault or NewerVault."""
    vault = Vault.open_backup(folder, keys.unlock(folder, secret))
    found = backup_at(folder)
    return vault, (found.made_at if found else vault.clock()).astimezone()
