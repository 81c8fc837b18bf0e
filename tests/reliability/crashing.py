"""A writer in a process of its own that says what it has kept, and is killed while it writes."""

from __future__ import annotations

import datetime
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from medbills.domain.case import Document
from medbills.domain.person import Provider
from medbills.store import Vault, verify

AT = datetime.datetime(2026, 11, 17, 10, 15, tzinfo=datetime.UTC)
Say = Callable[[int], None]


def document(vault: Vault, number: int) -> Document:
    """A paper's file, kept; its row is still to come."""
    content = os.urandom(3000)
    key = vault.paper_files.add(content)
    return Document(id=f"d{number:06}", key=key, name="a.pdf", media_type="application/pdf", bytes=len(content), pages=1, kept_at=AT)


def writes(folder: Path, data_key: bytes, say: Say) -> None:
    """Adds paper after paper, with a backup now and then, and says each number once it is kept."""
    vault = Vault.open(folder, data_key)
    for number in range(vault.documents.count(), 100_000):
        kept = document(vault, number)
        with vault.change("Added") as change:
            change.documents.add(kept)
            change.providers.put(Provider(id="count", name=str(number)))
        say(number)
        if number % 6 == 5:
            vault.backup()
            vault.rotate_backups()


def boasts(folder: Path, data_key: bytes, say: Say) -> None:
    """Says each number before it is kept: what the test must catch."""
    vault = Vault.open(folder, data_key)
    for number in range(vault.documents.count(), 100_000):
        say(number)
        say(number + 1)
        kept = document(vault, number)
        with vault.change("Added") as change:
            change.documents.add(kept)
            change.providers.put(Provider(id="count", name=str(number)))


def killed(work: Callable[[Path, bytes, Say], None], folder: Path, data_key: bytes, seconds: float) -> int:
    """Runs it in a copy of this process, kills it some time after its first word, and gives the last number it said; -1 for none."""
    said, _ = said_until_killed(lambda tell: work(folder, data_key, lambda number: tell(str(number))), seconds)
    return int(said[-1]) if said else -1


def said_until_killed(work: Callable[[Callable[[str], None]], None], seconds: float) -> tuple[list[str], int]:
    """Runs it in a copy of this process, kills that some time after its first word; what it said, and the group of what it started."""
    hear, tell = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(hear)
        try:
            os.setsid()
            work(lambda word: _told(tell, word))
        finally:
            os._exit(1)
    os.close(tell)
    with os.fdopen(hear) as words:
        first = words.readline()
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        said = [line for line in [first, *words] if line.endswith("\n")]
    return [line.rstrip("\n") for line in said], child


def _told(pipe: int, word: str) -> None:
    os.write(pipe, f"{word}\n".encode())


def lost(folder: Path, data_key: bytes, acknowledged: int) -> int:
    """How many acknowledged papers the vault does not hold; checks that what it holds is whole."""
    with Vault.open(folder, data_key) as vault:
        held = vault.documents.count()
        counted = vault.providers.get("count")
        assert (int(counted.name) + 1 if counted else 0) == held, "half of a change is there"
        report = verify(vault)
        assert report.ok, report.problems
    return max(0, acknowledged + 1 - held)


can_fork = sys.platform != "win32"
