"""Backups: compared before they count, whole in themselves, brought back into a new place or not at all."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from medbills import keys
from medbills.errors import DamagedVault, NewerVault, NotAVault, UnusableInput
from medbills.store import Vault, backup, content_hash, restore, verify

State = Callable[[Path], dict[str, str]]


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    return tmp_path / "disk" / "Medbills backups"


def test_a_backup_holds_what_the_vault_holds(made: Any, fill: Any, elsewhere: Path, tmp_path: Path) -> None:
    with made.open() as vault:
        fill(vault)
        expected = content_hash(vault)
        report = vault.backup(elsewhere)
    assert (report.papers, report.papers_copied, report.missing) == (1, 1, ())
    shutil.rmtree(made.folder)
    folder = restore(elsewhere, tmp_path / "Back.medbills")
    data_key = keys.unlock(folder, "gray heron 7")
    with Vault.open(folder, data_key) as back:
        assert content_hash(back) == expected
        assert back.restored is not None and back.restored.ok
        (document,) = back.documents.all()
        assert back.paper_files.read(document.key) == b"%PDF-1.7 a bill of Riverbend General"
        assert back.undo_last() is not None
    with Vault.open(folder, data_key) as back:
        assert back.restored is None, "once is enough"


def test_the_next_backup_copies_only_what_is_new(vault: Vault, fill: Any, elsewhere: Path) -> None:
    fill(vault)
    first = vault.backup(elsewhere)
    fill(vault, b"a second paper", 2)
    second = vault.backup(elsewhere)
    assert (first.papers_copied, second.papers_copied, second.papers) == (1, 1, 2)
    assert first.folder != second.folder
    assert len(list((elsewhere / "documents").glob("*.paper"))) == 2


def test_the_vaults_own_backups_share_its_papers(made: Any, fill: Any, tmp_path: Path) -> None:
    with made.open() as vault:
        fill(vault)
        first, expected = vault.backup(), content_hash(vault)
        with vault.change("Removed Walter") as change:
            change.people.remove("walter")
        vault.backup()
    assert not (first.folder / "documents").exists()
    folder = restore(first.folder, tmp_path / "Back.medbills")
    with Vault.open(folder, made.data_key) as back:
        assert content_hash(back) == expected and verify(back).ok
    newest = restore(made.folder, tmp_path / "Newest.medbills")
    with Vault.open(newest, made.data_key) as back:
        assert back.people.all() == ()


def test_a_backup_inside_the_vault_is_refused(vault: Vault) -> None:
    with pytest.raises(UnusableInput):
        vault.backup(vault.folder / "documents")


def test_a_copy_that_differs_does_not_count(vault: Vault, fill: Any, elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The copy is spoiled between its making and its test, as a bad disk would."""
    fill(vault)
    real = backup.cipher.copy_database

    def spoiled(lane: Any, key: bytes, target: Path) -> None:
        real(lane, key, target)
        content = bytearray(target.read_bytes())
        content[len(content) - 2000] ^= 1
        target.write_bytes(content)

    monkeypatch.setattr(backup.cipher, "copy_database", spoiled)
    with pytest.raises(DamagedVault, match="did not pass the test"):
        vault.backup(elsewhere)
    assert list(elsewhere.iterdir()) == []


def test_a_paper_that_is_lost_is_named(vault: Vault, fill: Any, elsewhere: Path) -> None:
    fill(vault)
    path = vault.paper_files.path_of(vault.documents.all()[0].key)
    assert path is not None
    path.unlink()
    assert vault.backup(elsewhere).missing == ("bill 1.pdf",)


def test_restore_never_writes_over_anything(made: Any, fill: Any, state: State, elsewhere: Path) -> None:
    with made.open() as vault:
        fill(vault)
        vault.backup(elsewhere)
    before = state(made.folder)
    with pytest.raises(UnusableInput, match="already something"):
        restore(elsewhere, made.folder)
    assert state(made.folder) == before
    file = elsewhere.parent / "a file"
    file.write_text("mine")
    with pytest.raises(UnusableInput):
        restore(elsewhere, file)
    assert file.read_text() == "mine"


def _flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def _manifest(folder: Path, **values: Any) -> None:
    path = folder / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | values))


SPOILED: dict[str, Callable[[Path], object]] = {
    "database flipped": lambda one: _flip(one / "vault.db"),
    "database missing": lambda one: (one / "vault.db").unlink(),
    "database empty": lambda one: (one / "vault.db").write_bytes(b""),
    "keys flipped": lambda one: _flip(one / "keys.json"),
    "keys missing": lambda one: (one / "keys.json").unlink(),
    "paper missing": lambda one: next((one.parent / "documents").glob("*.paper")).unlink(),
    "paper cut": lambda one: next((one.parent / "documents").glob("*.paper")).write_bytes(b"x"),
    "manifest cut": lambda one: (one / "manifest.json").write_bytes(b"{"),
    "manifest points away": lambda one: _manifest(one, documents="/etc"),
    "manifest names a path": lambda one: _manifest(one, papers={"../../keys.json": 5}),
}


@pytest.mark.parametrize("how", SPOILED)
def test_a_corrupted_backup_is_refused_and_leaves_nothing(vault: Vault, fill: Any, elsewhere: Path, tmp_path: Path, how: str) -> None:
    fill(vault)
    SPOILED[how](vault.backup(elsewhere).folder)
    place = tmp_path / "new"
    with pytest.raises(DamagedVault):
        restore(elsewhere, place / "Back.medbills")
    assert not place.exists() or list(place.iterdir()) == []


def test_other_reasons_to_refuse(vault: Vault, elsewhere: Path, tmp_path: Path) -> None:
    with pytest.raises(NotAVault, match="no backup"):
        restore(tmp_path / "nothing", tmp_path / "Back.medbills")
    _manifest(vault.backup(elsewhere).folder, format=2)
    with pytest.raises(NewerVault):
        restore(elsewhere, tmp_path / "Back.medbills")
    assert not (tmp_path / "Back.medbills").exists()


def test_damage_that_only_the_key_can_see_is_found_when_it_is_opened(made: Any, fill: Any, elsewhere: Path, tmp_path: Path) -> None:
    with made.open() as vault:
        fill(vault)
        vault.backup(elsewhere)
    paper = next((elsewhere / "documents").glob("*.paper"))
    _flip(paper)
    folder = restore(elsewhere, tmp_path / "Back.medbills")
    for _ in range(2):
        with Vault.open(folder, made.data_key) as back:
            assert back.restored is not None and not back.restored.ok
            assert "bill 1.pdf" in back.restored.problems[0]
