"""Who can open a vault: passphrases with names, the printed recovery sheet, this computer's keychain, and the key behind them."""

from __future__ import annotations

import platform
import time
from dataclasses import dataclass
from pathlib import Path

from medbills import keys
from medbills.errors import WrongUsage
from medbills.services.open_vault import look_at_vault, unlocked
from medbills.store import Vault

PASSPHRASE, RECOVERY, KEYCHAIN = keys.PASSPHRASE, keys.RECOVERY, keys.KEYCHAIN
FIRST = "The first passphrase"
_CALLED = {PASSPHRASE: FIRST, RECOVERY: "The printed recovery sheet", KEYCHAIN: "A computer’s keychain"}


@dataclass(frozen=True, slots=True)
class KeyRow:
    """One way to open the vault, as the settings show it. `kind` is PASSPHRASE, RECOVERY or KEYCHAIN."""

    id: str
    kind: str
    name: str
    can_go: bool  # the last passphrase cannot


@dataclass(frozen=True, slots=True)
class KeyList:
    """Every way to open the vault."""

    rows: tuple[KeyRow, ...]

    @property
    def others(self) -> tuple[str, ...]:
        """Whose passphrases there are, by name."""
        return tuple(row.name for row in self.rows if row.kind == PASSPHRASE)


def list_keys(vault: Vault) -> KeyList:
    """Needs no passphrase: the names are no secret to whoever has the vault open."""
    slots = keys.list_slots(vault.folder)
    passphrases = sum(slot.kind == PASSPHRASE for slot in slots)
    rows = tuple(
        KeyRow(slot.id, slot.kind, slot.label or _CALLED[slot.kind], slot.kind != PASSPHRASE or passphrases > 1) for slot in slots
    )
    return KeyList(rows)


def keychain_is_here() -> bool:
    """Whether this computer has a keychain that could open the vault too. It may take a moment to answer."""
    return keys.keychain_is_there()


def change_passphrase(folder: Path, old: str, new: str) -> None:
    """The vault itself is not rewritten; the recovery sheet stays. Raises WrongPassphrase, TooSoon."""
    unlocked(folder, old)
    keys.change_passphrase(folder, old, new)


def add_passphrase(folder: Path, secret: str, new: str, name: str = "") -> None:
    """Another person's own passphrase for the same vault. Raises WrongPassphrase, TooSoon."""
    keys.add_slot(folder, unlocked(folder, secret), new, label=name.strip())


def rename_key(folder: Path, secret: str, key_id: str, name: str) -> None:
    """Another name for one way to open the vault."""
    keys.rename_slot(folder, unlocked(folder, secret), key_id, name.strip())


def remove_key(folder: Path, secret: str, key_id: str) -> None:
    """Takes one way to open the vault away; the last passphrase stays. Raises WrongUsage, WrongPassphrase, TooSoon."""
    keys.remove_slot(folder, unlocked(folder, secret), key_id)


def use_keychain(folder: Path, secret: str) -> None:
    """Lets this computer's keychain open the vault too. Raises NoKeychain; the passphrase goes on opening it whatever happens."""
    keys.add_keychain(folder, unlocked(folder, secret), label=f"The keychain of {platform.node() or 'this computer'}")


class NewSheet:
    """A recovery sheet that was made and does not count yet: `keep` it once it was typed back in part."""

    def __init__(self, folder: Path, data_key: bytes, printed: str | None = None) -> None:
        self._folder, self._data_key = folder, data_key
        self.printed = printed or keys.new_recovery_key()

    @property
    def groups(self) -> tuple[str, ...]:
        """The key as it is printed, group by group."""
        return tuple(self.printed.split("-"))

    def keep(self) -> None:
        """From now on this sheet opens the vault, and the one before it opens nothing."""
        keys.keep_recovery_key(self._folder, self._data_key, self.printed)


def first_sheet(folder: Path, passphrase: str, printed: str) -> NewSheet:
    """The recovery sheet of new papers, from the key that was made with them."""
    return NewSheet(folder, keys.unlock(folder, passphrase), printed)


def new_sheet(folder: Path, secret: str) -> NewSheet:
    """The first step to another recovery sheet. Raises WrongPassphrase, TooSoon."""
    return NewSheet(folder, unlocked(folder, secret))


def left_behind(folder: Path, secret: str) -> tuple[str, ...]:
    """Who has to be added again after the vault's own key is changed with this passphrase: their secrets are not here.

    Raises WrongPassphrase, TooSoon, or WrongUsage when a recovery key was typed.
    """
    unlocked(folder, secret)
    mine = keys.slot_opened_by(folder, secret)
    if mine.kind != PASSPHRASE:
        raise WrongUsage("This is the recovery key. Type a passphrase instead.")
    return tuple(
        slot.label or _CALLED[slot.kind] for slot in keys.list_slots(folder) if slot.id != mine.id and slot.kind != RECOVERY
    )


def change_vault_key(vault: Vault, secret: str, sheet: NewSheet) -> None:
    """Everything under a new key: the database, every paper, the backups in the vault's folder. The vault is closed afterwards.

    Copies elsewhere stay under the old key. Raises WrongPassphrase, DamagedVault or NoRoom; then nothing was changed.
    """
    data_key, key_file = keys.keys_for_rotation(vault.folder, secret, sheet.printed)
    vault.change_data_key(data_key, key_file)


def seconds_to_wait(folder: Path) -> float:
    """Until a passphrase may be tried again, after wrong ones; 0 when one may be tried now."""
    return keys.wrong_tries(folder).wait(time.time())


def has_keychain(folder: Path) -> bool:
    """Whether a keychain opens the vault too, on this computer or on another."""
    look_at_vault(folder)
    return any(slot.kind == KEYCHAIN for slot in keys.list_slots(folder))
