"""R10: after the lock nothing of the papers is left in the process: looked at from outside, through /proc."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from medbills.domain.person import Person
from medbills.services.open_vault import create_vault

PASSPHRASE = "zanzibar copper lantern quilt"
CANARY = "Xanthippe Quillfeather"
ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120  # seconds until a process that never comes is given up

# The window as it is started, on a vault; it locks when a file appears, and starts anew by itself.
PROGRAM = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from medbills.gui import app
vault, secret, ask, ready = map(Path, sys.argv[1:])
lives = []
class Watched(app.Life):
    def __init__(self, *words):
        super().__init__(*words)
        lives.append(self)
app.Life = Watched
def look():
    session = lives[0].session if lives else None
    if session is not None and not lives[0].jobs.busy:
        for page in ("people", "settings", "today"):
            session.desk.go(page)
        ready.touch()
    if ask.exists() and session is not None:
        lives[0].lock()
clock = []
def begin():
    clock.append(QTimer()); clock[0].timeout.connect(look); clock[0].start(100)
real = Watched.start
def start(self, *words):
    real(self, *words); begin()
Watched.start = start
app.run_app(vault=vault, passphrase=secret.read_text())
"""


def found(pid: int, texts: list[str]) -> dict[str, int]:
    """How often each text stands in the memory of a process, as UTF-8 or as Qt keeps it."""
    counts = dict.fromkeys(texts, 0)
    forms = {text: re.compile(b"|".join(re.escape(text.encode(form)) for form in ("utf-8", "utf-16-le", "utf-32-le"))) for text in texts}
    maps = Path(f"/proc/{pid}/maps").read_text().splitlines()
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for line in maps:
            span, rights = line.split()[:2]
            if not rights.startswith("r") or line.endswith(("[vvar]", "[vsyscall]", "[vdso]")):
                continue
            start, end = (int(part, 16) for part in span.split("-"))
            try:
                memory.seek(start)
                part = memory.read(end - start)
            except (OSError, ValueError, OverflowError):
                continue
            for text, form in forms.items():
                counts[text] += len(form.findall(part))
    return counts


def wait_until(true: Callable[[], bool], running: subprocess.Popen[bytes], told: Path) -> None:
    """A machine may be slow; only a process that died or never answers fails."""
    for _ in range(PATIENCE * 20):
        if true():
            return
        assert running.poll() is None and "Traceback" not in told.read_text(), told.read_text()
        time.sleep(0.05)
    raise AssertionError(f"the program never came so far. {told.read_text()}")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux shows a process's memory to its own user")
def test_after_the_lock_nothing_is_left_in_memory(tmp_path: Path) -> None:
    folder = tmp_path / "Ours.medbills"
    vault, recovery_key = create_vault(folder, "Ours", PASSPHRASE)
    with vault, vault.change("Added") as change:
        for number in range(40):
            change.people.add(Person(id=str(number), name=f"{CANARY} {number}"))
    secret, ask, ready = tmp_path / "secret", tmp_path / "ask", tmp_path / "ready"
    secret.write_text(PASSPHRASE)
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    words = [sys.executable, "-c", PROGRAM, str(folder), str(secret), str(ask), str(ready)]
    told = tmp_path / "told"
    with told.open("wb") as out:
        running = subprocess.Popen(words, env=environment, stdout=out, stderr=out, cwd=tmp_path)
    try:
        pid = running.pid
        wait_until(ready.exists, running, told)
        before = found(pid, [CANARY, PASSPHRASE])
        assert before[CANARY] > 40 and before[PASSPHRASE] > 0, "the negative control: an open vault is seen"

        ask.touch()
        wait_until(lambda: b"\0-m\0medbills" in Path(f"/proc/{pid}/cmdline").read_bytes(), running, told)
        # The new program is up once its window's libraries are there and it has come to rest.
        wait_until(lambda: "libQt6Widgets" in Path(f"/proc/{pid}/maps").read_text(), running, told)
        after = found(pid, [CANARY, PASSPHRASE, recovery_key])
        assert running.poll() is None, "it is the same process, with another program in it"
        assert after == {CANARY: 0, PASSPHRASE: 0, recovery_key: 0}
    finally:
        running.kill()
        running.wait()
