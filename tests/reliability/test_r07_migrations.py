"""R7: a vault of every released schema opens with the same rows, sums and papers; cut short, the upgrade left it old or new."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from medbills import keys
from medbills.errors import NewerVault
from medbills.store import Vault, cipher, upgrade, verify
from medbills.store import vault as vault_module
from medbills.store.content import content_of
from medbills.store.durable import sync_file
from medbills.store.schema import HEAD
from medbills.store.subkeys import SubKeys

OLD = Path(__file__).resolve().parents[1] / "old_vaults"
VERSIONS = sorted(path.name for path in OLD.iterdir() if path.is_dir())
SECRET = "gray heron 7"


def _copy(version: str, tmp_path: Path) -> tuple[Path, dict[str, Any]]:
    folder = tmp_path / "Old.medbills"
    shutil.copytree(OLD / version, folder)
    told = json.loads((folder / "told.json").read_text(encoding="utf-8"))
    (folder / "told.json").unlink()
    (folder / "backups").mkdir()
    return folder, told


def _compare(vault: Vault, told: dict[str, Any]) -> list[str]:
    """What is not as it was written down when the vault was made, in words."""
    now = {name: count for name, (count, _) in content_of(vault.lane).items()}
    wrong = [
        f"{name}: {now.get(name)} rows, {count} before"
        for name, count in told["rows"].items()
        if now.get(name) != count and name not in ("journal", "meta")
    ]
    for place, cents in told["cents"].items():
        table, column = place.split(".")
        if vault.lane.connection.exec_driver_sql(f'SELECT sum("{column}") FROM "{table}"').scalar() != cents:
            wrong.append(place)
    for document_id, sha256 in told["papers"].items():
        document = vault.documents.get(document_id)
        if document is None or hashlib.sha256(vault.paper_files.read(document.key)).hexdigest() != sha256:
            wrong.append(document_id)
    return wrong


def test_every_version_that_was_ever_the_newest_is_here() -> None:
    """A new migration that is released brings its predecessor here."""
    assert VERSIONS and all(version < HEAD for version in VERSIONS)


@pytest.mark.parametrize("version", VERSIONS)
def test_an_old_vault_opens_with_all_it_held(version: str, tmp_path: Path) -> None:
    folder, told = _copy(version, tmp_path)
    assert told["head"] == version
    data_key = keys.unlock(folder, SECRET)
    with Vault.open(folder, data_key) as vault:
        assert cipher.schema_version(vault.lane) == HEAD
        assert _compare(vault, told) == []
        report = verify(vault)
        assert report.ok, report.problems
        for noun in vars(vault).values():
            if hasattr(noun, "all"):
                noun.all()  # today's code reads every value of then
        assert len(list((folder / "backups").iterdir())) == 1


def test_the_test_can_fail(tmp_path: Path) -> None:
    """A migration that loses a row, a cent or a paper is seen by the comparison."""
    folder, told = _copy(VERSIONS[-1], tmp_path)
    with Vault.open(folder, keys.unlock(folder, SECRET)) as vault:
        vault.lane.connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        vault.lane.connection.exec_driver_sql("DELETE FROM eob_line")
        assert any("eob_line" in one for one in _compare(vault, told))
        told["papers"][next(iter(told["papers"]))] = "0" * 64
        assert len(_compare(vault, told)) > 1


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a process is copied, which Windows cannot")
def test_cut_short_at_any_step_it_is_the_old_or_the_new_one(tmp_path: Path, long_form: bool) -> None:
    """A copy of the process ends itself at the first step of the upgrade, then at the second, and so on until it gets through."""
    folder, told = _copy(VERSIONS[-1], tmp_path)
    data_key = keys.unlock(folder, SECRET)
    before = (folder / "vault.db").read_bytes()
    old = new = 0
    step, stride = 1, 1 if long_form else 9
    while True:
        child = os.fork()
        if child == 0:
            _end_at(step)
            try:
                Vault.open(folder, data_key)
            finally:
                os._exit(0)
        _, status = os.waitpid(child, 0)
        version = _version(folder, data_key)
        assert version in (VERSIONS[-1], HEAD)
        if version == HEAD:
            with Vault.open(folder, data_key) as vault:
                assert _compare(vault, told) == [] and verify(vault).ok
            new += 1
            if os.waitstatus_to_exitcode(status) == 0:
                break
            (folder / "vault.db").write_bytes(before)
        else:
            assert (folder / "vault.db").read_bytes() == before
            old += 1
        step += stride
    assert old >= 2 and new >= 1


def _version(folder: Path, data_key: bytes) -> str:
    lane = cipher.open_lane(folder / "vault.db", SubKeys.of(data_key, Vault.look(folder)).database, read_only=True)
    try:
        return cipher.schema_version(lane)
    finally:
        lane.close()


def _end_at(step: int) -> None:
    """In the copy of the process: each statement, sync and rename of the upgrade is a step; it ends right before one of them."""
    left = [step]

    def counted(work: Callable[..., Any]) -> Callable[..., Any]:
        def counting(*args: Any, **named: Any) -> Any:
            left[0] -= 1
            if left[0] <= 0:
                os._exit(9)
            return work(*args, **named)

        return counting

    for place, name in ((upgrade, "sync_file"), (upgrade, "sync_folder"), (cipher, "sync_file"), (cipher, "copy_database"),
                        (cipher, "damage"), (Path, "replace"), (upgrade, "make_backup"), (upgrade, "_migrate"), (upgrade, "_note"),
                        (upgrade, "_compare"), (vault_module.Lane, "begin"), (vault_module.Lane, "commit"),
                        (vault_module.Lane, "run")):  # fmt: skip
        setattr(place, name, counted(getattr(place, name)))


def test_a_newer_vault_is_refused_by_name(tmp_path: Path) -> None:
    folder, _ = _copy(VERSIONS[-1], tmp_path)
    data_key = keys.unlock(folder, SECRET)
    with Vault.open(folder, data_key) as vault:
        vault.lane.connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    sync_file(folder / "vault.db")
    before = (folder / "vault.db").read_bytes()
    with pytest.raises(NewerVault, match="later version"):
        Vault.open(folder, data_key)
    assert (folder / "vault.db").read_bytes() == before
