"""Makes a vault, and opens one with a passphrase or the printed recovery key."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

from medbills import keys
from medbills.domain.practice import VaultKind
from medbills.errors import TooSoon, UnusableInput, WrongPassphrase
from medbills.store import Vault

ENDING = ".medbills"


def create_vault(
    folder: Path, name: str, passphrase: str, *, kind: VaultKind = VaultKind.FAMILY, printed_already: bool = True
) -> tuple[Vault, str]:
    """A new vault in `folder`, and the recovery key to print. Nothing is left behind when it fails.

    `kind` says what it is for: a family's papers, or a dental practice's figures without any patient. With `printed_already`
    False the recovery key opens nothing until it was typed back from its sheet (change_keys.first_sheet).

    Raises UnusableInput when something is there already: a vault is never written over.
    """
    if not passphrase:
        raise UnusableInput("The passphrase is empty. Type a few words that you can remember.")
    existed = empty_folder(folder)
    try:
        data_key, recovery_key = keys.create_keys(folder, passphrase, printed_already=printed_already)
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
    """Whether there is a vault, told without a key; a change of its key that was cut short is ended first.

    Raises NotAVault, DamagedVault or VaultInUse.
    """
    Vault.settle(folder)
    Vault.look(folder)


def unlocked(folder: Path, secret: str) -> bytes:
    """The data key, with a passphrase or the recovery key. After wrong ones there is a wait: 1, 2, 4 and so on to 30 seconds.

    Raises WrongPassphrase, TooSoon, NotAVault, DamagedVault, NewerVault or VaultInUse.
    """
    look_at_vault(folder)
    wait = keys.wrong_tries(folder).wait(time.time())
    if wait > 0:
        seconds = max(1, round(wait))
        raise TooSoon(f"The last try was wrong. Wait {seconds} second{'s' if seconds > 1 else ''}, then try again. Nothing is lost.", wait)
    try:
        data_key = keys.unlock(folder, secret)
    except WrongPassphrase:
        keys.note_wrong(folder, time.time())
        raise
    keys.forget_wrong(folder)
    return data_key


def open_vault(folder: Path, secret: str) -> Vault:
    """The vault in `folder`, opened with a passphrase or the recovery key.

    Raises NotAVault, WrongPassphrase, TooSoon, DamagedVault, NewerVault or VaultInUse, each with its own sentence.
    """
    return Vault.open(folder, unlocked(folder, secret))


def open_with_keychain(folder: Path) -> Vault:
    """The vault in `folder`, opened with what this computer's keychain keeps. Raises NoKeychain, and what `open_vault` raises."""
    look_at_vault(folder)
    data_key = keys.unlock_with_keychain(folder)
    keys.forget_wrong(folder)
    return Vault.open(folder, data_key)
