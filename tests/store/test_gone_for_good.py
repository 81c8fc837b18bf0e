"""What goes along with a paper that is removed for good, and what a backup made before it tells when it comes back."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from medbills.domain.told_fact import Owner, ToldFact
from medbills.errors import DamagedVault
from medbills.services.care_for_vault import bring_back, words_of_restored
from medbills.services.keep_trash import remove_for_good
from medbills.store import Trash, Vault, erase, restore, verify
from medbills.store.backup_list import backups_in, trouble_of
from medbills.store.schema import JOURNAL

SECRET = "gray heron 7"
BILL = b"%PDF-1.7 a bill of Riverbend General"


def _told(number: int, owner_id: str, said: str) -> ToldFact:
    return ToldFact(
        id=f"told{number}", owner=Owner.PAPER, owner_id=owner_id, question="lines", said={"note": said}, told_on=datetime.date(2026, 11, 17)
    )


def _remove(vault: Vault) -> None:
    with vault.change("Removed the bill") as change:
        change.papers.remove("bill1")
        change.documents.remove("doc1")


def test_what_was_told_of_a_paper_goes_with_it_and_not_before(vault: Vault, fill: Any) -> None:
    fill(vault)
    fill(vault, b"another paper", 2)
    with vault.change("Marked a line") as change:
        change.told_facts.add(_told(1, "bill1", "canary one"))
        change.told_facts.add(_told(2, "bill2", "another"))
    _remove(vault)
    (item,) = Trash(vault).items()
    with Trash(vault).bringing_back(item.change_id):
        pass
    assert len(vault.told_facts.about(Owner.PAPER, "bill1")) == 1, "it comes back with what was told of it"
    _remove(vault)
    remove_for_good(vault, Trash(vault).items()[0].change_id)
    assert [told.id for told in vault.told_facts.all()] == ["told2"]
    assert not any("canary one" in str(tuple(row)) for row in vault.lane.rows(select(JOURNAL)))
    assert verify(vault).ok, verify(vault).problems


@pytest.fixture
def backed(made: Any, fill: Any, tmp_path: Path) -> Path:
    """A vault with a backup inside and one elsewhere, from which a paper was removed for good afterwards."""
    with made.open() as vault:
        fill(vault, BILL)
        fill(vault, b"another paper", 2)
        vault.backup()
        vault.backup(tmp_path / "disk")
        _remove(vault)
        erase(vault, Trash(vault).items())
    return Path(made.folder)


def test_a_backup_in_the_vault_names_what_is_gone_and_gives_the_rest(made: Any, backed: Path, tmp_path: Path) -> None:
    with made.open() as vault:
        (backup,) = backups_in(vault.place.backups)
        assert trouble_of(backup, vault.keys) is None, "a removal for good is no damage"
    folder = restore(backup.folder, tmp_path / "Back.medbills")
    with Vault.open(folder, made.data_key) as back:
        assert back.restored is not None and back.restored.ok and back.restored.gone == ("bill 1.pdf",)
        assert "“bill 1.pdf”" in words_of_restored(back) and "Removed for good" in words_of_restored(back)
        assert back.papers.get("bill1") is not None, "what was read from it is back"
        assert back.paper_files.read(back.documents.get("doc2").key) == b"another paper"  # type: ignore[union-attr]
    with Vault.open(folder, made.data_key) as back:
        assert words_of_restored(back) == "", "told once"
        report = verify(back)
        assert report.ok and report.gone == ("bill 1.pdf",) and back.backup().missing == (), "it goes on being no damage"
    told = bring_back(backup.folder, tmp_path / "Again.medbills", SECRET)[1]
    assert "“bill 1.pdf”" in told


def test_a_backup_elsewhere_holds_the_file_too(made: Any, backed: Path, tmp_path: Path) -> None:
    folder = restore(tmp_path / "disk", tmp_path / "Back.medbills")
    with Vault.open(folder, made.data_key) as back:
        assert back.restored is not None and back.restored.ok and back.restored.gone == ()
        assert back.paper_files.read(back.documents.get("doc1").key) == BILL  # type: ignore[union-attr]


def test_a_file_that_was_added_again_comes_back_with_the_backup(made: Any, backed: Path, fill: Any, tmp_path: Path) -> None:
    with made.open() as vault:
        fill(vault, BILL, 3)
        backup = backups_in(vault.place.backups)[0]
    with Vault.open(restore(backup.folder, tmp_path / "Back.medbills"), made.data_key) as back:
        assert back.restored is not None and back.restored.gone == ()
        assert back.paper_files.read(back.documents.get("doc1").key) == BILL  # type: ignore[union-attr]


def test_a_file_that_is_missing_for_another_reason_is_damage_still(made: Any, backed: Path, tmp_path: Path) -> None:
    with made.open() as vault:
        (backup,) = backups_in(vault.place.backups)
        path = vault.paper_files.path_of(vault.documents.get("doc2").key)  # type: ignore[union-attr]
        assert path is not None
        path.unlink()
        assert trouble_of(backup, vault.keys) is not None
    with pytest.raises(DamagedVault, match="A paper of this backup is missing"):
        restore(backup.folder, tmp_path / "Back.medbills")


def test_a_new_key_for_the_vault_takes_such_a_backup_along(made: Any, backed: Path) -> None:
    fresh = bytes(range(32))
    with made.open() as vault:
        vault.change_data_key(fresh, (backed / "keys.json").read_text(encoding="utf-8"))
    with Vault.open(backed, fresh) as vault:
        (backup,) = backups_in(vault.place.backups)
        assert trouble_of(backup, vault.keys) is None and verify(vault).ok
