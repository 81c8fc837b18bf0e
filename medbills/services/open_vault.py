"""Makes a vault, and opens one with a passphrase or the printed recovery key."""

from __future__ import annotations

import shutil
from pathlib import Path

from medbills import keys
from medbills.errors import UnusableInput
from medbills.store import Vault

ENDING = ".medbills"


def create_vault(folder: Path, name: str, passphrase: str) -> tuple[Vault, str]:
    """A new vault in `folder`, and the recovery key to print. Nothing is left behind when it fails.

    Raises UnusableInput when something is there already: a vault is never written over.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UnusableInput(f"There is already something in {folder}. Choose another name or another place.")
    if not passphrase:
        raise UnusableInput("The passphrase is empty. Type a few words that you can remember.")
    existed = folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        data_key, recovery_key = keys.create_keys(folder, passphrase)
        return Vault.create(folder, name, data_key), recovery_key
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        if existed:
            folder.mkdir(exist_ok=True)
        raise


def open_vault(folder: Path, secret: str) -> Vault:
    """The vault in `folder`, opened with a passphrase or the recovery key.

    Raises NotAVault, WrongPassphrase, DamagedVault, NewerVault or VaultInUse, each with its own sentence.
    """
    Vault.look(folder)
    return Vault.open(folder, keys.unlock(folder, secret))
