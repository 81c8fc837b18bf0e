"""Writes a file the user asked for: whole or not at all."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from medbills.errors import UnusableInput


def write_file(path: Path, data: bytes) -> None:
    """Written beside its place and moved in. Raises UnusableInput in one sentence; what was there before stays."""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".medbills-")
    except OSError:
        raise UnusableInput(f"Nothing can be written to {path.parent}. Choose another folder.") from None
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).replace(path)
    except OSError as problem:
        with suppress(OSError):
            Path(name).unlink()
        raise UnusableInput(f"{path} could not be written: {problem.strerror}. Choose another place, or make room.") from None
