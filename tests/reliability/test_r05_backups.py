"""R5: a backup counts once it was opened again and compared; old ones make room after that, never before; the age is told."""

from __future__ import annotations

import datetime
import os
import random
import signal
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medbills.domain.backup_age import Level, backup_age
from medbills.errors import DamagedVault, MedbillsError, NoRoom
from medbills.services.keep_backups import back_up, back_up_everywhere, backup_is_due, choose_place, state_of_backups
from medbills.store import Vault, backup
from medbills.store.backup_list import DAILY, MONTHLY, WEEKLY, backups_in, trouble_of, worth_keeping

START = datetime.datetime(2026, 11, 17, 10, 15, tzinfo=datetime.UTC)
Day = datetime.timedelta(days=1)


def _at(vault: Vault, at: datetime.datetime) -> None:
    vault.clock = lambda: at


def test_a_year_of_days_leaves_7_4_and_12(made: Any) -> None:
    """The rule alone, over 400 days; the next test runs it on real backups."""
    names: dict[str, datetime.datetime] = {}
    for day in range(400):
        names[f"{day:03}"] = START + day * Day
        names = {name: names[name] for name in worth_keeping(names.items())}
    assert sorted(names)[-DAILY:] == [f"{day:03}" for day in range(393, 400)]
    assert len({at.strftime("%Y-%m") for at in names.values()}) >= MONTHLY
    assert len(names) <= DAILY + WEEKLY + MONTHLY


@given(st.lists(st.datetimes(datetime.datetime(2020, 1, 1), datetime.datetime(2030, 1, 1)), min_size=1, max_size=60))
def test_the_newest_always_stays_and_keeping_twice_is_keeping_once(times: list[datetime.datetime]) -> None:
    made = {str(number): at for number, at in enumerate(times)}
    kept = worth_keeping(made.items())
    newest_day = max(times).date()
    assert {name for name, at in made.items() if at.date() == newest_day} <= kept
    assert worth_keeping((name, made[name]) for name in kept) == kept
    beyond = sum(made[name].date() != newest_day for name in kept)
    assert beyond < DAILY + WEEKLY + MONTHLY


def test_old_ones_make_room_after_the_new_one_passed(vault: Vault, fill: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(vault)
    for day in range(10):
        _at(vault, START + day * Day)
        back_up(vault)
    there = [found.folder.name for found in backups_in(vault.place.backups)]
    assert len(there) == 7 and there[0].startswith("2026-11-26")  # two weeks, one month: their newest are among the days
    assert all(trouble_of(found, vault.keys) is None for found in backups_in(vault.place.backups))
    real = backup.cipher.copy_database

    def spoiled(lane: Any, key: bytes, target: Path) -> None:
        real(lane, key, target)
        content = bytearray(target.read_bytes())
        content[len(content) - 2000] ^= 1
        target.write_bytes(content)

    monkeypatch.setattr(backup.cipher, "copy_database", spoiled)
    _at(vault, START + 40 * Day)
    with pytest.raises(DamagedVault, match="did not pass the test"):
        back_up(vault)
    assert [found.folder.name for found in backups_in(vault.place.backups)] == there, "none goes for one that failed"
    age = state_of_backups(vault, now=START + 40 * Day).age
    assert age is not None and age.level is Level.BAD and "failed" in age.sentence
    monkeypatch.undo()
    back_up(vault)
    age = state_of_backups(vault, now=START + 40 * Day).age
    assert age is not None and age.level is Level.GOOD


def test_a_damaged_paper_does_not_count_as_backed_up(vault: Vault, fill: Any) -> None:
    fill(vault)
    path = vault.paper_files.path_of(vault.documents.all()[0].key)
    assert path is not None
    content = bytearray(path.read_bytes())
    content[-3] ^= 1
    path.write_bytes(content)
    assert back_up(vault).missing == ("bill 1.pdf",)
    assert vault.backup_log.read().last is None


@pytest.mark.parametrize(("days", "level"), [(0, "good"), (1, "good"), (7, "good"), (8, "late"), (30, "late"), (31, "bad"), (400, "bad")])
def test_the_age_is_told_in_words_and_by_level(days: int, level: str) -> None:
    age = backup_age(START, START + days * Day)
    assert age is not None and (age.level.value, age.days) == (level, days)
    assert "Last verified backup:" in age.sentence
    assert backup_age(None, START, empty=True) is None
    never = backup_age(None, START)
    assert never is not None and never.level is Level.LATE
    ahead = backup_age(START, START - Day)
    assert ahead is not None and ahead.days == 0, "a clock that was put back"


def test_once_a_day_and_never_of_nothing(vault: Vault, fill: Any) -> None:
    assert not backup_is_due(vault, now=START)
    fill(vault)
    _at(vault, START)
    assert backup_is_due(vault, now=START)
    back_up(vault)
    assert not backup_is_due(vault, now=START + datetime.timedelta(hours=5))
    assert backup_is_due(vault, now=START + Day)


def test_the_second_place_gets_each_backup_and_its_absence_is_told(vault: Vault, fill: Any, tmp_path: Path) -> None:
    fill(vault)
    disk = tmp_path / "disk"
    disk.mkdir()
    place = choose_place(vault, disk)
    assert place is not None and len(backups_in(place)) == 1
    disk.rename(tmp_path / "away")
    for day in range(1, 3):
        _at(vault, START + day * Day)
        back_up_everywhere(vault)
    assert not disk.exists(), "nothing is made where the disk should be"
    age = state_of_backups(vault, now=START + 2 * Day).age
    assert age is not None and age.level is Level.LATE and "Connect its disk" in age.sentence
    (tmp_path / "away").rename(disk)
    assert backup_is_due(vault, now=START + 2 * Day), "the disk is back"
    for day in range(3, 14):
        _at(vault, START + day * Day)
        back_up_everywhere(vault)
    assert len(backups_in(place)) == 8 and all(trouble_of(found, vault.keys) is None for found in backups_in(place))
    with pytest.raises(MedbillsError):
        choose_place(vault, vault.folder)
    assert choose_place(vault, None) is None


def test_papers_that_no_backup_names_make_room_elsewhere(vault: Vault, fill: Any, tmp_path: Path) -> None:
    fill(vault)
    place = choose_place(vault, tmp_path)
    assert place is not None
    with vault.change("Removed") as change:
        change.papers.remove("bill1")
        change.documents.remove("doc1")
    for day in range(1, 40):
        _at(vault, START + day * Day)
        if day > 31:
            back_up(vault, place)
    assert len(list((place / "documents").glob("*.paper"))) == 1, "a backup of last month names it"
    for found in backups_in(place)[-1:]:
        (found.folder / "manifest.json").unlink()
    _at(vault, START + 41 * Day)
    back_up(vault, place)
    assert len(list((place / "documents").glob("*.paper"))) == 1, "a folder without its list may need it"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a process is copied, which Windows cannot")
def test_a_kill_while_backing_up_leaves_only_whole_ones(made: Any, fill: Any, long_form: bool) -> None:
    with made.open() as vault:
        fill(vault)
        vault.backup()
    chance = random.Random(20261117)
    for _ in range(200 if long_form else 5):
        child = os.fork()
        if child == 0:
            try:
                vault = made.open()
                while True:
                    back_up(vault)
            finally:
                os._exit(1)
        time.sleep(chance.uniform(0.05, 0.4))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        with made.open() as vault:
            there = backups_in(vault.place.backups)
            assert there and all(trouble_of(found, vault.keys) is None for found in there)
            assert not list(vault.place.backups.glob("*.part"))
            vault.rotate_backups()


def test_the_test_can_fail(vault: Vault, fill: Any) -> None:
    """A backup with one flipped byte is not taken for a good one."""
    fill(vault)
    report = vault.backup()
    (found,) = backups_in(vault.place.backups)
    content = bytearray((report.folder / "vault.db").read_bytes())
    content[9000] ^= 1
    (report.folder / "vault.db").write_bytes(content)
    assert trouble_of(found, vault.keys) is not None


def test_a_full_disk_is_told_and_forgotten_once_there_is_room(vault: Vault, fill: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(vault)

    def full(*_: object, **__: object) -> None:
        raise NoRoom("The disk is full.")

    monkeypatch.setattr("medbills.store.vault.make_backup", full)
    with pytest.raises(NoRoom):
        back_up_everywhere(vault)
    assert vault.backup_log.read().failed == "The disk is full."
    monkeypatch.undo()
    back_up_everywhere(vault)
    assert vault.backup_log.read().failed == ""
