"""The window over a long life of papers: unlock to Today, memory at rest, stalls while scrolling, search. Run by hand, with a folder.

`bench_scale.py FOLDER [VISITS]`: the vault is made in the folder once; 5,000 visits are 5,000 bills, 5,000 insurer's papers and 20,000
pages in files of 2 GB together (holes: nothing here reads them). Aims: Today in 3 s, search p95 50 ms, no stall over 50 ms, 2.5 times
the memory of a bare window with a table. Each part runs in a process of its own.
"""

from __future__ import annotations

import contextlib
import gc
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from scale_vault import PASSPHRASE, TODAY, vault_of

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parents[2]
RUNS = 3
STEP_PIXELS, STEPS, STEP_MS = 90, 250, 16
QUESTIONS = ("riverbend", "$1,240.55", "march 2", "3/2/2026", "rivrebend", "summit radiology", "A0001234", "medication", "the plan paid",
             "office visit", "71046", "walter", "deductible")  # fmt: skip


def resting_mb() -> float:
    """Resident memory of this process now."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("this system does not tell how much memory a process holds")


def bare() -> None:
    """A window with a table and nothing else: what any program of this kind holds."""
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QStandardItem, QStandardItemModel
    from PySide6.QtWidgets import QApplication, QMainWindow, QTableView

    app = QApplication([])
    model = QStandardItemModel(100, 6)
    for row in range(100):
        for column in range(6):
            model.setItem(row, column, QStandardItem(str(row * column)))
    table = QTableView()
    table.setModel(model)
    window = QMainWindow()
    window.setCentralWidget(table)
    window.resize(1280, 800)
    window.show()
    QTimer.singleShot(1_500, app.quit)
    app.exec()
    print(f"memory {resting_mb():.0f}")


class Watchdog:
    """The longest time in which the window took no event, by the clock and by what its own thread worked in it."""

    def __init__(self) -> None:
        from PySide6.QtCore import Qt, QTimer

        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(2)
        self._timer.timeout.connect(self._tick)

    def start(self) -> None:
        self.clock = self.worked = 0.0
        self._at, self._work = time.perf_counter(), time.thread_time()
        self._timer.start()

    def stop(self) -> None:
        self._tick()
        self._timer.stop()

    def _tick(self) -> None:
        at, work = time.perf_counter(), time.thread_time()
        self.clock, self.worked = max(self.clock, at - self._at), max(self.worked, work - self._work)
        self._at, self._work = at, work


def until(true: Callable[[], object], seconds: float = 300) -> None:
    """Lets the window live until something holds."""
    from PySide6.QtWidgets import QApplication

    end = time.perf_counter() + seconds
    while not true():
        if time.perf_counter() > end:
            raise RuntimeError("the window did not get there")
        QApplication.processEvents()
        time.sleep(0.001)  # so that waiting takes nothing away from the vault's thread


def window(folder: Path) -> None:
    """One run of the program itself, from the passphrase on."""
    from PySide6.QtWidgets import QApplication

    from medbills.gui.app import Life
    from medbills.gui.look import dress
    from medbills.gui.settings import Settings
    from medbills.unswept import sweep_from_now

    gc.disable()
    app = QApplication([])
    ring = dress(app, Settings(dark=False, toured=True))
    life = Life(Settings(dark=False, toured=True), TODAY)
    life.start()
    until(lambda: life.front is not None and not life.jobs.busy)
    sweep_from_now()
    clock, processor = time.perf_counter(), time.process_time()
    life.start(folder, PASSPHRASE)
    until(lambda: life.session is not None)
    session = life.session
    assert session is not None
    today = session.window._made["today"]
    until(lambda: today._content.count())  # type: ignore[attr-defined]
    QApplication.processEvents()
    print(f"today {time.perf_counter() - clock:.2f} {time.process_time() - processor:.2f}")
    until(lambda: not life.jobs.busy)
    print(f"settled {time.perf_counter() - clock:.2f} {time.process_time() - processor:.2f}")
    rest_until = time.perf_counter() + 5
    until(lambda: time.perf_counter() > rest_until and not life.jobs.busy)
    print(f"memory {resting_mb():.0f}")
    for slug in ("papers", "bills"):
        _scroll(life, session.window, slug)
    del ring
    sys.stdout.flush()
    os._exit(0)  # leaving makes the daily backup, which is measured elsewhere


def _scroll(life: object, shown: object, slug: str) -> None:
    """Shows a list, then rolls down it as a wheel does."""
    from PySide6.QtWidgets import QApplication

    dog = Watchdog()
    dog.start()
    began = time.perf_counter()
    shown.show_page(slug)  # type: ignore[attr-defined]
    until(lambda: not life.jobs.busy)  # type: ignore[attr-defined]
    QApplication.processEvents()
    opened = time.perf_counter() - began
    dog.stop()
    print(f"open-{slug} {opened:.2f} {dog.clock * 1000:.0f} {dog.worked * 1000:.0f}")
    bar = shown._made[slug].area.verticalScrollBar()  # type: ignore[attr-defined]
    dog.start()
    for _ in range(STEPS):
        bar.setValue(bar.value() + STEP_PIXELS)
        end = time.perf_counter() + STEP_MS / 1000
        until(lambda end=end: time.perf_counter() > end)
    dog.stop()
    print(f"scroll-{slug} {bar.value()} {dog.clock * 1000:.0f} {dog.worked * 1000:.0f}")


def search(folder: Path) -> None:
    """Every beginning of every question, as it is typed; processor time, the best of several, and the clock's."""
    from medbills.services.open_vault import open_vault
    from medbills.services.search_everything import search_everything

    with open_vault(folder, PASSPHRASE) as vault:
        vault.papers.all()  # as they are once Today was shown
        search_everything(vault, "warm", today=TODAY)
        took: dict[str, list[tuple[float, float]]] = {}
        for _ in range(RUNS):
            for typed in {question[:end] for question in QUESTIONS for end in range(1, len(question) + 1)}:
                clock, processor = time.perf_counter(), time.process_time()
                search_everything(vault, typed, today=TODAY)
                took.setdefault(typed, []).append((time.process_time() - processor, time.perf_counter() - clock))
    for name, at in (("search", 0), ("search-clock", 1)):
        times = sorted((min(run[at] for run in runs) * 1000, typed) for typed, runs in took.items())
        late = times[int(len(times) * 0.95)][0]
        slow = ",".join(f"{typed!r}:{ms:.0f}" for ms, typed in times[-6:]).replace(" ", "_")
        print(f"{name} {len(times)} {statistics.median(ms for ms, _ in times):.0f} {late:.0f} {times[-1][0]:.0f} {slow}")


PARTS = {"window": window, "search": search}


@contextlib.contextmanager
def _home() -> Iterator[dict[str, str]]:
    with tempfile.TemporaryDirectory() as home:
        places = dict.fromkeys(("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"), home)
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), str(Path(__file__).parent))), **places}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # as it starts where it is installed: compiled once, by the first run
        environment["PYTHONPYCACHEPREFIX"] = str(Path(tempfile.gettempdir(), f"compiled-for-scale-{os.getuid()}"))
        yield environment


def run(part: str, *arguments: str) -> dict[str, list[str]]:
    """A part in a process of its own: the figures by their names."""
    with _home() as environment:
        asked = [sys.executable, __file__, "--part", part, *arguments]
        done = subprocess.run(asked, stdout=subprocess.PIPE, text=True, env=environment, check=True)
    return {line.split()[0]: line.split()[1:] for line in done.stdout.splitlines()}


def main() -> None:
    """Prints the figures of the best run."""
    if sys.argv[1:2] == ["--part"]:
        bare() if sys.argv[2] == "bare" else PARTS[sys.argv[2]](Path(sys.argv[3]))
        return
    visits = int(sys.argv[2]) if len(sys.argv) > 2 else 5_000
    folder = Path(sys.argv[1])
    place = vault_of(folder, visits)
    print(f"{visits} bills, {visits} insurer's papers, {visits * 4} pages: {(folder / f'scale-{visits}.done').read_text('utf-8').strip()}")
    empty = float(min(run("bare")["memory"] for _ in range(RUNS))[0])
    runs = [run("window", str(place)) for _ in range(RUNS)]
    for name, words in (("today", "unlock to Today shown"), ("settled", "until nothing is under way")):
        clock, processor = (min(float(one[name][at]) for one in runs) for at in (0, 1))
        print(f"{words}: {clock:.2f} s by the clock, {processor:.2f} s of processor time (aim 3 s for Today)")
    rest = min(float(one["memory"][0]) for one in runs)
    print(f"memory at rest: {rest:.0f} MB, a bare window with a table {empty:.0f} MB, {rest / empty:.2f} times (aim 2.5)")
    for slug in ("papers", "bills"):
        opened, scrolled = min((one[f"open-{slug}"] for one in runs), key=lambda one: float(one[2])), min(
            (one[f"scroll-{slug}"] for one in runs), key=lambda one: float(one[2])
        )
        print(
            f"{slug}: opened in {opened[0]} s, longest stall {opened[1]} ms ({opened[2]} ms of it work of the window);"
            f" rolled {scrolled[0]} pixels, longest stall {scrolled[1]} ms ({scrolled[2]} ms work) (aim 50 ms)"
        )
    found = run("search", str(place))
    for name, words in (("search", "processor time"), ("search-clock", "by the clock")):
        many, median, late, most, slow = found[name]
        print(f"search, {many} beginnings, {words}: median {median} ms, p95 {late} ms, most {most} ms (aim p95 50 ms); slowest {slow}")


if __name__ == "__main__":
    main()
