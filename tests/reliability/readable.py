"""Looks for words in every file of a folder, in any usual encoding."""

from __future__ import annotations

import base64
import contextlib
import zlib
from collections.abc import Sequence
from pathlib import Path


def spellings(secret: str) -> list[bytes]:
    """How a word may stand in a file: plain, small, in hex, in wide letters, in base64 at each of its three offsets."""
    plain = secret.encode()
    wide = [secret.encode("utf-16-le"), secret.encode("utf-16-be")]
    coded = [base64.b64encode(plain[start:])[: len(plain) - 6] for start in range(3)]
    return [plain, plain.lower(), plain.hex().encode(), *wide, *coded]


def readable(folder: Path, secrets: Sequence[str], pieces: Sequence[bytes] = (), *, packed: bool = False) -> list[str]:
    """File and word, of each that can be read in a file or in its name; with `packed` in its compressed streams too.

    `pieces` are bytes of papers, looked for as they are.
    """
    found = []
    for path in sorted(folder.rglob("*")):
        content = path.read_bytes() if path.is_file() else b""
        content = (_opened(content) if packed else content) + path.name.encode()
        found += [f"{path.name}: {secret}" for secret in secrets for spelling in spellings(secret) if spelling in content]
        found += [f"{path.name}: {piece!r}" for piece in pieces if piece in content]
    return found


def _opened(content: bytes) -> bytes:
    """The bytes, and what stands in their compressed streams."""
    parts = [content]
    at = content.find(b"stream")
    while at >= 0:
        with contextlib.suppress(zlib.error):
            parts.append(zlib.decompressobj().decompress(content[at + 6 :].lstrip(b"\r\n")))
        at = content.find(b"stream", at + 6)
    return b"\n".join(parts)
