"""A backup or a copy of an older schema is read on a copy that is brought up to date; what it was made of stays as it is."""

from __future__ import annotations

import datetime
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from medbills import keys
from medbills.domain.person import Person
from medbills.errors import NewerVault, ReadOnlyVault
from medbills.services.look_into_backup import look_into_backup
from medbills.services.merge_vaults import merge_copy
from medbills.store import Vault, cipher, verify
from medbills.store.schema import HEAD
from medbills.store.subkeys import SubKeys

OLD = Path(__file__).resolve().parents[1] / "old_vaults"
OLDEST = min(path.name for path in OLD.iterdir() if path.is_dir())
SECRET = "gray heron 7"
TODAY = datetime.date(2026, 11, 17)
State = Callable[[Path], dict[str, str]]


def _version(folder: Path) -> str:
    vault_id = Vault.look(folder)
    lane = cipher.open_lane(folder / "vault.db", SubKeys.of(keys.unlock(folder, SECRET), vault_id).database, read_only=True)
    try:
        return cipher.schema_version(lane)
    finally:
        lane.close()


@pytest.fixture
def old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A vault of the first schema; temporary files go into a folder that is empty now."""
    folder = tmp_path / "Old.medbills"
    shutil.copytree(OLD / OLDEST, folder)
    (folder / "told.json").unlink()
    (folder / "backups").mkdir()
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    return folder


def test_another_copy_is_read_as_it_is_today_and_stays_as_it_was(old: Path, tmp_path: Path, state: State) -> None:
    before = state(old)
    with Vault.open_copy(old, keys.unlock(old, SECRET)) as copy:
        assert cipher.schema_version(copy.lane) == HEAD and copy.people.all() and verify(copy).ok
        with pytest.raises(ReadOnlyVault), copy.change("Added") as change:
            change.people.add(Person(id="new", name="New"))
        (aside,) = (tmp_path / "temporary").iterdir()
        assert (aside / "vault.db").read_bytes()[:6] != b"SQLite" and aside.stat().st_mode & 0o077 == 0
    assert state(old) == before and _version(old) == OLDEST
    assert list((tmp_path / "temporary").iterdir()) == []


def test_a_backup_is_looked_into_and_stays_as_it_was(old: Path, tmp_path: Path, state: State) -> None:
    with Vault.open(old, keys.unlock(old, SECRET)) as vault:
        people = vault.people.all()
    (backup,) = (old / "backups").iterdir()  # made before the upgrade
    assert _version(backup) == OLDEST
    before = state(old)
    opened, _ = look_into_backup(backup, SECRET)
    with opened:
        assert opened.people.all() == people and all(opened.paper_files.read(one.key) for one in opened.documents.all())
    assert state(old) == before and list((tmp_path / "temporary").iterdir()) == []


def test_an_older_copy_and_an_older_backup_are_merged_and_stay_as_they_were(old: Path, tmp_path: Path, state: State) -> None:
    other = tmp_path / "other" / old.name
    shutil.copytree(old, other)
    with Vault.open(old, keys.unlock(old, SECRET)) as vault:
        with vault.change("Added Ruth") as change:
            change.people.add(Person(id="ruth", name="Ruth"))
        (backup,) = (old / "backups").iterdir()
        for folder in (other, backup):
            before = state(folder)
            seen, _ = merge_copy(vault, folder, SECRET, today=TODAY)
            assert seen.differing == (), "bringing each up to date made no two words of one"
            assert state(folder) == before and _version(folder) == OLDEST
        assert {person.id for person in vault.people.all()} > {"ruth"} and verify(vault).ok


def test_a_later_schema_is_refused_and_nothing_is_left(old: Path, tmp_path: Path, state: State) -> None:
    data_key = keys.unlock(old, SECRET)
    with Vault.open(old, data_key) as vault:
        vault.lane.connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    before = state(old)
    with pytest.raises(NewerVault, match="later version"):
        Vault.open_copy(old, data_key)
    assert state(old) == before and list((tmp_path / "temporary").iterdir()) == []


def test_what_a_crash_cut_short_in_a_copy_is_put_right_by_the_database(old: Path, tmp_path: Path) -> None:
    cut, data_key = tmp_path / "Cut.medbills", keys.unlock(old, SECRET)
    with Vault.open(old, data_key) as vault:
        vault.lane.connection.exec_driver_sql("PRAGMA cache_size=2")
        with vault.change("Added") as change:
            for number in range(40):
                change.people.add(Person(id=f"n{number}", name="x" * 5000))
            shutil.copytree(old, cut)
    with Vault.open_copy(cut, data_key) as copy:
        assert not any(person.id.startswith("n") for person in copy.people.all()) and verify(copy).ok
