"""R4: each kind of damage has its own error, nothing is made worse, and what can be read is saved into a new vault."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from medbills.errors import DamagedVault, VaultError
from medbills.services.mend_vault import save_what_is_left
from medbills.store import Vault, content_hash, examine, salvage, verify

State = Callable[[Path], dict[str, str]]
SHORT, LONG = 6, 200  # flipped bytes
PAGE = 4096


def _cut(path: Path, size: int) -> None:
    path.write_bytes(path.read_bytes()[:size])


def _flip(path: Path, place: int) -> None:
    content = bytearray(path.read_bytes())
    content[place] ^= 0x40
    path.write_bytes(content)


DAMAGES: dict[str, Callable[[Path], None]] = {
    "missing": lambda folder: (folder / "vault.db").unlink(),
    "0 bytes": lambda folder: _cut(folder / "vault.db", 0),
    "half a page": lambda folder: _cut(folder / "vault.db", 2048),
    "a page and a half": lambda folder: _cut(folder / "vault.db", 6144),
    "salt": lambda folder: _flip(folder / "vault.db", 3),
    "first page": lambda folder: _flip(folder / "vault.db", 1000),
    "plain": lambda folder: (folder / "vault.db").write_bytes(b"SQLite format 3\0" + b"\0" * 4080),
    "foreign": lambda folder: (folder / "vault.db").write_bytes(b"\x7f" * 8192),
    "key file": lambda folder: _cut(folder / "keys.json", 100),
    "no key file": lambda folder: (folder / "keys.json").unlink(),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_is_named_and_never_made_worse(made: Any, state: State, damage: str) -> None:
    DAMAGES[damage](made.folder)
    before = state(made.folder)
    with pytest.raises(DamagedVault):
        made.open()
    assert state(made.folder) == before


def _filled(made: Any, fill: Any) -> str:
    with made.open() as vault:
        fill(vault)
        with vault.change("Set") as change:
            for number in range(60):
                change.settings.set(f"s{number}", "x" * 300)
        vault.backup()
        return content_hash(vault)


def _flips(path: Path, count: int) -> list[int]:
    return random.Random(20261117).sample(range(path.stat().st_size), count)


def test_no_flipped_byte_goes_unseen(made: Any, fill: Any, long_form: bool) -> None:
    _filled(made, fill)
    path = made.folder / "vault.db"
    whole = path.read_bytes()
    for place in _flips(path, LONG if long_form else SHORT):
        path.write_bytes(whole)
        _flip(path, place)
        try:
            with made.open() as vault:
                assert not verify(vault).ok, place
        except VaultError:
            pass  # seen at once
    path.write_bytes(whole)
    with made.open() as vault:
        assert verify(vault).ok, "a whole one passes, so that the test above can fail"


def test_what_can_be_read_is_saved(made: Any, fill: Any, tmp_path: Path, long_form: bool) -> None:
    """With any one page damaged that is not of the table of contents, everything comes back: its row or the history tells it."""
    expected = _filled(made, fill)
    path = made.folder / "vault.db"
    whole = path.read_bytes()
    saved = refused = 0
    for place in _flips(path, LONG if long_form else SHORT):
        path.write_bytes(whole)
        _flip(path, place)
        before = path.read_bytes()
        to = tmp_path / f"saved {place}"
        try:
            salvage(made.folder, made.data_key, to, at=made.open.__globals__["AT"])
        except DamagedVault:
            refused += 1
            continue
        with Vault.open(to, made.data_key) as vault:
            assert content_hash(vault) == expected and verify(vault).ok, place
        saved += 1
        assert path.read_bytes() == before
    assert saved > 4 * refused


def test_what_is_lost_is_named(made: Any, fill: Any, tmp_path: Path) -> None:
    """Where a table and the history are both gone, that is said, and all else comes over."""
    _filled(made, fill)
    path = made.folder / "vault.db"
    with made.open() as vault:
        query = "SELECT rootpage FROM sqlite_master WHERE name IN ('journal', 'setting')"
        pages = [row[0] for row in vault.lane.connection.exec_driver_sql(query)]
    content = bytearray(path.read_bytes())
    for page in pages:
        content[(page - 1) * PAGE + 2000] ^= 1
    path.write_bytes(content)
    report = salvage(made.folder, made.data_key, tmp_path / "saved", at=made.open.__globals__["AT"])
    assert any("“setting”" in one for one in report.lost) and any("history" in one for one in report.lost)
    with Vault.open(tmp_path / "saved", made.data_key) as vault:
        assert vault.settings.get("s1") is None
        assert len(vault.papers.all()) == 1 and verify(vault).ok


def test_what_is_whole_and_the_newest_good_backup_are_named(made: Any, fill: Any) -> None:
    _filled(made, fill)
    found = examine(made.folder, made.data_key)
    assert found.damaged_tables == () and found.whole_papers == 1 and found.backup is not None
    good = found.backup.folder
    with made.open() as vault:
        bad = vault.backup().folder
    _flip(bad / "vault.db", 9000)
    (paper,) = (made.folder / "documents").glob("*.paper")
    _flip(made.folder / "vault.db", 5 * PAGE + 2000)
    found = examine(made.folder, made.data_key)
    assert found.backup is not None and found.backup.folder == good, "the newer one is damaged"
    assert len(found.damaged_tables) == 1
    _flip(paper, 60)
    found = examine(made.folder, made.data_key)
    assert found.whole_papers == 0 and found.damaged_papers and found.backup is None, "no backup holds this paper whole"


def test_saving_into_a_folder_that_holds_something_is_refused(made: Any, state: State, tmp_path: Path) -> None:
    before = state(made.folder)
    with pytest.raises(VaultError):
        _ = Vault.open(tmp_path / "nothing", made.data_key)
    for place in (made.folder, made.folder / "new"):
        with pytest.raises(Exception, match=r"inside|already"):
            save_what_is_left(made.folder, "gray heron 7", place, at=made.open.__globals__["AT"])
    assert state(made.folder) == before
