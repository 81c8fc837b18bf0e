"""The keys that follow from the vault's data key: one for each use, so that none serves two."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, replace

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


@dataclass(frozen=True, slots=True, repr=False)
class SubKeys:
    """32 bytes each: for the database, for the papers' files, for their names, and for seals."""

    database: bytes
    paper: bytes
    naming: bytes
    sealing: bytes

    @classmethod
    def of(cls, data_key: bytes, vault_id: str) -> SubKeys:
        """Derived by HKDF-SHA256 (RFC 5869), bound to the vault."""
        if len(data_key) != 32:
            raise ValueError("a data key has 32 bytes")
        return cls(*(_derived(data_key, vault_id, use) for use in ("database", "paper", "naming", "sealing")))

    def named_by(self, naming: bytes) -> SubKeys:
        """The same with another key for the papers' names: they keep their names when the data key is changed."""
        return replace(self, naming=naming)

    def seal(self, text: str) -> str:
        """A mark that only this key can make."""
        return hmac.new(self.sealing, text.encode(), hashlib.sha256).hexdigest()


def _derived(data_key: bytes, vault_id: str, use: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=vault_id.encode(), info=f"medbills 1 {use}".encode()).derive(data_key)
