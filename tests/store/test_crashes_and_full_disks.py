"""Kills and full disks: what was acknowledged stays, what was not leaves no trace, and clearing up still works."""

from __future__ import annotations

import dataclasses
import json
import random
import resource
import subprocess
import sys
import time
from typing import Any

import pytest

from medbills.errors import NoRoom
from medbills.store import Vault, verify

START = """
import json, os, sys, time
from pathlib import Path
from medbills.domain.case import Document
from medbills.domain.person import Person, Provider
from medbills.errors import NoRoom
from medbills.store import Vault, content_hash, verify
folder, data_key = Path(sys.argv[1]), bytes.fromhex(sys.argv[2])
import datetime
AT = datetime.datetime(2026, 11, 17, 10, 15)
def document(vault, number, content):
    key = vault.paper_files.add(content)
    return Document(id=f"d{number:06}", key=key, name="a.pdf", media_type="application/pdf", bytes=len(content), pages=1, kept_at=AT)
"""

BETWEEN = START + """
vault = Vault.open(folder, data_key)
kept = document(vault, 1, b"kept")
with vault.change("Added") as change:
    change.documents.add(kept)
document(vault, 2, b"the file of a row that never came")
with vault.change("Added") as change:
    change.people.add(Person(id="p", name="never kept"))
    print("now", flush=True)
    time.sleep(60)
"""


def _until_killed(script: str, made: Any, seconds: float | None = None) -> list[str]:
    """What the program said before it was killed: after its first line, or after some seconds."""
    program = subprocess.Popen([sys.executable, "-c", script, str(made.folder), made.data_key.hex()], stdout=subprocess.PIPE, text=True)
    assert program.stdout is not None
    said = [program.stdout.readline().strip()]
    if seconds:
        time.sleep(seconds)
    program.kill()
    program.wait()
    said += [line.strip() for line in program.stdout if line.endswith("\n")]
    program.stdout.close()
    return said


def test_a_kill_between_file_and_row_leaves_a_good_vault(made: Any) -> None:
    assert _until_killed(BETWEEN, made) == ["now"]
    assert len(list((made.folder / "documents" / "new").iterdir())) == 1
    with made.open() as vault:
        assert vault.people.all() == ()
        (document,) = vault.documents.all()
        assert vault.paper_files.read(document.key) == b"kept"
        assert verify(vault).ok
    files = [path.name for path in (made.folder / "documents").rglob("*") if path.is_file()]
    assert files == [f"{document.key}.paper"]


WRITING = START + """
vault = Vault.open(folder, data_key)
for number in range(vault.documents.count(), 100000):
    kept = document(vault, number, os.urandom(3000))
    with vault.change("Added") as change:
        change.documents.add(kept)
        change.providers.put(Provider(id="count", name=str(number)))
    print(number, flush=True)
"""


def test_nothing_acknowledged_is_lost_by_any_kill(made: Any) -> None:
    chance = random.Random(20261117)
    for _ in range(6):
        acknowledged = int(_until_killed(WRITING, made, chance.uniform(0.01, 0.25))[-1])
        with made.open() as vault:
            assert vault.documents.count() - 1 in (acknowledged, acknowledged + 1)
            counted = vault.providers.get("count")
            assert counted is not None and int(counted.name) == vault.documents.count() - 1
            assert verify(vault).ok


FULL = START + """
filler = folder.parent / "filler"
said = {}
vault = Vault.open(folder, data_key)
with vault.change("Added") as change:
    for number in range(20):
        change.people.add(Person(id=f"p{number}", name="x" * 500))
before = content_hash(vault)
if sys.argv[3] == "tmpfs":
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            pass
def attempt(what):
    try:
        what()
        return "done"
    except NoRoom as problem:
        return str(problem)
def add_paper():
    document(vault, 1, bytes(4_000_000))
def add_rows():
    with vault.change("Added many") as change:
        for number in range(9000):
            change.providers.add(Provider(id=str(number), name="y" * 500))
def backup():
    if sys.argv[3] != "tmpfs":
        raise NoRoom("the disk is full")  # the limit is on each file, and the copy is small enough
    vault.backup()
def remove():
    with vault.change("Removed") as change:
        change.people.remove("p0")
said["paper"] = attempt(add_paper)
said["rows"] = attempt(add_rows)
said["same"] = content_hash(vault) == before
said["paper again"] = attempt(lambda: document(vault, 2, b"small")) if sys.argv[3] == "tmpfs" else said["paper"]
said["backup"] = attempt(backup)
said["backups"] = [path.name for path in (folder / "backups").iterdir()]
said["short"] = vault.short_of_room
vault.close()
vault = Vault.open(folder, data_key)
said["same after opening"] = content_hash(vault) == before
said["removal"] = attempt(remove)
said["people"] = len(vault.people.all())
said["whole"] = verify(vault).problems
filler.unlink(missing_ok=True)
def add_one():
    with vault.change("Added") as change:
        change.providers.add(Provider(id="one", name="one"))
said["with room again"] = attempt(add_one)
said["left"] = sorted(path.name for path in (folder / "documents").rglob("*") if path.is_file())
vault.close()
print(json.dumps(said))
"""


def _with_little_room(made: Any, how: str) -> dict[str, Any]:
    """Runs FULL on a disk of 8 MB, or with no file let grow beyond 3 MB."""
    command = [sys.executable, "-c", FULL, str(made.folder), made.data_key.hex(), how]
    if how == "tmpfs":
        parent = made.folder.parent
        script = f'mount -t tmpfs -o size=8m none "{parent}/small" && cp -r "$0" "{parent}/small/v" && exec "$@"'
        (parent / "small").mkdir()
        command[3] = f"{parent}/small/v"
        command = ["unshare", "-rm", "sh", "-c", script, str(made.folder), *command]
        done = subprocess.run(command, capture_output=True, text=True)
    else:
        done = subprocess.run(command, capture_output=True, text=True, preexec_fn=_no_large_file)
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def _no_large_file() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (3_000_000, 3_000_000))


def _may_mount() -> bool:
    try:
        return subprocess.run(["unshare", "-rm", "mount", "-t", "tmpfs", "none", "/mnt"], capture_output=True).returncode == 0
    except FileNotFoundError:
        return False


@pytest.mark.parametrize("how", ["limit", *(["tmpfs"] if _may_mount() else [])])
def test_a_full_disk_costs_nothing_and_is_said_plainly(made: Any, how: str) -> None:
    said = _with_little_room(made, how)
    assert "Everything kept before is safe" in said["paper"] or "everything before it is safe" in said["paper"]
    assert "The disk is full" in said["paper again"] or how == "limit", "the reserve is not for adding"
    assert said["rows"] == said["paper"] or "safe" in said["rows"]
    assert said["same"] and said["same after opening"]
    assert (said["removal"], said["people"], said["whole"]) == ("done", 19, [])
    assert "disk is full" in said["backup"] and said["backups"] == []
    assert said["with room again"] == "done"
    assert said["left"] == []
    if how == "tmpfs":
        assert said["short"], "nothing is added into the reserve"


def test_no_room_comes_before_anything_is_written(vault: Vault, fill: Any) -> None:
    """While the reserve is used up, additions are refused and edits are taken."""
    fill(vault)
    vault._reserve.release()
    vault._reserve.keep = lambda: None  # type: ignore[method-assign]  # as a full disk would have it
    person = vault.people.all()[0]
    with vault.change("Corrected") as change:
        change.people.update(dataclasses.replace(person, phone="555-0100"))
    with pytest.raises(NoRoom), vault.change("Added") as change:
        change.people.add(dataclasses.replace(person, id="another"))
    assert [kept.phone for kept in vault.people.all()] == ["555-0100"]


def test_what_a_crash_left_half_made_is_cleared(made: Any) -> None:
    half = made.folder / "backups" / "2026-11-17 10.15.00.part"
    half.mkdir()
    for path in (made.folder / "vault.db.new", made.folder / "vault.db.upgraded", half / "vault.db"):
        path.write_bytes(b"half")
    made.open().close()
    left = sorted(path.name for path in made.folder.iterdir())
    assert left == ["backups", "documents", "keys.json", "reserve", "vault.db", "vault.lock"]
    assert list((made.folder / "backups").iterdir()) == []
