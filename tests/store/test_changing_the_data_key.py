"""The vault's own key is changed: nothing old opens anything, and cut short at any moment it is wholly the old or the new vault."""

from __future__ import annotations

import datetime
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from medbills import keys
from medbills.domain.case import Document
from medbills.errors import DamagedVault, UnusableInput, VaultInUse, WrongPassphrase
from medbills.keys import key_file
from medbills.services.change_keys import NewSheet, change_vault_key, left_behind
from medbills.services.open_vault import create_vault, open_vault
from medbills.store import Vault, content_hash, restore, verify

PASSPHRASE = "maple river candle stone"
AT = datetime.datetime(2026, 11, 17, 10, 15, tzinfo=datetime.UTC)
ROOT = Path(__file__).resolve().parents[2]


def filled(folder: Path) -> tuple[str, str]:
    """A vault with two papers and a backup; its content's hash, and its recovery key."""
    vault, printed = create_vault(folder, "Ours", PASSPHRASE)
    with vault:
        for number in range(2):
            content = f"paper {number}".encode() * 9000
            key = vault.paper_files.add(content)
            name = f"bill {number}.pdf"
            with vault.change("Kept a paper") as change:
                change.documents.add(
                    Document(id=str(number), key=key, name=name, media_type="application/pdf", bytes=len(content), pages=1, kept_at=AT)
                )
        vault.backup()
        return content_hash(vault), printed


def rotated(folder: Path) -> NewSheet:
    vault = open_vault(folder, PASSPHRASE)
    sheet = NewSheet(folder, b"")
    change_vault_key(vault, PASSPHRASE, sheet)
    assert not vault.is_open
    return sheet


def test_everything_comes_along_and_nothing_old_opens_it(tmp_path: Path) -> None:
    folder = tmp_path / "Ours.medbills"
    before, printed = filled(folder)
    old = keys.unlock(folder, PASSPHRASE)
    keys.add_slot(folder, old, "blue kite nine lamps", label="Sam")
    assert left_behind(folder, PASSPHRASE) == ("Sam",)
    bytes_before = {path.name: path.read_bytes() for path in folder.rglob("*.paper")}
    sheet = rotated(folder)
    fresh = keys.unlock(folder, PASSPHRASE)
    assert fresh != old and keys.unlock(folder, sheet.printed) == fresh
    for gone in (printed, "blue kite nine lamps"):
        with pytest.raises(WrongPassphrase):
            keys.unlock(folder, gone)
    with pytest.raises(DamagedVault):
        Vault.open(folder, old)
    with open_vault(folder, PASSPHRASE) as vault:
        assert content_hash(vault) == before
        assert verify(vault).problems == ()
        for number in range(2):
            content = f"paper {number}".encode() * 9000
            (document,) = [document for document in vault.documents.all() if document.id == str(number)]
            assert vault.paper_files.read(document.key) == content
            assert vault.paper_files.add(content) == document.key, "the same paper is still known as the same"
        vault.undo_last()
        assert verify(vault).ok
    after = {path.name: path.read_bytes() for path in folder.rglob("*.paper")}
    assert all(after[name] != content for name, content in bytes_before.items() if name in after)
    assert [path.name for path in folder.iterdir() if path.name.startswith("rekey")] == []


def test_the_backups_in_the_vault_come_along(tmp_path: Path) -> None:
    folder = tmp_path / "Ours.medbills"
    before, _ = filled(folder)
    rotated(folder)
    again = restore(folder / "backups", tmp_path / "Again.medbills")
    with open_vault(again, PASSPHRASE) as vault:
        assert content_hash(vault) == before and vault.restored is not None and vault.restored.ok
    rotated(folder)  # and once more, over keys that were changed before
    with open_vault(folder, PASSPHRASE) as vault:
        assert content_hash(vault) == before and verify(vault).ok


def test_backups_elsewhere_stay_whole_under_the_old_key(tmp_path: Path) -> None:
    folder, stick = tmp_path / "Ours.medbills", tmp_path / "stick"
    before, printed = filled(folder)
    with open_vault(folder, PASSPHRASE) as vault:
        vault.backup(stick)
        vault.backup(stick)
    rotated(folder)
    with open_vault(folder, PASSPHRASE) as vault:
        with pytest.raises(UnusableInput, match="earlier key"):
            vault.backup(stick)
        vault.backup(tmp_path / "another")
    for place, secret in ((stick, printed), (tmp_path / "another", PASSPHRASE)):
        with open_vault(restore(place, tmp_path / f"from {place.name}"), secret) as again:
            assert content_hash(again) == before and verify(again).ok


def test_what_cannot_be_read_is_named_and_nothing_changes(tmp_path: Path) -> None:
    folder = tmp_path / "Ours.medbills"
    filled(folder)
    paper = next(folder.rglob("*.paper"))
    whole = paper.read_bytes()
    paper.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    vault = open_vault(folder, PASSPHRASE)
    present = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    with vault, pytest.raises(DamagedVault, match=r"bill .*is damaged"):
        change_vault_key(vault, PASSPHRASE, NewSheet(folder, b""))
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == present


# Dies at the n-th step that reaches the disk; without an n that is reached, it ends well.
DYING = """
import os, shutil, signal, sys
from pathlib import Path
from medbills.keys import wrapping
wrapping.USUAL_COST = wrapping.Cost(64, 1, 1)
from medbills.services.change_keys import NewSheet, change_vault_key
from medbills.services.open_vault import open_vault
template, work = Path(sys.argv[1]), Path(sys.argv[2])

def dies_at(number, folder):
    left = [number]
    def counted(real):
        def step(*arguments, **options):
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*arguments, **options)
        return step
    vault = open_vault(folder, "maple river candle stone")
    for owner, names in ((os, ("fsync", "rmdir", "unlink")), (Path, ("rename", "replace", "unlink", "rmdir"))):
      for name in names:
        setattr(owner, name, counted(getattr(owner, name)))
    change_vault_key(vault, "maple river candle stone", NewSheet(folder, b""))
    os._exit(0)

number, every = 1, int(sys.argv[3])
while True:
    folder = work / str(number)
    shutil.copytree(template, folder)
    child = os.fork()
    if child == 0:
        dies_at(number, folder)
    if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0:
        break
    number += every
print(number)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system cannot split a process")
def test_killed_at_any_step_it_is_wholly_old_or_wholly_new(tmp_path: Path, long_form: bool) -> None:
    template, work = tmp_path / "template", tmp_path / "work"
    before, printed = filled(template)
    old = keys.unlock(template, PASSPHRASE)
    work.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", DYING, str(template), str(work), "1" if long_form else "4"], capture_output=True, text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)}, check=True,
    )  # fmt: skip
    assert int(done.stdout) > 20, "it was cut short at many steps"
    found = set()
    for folder in sorted(work.iterdir()):
        with open_vault(folder, PASSPHRASE) as vault:
            assert content_hash(vault) == before
            assert verify(vault).ok
        is_old = keys.unlock(folder, PASSPHRASE) == old
        found.add(is_old)
        if is_old:
            assert keys.unlock(folder, printed) == old, "all of the old keys"
        else:
            with pytest.raises(WrongPassphrase):
                keys.unlock(folder, printed)
        manifest = json.loads(next((folder / "backups").glob("*/manifest.json")).read_text())
        assert manifest["vault_id"] == key_file.read(folder).vault_id
        restore(folder / "backups", tmp_path / f"restored {folder.name}")
    assert found == {True, False}, "some before it counted, some after"


def test_the_step_that_ends_it_waits_while_another_has_the_vault(tmp_path: Path) -> None:
    folder = tmp_path / "Ours.medbills"
    filled(folder)
    with open_vault(folder, PASSPHRASE):
        (folder / "rekey.part").mkdir()
        with pytest.raises(VaultInUse):
            open_vault(folder, PASSPHRASE)
    open_vault(folder, PASSPHRASE).close()
    assert not (folder / "rekey.part").exists()
