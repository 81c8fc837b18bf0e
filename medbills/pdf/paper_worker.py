"""The program's hold on its paper worker: started when first needed, given a time limit, replaced when it dies."""

from __future__ import annotations

import atexit
import hashlib
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from medbills.errors import Cancelled
from medbills.pdf.frames import BrokenFrame, Frame, read_frame, write_frame
from medbills.pdf.limits import MAX_BYTES, STEP_SECONDS, WHOLE_SECONDS
from medbills.pdf.refusals import refusal, too_large

# Threads reserve address space, which is capped; on a computer with many cores they would take all of it.
_SPARING = {"MALLOC_ARENA_MAX": "2", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "4"}


class PaperWorker:
    """One worker process. Requests are answered one after the other; safe to call from any thread."""

    def __init__(
        self, step_seconds: float = STEP_SECONDS, whole_seconds: float = WHOLE_SECONDS, *, module: str = "medbills.pdf.worker"
    ) -> None:
        self._turn = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._answers: queue.Queue[Frame | None] = queue.Queue()
        self._holds: tuple[str, str | None] | None = None
        self._step_seconds = step_seconds
        self._whole_seconds = whole_seconds
        self._module = module
        atexit.register(self.close)

    def ask(
        self,
        request: dict[str, Any],
        data: bytes,
        *,
        name: str,
        password: str | None,
        cancel: threading.Event | None,
        on_frame: Callable[[dict[str, Any], bytes], None],
        picture: bool = False,
    ) -> None:
        """Sends a request about `data` and hands each answer on, until the last. `picture`: how a refusal speaks of the file.

        Raises NeedsPassword, UnusableInput (which names the file) or Cancelled.
        """
        if len(data) > MAX_BYTES:
            raise too_large(name)
        key = hashlib.sha256(data).hexdigest()
        with self._turn:
            try:
                self._send({**request, "key": key, "password": password}, data, (key, password))
                self._follow(name, cancel, on_frame, picture)
            except (OSError, BrokenFrame):
                self._end()
                raise refusal("crashed", name, picture=picture) from None
            except BaseException:
                if self._process is not None and not self._idle:
                    self._end()
                raise

    _idle = True

    def _send(self, request: dict[str, Any], data: bytes, holds: tuple[str, str | None]) -> None:
        if self._process is None or self._process.poll() is not None:
            self._start()
        assert self._process is not None and self._process.stdin is not None
        self._idle = False
        known = request["do"] != "read" and self._holds == holds
        self._holds = None
        write_frame(self._process.stdin, request, b"" if known else data)
        self._asked_for = holds

    def _follow(
        self, name: str, cancel: threading.Event | None, on_frame: Callable[[dict[str, Any], bytes], None], picture: bool
    ) -> None:
        started = heard = time.monotonic()
        while True:
            if cancel is not None and cancel.is_set():
                raise Cancelled(f"Reading {name} was stopped. Add it again to have it read.")
            try:
                answer = self._answers.get(timeout=0.1)
            except queue.Empty:
                now = time.monotonic()
                if now - heard > self._step_seconds or now - started > self._whole_seconds:
                    raise refusal("slow", name, picture=picture) from None
                continue
            heard = time.monotonic()
            if answer is None:
                raise BrokenFrame("the worker ended")
            header, payload = answer
            event = header.get("event")
            if event == "refused":
                self._idle = True
                raise refusal(str(header.get("reason")), name, picture=picture)
            if event == "done":
                self._idle = True
                self._holds = self._asked_for
            on_frame(header, payload)
            if event == "done":
                return
            if heard - started > self._whole_seconds:
                raise refusal("slow", name, picture=picture)

    def _start(self) -> None:
        self._end()
        package = Path(__file__).resolve().parents[2]
        environment = {**os.environ, **_SPARING, "PYTHONPATH": os.pathsep.join(filter(None, [str(package), os.environ.get("PYTHONPATH")]))}
        self._process = subprocess.Popen(  # noqa: S603 -- a module of our own
            [sys.executable, "-m", self._module],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._answers = queue.Queue()
        threading.Thread(target=_listen, args=(self._process, self._answers), name="paper worker", daemon=True).start()

    def _end(self) -> None:
        process, self._process, self._holds = self._process, None, None
        if process is None:
            return
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                try:
                    stream.close()
                except OSError:
                    continue

    def close(self) -> None:
        """Ends the process; the next request starts a new one."""
        self._end()


def _listen(process: subprocess.Popen[bytes], answers: queue.Queue[Frame | None]) -> None:
    """Moves frames from the worker's pipe to the queue; None when the worker ended."""
    assert process.stdout is not None
    try:
        while True:
            answers.put(read_frame(process.stdout))
    except (BrokenFrame, OSError, ValueError):
        answers.put(None)
