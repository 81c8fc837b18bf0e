"""The papers' encrypted files: named by a keyed hash of their content, written once, read back in checked chunks."""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from medbills.errors import DamagedVault, NoRoom
from medbills.store.durable import sync_folder, write_file
from medbills.store.faults import FULL, in_plain_words
from medbills.store.subkeys import SubKeys

CHUNK = 64 * 1024
_MAGIC = b"MBPAPER1"
_SALT = 32
_TAG = 16
_ENDING = ".paper"


class PaperFiles:
    """`documents/` of a vault. A file waits in `documents/new/` until a row names it: only there are orphans swept.

    Layout of a file: 8 bytes that name the format, 32 random bytes from which its own key follows, then chunks of
    64 kB under AES-256-GCM. The nonce is the chunk's number and whether it is the last, so that no chunk can be
    dropped, doubled or moved; the head and the file's name are bound to each.
    """

    def __init__(
        self, folder: Path, keys: SubKeys, called: Callable[[str], str] = lambda key: key, short_of_room: Callable[[], bool] = lambda: False
    ) -> None:
        self._folder = folder
        self._new = folder / "new"
        self._keys = keys
        self._short_of_room = short_of_room
        self._called = called  # a paper's name for people, by key

    def key_of(self, content: bytes) -> str:
        """The key under which these bytes are kept, here or not; without the vault's key nobody can work it out."""
        return hmac.new(self._keys.naming, content, hashlib.sha256).hexdigest()

    def add(self, content: bytes) -> str:
        """Keeps the bytes, synced to the disk, and gives their key. The same bytes are kept once.

        Raises NoRoom when the disk is full. A row that names the key has to follow, or the file is swept at the next open.
        """
        key = self.key_of(content)
        if not self._is_whole(key):
            if self._short_of_room():
                raise NoRoom(FULL)
            with in_plain_words():
                self._new.mkdir(parents=True, exist_ok=True)
                write_file(self._new / f"{key}{_ENDING}", self._sealed(key, content))
                self._path(key, settled=True).unlink(missing_ok=True)
        return key

    def read(self, key: str) -> bytes:
        """All bytes of a paper. Raises DamagedVault that names the paper when its file is missing or altered."""
        return b"".join(self.stream(key))

    def stream(self, key: str) -> Iterator[bytes]:
        """The bytes chunk by chunk; each is genuine when it comes, and the last one proves that none is missing."""
        path = self.path_of(key)
        if path is None:
            raise DamagedVault(f"The file of {self._called(key)} is missing from the vault. Bring it back from a backup.")
        with in_plain_words(), path.open("rb") as file:
            yield from self._opened(key, file)

    def path_of(self, key: str) -> Path | None:
        """Where the encrypted file lies; None when it is missing."""
        for settled in (True, False):
            path = self._path(key, settled=settled)
            if path.is_file():
                return path
        return None

    def problem(self, key: str) -> str | None:
        """What is wrong with a paper's file, in a sentence; None when it decrypts and is what its name says."""
        seen = hmac.new(self._keys.naming, b"", hashlib.sha256)
        try:
            for chunk in self.stream(key):
                seen.update(chunk)
        except DamagedVault as damage:
            return str(damage)
        return None if seen.hexdigest() == key else f"The file of {self._called(key)} holds another paper than it did."

    def settle(self, keys: Iterable[str]) -> None:
        """Moves files that a row names now out of the waiting place."""
        moved = False
        with in_plain_words():
            for key in keys:
                waiting = self._path(key, settled=False)
                if waiting.is_file():
                    waiting.replace(self._path(key, settled=True))
                    moved = True
            if moved:
                sync_folder(self._folder)

    def sweep(self, named: Collection[str], *, waiting: Collection[str] = ()) -> int:
        """Settles what rows name and removes what none does; the number of files removed. Settled files stay.

        What still waits to be read stays where it is.
        """
        if not self._new.is_dir():
            return 0
        self.settle(named)
        left = [path for path in self._new.iterdir() if path.is_file() and path.name.removesuffix(_ENDING) not in waiting]
        for path in left:
            path.unlink()
        return len(left)

    def remove(self, key: str) -> None:
        """Deletes a file for good; one that is not there is fine too. Only a removal for good asks for it."""
        with in_plain_words():
            for settled in (True, False):
                self._path(key, settled=settled).unlink(missing_ok=True)
            sync_folder(self._folder)

    def _path(self, key: str, *, settled: bool) -> Path:
        return (self._folder if settled else self._new) / f"{key}{_ENDING}"

    def _is_whole(self, key: str) -> bool:
        return self.path_of(key) is not None and self.problem(key) is None

    def _sealed(self, key: str, content: bytes) -> bytes:
        salt = os.urandom(_SALT)
        cipher, head = self._cipher(salt), _MAGIC + salt
        last = max(0, (len(content) - 1) // CHUNK)
        chunks = (
            cipher.encrypt(_nonce(number, number == last), content[number * CHUNK : (number + 1) * CHUNK], head + key.encode())
            for number in range(last + 1)
        )
        return head + b"".join(chunks)

    def _opened(self, key: str, file: BinaryIO) -> Iterator[bytes]:
        head = file.read(len(_MAGIC) + _SALT)
        if len(head) != len(_MAGIC) + _SALT or not head.startswith(_MAGIC):
            raise self._damaged(key)
        cipher = self._cipher(head[len(_MAGIC) :])
        number, chunk = 0, file.read(CHUNK + _TAG)
        while True:
            following = file.read(CHUNK + _TAG)
            try:
                yield cipher.decrypt(_nonce(number, not following), chunk, head + key.encode())
            except InvalidTag:
                raise self._damaged(key) from None
            if not following:
                return
            number, chunk = number + 1, following

    def _cipher(self, salt: bytes) -> AESGCM:
        return AESGCM(HKDF(algorithm=SHA256(), length=32, salt=salt, info=b"medbills 1 paper file").derive(self._keys.paper))

    def _damaged(self, key: str) -> DamagedVault:
        return DamagedVault(f"The file of {self._called(key)} is damaged. Bring it back from a backup.")


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11, "big") + (b"\x01" if last else b"\x00")
