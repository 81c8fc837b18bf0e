"""R1: no acknowledged row is lost by a kill, at whatever moment it comes."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from crashing import boasts, can_fork, killed, lost, writes

from medbills.store import verify

pytestmark = pytest.mark.skipif(not can_fork, reason="a process is copied, which Windows cannot")
SHORT, LONG, ANEW = 12, 2_000, 25


def test_nothing_acknowledged_is_lost(made: Any, tmp_path: Path, long_form: bool) -> None:
    """Adding papers, backing up and rotating; now and then in a fresh vault, so that it stays small."""
    chance, gone = random.Random(20261117), 0
    for number in range(LONG if long_form else SHORT):
        folder = tmp_path / "Now.medbills"
        if number % ANEW == 0:
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(made.folder, folder)
        gone += lost(folder, made.data_key, killed(writes, folder, made.data_key, chance.uniform(0, 0.12)))
    assert gone == 0


def test_the_test_can_fail(made: Any) -> None:
    """A writer that acknowledges before it keeps is caught."""
    chance = random.Random(7)
    assert any(lost(made.folder, made.data_key, killed(boasts, made.folder, made.data_key, chance.uniform(0, 0.05))) for _ in range(20))


BETWEEN = """
import sys, time
from pathlib import Path
sys.path.insert(0, sys.argv[3])
from crashing import document
from medbills.domain.person import Person
from medbills.store import Vault
vault = Vault.open(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]))
kept = document(vault, 1)
with vault.change("Added") as change:
    change.documents.add(kept)
document(vault, 2)
with vault.change("Added") as change:
    change.people.add(Person(id="p", name="never kept"))
    print("now", flush=True)
    time.sleep(60)
"""


def test_a_kill_between_file_and_row_leaves_a_good_vault(made: Any) -> None:
    command = [sys.executable, "-c", BETWEEN, str(made.folder), made.data_key.hex(), str(Path(__file__).parent)]
    program = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert program.stdout is not None and program.stdout.readline() == "now\n"
    program.kill()
    program.wait()
    program.stdout.close()
    assert len(list((made.folder / "documents" / "new").iterdir())) == 1
    with made.open() as vault:
        assert vault.people.all() == ()
        (document,) = vault.documents.all()
        assert vault.paper_files.read(document.key)
        assert verify(vault).ok
    files = [path.name for path in (made.folder / "documents").rglob("*") if path.is_file()]
    assert files == [f"{document.key}.paper"]


def test_what_a_crash_left_half_made_is_cleared(made: Any) -> None:
    half = made.folder / "backups" / "2026-11-17 10.15.00.part"
    half.mkdir()
    for path in (made.folder / "vault.db.new", made.folder / "vault.db.upgraded", half / "vault.db"):
        path.write_bytes(b"half")
    made.open().close()
    left = sorted(path.name for path in made.folder.iterdir())
    assert left == ["backups", "documents", "keys.json", "reserve", "vault.db", "vault.lock"]
    assert list((made.folder / "backups").iterdir()) == []
