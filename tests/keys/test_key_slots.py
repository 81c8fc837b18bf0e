"""The key file: what opens it, what does not, and that neither damage nor a full disk costs a key."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medbills import keys
from medbills.errors import DamagedVault, NewerVault, NoRoom, NotAVault, UnusableInput, WrongPassphrase, WrongUsage
from medbills.keys import key_file, recovery

CHEAP = keys.Cost(memory_kib=64, passes=1, lanes=1)


@pytest.fixture
def made(tmp_path: Path) -> tuple[Path, bytes, str]:
    data_key, printed = keys.create_keys(tmp_path, "gray heron 7", label="Ruth", cost=CHEAP)
    return tmp_path, data_key, printed


def test_the_usual_cost_is_128_mib_and_four_passes(tmp_path: Path) -> None:
    data_key, _ = keys.create_keys(tmp_path, "gray heron 7", cost=keys.USUAL_COST)
    slot = json.loads((tmp_path / "keys.json").read_text())["slots"][0]
    assert (slot["kdf"], slot["memory_kib"], slot["passes"]) == ("argon2id", 131072, 4)
    assert keys.unlock(tmp_path, "gray heron 7") == data_key


def test_passphrase_and_recovery_key_open_the_same(made: tuple[Path, bytes, str]) -> None:
    folder, data_key, printed = made
    assert len(data_key) == 32
    assert keys.unlock(folder, "gray heron 7") == data_key
    assert keys.unlock(folder, printed) == data_key
    assert [(slot.kind, slot.label) for slot in keys.list_slots(folder)] == [("passphrase", "Ruth"), ("recovery", "")]


def test_a_passphrase_typed_on_another_system_is_the_same(tmp_path: Path) -> None:
    data_key, _ = keys.create_keys(tmp_path, "cafe\u0301", cost=CHEAP)
    assert keys.unlock(tmp_path, "caf\u00e9") == data_key


@pytest.mark.parametrize("wrong", ["gray heron 8", "", "Gray heron 7", "gray heron 7 ", "x" * 5000])
def test_a_wrong_passphrase_is_named_as_one(made: tuple[Path, bytes, str], wrong: str) -> None:
    with pytest.raises(WrongPassphrase, match="does not open"):
        keys.unlock(made[0], wrong)


@given(st.binary(min_size=32, max_size=32))
def test_a_recovery_key_survives_how_people_type(secret: bytes) -> None:
    printed = recovery.to_text(secret)
    assert not set("ILOU") & set(printed)
    assert len(printed.split("-")) == 14
    typed = printed.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert recovery.from_text(f"  {typed}\n") == secret


@given(st.binary(min_size=32, max_size=32), st.integers(0, 55), st.integers(1, 31))
def test_one_wrong_character_is_noticed(secret: bytes, place: int, step: int) -> None:
    letters = list(recovery.to_text(secret).replace("-", ""))
    alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    letters[place] = alphabet[(alphabet.index(letters[place]) + step) % 32]
    assert recovery.from_text("".join(letters)) is None
    assert recovery.looks_like_one("".join(letters))


def test_a_typing_mistake_in_the_recovery_key_is_said(made: tuple[Path, bytes, str]) -> None:
    folder, _, printed = made
    with pytest.raises(WrongPassphrase, match="typing mistake"):
        keys.unlock(folder, printed[:-1] + ("2" if printed[-1] != "2" else "3"))


def test_the_recovery_key_of_another_vault_is_refused(made: tuple[Path, bytes, str], tmp_path: Path) -> None:
    _, other = keys.create_keys(tmp_path / "other", "x", cost=CHEAP)
    with pytest.raises(WrongPassphrase, match="another vault"):
        keys.unlock(made[0], other)


def test_any_damage_is_damage_and_never_a_wrong_passphrase(made: tuple[Path, bytes, str]) -> None:
    folder, data_key, _ = made
    whole = (folder / "keys.json").read_bytes()
    seen = set()
    for place in range(0, len(whole), 3):
        (folder / "keys.json").write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        try:
            assert keys.unlock(folder, "gray heron 7") == data_key  # white space between values carries nothing
            assert whole[place : place + 1].isspace()
        except DamagedVault as problem:
            seen.add(str(problem))
    assert len(seen) == 1
    for size in (0, 1, len(whole) // 2, len(whole) - 1):
        (folder / "keys.json").write_bytes(whole[:size])
        with pytest.raises(DamagedVault, match="damaged"):
            keys.unlock(folder, "gray heron 7")


def _rewritten(folder: Path, alter: object) -> None:
    """Alters the file as one would who knows its checksum but no key."""
    path = folder / "keys.json"
    plain = json.loads(path.read_text())
    plain.pop("checksum")
    alter(plain)  # type: ignore[operator]
    path.write_text(json.dumps(plain | {"checksum": key_file._checksum(plain)}))


def test_a_changed_label_is_noticed_once_the_key_is_known(made: tuple[Path, bytes, str]) -> None:
    folder, data_key, _ = made
    _rewritten(folder, lambda plain: plain["slots"][0].update(label="Mallory"))
    with pytest.raises(DamagedVault, match="something other than Medbills"):
        keys.unlock(folder, "gray heron 7")
    assert keys.check_keys(folder, data_key)


def test_a_slot_of_another_vault_does_not_open(made: tuple[Path, bytes, str], tmp_path: Path) -> None:
    other = tmp_path / "other"
    keys.create_keys(other, "mallory", cost=CHEAP)
    foreign = json.loads((other / "keys.json").read_text())["slots"][0]
    _rewritten(made[0], lambda plain: plain["slots"].append(foreign))
    with pytest.raises(WrongPassphrase):
        keys.unlock(made[0], "mallory")


def test_a_cost_that_would_stop_the_computer_is_damage(made: tuple[Path, bytes, str]) -> None:
    _rewritten(made[0], lambda plain: plain["slots"][0].update(memory_kib=2**31))
    with pytest.raises(DamagedVault):
        keys.unlock(made[0], "gray heron 7")


def test_a_later_format_is_said(made: tuple[Path, bytes, str]) -> None:
    _rewritten(made[0], lambda plain: plain.update(format=2))
    with pytest.raises(NewerVault, match="later version"):
        keys.unlock(made[0], "gray heron 7")


def test_no_vault_and_a_missing_key_file_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(NotAVault):
        keys.unlock(tmp_path / "nowhere", "x")
    with pytest.raises(NotAVault):
        keys.unlock(tmp_path, "x")
    (tmp_path / "vault.db").write_bytes(b"x" * 4096)
    with pytest.raises(DamagedVault, match="missing"):
        keys.unlock(tmp_path, "x")


def test_changing_the_passphrase_rewrites_one_slot(made: tuple[Path, bytes, str]) -> None:
    folder, data_key, printed = made
    keys.change_passphrase(folder, "gray heron 7", "blue kite 9", cost=CHEAP)
    assert keys.unlock(folder, "blue kite 9") == data_key
    assert keys.unlock(folder, printed) == data_key
    with pytest.raises(WrongPassphrase):
        keys.unlock(folder, "gray heron 7")
    assert keys.list_slots(folder)[0].label == "Ruth"


def test_a_forgotten_passphrase_is_replaced_with_the_recovery_key(made: tuple[Path, bytes, str]) -> None:
    folder, data_key, printed = made
    keys.change_passphrase(folder, printed, "blue kite 9", cost=CHEAP)
    assert keys.unlock(folder, "blue kite 9") == data_key
    second = keys.add_slot(folder, data_key, "red fox 1", label="Sam", cost=CHEAP)
    with pytest.raises(WrongUsage, match="which one"):
        keys.change_passphrase(folder, printed, "green owl 2", cost=CHEAP)
    keys.change_passphrase(folder, printed, "green owl 2", slot_id=second.id, cost=CHEAP)
    assert keys.unlock(folder, "green owl 2") == keys.unlock(folder, "blue kite 9") == data_key


def test_slots_come_and_go_but_the_last_passphrase_stays(made: tuple[Path, bytes, str]) -> None:
    folder, data_key, _ = made
    second = keys.add_slot(folder, data_key, "red fox 1", label="Sam", cost=CHEAP)
    assert keys.unlock(folder, "red fox 1") == data_key
    keys.remove_slot(folder, data_key, second.id)
    with pytest.raises(WrongPassphrase):
        keys.unlock(folder, "red fox 1")
    with pytest.raises(WrongUsage, match="last passphrase"):
        keys.remove_slot(folder, data_key, keys.list_slots(folder)[0].id)
    with pytest.raises(WrongUsage, match="no such key"):
        keys.remove_slot(folder, data_key, "nothing")
    with pytest.raises(DamagedVault):
        keys.add_slot(folder, b"\0" * 32, "mallory", cost=CHEAP)


def test_a_new_recovery_key_ends_the_old_one(made: tuple[Path, bytes, str]) -> None:
    folder, data_key, printed = made
    fresh = keys.renew_recovery_key(folder, data_key)
    assert keys.unlock(folder, fresh) == data_key
    with pytest.raises(WrongPassphrase, match="newer one has replaced it"):
        keys.unlock(folder, printed)


def test_keys_are_never_made_over_keys_nor_for_an_empty_passphrase(made: tuple[Path, bytes, str], tmp_path: Path) -> None:
    before = (made[0] / "keys.json").read_bytes()
    with pytest.raises(UnusableInput):
        keys.create_keys(made[0], "another", cost=CHEAP)
    with pytest.raises(WrongUsage):
        keys.create_keys(tmp_path / "other", "", cost=CHEAP)
    assert (made[0] / "keys.json").read_bytes() == before


def test_the_old_file_stays_when_the_new_one_cannot_be_written(made: tuple[Path, bytes, str], monkeypatch: pytest.MonkeyPatch) -> None:
    folder, data_key, _ = made
    before = (folder / "keys.json").read_bytes()

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(key_file.os, "fsync", full)
    with pytest.raises(NoRoom, match="disk is full"):
        keys.add_slot(folder, data_key, "red fox 1", cost=CHEAP)
    assert (folder / "keys.json").read_bytes() == before
    assert [path.name for path in folder.iterdir()] == ["keys.json"]


def test_neither_passphrase_nor_data_key_is_in_the_file(made: tuple[Path, bytes, str]) -> None:
    folder, data_key, printed = made
    text = (folder / "keys.json").read_text()
    assert "heron" not in text and data_key.hex() not in text and printed not in text
