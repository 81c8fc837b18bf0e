"""The printed recovery key: 32 random bytes as 14 groups of four characters that are hard to confuse."""

from __future__ import annotations

import hashlib

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base32: no I, L, O, U
_LOOKALIKES = str.maketrans({"O": "0", "I": "1", "L": "1"})
_GROUP = 4
_SECRET_BYTES = 32
_CHECK_BYTES = 3  # 32 + 3 bytes are exactly 56 characters
_LENGTH = (_SECRET_BYTES + _CHECK_BYTES) * 8 // 5


def to_text(secret: bytes) -> str:
    """The secret with its checksum, in groups divided by dashes, as it is printed."""
    whole = int.from_bytes(secret + _check(secret), "big")
    letters = "".join(_ALPHABET[(whole >> shift) & 31] for shift in range((_LENGTH - 1) * 5, -1, -5))
    return "-".join(letters[start : start + _GROUP] for start in range(0, _LENGTH, _GROUP))


def from_text(typed: str) -> bytes | None:
    """The secret of what was typed; case, spaces and dashes do not count, O is read as 0, I and L as 1.

    None when it is no recovery key: another length, another character, or a checksum that does not fit.
    """
    letters = _letters(typed)
    if len(letters) != _LENGTH or any(letter not in _ALPHABET for letter in letters):
        return None
    whole = 0
    for letter in letters:
        whole = whole << 5 | _ALPHABET.index(letter)
    plain = whole.to_bytes(_SECRET_BYTES + _CHECK_BYTES, "big")
    secret, check = plain[:_SECRET_BYTES], plain[_SECRET_BYTES:]
    return secret if check == _check(secret) else None


def looks_like_one(typed: str) -> bool:
    """True for text of about the right length and characters, so that a typing mistake can be named as one."""
    letters = _letters(typed)
    return abs(len(letters) - _LENGTH) <= 2 and all(letter in _ALPHABET for letter in letters)


def _letters(typed: str) -> str:
    kept = "".join(letter for letter in typed.upper() if not letter.isspace() and letter not in "-‐‑‒–—_.")
    return kept.translate(_LOOKALIKES)


def _check(secret: bytes) -> bytes:
    return hashlib.sha256(b"medbills recovery key" + secret).digest()[:_CHECK_BYTES]
