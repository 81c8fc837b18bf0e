"""Opening a vault: every way it can be wrong has its own error, and none of them changes a byte."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from medbills import keys
from medbills.errors import DamagedVault, NewerVault, NotAVault, UnusableInput, VaultInUse, WrongPassphrase
from medbills.store import Vault
from medbills.store.schema import META, SCHEMA_VERSION

State = Callable[[Path], dict[str, str]]


def test_a_new_vault_is_empty_named_and_encrypted(made: Any) -> None:
    with made.open() as vault:
        assert (vault.name, vault.people.all(), vault.papers.all()) == ("Calloway", (), ())
    assert not (made.folder / "vault.db").read_bytes().startswith(b"SQLite format 3")
    assert (made.folder.stat().st_mode & 0o777) == 0o700


def test_a_wrong_passphrase_changes_nothing(made: Any, state: State) -> None:
    before = state(made.folder)
    with pytest.raises(WrongPassphrase):
        keys.unlock(made.folder, "gray heron 8")
    assert state(made.folder) == before


def _flip(path: Path, place: int) -> None:
    content = bytearray(path.read_bytes())
    content[place] ^= 0x40
    path.write_bytes(content)


def test_no_vault_is_made_where_there_is_none(tmp_path: Path) -> None:
    for place in (tmp_path / "nowhere", tmp_path):
        with pytest.raises(NotAVault):
            Vault.open(place, b"\0" * 32)
        with pytest.raises(NotAVault):
            Vault.look(place)
    assert list(tmp_path.iterdir()) == []


def test_the_database_of_another_vault_is_refused(made: Any, state: State, tmp_path: Path) -> None:
    other = tmp_path / "Other.medbills"
    data_key, _ = keys.create_keys(other, "x", cost=keys.Cost(64, 1, 1))
    Vault.create(other, "Other", data_key).close()
    (made.folder / "vault.db").write_bytes((other / "vault.db").read_bytes())
    before = state(made.folder)
    with pytest.raises(DamagedVault):
        made.open()
    assert state(made.folder) == before


@pytest.mark.parametrize("row", ["vault_id", "seal"])
def test_a_database_that_names_another_vault_is_refused(made: Any, row: str) -> None:
    with made.open() as vault:
        vault.lane.run(update(META).where(META.c.id == row), {"value": "0" * 32})
    with pytest.raises(DamagedVault, match="two different vaults"):
        made.open()


def test_a_later_schema_is_named(made: Any, state: State) -> None:
    with made.open() as vault:
        vault.lane.run(update(SCHEMA_VERSION), {"version_num": "9999"})
    before = state(made.folder)
    with pytest.raises(NewerVault, match="later version"):
        made.open()
    assert state(made.folder) == before


def test_a_vault_is_never_made_over_a_vault(made: Any, state: State) -> None:
    before = state(made.folder)
    with pytest.raises(UnusableInput):
        Vault.create(made.folder, "Again", made.data_key)
    assert state(made.folder) == before


HOLD = """
import sys, time
from pathlib import Path
from medbills.store import Vault
vault = Vault.open(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]))
print("open", flush=True)
time.sleep(60)
"""


def test_the_same_program_cannot_open_it_twice(made: Any) -> None:
    with made.open(), pytest.raises(VaultInUse):
        made.open()
    made.open().close()


def test_what_failed_to_open_can_be_opened_once_it_is_mended(made: Any) -> None:
    whole = (made.folder / "vault.db").read_bytes()
    _flip(made.folder / "vault.db", 1000)
    with pytest.raises(DamagedVault):
        made.open()
    (made.folder / "vault.db").write_bytes(whole)
    made.open().close()


def test_opening_loads_neither_alembic_nor_the_orm(made: Any) -> None:
    code = HOLD.split("print")[0] + "print([name for name in ('alembic', 'sqlalchemy.orm') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code, str(made.folder), made.data_key.hex()], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_no_second_file_can_be_attached(vault: Vault, tmp_path: Path) -> None:
    with pytest.raises(Exception, match="not authorized"):
        vault.lane.connection.exec_driver_sql(f"ATTACH '{tmp_path / 'plain.db'}' AS plain KEY ''")
    assert not (tmp_path / "plain.db").exists()
