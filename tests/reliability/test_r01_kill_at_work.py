"""R1: killed while papers come in, while a scan is read, while a packet is made: nothing kept is lost, half kept, or left in the clear."""

from __future__ import annotations

import io
import random
import shutil
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from crashing import said_until_killed
from readable import readable
from work_at_hand import brings_in, in_home, is_careless, makes_packets, still_running, wrong_after

from medbills.store import Vault

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="processes are copied and looked for as Linux has them")
WORDS = ("Walter Calloway", "RIVERBEND GENERAL HOSPITAL", "Lakeshore Health")
PIECES = (b"%PDF-1.", b"startxref", b"\x89PNG\r\n")
ANEW = 12  # kills until a fresh vault, so that it stays small


HELD = "02-riverbend-itemized-bill.pdf"  # the file of the bill that is there already: one from which a packet can be made


def _pdfs(samples: Path) -> list[tuple[str, bytes]]:
    return [(path.name, path.read_bytes()) for path in sorted(samples.glob("*.pdf")) if path.name != HELD]


def _scan(samples: Path) -> list[tuple[str, bytes]]:
    out = io.BytesIO()
    with pypdfium2.PdfDocument(samples / "05-cedar-lab-bill.pdf") as document:
        document[0].render(scale=120 / 72).to_pil().convert("L").save(out, "PNG")
    return [("scan of a bill.png", out.getvalue())]


# Work, kills in the short form and in the long one, most seconds until the kill in either.
WORKS: dict[str, tuple[Callable[[Path], Callable[[Vault, Any], None]], tuple[int, int], tuple[float, float]]] = {
    "import": (lambda samples: partial(_with, brings_in, _pdfs(samples)), (2, 200), (1.6, 5.0)),
    "scan": (lambda samples: partial(_with, brings_in, _scan(samples)), (1, 60), (1.2, 14.0)),
    "packet": (lambda _samples: makes_packets, (3, 300), (0.4, 0.6)),
}  # fmt: skip


def _with(work: Callable[..., None], contents: Any, vault: Vault, say: Any) -> None:
    work(vault, contents, say)


@pytest.mark.parametrize("name", WORKS)
def test_a_kill_at_work_loses_and_leaves_nothing(
    name: str, made: Any, fill: Any, samples: Path, tmp_path: Path, long_form: bool
) -> None:
    """What was said to be kept or to wait is there, whole, and goes on from there; no file and no process of ours is left behind."""
    begin, (short, long), (soon, late) = WORKS[name]
    with made.open() as vault:
        fill(vault, (samples / HELD).read_bytes())
    work, chance, home = begin(samples), random.Random(f"20261117 {name}"), tmp_path / "home"
    for number in range(long if long_form else short):
        folder = home / "Now.medbills"
        if number % ANEW == 0:
            shutil.rmtree(home, ignore_errors=True)
            shutil.copytree(made.folder, folder)
        said, group = _killed(work, home, folder, made.data_key, chance.uniform(0, late if long_form else soon))
        assert said, "it was killed at work, not before it"
        assert not still_running(group)
        assert wrong_after(folder, made.data_key, said) == []
        assert readable(home, WORDS, PIECES) == []


def test_the_test_can_fail(made: Any, samples: Path, tmp_path: Path) -> None:
    """Each of the three is seen: a word given too early, a file kept without its papers, a plain copy beside."""
    home = tmp_path / "home"
    home.mkdir()
    said, group = _killed(partial(_with, is_careless, _pdfs(samples)), home, made.folder, made.data_key, 0)
    assert not still_running(group)
    wrong = wrong_after(made.folder, made.data_key, said)
    assert [one.split(":")[0] for one in wrong] == ["lost", "half"]
    assert readable(home, WORDS, PIECES)


def _killed(work: Callable[..., None], home: Path, folder: Path, data_key: bytes, seconds: float) -> tuple[list[str], int]:
    return said_until_killed(lambda say: in_home(home, folder, data_key, lambda vault: work(vault, say)), seconds)
