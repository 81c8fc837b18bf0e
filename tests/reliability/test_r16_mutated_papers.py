"""R16: whatever a damaged file holds, reading it gives documents or one sentence that names it; the program goes on."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from medbills.errors import MedbillsError
from medbills.services import read_paper
from medbills.services.read_paper import read_bytes

sys.path.insert(0, str(Path(__file__).parent))
from mutations import good_files, mutated

SHORT, LONG = 12, 1000  # damaged files of each kind
PICTURES = (".png", ".jpg", ".tiff", ".heic")


def survives(name: str, data: bytes) -> str:
    """How reading ended: "read" or "refused"; anything but a sentence that names the file is a failure."""
    try:
        made = read_bytes(name, data)
    except MedbillsError as refusal:
        assert name in str(refusal) and len(str(refusal)) < 400, refusal
        return "refused"
    assert made.reading.documents
    made.reading.to_json()
    return "read"


@pytest.fixture(scope="module")
def seeds() -> dict[str, bytes]:
    return good_files(Path(__file__).parents[2] / "resources" / "samples")


PAGED = ("bill.pdf", "photo.png", "photo.jpg", "scan.tiff", "photo.heic")
NAMES = (*PAGED, "claim.json", "claim.xml", "remit.835", "claims.csv", "claims.xlsx")


def test_the_good_files_are_read(seeds: dict[str, bytes]) -> None:
    assert set(NAMES) == set(seeds)
    for name, data in seeds.items():
        assert survives(name, data) == "read", name


@pytest.mark.parametrize("name", NAMES)
def test_damaged_files_never_break_the_program(name: str, seeds: dict[str, bytes], long_form: bool) -> None:
    rng = random.Random(name)
    count = LONG if long_form else (3 if name.endswith(PICTURES) else SHORT)
    slowest, ended = 0.0, {"read": 0, "refused": 0}
    for number in range(count):
        data = mutated(rng, seeds[name])
        started = time.monotonic()
        try:
            ended[survives(name, data)] += 1
        except Exception as bug:
            raise AssertionError(f"{name}, damage number {number} of this seed") from bug
        slowest = max(slowest, time.monotonic() - started)
    print(f"{name}: {count} damaged, {ended}, slowest {slowest:.1f} s")
    assert survives(name, seeds[name]) == "read", "what was good is read as before"


@pytest.mark.parametrize("wrong", [KeyError("claim"), ValueError("no number"), RecursionError()])
def test_control_a_reader_that_breaks_is_noticed(
    wrong: Exception, seeds: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_given: object) -> Callable[[], None]:
        raise wrong

    monkeypatch.setattr(read_paper, "read_documents", breaks)
    with pytest.raises(type(wrong)):
        survives("claim.json", seeds["claim.json"])
