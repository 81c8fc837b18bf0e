"""R3: a full disk costs nothing that was kept, is said plainly, and leaves room to clear up."""

from __future__ import annotations

import dataclasses
import json
import resource
import subprocess
import sys
from typing import Any

import pytest

from medbills.errors import NoRoom
from medbills.store import Vault, content_hash

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

SWEEP = START + """
import resource
said = []
for limit in range(int(sys.argv[3]), int(sys.argv[4]), int(sys.argv[5])):
    vault = Vault.open(folder, data_key)
    before = content_hash(vault)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    try:
        with vault.change("Added") as change:
            change.people.add(Person(id=f"p{limit}", name="x" * 60_000))
            change.documents.add(document(vault, limit, os.urandom(30_000)))
        how = "kept"
    except NoRoom as problem:
        how = str(problem)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    vault.close()
    vault = Vault.open(folder, data_key)
    said.append([limit, how, content_hash(vault) == before, verify(vault).ok])
    vault.close()
print(json.dumps(said))
"""


def test_at_every_write_it_is_all_or_nothing(made: Any, long_form: bool) -> None:
    """No file may grow beyond a limit that is raised step by step: the write that meets it is another one each time."""
    made.open().close()
    size = (made.folder / "vault.db").stat().st_size
    bounds = (4096, size + 400_000, 4096 if long_form else 150_000)
    command = [sys.executable, "-c", SWEEP, str(made.folder), made.data_key.hex(), *map(str, bounds)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert len({how for _, how, _, _ in told}) > 1, "the limit was met by some and not by others"
    for limit, how, same, whole in told:
        assert whole and same == (how != "kept"), (limit, how)
        assert how == "kept" or "safe" in how


def test_the_test_can_fail(made: Any, fill: Any) -> None:
    """A change that is not one transaction leaves half of itself, and the comparison sees it."""
    with made.open() as vault:
        fill(vault)
        before = content_hash(vault)
        vault.lane.connection.exec_driver_sql("UPDATE person SET phone = 'half'")
        assert content_hash(vault) != before
