"""Wraps the data key under a passphrase or a recovery secret, bound to its vault and slot."""

from __future__ import annotations

import os
import unicodedata
from dataclasses import dataclass

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
NONCE_BYTES = 12


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess at a passphrase costs under Argon2id: memory in KiB, passes over it, lanes side by side."""

    memory_kib: int = 128 * 1024
    passes: int = 4
    lanes: int = 1

    @property
    def sane(self) -> bool:
        """False for numbers that no version of Medbills wrote and that could stop the computer."""
        return 8 * self.lanes <= self.memory_kib <= 4 * 1024 * 1024 and 1 <= self.passes <= 100 and 1 <= self.lanes <= 64


# Over half a second of one core of 2024, with twice the memory of RFC 9106's second choice. A slot keeps the cost it was made with.
USUAL_COST = Cost()


def key_of_passphrase(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    """The key a passphrase stands for. The same word typed on another system may come decomposed: NFC makes them one."""
    secret = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    return hash_secret_raw(
        secret, salt, time_cost=cost.passes, memory_cost=cost.memory_kib, parallelism=cost.lanes, hash_len=KEY_BYTES, type=Type.ID
    )


def derived(secret: bytes, salt: bytes, label: str) -> bytes:
    """A key of 32 bytes from a secret that is random already (HKDF-SHA256, RFC 5869)."""
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=salt, info=label.encode()).derive(secret)


def wrap(key: bytes, data_key: bytes, bound_to: str) -> tuple[bytes, bytes]:
    """Nonce and wrapped data key; it opens only with the same `bound_to`."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce, AESGCM(key).encrypt(nonce, data_key, bound_to.encode())


def unwrap(key: bytes, nonce: bytes, wrapped: bytes, bound_to: str) -> bytes | None:
    """The data key, or None when this key does not open it."""
    try:
        return AESGCM(key).decrypt(nonce, wrapped, bound_to.encode())
    except InvalidTag:
        return None
