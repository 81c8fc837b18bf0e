"""What the encryption costs: opening, 2,000 single commits, search, 300 papers kept; against the same library without a key. By hand."""

from __future__ import annotations

import dataclasses
import datetime
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from bench_search import QUESTIONS, words
from bench_vault import no_key

from medbills import keys
from medbills.domain.money import Money
from medbills.domain.paper import Kind, Line, Paper
from medbills.domain.person import Person, Provider
from medbills.domain.reading import Reading, SourceFile
from medbills.services.keep_paper import KnownPapers, keep_paper
from medbills.services.read_paper import ReadFile
from medbills.services.search_everything import search_everything
from medbills.store import Vault
from medbills.store.paper_files import PaperFiles

COMMITS, PAPERS, PAPER_BYTES, OPENINGS = 2_000, 300, 120_000, 15
RUNS = int(sys.argv[1]) if len(sys.argv) > 1 else 3
TODAY = datetime.date(2026, 11, 17)
AT = datetime.datetime(2026, 11, 17, 12, 0, tzinfo=datetime.UTC)


@dataclass(frozen=True)
class Cost:
    """Seconds on the clock, and seconds of this process's own work, which other programs disturb less."""

    clock: float
    work: float


def cost(do: Callable[[], object]) -> Cost:
    clock, work = time.perf_counter(), time.process_time()
    do()
    return Cost(time.perf_counter() - clock, time.process_time() - work)


@contextmanager
def in_the_clear() -> Iterator[None]:
    """The database without a key, and the papers' files as they are."""
    with no_key(), patch.object(PaperFiles, "_sealed", lambda _self, _key, content: content):
        yield


def readings() -> list[ReadFile]:
    """300 files of 120 kB, each one bill of eight lines with a page of words."""
    rng = random.Random(7)
    vocabulary = words(rng, 3_000)
    made = []
    for number in range(PAPERS):
        data = rng.randbytes(PAPER_BYTES)
        line = Line(service_date=TODAY, code="99213", description="Office visit", billed=Money(4100))
        paper = Paper(
            id="x", kind=Kind.ITEMIZED_BILL, issuer_name=f"Riverbend {number % 9}", account_number=f"A{number:07}", patient_name="Walter",
            amount_due=Money(4100 * 8), statement_date=TODAY - datetime.timedelta(days=number), lines=(line,) * 8,
        )  # fmt: skip
        file = SourceFile(name=f"{number}.pdf", sha256=f"{number:064x}", bytes=len(data), pages=1, media_type="application/pdf")
        reading = Reading(file=file, documents=(_Given(paper),))  # type: ignore[arg-type]
        made.append(ReadFile(data, reading, texts=(" ".join(rng.choices(vocabulary, k=300)) + " riverbend total $1,240.55",)))
    return made


class _Given:
    """A document as if a perfect reader had read it."""

    pages, warnings = (1, 1), ()

    def __init__(self, paper: Paper) -> None:
        self._paper = paper

    def as_paper(self, paper_id: str) -> Paper:
        return dataclasses.replace(self._paper, id=paper_id)


def day(folder: Path, files: list[ReadFile]) -> dict[str, Cost]:
    """One vault's life, each part measured."""
    data_key, _ = keys.create_keys(folder, "gray heron 7", cost=keys.Cost(memory_kib=64, passes=1, lanes=1))
    found: dict[str, Cost] = {}
    with Vault.create(folder, "Benchmark", data_key) as vault:
        with vault.change("Began") as change:
            change.people.add(Person(id="w", name="Walter"))
        known = KnownPapers()
        found[f"{PAPERS} papers kept"] = cost(lambda: [keep_paper(vault, file, now=AT, known=known) for file in files])
        found["index for the search"] = cost(lambda: _index(vault))
        found[f"{COMMITS:,} single commits"] = cost(lambda: _commits(vault))
        found[f"{len(QUESTIONS) * 5} searches"] = cost(lambda: [search_everything(vault, text, today=TODAY) for text in QUESTIONS * 5])
    found[f"{OPENINGS} openings"] = cost(lambda: [Vault.open(folder, data_key).close() for _ in range(OPENINGS)])
    return found


def _index(vault: Vault) -> None:
    while not vault.search.fill(200).finished:
        pass


def _commits(vault: Vault) -> None:
    for number in range(COMMITS):
        with vault.change("Added") as change:
            change.providers.add(Provider(id=f"p{number}", name="Riverbend General"))


def main() -> None:
    """The best of the runs on either side, which take turns, and their ratio."""
    sealed: list[dict[str, Cost]] = []
    clear: list[dict[str, Cost]] = []
    files = readings()
    with tempfile.TemporaryDirectory() as root:
        for run in range(RUNS):
            sealed.append(day(Path(root) / f"sealed{run}.medbills", files))
            with in_the_clear():
                clear.append(day(Path(root) / f"clear{run}.medbills", files))
    for name in sealed[0]:
        ours, bare = (Cost(min(one[name].clock for one in side), min(one[name].work for one in side)) for side in (sealed, clear))
        print(f"{name}: {ours.clock:.2f} s, in the clear {bare.clock:.2f} s, ratio {ours.clock / bare.clock:.2f}"
              f" (own work {ours.work:.2f} / {bare.work:.2f} s, ratio {ours.work / bare.work:.2f})")  # fmt: skip


if __name__ == "__main__":
    main()
