"""The framing between the program and its paper worker: a JSON header, its length before it, raw bytes after it."""

from __future__ import annotations

import json
import struct
from typing import IO, Any

Frame = tuple[dict[str, Any], bytes]
_LENGTH = struct.Struct(">I")
MAX_HEADER = 64 * 1024 * 1024
MAX_PAYLOAD = 256 * 1024 * 1024


class BrokenFrame(Exception):
    """The other side ended, or sent what is no frame."""


def write_frame(stream: IO[bytes], header: dict[str, Any], payload: bytes = b"") -> None:
    """Sends one frame. Raises OSError when the other side is gone."""
    head = json.dumps({**header, "payload": len(payload)}, separators=(",", ":")).encode()
    stream.write(_LENGTH.pack(len(head)))
    stream.write(head)
    if payload:
        stream.write(payload)
    stream.flush()


def read_frame(stream: IO[bytes]) -> Frame:
    """Receives one frame. Raises BrokenFrame at the end of the stream or when the sizes are absurd."""
    (size,) = _LENGTH.unpack(_exactly(stream, _LENGTH.size))
    if size > MAX_HEADER:
        raise BrokenFrame("header too large")
    try:
        header = json.loads(_exactly(stream, size))
    except ValueError as problem:
        raise BrokenFrame("header is not JSON") from problem
    length = header.get("payload") if isinstance(header, dict) else None
    if not isinstance(length, int) or not 0 <= length <= MAX_PAYLOAD:
        raise BrokenFrame("payload too large")
    return header, _exactly(stream, length)


def _exactly(stream: IO[bytes], count: int) -> bytes:
    parts = []
    while count:
        part = stream.read(min(count, 1 << 20))
        if not part:
            raise BrokenFrame("stream ended")
        parts.append(part)
        count -= len(part)
    return b"".join(parts)
