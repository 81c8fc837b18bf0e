"""`keys.json` on disk: read with damage told from a wrong passphrase, and replaced whole or not at all."""

from __future__ import annotations

import binascii
import errno
import hashlib
import hmac
import json
import os
from base64 import b64decode, b64encode
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from medbills.errors import DamagedVault, NewerVault, NoRoom, NotAVault, VaultError
from medbills.keys.wrapping import Cost, derived

FILE_NAME = "keys.json"
FORMAT = 1
PASSPHRASE = "passphrase"  # noqa: S105 - the name of a kind of slot
RECOVERY = "recovery"
KEYCHAIN = "keychain"


@dataclass(frozen=True, slots=True)
class WrappedKey:
    """One slot: the data key wrapped once. `cost` is None where the secret is random already: recovery key and keychain."""

    id: str
    kind: str
    label: str
    salt: bytes
    nonce: bytes
    wrapped: bytes
    cost: Cost | None

    def to_json(self) -> dict[str, Any]:
        plain: dict[str, Any] = {"id": self.id, "kind": self.kind, "label": self.label}
        plain |= {name: b64encode(getattr(self, name)).decode() for name in ("salt", "nonce", "wrapped")}
        if self.cost:
            plain |= {
                "kdf": "argon2id", "memory_kib": self.cost.memory_kib, "passes": self.cost.passes, "lanes": self.cost.lanes,
            }  # fmt: skip
        return plain

    @classmethod
    def from_json(cls, plain: dict[str, Any]) -> WrappedKey:
        cost = Cost(plain["memory_kib"], plain["passes"], plain["lanes"]) if plain["kind"] == PASSPHRASE else None
        salt, nonce, wrapped = (b64decode(plain[name], validate=True) for name in ("salt", "nonce", "wrapped"))
        if plain["kind"] not in (PASSPHRASE, RECOVERY, KEYCHAIN) or (cost and not cost.sane) or len(nonce) != 12 or len(wrapped) != 48:
            raise ValueError("a slot that was never written")
        return cls(str(plain["id"]), plain["kind"], str(plain["label"]), salt, nonce, wrapped, cost)


@dataclass(frozen=True, slots=True)
class KeyFile:
    """The file's content. `mac` is made with the data key over all the rest, so that nobody without it can alter a slot."""

    vault_id: str
    slots: tuple[WrappedKey, ...]
    mac: str = ""

    def sealed(self, data_key: bytes) -> KeyFile:
        return KeyFile(self.vault_id, self.slots, self._mac_under(data_key))

    def is_sealed_with(self, data_key: bytes) -> bool:
        return hmac.compare_digest(self.mac, self._mac_under(data_key))

    def _mac_under(self, data_key: bytes) -> str:
        key = derived(data_key, b"", "medbills 1 key file")
        return hmac.new(key, _canonical(self._body()), hashlib.sha256).hexdigest()

    def _body(self) -> dict[str, Any]:
        return {"format": FORMAT, "vault_id": self.vault_id, "slots": [slot.to_json() for slot in self.slots]}

    def to_text(self) -> str:
        plain = self._body() | {"mac": self.mac}
        return json.dumps(plain | {"checksum": _checksum(plain)}, indent=1)


def read(folder: Path) -> KeyFile:
    """The key file of a vault. Raises NotAVault, NewerVault or DamagedVault; never guesses at what is damaged."""
    path = folder / FILE_NAME
    try:
        return _parsed(path.read_text(encoding="utf-8"), path)
    except FileNotFoundError:
        if (folder / "vault.db").exists():
            raise DamagedVault(f"The key file {FILE_NAME} is missing from {folder}. Bring it back from a backup of this vault.") from None
        raise NotAVault(f"There is no vault in {folder}. Choose the folder whose name ends in .medbills.") from None
    except NotADirectoryError:
        raise NotAVault(f"{folder} is a file, and a vault is a folder. Choose the folder whose name ends in .medbills.") from None
    except UnicodeDecodeError:
        raise _damaged(path) from None
    except OSError as problem:
        raise VaultError(
            f"The key file {path} cannot be read: {problem.strerror}. "
            "Check that its disk is connected, and that you may read it."
        ) from None  # fmt: skip


def _parsed(text: str, path: Path) -> KeyFile:
    try:
        plain = json.loads(text)
        checksum = plain.pop("checksum")
        if checksum != _checksum(plain):
            raise ValueError("checksum")
        if plain["format"] > FORMAT:
            raise NewerVault(
                f"The vault in {path.parent} was made by a later version of Medbills. Nothing was changed. Update Medbills to open it."
            )
        slots = tuple(WrappedKey.from_json(slot) for slot in plain["slots"])
        return KeyFile(str(plain["vault_id"]), slots, str(plain["mac"]))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, binascii.Error):
        raise _damaged(path) from None


def _damaged(path: Path) -> DamagedVault:
    return DamagedVault(
        f"The key file {path} is damaged, so no passphrase can open this vault. Nothing was changed. Bring {FILE_NAME} back from a backup."
    )


def write(folder: Path, keys: KeyFile) -> None:
    """Replaces the key file. The old one stays until the new one is on the disk and reads back the same.

    Raises NoRoom or VaultError; then the old file is as it was.
    """
    path = folder / FILE_NAME
    fresh = folder / f"{FILE_NAME}.new"
    try:
        with fresh.open("w", encoding="utf-8") as file:
            file.write(keys.to_text())
            file.flush()
            os.fsync(file.fileno())
        if _parsed(fresh.read_text(encoding="utf-8"), fresh) != keys:
            raise DamagedVault(
                f"The disk did not keep {FILE_NAME} as it was written. "
                "The old one is still in use. Check the disk and try again."
            )  # fmt: skip
        fresh.replace(path)
        _sync_folder(folder)
    except OSError as problem:
        fresh.unlink(missing_ok=True)
        if problem.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise NoRoom("The disk is full, so the keys were not changed. Make some room and try again.") from None
        raise VaultError(
            f"The key file in {folder} cannot be written: {problem.strerror}. "
            "The old one is still in use. Check that you may change files there."
        ) from None


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _canonical(plain: dict[str, Any]) -> bytes:
    return json.dumps(plain, sort_keys=True, separators=(",", ":")).encode()


def _checksum(plain: dict[str, Any]) -> str:
    """Tells damage from a wrong passphrase before any key is known; the mac tells tampering once it is."""
    return hashlib.sha256(_canonical(plain)).hexdigest()
