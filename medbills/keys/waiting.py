"""The wait after wrong passphrases, kept in a file beside the keys so that a restart does not end it.

It slows a person at this keyboard. It does not slow whoever copies the folder and guesses elsewhere: only a strong passphrase does.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

FILE_NAME = "wrong-tries.json"
LONGEST = 30.0  # seconds

Clock = Callable[[], float]  # seconds since 1970; the one clock that goes on over a restart


@dataclass(frozen=True, slots=True)
class WrongTries:
    """How many there were in a row, and when the last one was."""

    number: int = 0
    at: float = 0.0

    def wait(self, now: float) -> float:
        """Seconds until the next try: 1, 2, 4 and so on up to 30 after each wrong one; never longer when a clock is set back."""
        whole = min(LONGEST, 2.0 ** (self.number - 1)) if self.number else 0.0
        return max(0.0, min(whole, self.at + whole - now))


def wrong_tries(folder: Path) -> WrongTries:
    """As they were noted; none where the file is missing or not ours."""
    try:
        plain = json.loads((folder / FILE_NAME).read_text(encoding="utf-8"))
        return WrongTries(max(0, min(int(plain["number"]), 1000)), float(plain["at"]))
    except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return WrongTries()


def note_wrong(folder: Path, now: float) -> WrongTries:
    """One more. Where the folder cannot be written the wait is not kept, and the vault itself is as safe as before."""
    tries = WrongTries(wrong_tries(folder).number + 1, now)
    fresh = folder / f"{FILE_NAME}.new"
    with suppress(OSError):
        with fresh.open("w", encoding="utf-8") as file:
            json.dump({"number": tries.number, "at": tries.at}, file)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(folder / FILE_NAME)
    return tries


def forget_wrong(folder: Path) -> None:
    """It opened."""
    with suppress(OSError):
        (folder / FILE_NAME).unlink(missing_ok=True)
