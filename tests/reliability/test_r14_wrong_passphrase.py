"""R14: wrong passphrases all look alike, cost the same work, and have to wait; a weak one is not taken."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from medbills import keys
from medbills.errors import TooSoon, WrongPassphrase
from medbills.keys import key_file, waiting, wrapping
from medbills.services import open_vault as opening
from medbills.services.change_keys import seconds_to_wait
from medbills.services.open_vault import create_vault, open_vault
from medbills.services.weigh_passphrase import weigh_passphrase

PASSPHRASE = "maple river candle stone"


@dataclass
class Clock:
    """The clock on the wall, moved by hand."""

    now: float = 1_800_000_000.0

    def time(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(opening, "time", made)
    monkeypatch.setattr("medbills.services.change_keys.time", made)
    return made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "Ours.medbills"
    create_vault(place, "Ours", PASSPHRASE)[0].close()
    keys.add_slot(place, keys.unlock(place, PASSPHRASE), "seven tall gray herons", label="Sam")
    return place


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int, int]]:
    """Memory, passes and lanes of each guess that was worked out."""
    done: list[tuple[int, int, int]] = []
    real = wrapping.hash_secret_raw

    def counted(*arguments: Any, **options: Any) -> bytes:
        done.append((options["memory_cost"], options["time_cost"], options["parallelism"]))
        return real(*arguments, **options)

    monkeypatch.setattr(wrapping, "hash_secret_raw", counted)
    return done


def refusal(folder: Path, typed: str) -> str:
    with pytest.raises(WrongPassphrase) as refused:
        keys.unlock(folder, typed)
    return str(refused.value)


def test_every_wrong_one_gets_the_same_words_for_the_same_work(folder: Path, work: list[tuple[int, int, int]]) -> None:
    said, costs = set(), set()
    for wrong in ("x", PASSPHRASE[:-1], PASSPHRASE + " ", PASSPHRASE.upper(), "seven tall gray heron", "é" * 3000):
        work.clear()
        said.add(refusal(folder, wrong))
        costs.add(tuple(work))
    assert len(said) == 1
    assert len(costs) == 1 and len(next(iter(costs))) == 2, "each of the two passphrases is worked out, whatever was typed"


def test_the_count_of_work_would_show_a_shortcut(folder: Path, work: list[tuple[int, int, int]]) -> None:
    """The negative control: the right one stops at its own slot, and the count sees it."""
    keys.unlock(folder, PASSPHRASE)
    assert len(work) == 1


def test_a_guess_costs_what_a_guess_should_cost(tmp_path: Path) -> None:
    """Work, not time: 128 MiB filled four times took half a second of one core where it was measured."""
    keys.create_keys(tmp_path, PASSPHRASE, cost=keys.USUAL_COST)
    cost = key_file.read(tmp_path).slots[0].cost
    assert cost is not None and cost.memory_kib * cost.passes >= 512 * 1024 and cost.lanes == 1


def test_the_wait_grows_to_thirty_seconds_and_outlives_a_restart(folder: Path, clock: Clock) -> None:
    waits = []
    for _ in range(8):
        with pytest.raises(WrongPassphrase):
            open_vault(folder, "wrong")
        waits.append(seconds_to_wait(folder))  # read from the disk each time: nothing of it is in memory
        with pytest.raises(TooSoon, match="try again") as early:
            open_vault(folder, PASSPHRASE)
        assert early.value.wait == waits[-1]
        clock.now += waits[-1]
    assert waits == [1, 2, 4, 8, 16, 30, 30, 30]
    open_vault(folder, PASSPHRASE).close()
    assert seconds_to_wait(folder) == 0 and not (folder / waiting.FILE_NAME).exists()
    with pytest.raises(WrongPassphrase):
        open_vault(folder, "wrong")
    assert seconds_to_wait(folder) == 1, "it begins anew"


def test_a_try_made_too_early_is_not_worked_out(folder: Path, clock: Clock, work: list[tuple[int, int, int]]) -> None:
    with pytest.raises(WrongPassphrase):
        open_vault(folder, "wrong")
    work.clear()
    with pytest.raises(TooSoon):
        open_vault(folder, "wrong")
    assert not work and keys.wrong_tries(folder).number == 1


def test_a_clock_set_back_never_locks_anybody_out(folder: Path, clock: Clock) -> None:
    with pytest.raises(WrongPassphrase):
        open_vault(folder, "wrong")
    clock.now -= 10 * 365 * 86_400
    assert seconds_to_wait(folder) == 1
    clock.now += 10 * 365 * 86_400 + 1
    assert seconds_to_wait(folder) == 0


@pytest.mark.parametrize("content", ["", "{", "[]", '{"number": "many", "at": 0}', '{"number": 1e400, "at": 1}', "[" * 5000])
def test_a_spoiled_note_of_wrong_tries_keeps_nobody_out(folder: Path, content: str) -> None:
    (folder / waiting.FILE_NAME).write_text(content)
    open_vault(folder, PASSPHRASE).close()


@pytest.mark.parametrize(
    ("passphrase", "enough"),
    [("password123456", False), ("Summer2026!", False), ("qwertyuiop", False), ("aaaaaaaaaaaa", False), (PASSPHRASE, True),
     ("one two three four five six", True), ("one one one one one one", False), ("", False), ("x" * 5000, True)],
)  # fmt: skip
def test_a_passphrase_is_weighed_as_a_guessing_program_would(passphrase: str, enough: bool) -> None:
    note = weigh_passphrase(passphrase)
    if passphrase == "x" * 5000:
        assert 0 <= note.filled <= 4, "a very long one is weighed too, and quickly"
        return
    assert note.enough is enough
    assert bool(note.words) is bool(passphrase)
