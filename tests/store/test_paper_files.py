"""The papers' files: read back to the byte, named so that nobody can guess, and no piece of one can be moved."""

from __future__ import annotations

import hashlib
import itertools
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medbills.errors import DamagedVault
from medbills.store.paper_files import CHUNK, PaperFiles
from medbills.store.subkeys import SubKeys

KEYS = SubKeys.of(b"k" * 32, "vault")
SIZES = (0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 7)
HEAD, SEALED = 40, CHUNK + 16


def _content(size: int) -> bytes:
    return bytes(itertools.islice(itertools.cycle(range(251)), size))


@pytest.mark.parametrize("size", SIZES)
def test_any_size_comes_back(tmp_path: Path, size: int) -> None:
    files = PaperFiles(tmp_path, KEYS)
    key = files.add(_content(size))
    assert files.read(key) == _content(size)
    assert max(len(chunk) for chunk in files.stream(key)) <= CHUNK
    assert files.problem(key) is None


@settings(max_examples=30, deadline=None)
@given(content=st.binary(max_size=300))
def test_names_tell_nothing_and_the_same_bytes_are_kept_once(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    folder = tmp_path_factory.mktemp("papers")
    files = PaperFiles(folder, KEYS)
    key = files.add(content)
    assert files.add(content) == key == files.key_of(content)
    assert key != hashlib.sha256(content).hexdigest()
    assert key != PaperFiles(folder, SubKeys.of(b"l" * 32, "vault")).key_of(content)
    assert len([path for path in folder.rglob("*") if path.is_file()]) == 1


def test_every_alteration_is_noticed_and_names_the_paper(tmp_path: Path) -> None:
    files = PaperFiles(tmp_path, KEYS, lambda key: "“ER bill.pdf”")
    key = files.add(_content(3 * CHUNK))
    path = files.path_of(key)
    assert path is not None
    whole = path.read_bytes()
    first, second, third = (whole[HEAD + number * SEALED : HEAD + (number + 1) * SEALED] for number in range(3))
    head = whole[:HEAD]
    altered = {
        "flipped in the head": bytes([whole[0] ^ 1]) + whole[1:],
        "flipped in the salt": whole[:20] + bytes([whole[20] ^ 1]) + whole[21:],
        "flipped in a chunk": whole[:5000] + bytes([whole[5000] ^ 1]) + whole[5001:],
        "last chunk dropped": head + first + second,
        "first chunk dropped": head + second + third,
        "chunks swapped": head + second + first + third,
        "chunk doubled": head + first + first + second + third,
        "cut": whole[:-1],
        "longer": whole + b"x",
        "empty": b"",
        "head alone": head,
    }
    for how, content in altered.items():
        path.write_bytes(content)
        with pytest.raises(DamagedVault, match=r"ER bill\.pdf"):
            files.read(key)
        assert files.problem(key), how
    path.unlink()
    with pytest.raises(DamagedVault, match=r"ER bill\.pdf.*missing"):
        files.read(key)


def test_one_paper_cannot_take_the_name_of_another(tmp_path: Path) -> None:
    files = PaperFiles(tmp_path, KEYS)
    one, two = files.add(b"one"), files.add(b"two")
    path_one, path_two = files.path_of(one), files.path_of(two)
    assert path_one and path_two
    path_two.write_bytes(path_one.read_bytes())
    with pytest.raises(DamagedVault):
        files.read(two)


def test_a_damaged_file_is_mended_when_the_paper_comes_again(tmp_path: Path) -> None:
    files = PaperFiles(tmp_path, KEYS)
    key = files.add(b"the same bill")
    files.settle([key])
    path = files.path_of(key)
    assert path is not None and path.parent == tmp_path
    path.write_bytes(b"rotten")
    assert files.add(b"the same bill") == key
    assert files.read(key) == b"the same bill"


def test_the_sweep_takes_what_waits_and_never_what_is_settled(tmp_path: Path) -> None:
    files = PaperFiles(tmp_path, KEYS)
    named, orphan, settled = files.add(b"named"), files.add(b"orphan"), files.add(b"settled")
    files.settle([settled])
    (tmp_path / "new" / "half.paper.part").write_bytes(b"half")
    assert files.sweep([named]) == 2
    assert files.read(named) == b"named" and files.read(settled) == b"settled"
    assert files.path_of(orphan) is None
