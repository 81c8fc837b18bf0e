"""R8: one writer at a time; a second one is told, a killed one leaves no lock, and what a sync folder did is noticed."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from medbills.domain.person import Provider
from medbills.errors import ChangedUnderneath, VaultInUse
from medbills.gui.one_window import OneWindow
from medbills.services.settle_conflict import folder_of_version, forget_version, versions_beside
from medbills.store import Vault, verify, what_comes_in
from medbills.store.beside import HERE, conflict_copies

State = Callable[[Path], dict[str, str]]
SHORT, LONG = 15, 500  # changes of each of two writers

HOLD = """
import sys, time
from pathlib import Path
from medbills.store import Vault
vault = Vault.open(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]))
print("open", flush=True)
time.sleep(60)
"""


def test_a_second_program_is_told_and_a_killed_one_leaves_no_lock(made: Any) -> None:
    holder = subprocess.Popen([sys.executable, "-c", HOLD, str(made.folder), made.data_key.hex()], stdout=subprocess.PIPE, text=True)
    try:
        assert holder.stdout is not None and holder.stdout.readline() == "open\n"
        with pytest.raises(VaultInUse, match="another window"):
            made.open()
    finally:
        holder.kill()
        holder.wait()
        holder.stdout.close()
    made.open().close()


WRITES = """
import sys, time
from pathlib import Path
from medbills.domain.person import Provider
from medbills.errors import VaultInUse
from medbills.store import Vault
for number in range(int(sys.argv[4])):
    while True:
        try:
            vault = Vault.open(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]))
            break
        except VaultInUse:
            time.sleep(0.002)
    with vault.change("Added") as change:
        change.providers.add(Provider(id=f"{sys.argv[3]}{number}", name="x"))
    vault.close()
"""


def test_two_writers_lose_no_row(made: Any, long_form: bool) -> None:
    count = LONG if long_form else SHORT
    command = [sys.executable, "-c", WRITES, str(made.folder), made.data_key.hex()]
    writers = [subprocess.Popen([*command, name, str(count)]) for name in "ab"]
    assert [writer.wait() for writer in writers] == [0, 0]
    with made.open() as vault:
        assert vault.providers.count() == 2 * count and verify(vault).ok


def _other_content(path: Path, content: bytes) -> None:
    fresh = path.with_name("from another computer")
    fresh.write_bytes(content)
    fresh.replace(path)


@pytest.mark.parametrize("how", [_other_content, lambda path, content: path.write_bytes(content)], ids=["replaced", "written"])
def test_a_file_changed_underneath_is_noticed_and_both_versions_stay(made: Any, fill: Any, how: Any) -> None:
    database = made.folder / "vault.db"
    with made.open() as vault:
        fill(vault)
    older = database.read_bytes()
    with made.open() as vault:
        with vault.change("Added") as change:
            change.providers.add(Provider(id="here", name="kept here"))
        how(database, older)
        for _ in range(2):
            with pytest.raises(ChangedUnderneath, match="Nothing was written over"), vault.change("Added") as change:
                change.providers.add(Provider(id="lost", name="never"))
    assert database.read_bytes() == older
    (copy,) = conflict_copies(made.folder)
    assert copy.path.name == HERE
    if how is _other_content:
        with made.open() as vault:
            folder = folder_of_version(vault, copy)
            with Vault.open_copy(folder, made.data_key) as other:
                assert {added for _, added in what_comes_in(vault, other).added} == {"here"}
                assert all(other.paper_files.read(one.key) for one in other.documents.all())
            forget_version(vault, folder)
            assert not folder.exists() and verify(vault).ok
            left = folder_of_version(vault, copy)  # the program ends while it is there
        with made.open() as vault:
            assert not left.exists() and verify(vault).ok and copy.path.exists(), "the version itself is never removed"


def test_the_test_can_fail(made: Any, fill: Any) -> None:
    """Without the look before each change, a change that was acknowledged would vanish without a word."""
    database = made.folder / "vault.db"
    with made.open() as vault:
        fill(vault)
        older = database.read_bytes()
        with vault.change("Added") as change:
            change.providers.add(Provider(id="here", name="kept here"))
        vault.beside.must_be_ours = lambda: None  # type: ignore[method-assign]
        database.write_bytes(older)
        with vault.change("Added") as change:
            change.providers.add(Provider(id="next", name="kept too"))
    with made.open() as vault:
        assert [provider.id for provider in vault.providers.all()] == ["next"]


NAMES = {
    "Dropbox": "vault (Marcus's conflicted copy 2026-11-20).db", "OneDrive": "vault-MARCUS-PC.db",
    "Syncthing": "vault.sync-conflict-20261120-101500-ABCDEFG.db", "Nextcloud": "vault (conflicted copy 2026-11-20 101500).db",
    "Google Drive": "vault (1).db", "iCloud": "vault 2.db", "keys": "keys (conflicted copy).json",
}  # fmt: skip


def test_conflict_copies_are_named_and_left_alone(made: Any, state: State) -> None:
    for name in NAMES.values():
        (made.folder / name).write_bytes(b"another version")
    for ours in ("vault.db.new", "vault.db.upgraded"):
        (made.folder / ours).write_bytes(b"ours")
    before = state(made.folder)
    with made.open() as vault:
        found = versions_beside(vault)
    assert {copy.path.name for copy in found} == set(NAMES.values())
    assert all(copy.path.name in copy.sentence and "left as it is" in copy.sentence for copy in found)
    after = state(made.folder)
    assert all(after[name] == before[name] for name in NAMES.values())


def test_a_second_start_hands_its_files_to_the_first_window(qtbot: Any, tmp_path: Path) -> None:
    first, second = OneWindow(tmp_path), OneWindow(tmp_path)
    assert first.claim() and not second.claim()
    bill = tmp_path / "bill.pdf"
    bill.write_bytes(b"%PDF")
    answers: list[list[Path]] = []
    taken: list[bool] = []
    first.knocked.connect(answers.append)
    first.listen()
    knocking = threading.Thread(target=lambda: taken.append(second.knock([bill])))
    knocking.start()
    qtbot.waitUntil(lambda: bool(answers), timeout=20_000)
    knocking.join()
    assert answers == [[bill]] and taken == [True]
    assert not second.knock([bill], seconds=0.0), "nobody answers at once"
    assert list((tmp_path / "knocks").iterdir()) == []
    first.release()
    assert second.claim()
    second.release()


def test_a_killed_first_window_leaves_no_lock(tmp_path: Path) -> None:
    code = "import sys, time, pathlib\nfrom medbills.gui.one_window import OneWindow\n"
    code += "one = OneWindow(pathlib.Path(sys.argv[1]))\nprint(one.claim(), flush=True)\ntime.sleep(60)"
    holder = subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None and holder.stdout.readline() == "True\n"
    one = OneWindow(tmp_path)
    assert not one.claim()
    holder.kill()
    holder.wait()
    holder.stdout.close()
    assert one.claim()
    one.release()
