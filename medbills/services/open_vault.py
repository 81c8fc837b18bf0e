"""Makes a vault, and opens one with a passphrase or the printed recovery key."""

from __future__ import annotations

import shutil
from pathlib import Path

from medbills import keys
from medbills.domain.practice import VaultKind
from medbills.errors import UnusableInput
from medbills.store import Vault

ENDING = ".medbills"


def create_vault(folder: Path, name: str, passphrase: str, *, kind: VaultKind = VaultKind.FAMILY) -> tuple[Vault, str]:
    """A new vault in `folder`, and the recovery key to print. Nothing is left behind when it fails.

    `kind` says what it is for: a family's papers, or a dental practice's figures without any patient.

    Raises UnusableInput when something is there already: a vault is never written over.
    """
    if not passphrase:
        raise UnusableInput("The passphrase is empty. Type a few words that you can remember.")
    existed = empty_folder(folder)
    try:
        data_key, recovery_key = keys.create_keys(folder, passphrase)
        return Vault.create(folder, name, data_key, kind=kind), recovery_key
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        if existed:
            folder.mkdir(exist_ok=True)
        raise


def empty_folder(folder: Path) -> bool:
    """Makes sure of an empty folder; True when it was there before.

    Raises UnusableInput when something is in it, or when none can be made there.
    """
    try:
        existed = folder.is_dir()
        if (folder.exists() and not existed) or (existed and any(folder.iterdir())):
            raise UnusableInput(f"There is already something in {folder}. Choose another name or another place.")
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise UnusableInput(f"No folder can be made at {folder}: {problem.strerror}. Choose another place.") from None
    return existed


def new_folder(root: Path, name: str) -> Path:
    """A place for new papers of this name under `root`, free and fit for every system's file names."""
    plain = " ".join("".join(letter if letter.isalnum() or letter in " -’'" else " " for letter in name).split())[:60] or "Papers"
    folder, number = root / f"{plain}{ENDING}", 2
    while folder.exists():
        folder, number = root / f"{plain} {number}{ENDING}", number + 1
    return folder


def look_at_vault(folder: Path) -> None:
    """Whether there is a vault, told without a key. Raises NotAVault or DamagedVault."""
    Vault.look(folder)


def open_vault(folder: Path, secret: str) -> Vault:
    """The vault in `folder`, opened with a passphrase or the recovery key.

    Raises NotAVault, WrongPassphrase, DamagedVault, NewerVault or VaultInUse, each with its own sentence.
    """
    Vault.look(folder)
    return Vault.open(folder, keys.unlock(folder, secret))
