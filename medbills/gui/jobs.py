"""Work beside the window: one thread for the vault, a few for papers, results handed back to the window's own thread."""

from __future__ import annotations

import threading
from collections.abc import Callable
from enum import Enum
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

from medbills.errors import Cancelled, MedbillsError

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

T = TypeVar("T")
PAPER_THREADS = 2


class Lane(Enum):
    """Who does the work: the vault's one thread, those for papers, or those for files that are read."""

    VAULT = "vault"
    PAPERS = "papers"
    READING = "reading"  # files on their way in: they may take long, and pages are drawn meanwhile


class Job(QObject):
    """One piece of work. The worker calls `report` and `check`; the window listens to the signals and may `cancel`."""

    progressed = Signal(int, int, str)  # done, of, note (say the file at hand)
    ended = Signal()
    _settled = Signal()

    def __init__(
        self, title: str | None, on_done: Callable[[Any], object], on_error: Callable[[MedbillsError], None], may_stop: bool = True
    ) -> None:
        super().__init__()
        self.title, self.may_stop = title, may_stop
        self._on_done = on_done
        self._on_error = on_error
        self._stop = threading.Event()
        self._result: Any = None
        self._problem: BaseException | None = None
        self._settled.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def report(self, done: int, of: int, note: str = "") -> None:
        """Say how far the work is; from any thread."""
        self.progressed.emit(done, of, note)

    def check(self) -> None:
        """Raises Cancelled when the user stopped the work; call it between two steps."""
        if self._stop.is_set():
            raise Cancelled("Stopped. What was done before is kept.")

    @property
    def cancelled(self) -> threading.Event:
        """For workers that wait on an event themselves."""
        return self._stop

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._stop.set()

    def _run(self, work: Callable[[Job], Any], may_skip: bool) -> None:
        try:
            if may_skip:
                self.check()
            self._result = work(self)
        except BaseException as problem:
            self._problem = problem
        self._settled.emit()

    @Slot()
    def _deliver(self) -> None:
        self.ended.emit()
        if self._problem is None:
            if not _is_gone(self._on_done):
                self._on_done(self._result)
        elif isinstance(self._problem, MedbillsError):
            self._on_error(self._problem)
        else:
            raise self._problem  # a bug of ours: sys.excepthook shows it


def _is_gone(callback: Callable[..., Any]) -> bool:
    """Whether the widget that waits for a result was closed meanwhile: then the result is of no more use to it."""
    called = callback.func if isinstance(callback, partial) else callback
    owner = getattr(called, "__self__", None) or _enclosed_self(called)
    return isinstance(owner, QObject) and not isValid(owner)


def _enclosed_self(called: Callable[..., Any]) -> object:
    """The object a lambda was written in: it is as gone as that."""
    names = getattr(getattr(called, "__code__", None), "co_freevars", ())
    cells = dict(zip(names, getattr(called, "__closure__", None) or (), strict=False))
    try:
        return cells["self"].cell_contents
    except (KeyError, ValueError):
        return None


class Jobs(QObject):
    """All work under way. `problem_met` carries a MedbillsError nobody else wanted."""

    started = Signal(object)  # Job
    idle = Signal()
    problem_met = Signal(object)  # MedbillsError

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes: dict[Lane, ThreadPoolExecutor] = {}
        self._open: set[Job] = set()
        self._closed = False

    def run(
        self,
        lane: Lane,
        work: Callable[[Job], T],
        on_done: Callable[[T], object],
        on_error: Callable[[MedbillsError], None] | None = None,
        title: str | None = None,
        may_stop: bool = True,
    ) -> Job:
        """Do `work` in a lane. `on_done` or `on_error` is called in the window's thread; a title makes progress visible.

        `may_stop` is False for work that never looks whether it was cancelled: then nothing offers to.
        """
        if self._closed:
            raise RuntimeError("work was asked for after the window closed")
        job = Job(title, on_done, partial(self._tell, on_error), may_stop)
        self._open.add(job)
        job.ended.connect(lambda: self._forget(job))
        self.started.emit(job)  # before the work begins, so that no progress is missed
        # What was asked of the vault is done, also while the window closes: the last keystrokes wait in this queue.
        self._threads(lane).submit(job._run, work, lane is not Lane.VAULT)
        return job

    def _threads(self, lane: Lane) -> ThreadPoolExecutor:
        if lane not in self._lanes:
            from concurrent.futures import ThreadPoolExecutor  # late: the first window has no work to give

            self._lanes[lane] = ThreadPoolExecutor(1 if lane is Lane.VAULT else PAPER_THREADS, lane.value)
        return self._lanes[lane]

    def _tell(self, on_error: Callable[[MedbillsError], None] | None, problem: MedbillsError) -> None:
        if on_error is None or _is_gone(on_error):
            self.problem_met.emit(problem)
        else:
            on_error(problem)

    @property
    def busy(self) -> bool:
        """Whether any work is under way or waits."""
        return bool(self._open)

    def shut_down(self, vault_only: bool = False) -> None:
        """Stop what can stop, wait for the rest, and end the threads; nothing is delivered afterwards.

        With `vault_only` nobody waits for papers that are being read: the program starts anew at once.
        """
        self._closed = True
        for job in self._open:
            job.cancel()
            job._settled.disconnect(job._deliver)
        for lane in (Lane.READING, Lane.PAPERS, Lane.VAULT):
            if lane in self._lanes:
                self._lanes[lane].shutdown(wait=lane is Lane.VAULT or not vault_only, cancel_futures=vault_only and lane is not Lane.VAULT)
        self._open.clear()

    def _forget(self, job: Job) -> None:
        self._open.discard(job)
        if not self._open:
            self.idle.emit()
