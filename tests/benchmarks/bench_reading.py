"""Reading pages into papers against pdfplumber's words alone, on the sample papers. Run by hand; aim 1.5."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from pathlib import Path

import pdfplumber

from medbills.services.read_paper import read_paper

SAMPLES = sorted((Path(__file__).resolve().parents[2] / "resources" / "samples").glob("*.pdf"))
RUNS = 5


def words_alone() -> int:
    """Opens each paper and takes its words; the number of pages."""
    pages = 0
    for path in SAMPLES:
        with pdfplumber.open(path) as pdf:
            for page in pdf.pages:
                page.extract_words()
                pages += 1
    return pages


def papers() -> int:
    """Reads each paper the way the program does: worker, words, tables, importer."""
    return sum(read_paper(path).reading.file.pages or 0 for path in SAMPLES)


def seconds(work: Callable[[], int]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    """Prints both times for a page and their ratio."""
    pages = words_alone()
    assert papers() == pages
    pairs = [(seconds(papers), seconds(words_alone)) for _ in range(RUNS)]
    ours, alone = (statistics.median(column) / pages * 1000 for column in zip(*pairs, strict=True))
    print(f"reading: {ours:.1f} ms a page, words alone {alone:.1f} ms, ratio {ours / alone:.2f} (aim 1.5)")


if __name__ == "__main__":
    main()
