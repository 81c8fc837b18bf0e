"""Two hundred papers into a vault: two processes that read against one, and the memory on the way. Run by hand.

Aims: two are at least 1.7 times as fast as one; the memory of all processes together stays flat.
"""

from __future__ import annotations

import argparse
import datetime
import os
import subprocess
import sys
import tempfile
import time
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from medbills.services.keep_paper import KnownPapers, keep_paper
from medbills.services.open_vault import create_vault
from medbills.services.read_queue import line_up, still_waiting
from medbills.services.read_waiting import load_waiting
from medbills.services.readers import Readers

SAMPLES = sorted((Path(__file__).resolve().parents[2] / "resources" / "samples").glob("*.pdf"))
NOW = datetime.datetime(2026, 11, 17, 12, 0, tzinfo=datetime.UTC)


def copies(folder: Path, count: int) -> list[Path]:
    """Papers with bytes of their own."""
    made = []
    for number in range(count):
        source = SAMPLES[number % len(SAMPLES)]
        path = folder / f"{number:03}-{source.name}"
        path.write_bytes(source.read_bytes() + b"\n%d" % number)
        made.append(path)
    return made


def resident() -> int:
    """Megabytes of this process and all below it."""
    if not sys.platform.startswith("linux"):
        return 0
    table = subprocess.run(["ps", "-eo", "pid=,ppid=,rss="], capture_output=True, text=True, check=True).stdout
    rows = [tuple(map(int, line.split())) for line in table.splitlines()]
    ours, grown = {os.getpid()}, True
    while grown:
        more = {pid for pid, parent, _ in rows if parent in ours} - ours
        ours, grown = ours | more, bool(more)
    return sum(size for pid, _, size in rows if pid in ours) // 1024


def reading_alone(paths: list[Path], workers: int) -> float:
    """Seconds in which so many processes read all files; nothing is kept."""
    readers = Readers(workers)
    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(lambda path: readers.read(path.name, path.read_bytes()), paths[:workers]))  # the processes have started
        began = time.perf_counter()
        list(pool.map(lambda path: readers.read(path.name, path.read_bytes()), paths))
        seconds = time.perf_counter() - began
    readers.close()
    return seconds


def whole_queue(folder: Path, paths: list[Path], workers: int) -> tuple[float, list[int]]:
    """Seconds for all of them to be read and kept, one transaction each, and the memory after each tenth."""
    vault, _ = create_vault(folder / f"{workers}.medbills", "Bench", "four plain words here")
    readers, known, memory = Readers(workers), KnownPapers(), []
    with vault, ThreadPoolExecutor(workers) as pool:
        line_up(vault, paths, now=NOW)
        waiting, under_way = deque(still_waiting(vault)), deque()
        began = time.perf_counter()
        for done in range(len(paths)):
            while waiting and len(under_way) < 2 * workers:
                file = waiting.popleft()
                under_way.append((file, pool.submit(lambda file=file: readers.read(file.name, load_waiting(file, None)))))
            file, future = under_way.popleft()
            keep_paper(vault, future.result(), now=NOW, waiting=file, known=known)
            if (done + 1) % max(len(paths) // 10, 1) == 0:
                memory.append(resident())
        seconds = time.perf_counter() - began
        assert not still_waiting(vault)
        assert vault.documents.count() == len(paths)
    readers.close()
    return seconds, memory


def main() -> None:
    """Prints both times, their ratio and the memory."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=200)
    count = parser.parse_args().files
    with tempfile.TemporaryDirectory() as place:
        paths = copies(Path(place), count)
        one, two = (reading_alone(paths, workers) for workers in (1, 2))
        print(f"reading {count} files: one process {one:.1f} s, two {two:.1f} s, ratio {one / two:.2f} (aim 1.7)")
        one, memory = whole_queue(Path(place), paths, 1)
        two, memory = whole_queue(Path(place), paths, 2)
        print(f"reading and keeping them: {one:.1f} s and {two:.1f} s; keeping takes turns, and waits for the disk each time")
        print(f"  memory of all processes with two readers, MB after each tenth: {memory}")
        print(f"  load of this machine in the last minute: {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
