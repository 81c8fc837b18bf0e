"""What can be done with the keys of a vault: make them, open with one, add, change and remove a slot."""

from __future__ import annotations

import os
import uuid
from dataclasses import dataclass, replace
from pathlib import Path

from medbills.errors import DamagedVault, MedbillsError, NoKeychain, UnusableInput, WrongPassphrase, WrongUsage
from medbills.keys import key_file, keychain, recovery, wrapping
from medbills.keys.key_file import KEYCHAIN, PASSPHRASE, RECOVERY, KeyFile, WrappedKey
from medbills.keys.wrapping import KEY_BYTES, Cost, derived, key_of_passphrase, unwrap, wrap

_SALT_BYTES = 16
_RECOVERY_LABEL = "medbills 1 recovery"
_KEYCHAIN_LABEL = "medbills 1 keychain"


@dataclass(frozen=True, slots=True)
class Slot:
    """One way to open the vault, as it may be shown. `kind` is "passphrase", "recovery" or "keychain"."""

    id: str
    kind: str
    label: str


def create_keys(
    folder: Path, passphrase: str, *, label: str = "", cost: Cost | None = None, printed_already: bool = True
) -> tuple[bytes, str]:
    """Writes the key file of a new vault: the data key, and the recovery key as text to be printed.

    With `printed_already` False the recovery key opens nothing until `keep_recovery_key` is told that it was typed back.
    Raises UnusableInput when the folder has keys already, WrongUsage for an empty passphrase.
    """
    if (folder / key_file.FILE_NAME).exists():
        raise UnusableInput(f"There is a vault in {folder} already. Choose another place.")
    data_key, vault_id = os.urandom(KEY_BYTES), uuid.uuid4().hex
    printed, secret = _new_recovery()
    first = _passphrase_slot(vault_id, data_key, passphrase, label, cost)
    slots = (first, _recovery_slot(vault_id, data_key, secret)) if printed_already else (first,)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    key_file.write(folder, KeyFile(vault_id, slots).sealed(data_key))
    return data_key, printed


def unlock(folder: Path, secret: str) -> bytes:
    """The data key, with a passphrase or the recovery key as it was typed.

    Raises WrongPassphrase; DamagedVault, NewerVault or NotAVault when the fault is the file's.
    """
    keys = key_file.read(folder)
    data_key = _opened(keys, secret)[1]
    if not keys.is_sealed_with(data_key):
        raise _altered(folder)
    return data_key


def add_slot(folder: Path, data_key: bytes, passphrase: str, *, label: str = "", cost: Cost | None = None) -> Slot:
    """Another passphrase for the same vault, say of a second caregiver."""
    keys = _owned(folder, data_key)
    slot = _passphrase_slot(keys.vault_id, data_key, passphrase, label, cost)
    _rewrite(folder, keys, (*keys.slots, slot), data_key)
    return _shown(slot)


def change_passphrase(folder: Path, old: str, new: str, *, slot_id: str | None = None, cost: Cost | None = None) -> Slot:
    """Puts a new passphrase in the place of `old`; the vault itself is not rewritten.

    With the recovery key as `old`, the only passphrase is replaced, or the one of `slot_id` where there are several
    (WrongUsage when it is not given). Raises WrongPassphrase when `old` opens nothing.
    """
    keys = key_file.read(folder)
    opened, data_key = _opened(keys, old)
    if not keys.is_sealed_with(data_key):
        raise _altered(folder)
    target = opened if opened.kind == PASSPHRASE else _chosen(keys, slot_id)
    fresh = _passphrase_slot(keys.vault_id, data_key, new, target.label, cost)
    _rewrite(folder, keys, tuple(fresh if slot.id == target.id else slot for slot in keys.slots), data_key)
    return _shown(fresh)


def new_recovery_key() -> str:
    """A recovery key to print; it opens nothing until `keep_recovery_key` puts it in its place."""
    return _new_recovery()[0]


def keep_recovery_key(folder: Path, data_key: bytes, printed: str) -> None:
    """The key on the printed sheet opens the vault from now on, and the one before it opens nothing."""
    secret = recovery.from_text(printed)
    if secret is None:
        raise WrongUsage("This is no recovery key. Make a new sheet.")
    keys = _owned(folder, data_key)
    kept = tuple(slot for slot in keys.slots if slot.kind != RECOVERY)
    _rewrite(folder, keys, (*kept, _recovery_slot(keys.vault_id, data_key, secret)), data_key)


def renew_recovery_key(folder: Path, data_key: bytes) -> str:
    """A new recovery key to print; the old one opens nothing from now on."""
    printed = new_recovery_key()
    keep_recovery_key(folder, data_key, printed)
    return printed


def add_keychain(folder: Path, data_key: bytes, *, label: str = "") -> Slot:
    """Lets this computer's keychain open the vault, beside the passphrases. Raises NoKeychain when it does not answer."""
    keys = _owned(folder, data_key)
    slot, secret = _keychain_slot(keys.vault_id, data_key, label)
    keychain.put(_bound(keys.vault_id, slot.id), secret)
    try:
        _rewrite(folder, keys, (*keys.slots, slot), data_key)
    except BaseException:
        keychain.forget(_bound(keys.vault_id, slot.id))
        raise
    return _shown(slot)


def unlock_with_keychain(folder: Path) -> bytes:
    """The data key, with what this computer's keychain keeps. Raises NoKeychain; then a passphrase opens the vault as before."""
    keys = key_file.read(folder)
    for slot in keys.slots:
        secret = keychain.get(_bound(keys.vault_id, slot.id)) if slot.kind == KEYCHAIN else None
        key = derived(secret, slot.salt, _KEYCHAIN_LABEL) if secret else None
        data_key = unwrap(key, slot.nonce, slot.wrapped, _bound(keys.vault_id, slot.id)) if key else None
        if data_key:
            if not keys.is_sealed_with(data_key):
                raise _altered(folder)
            return data_key
    raise NoKeychain("The keychain of this computer no longer holds the key to these papers. Type your passphrase. Nothing is lost.")


def rename_slot(folder: Path, data_key: bytes, slot_id: str, label: str) -> None:
    """Another name for one way to open the vault. Raises WrongUsage when there is no such slot."""
    keys = _owned(folder, data_key)
    _chosen_of(keys, slot_id)
    _rewrite(folder, keys, tuple(replace(slot, label=label) if slot.id == slot_id else slot for slot in keys.slots), data_key)


def keys_for_rotation(folder: Path, passphrase: str, printed: str, *, cost: Cost | None = None) -> tuple[bytes, str]:
    """A new data key, and the text of the key file that goes with it; nothing is written.

    Only who is here can be taken along: the passphrase that was typed, and the new recovery sheet. All others are to be added
    again, for nobody can wrap the new key under a secret that is not there. Raises WrongPassphrase.
    """
    keys = key_file.read(folder)
    opened, data_key = _opened(keys, passphrase)
    if not keys.is_sealed_with(data_key):
        raise _altered(folder)
    secret = recovery.from_text(printed)
    if opened.kind != PASSPHRASE or secret is None:
        raise WrongUsage("A new key needs your passphrase and a new recovery sheet. Type the passphrase, not the recovery key.")
    fresh = os.urandom(KEY_BYTES)
    slots = (_passphrase_slot(keys.vault_id, fresh, passphrase, opened.label, cost), _recovery_slot(keys.vault_id, fresh, secret))
    return fresh, KeyFile(keys.vault_id, slots).sealed(fresh).to_text()


def slot_opened_by(folder: Path, secret: str) -> Slot:
    """Which way this passphrase or recovery key opens. Raises WrongPassphrase."""
    return _shown(_opened(key_file.read(folder), secret)[0])


def remove_slot(folder: Path, data_key: bytes, slot_id: str) -> None:
    """Takes one way to open the vault away. Raises WrongUsage for the last passphrase, or when there is no such slot."""
    keys = _owned(folder, data_key)
    _chosen_of(keys, slot_id)
    kept = tuple(slot for slot in keys.slots if slot.id != slot_id)
    if not any(slot.kind == PASSPHRASE for slot in kept):
        raise WrongUsage("This is the last passphrase. Add another one first.")
    _rewrite(folder, keys, kept, data_key)
    keychain.forget(_bound(keys.vault_id, slot_id))


def list_slots(folder: Path) -> tuple[Slot, ...]:
    """Every way to open the vault; needs no passphrase."""
    return tuple(_shown(slot) for slot in key_file.read(folder).slots)


def check_keys(folder: Path, data_key: bytes) -> str | None:
    """What is wrong with the key file, in a sentence; None when nothing is."""
    try:
        _owned(folder, data_key)
    except MedbillsError as problem:
        return str(problem)
    return None


def _chosen_of(keys: KeyFile, slot_id: str) -> None:
    if all(slot.id != slot_id for slot in keys.slots):
        raise WrongUsage("The vault has no such key any more. Look at the list of keys again.")


def _opened(keys: KeyFile, typed: str) -> tuple[WrappedKey, bytes]:
    secret = recovery.from_text(typed)
    for slot in keys.slots:
        key = _key_of(slot, typed, secret)
        data_key = unwrap(key, slot.nonce, slot.wrapped, _bound(keys.vault_id, slot.id)) if key else None
        if data_key:
            return slot, data_key
    if secret:
        raise WrongPassphrase(
            "This recovery key belongs to another vault, or a newer one has replaced it. "
            "Nothing was changed. Use the newest sheet, or a passphrase."
        )
    if recovery.looks_like_one(typed):
        raise WrongPassphrase("The recovery key has a typing mistake. Compare it with your printed sheet, group by group.")
    raise WrongPassphrase("This passphrase does not open the vault. Check Caps Lock and try again. Your data is safe.")


def _key_of(slot: WrappedKey, typed: str, secret: bytes | None) -> bytes | None:
    if slot.cost:
        return None if secret else key_of_passphrase(typed, slot.salt, slot.cost)
    return derived(secret, slot.salt, _RECOVERY_LABEL) if secret and slot.kind == RECOVERY else None


def _chosen(keys: KeyFile, slot_id: str | None) -> WrappedKey:
    found = [slot for slot in keys.slots if slot.kind == PASSPHRASE and slot_id in (None, slot.id)]
    if len(found) != 1:
        raise WrongUsage("The vault has several passphrases. Say which one is to be replaced.")
    return found[0]


def _owned(folder: Path, data_key: bytes) -> KeyFile:
    keys = key_file.read(folder)
    if not keys.is_sealed_with(data_key):
        raise _altered(folder)
    return keys


def _altered(folder: Path) -> DamagedVault:
    return DamagedVault(f"The key file in {folder} was changed by something other than Medbills. Bring it back from a backup.")


def _rewrite(folder: Path, keys: KeyFile, slots: tuple[WrappedKey, ...], data_key: bytes) -> None:
    key_file.write(folder, replace(keys, slots=slots).sealed(data_key))


def _passphrase_slot(vault_id: str, data_key: bytes, passphrase: str, label: str, cost: Cost | None) -> WrappedKey:
    if not passphrase:
        raise WrongUsage("The passphrase is empty. Type a few words that you can remember.")
    cost = cost or wrapping.USUAL_COST
    slot_id, salt = uuid.uuid4().hex, os.urandom(_SALT_BYTES)
    nonce, wrapped = wrap(key_of_passphrase(passphrase, salt, cost), data_key, _bound(vault_id, slot_id))
    return WrappedKey(slot_id, PASSPHRASE, label, salt, nonce, wrapped, cost)


def _new_recovery() -> tuple[str, bytes]:
    secret = os.urandom(KEY_BYTES)
    return recovery.to_text(secret), secret


def _recovery_slot(vault_id: str, data_key: bytes, secret: bytes) -> WrappedKey:
    slot_id, salt = uuid.uuid4().hex, os.urandom(_SALT_BYTES)
    nonce, wrapped = wrap(derived(secret, salt, _RECOVERY_LABEL), data_key, _bound(vault_id, slot_id))
    return WrappedKey(slot_id, RECOVERY, "", salt, nonce, wrapped, None)


def _keychain_slot(vault_id: str, data_key: bytes, label: str) -> tuple[WrappedKey, bytes]:
    secret, slot_id, salt = os.urandom(KEY_BYTES), uuid.uuid4().hex, os.urandom(_SALT_BYTES)
    nonce, wrapped = wrap(derived(secret, salt, _KEYCHAIN_LABEL), data_key, _bound(vault_id, slot_id))
    return WrappedKey(slot_id, KEYCHAIN, label, salt, nonce, wrapped, None), secret


def _bound(vault_id: str, slot_id: str) -> str:
    return f"medbills:{vault_id}:{slot_id}"


def _shown(slot: WrappedKey) -> Slot:
    return Slot(slot.id, slot.kind, slot.label)
