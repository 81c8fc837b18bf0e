"""R2: after a power cut at any moment nothing acknowledged is lost, and nothing is damaged."""

from __future__ import annotations

import random
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest
from power_cuts import Disk, Step, can_record, recorded

from medbills.domain.person import Provider
from medbills.errors import DamagedVault, MedbillsError
from medbills.store import Vault, verify

pytestmark = pytest.mark.skipif(not can_record(), reason="strace, which records the writes, is not on this machine or may not watch")
SHORT, LONG, CHANGES = 15, 2_000, 8

WRITER = """
import os, sys
from pathlib import Path
from medbills.domain.person import Provider
from medbills.store import Vault, cipher
cipher._SETTINGS = (*cipher._SETTINGS, *sys.argv[4:])
vault = Vault.open(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]))
os.write(1, b"open")
for number in range(int(sys.argv[3])):
    with vault.change("Added") as change:
        change.providers.add(Provider(id=f"p{number:03}", name="x" * 3000))
    os.write(1, b"kept")
"""


def _replayed(made: Any, tmp_path: Path, points: int, *settings: str) -> tuple[int, int]:
    """How many cuts lost something acknowledged, and how many left something damaged."""
    made.open().close()
    before = tmp_path / "before"
    shutil.copytree(made.folder, before)
    command = [sys.executable, "-c", WRITER, str(made.folder), made.data_key.hex(), str(CHANGES), *settings]
    steps = recorded(command, made.folder, tmp_path / "notes")
    begin = next(number for number, step in enumerate(steps) if step.data == b"open")
    chance, lost, damaged = random.Random(20261117), 0, 0
    for point in sorted(chance.choices(range(begin, len(steps)), k=points)):
        held, whole = _after_cut(made, before, steps[:point], tmp_path / "after", chance)
        acknowledged = sum(step.data == b"kept" for step in steps[:point])
        lost += held < acknowledged
        damaged += not whole
    return lost, damaged


def _after_cut(made: Any, before: Path, steps: list[Step], after: Path, chance: random.Random) -> tuple[int, bool]:
    shutil.rmtree(after, ignore_errors=True)
    disk = Disk(before)
    root = str(made.folder)
    for step in steps:
        if step.call != "said":
            disk.take(Step(step.call, step.path.replace(root, str(before)), step.data, step.at, step.to.replace(root, str(before))))
    disk.cut(after, chance)
    try:
        with Vault.open(after, made.data_key) as vault:
            return len(vault.providers.all()), verify(vault).ok
    except MedbillsError:
        return 0, False


def test_nothing_is_lost_and_nothing_damaged(made: Any, tmp_path: Path, long_form: bool) -> None:
    assert _replayed(made, tmp_path, LONG if long_form else SHORT) == (0, 0)


def test_the_test_can_fail(made: Any, tmp_path: Path) -> None:
    """A database that does not wait for the disk is caught."""
    lost, damaged = _replayed(made, tmp_path, 8, "synchronous=OFF")
    assert lost + damaged > 0


def test_a_last_page_half_written_is_no_damage(made: Any, tmp_path: Path) -> None:
    """Beside it lies the change that was cut short; the database takes that back when it is opened."""
    cut = tmp_path / "Cut.medbills"
    with made.open() as vault:
        vault.lane.connection.exec_driver_sql("PRAGMA cache_size=2")  # so that pages go to the disk before the change is kept
        with vault.change("Added") as change:
            for number in range(40):
                change.providers.add(Provider(id=str(number), name="x" * 5000))
            shutil.copytree(made.folder, cut)
    with (cut / "vault.db").open("ab") as database:
        database.write(bytes(2048))
    with Vault.open(cut, made.data_key) as vault:
        assert vault.providers.all() == () and verify(vault).ok
    (cut / "vault.db-journal").unlink(missing_ok=True)
    with (cut / "vault.db").open("ab") as database:
        database.write(bytes(2048))
    with pytest.raises(DamagedVault, match="incomplete"):
        Vault.open(cut, made.data_key)
