"""The processes that read files, as many at once as they are: started when first needed, ended at once when the user cancels."""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from medbills.domain.reading import Reading
from medbills.errors import Cancelled, MedbillsError, NeedsMapping, NeedsPassword, UnusableInput
from medbills.pdf.frames import BrokenFrame, Frame, read_frame, write_frame
from medbills.pdf.refusals import refusal
from medbills.services.read_paper import ReadFile

AT_ONCE = 2
_MODULE = "medbills.services.reading_process"
_SILENCE_SECONDS = 300.0  # the process has shorter limits of its own for each page
_GRACE_SECONDS = 1.0  # to end by itself, before it is ended
_LOOK_SECONDS = 0.1
Progress = Callable[[int, int], None]


class Reader:
    """One process. Not for two threads at once."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._answers: queue.Queue[Frame | None] = queue.Queue()

    def read(
        self,
        name: str,
        data: bytes,
        *,
        password: str | None,
        columns: Mapping[str, str | None] | None,
        cancel: threading.Event | None,
        progress: Progress | None,
    ) -> ReadFile:
        """What `read_bytes` gives and raises, from the process."""
        request = {"name": name, "password": password, "columns": dict(columns) if columns else None}
        try:
            self._send(request, data)
            header, payload = self._answer(name, cancel, progress)
        except (OSError, BrokenFrame):
            self.end()
            raise refusal("crashed", name) from None
        except (Cancelled, UnusableInput):
            self.end()
            raise
        if header["event"] == "done":
            drawn = payload[: header["drawn"]]
            reading = Reading.from_json(json.loads(payload[len(drawn) :]))
            return ReadFile(data, reading, password, drawn or None, tuple(header["texts"]))
        if header["event"] == "broken":
            raise RuntimeError(f"reading a file: {header['what']} at {', '.join(header['places'])}")
        raise _problem(header)

    def _send(self, request: dict[str, Any], data: bytes) -> None:
        if self._process is None or self._process.poll() is not None:
            self._start()
        assert self._process is not None and self._process.stdin is not None
        write_frame(self._process.stdin, request, data)

    def _answer(self, name: str, cancel: threading.Event | None, progress: Progress | None) -> Frame:
        heard = time.monotonic()
        while True:
            if cancel is not None and cancel.is_set():
                raise Cancelled(f"Reading {name} was stopped. Add it again to have it read.")
            try:
                frame = self._answers.get(timeout=_LOOK_SECONDS)
            except queue.Empty:
                if time.monotonic() - heard > _SILENCE_SECONDS:
                    raise refusal("slow", name) from None
                continue
            if frame is None:
                raise BrokenFrame("the reading process ended")
            heard = time.monotonic()
            if frame[0].get("event") != "page":
                return frame
            if progress is not None:
                progress(int(frame[0]["done"]), int(frame[0]["of"]))

    def _start(self) -> None:
        self.end()
        package = Path(__file__).resolve().parents[2]
        path = os.pathsep.join(filter(None, [str(package), os.environ.get("PYTHONPATH")]))
        process = self._process = subprocess.Popen(  # noqa: S603 -- a module of our own
            [sys.executable, "-m", _MODULE],
            env={**os.environ, "PYTHONPATH": path},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        answers = self._answers = queue.Queue()
        threading.Thread(target=_listen, args=(process, answers), name="reader", daemon=True).start()

    def end(self, *, wait: bool = False) -> None:
        """Ends the process and what it started: told by its closed pipe, and by force when it does not listen."""
        process, self._process = self._process, None
        if process is None:
            return
        if process.stdin is not None:
            with contextlib.suppress(OSError):  # it is gone already
                process.stdin.close()
        ending = threading.Thread(target=_see_it_end, args=(process,), name="reader's end")
        ending.start()
        if wait:
            ending.join()


class Readers:
    """A few of them, for as many threads as want to read. The one used last is used first, so that one file starts one process."""

    def __init__(self, count: int = AT_ONCE) -> None:
        self._idle: queue.LifoQueue[Reader] = queue.LifoQueue()
        self._all = [Reader() for _ in range(count)]
        for reader in self._all:
            self._idle.put(reader)
        atexit.register(self.close)

    def read(
        self,
        name: str,
        data: bytes,
        *,
        password: str | None = None,
        columns: Mapping[str, str | None] | None = None,
        cancel: threading.Event | None = None,
        progress: Progress | None = None,
    ) -> ReadFile:
        """What `read_bytes` gives and raises; waits for a process that has nothing to do."""
        while True:
            if cancel is not None and cancel.is_set():
                raise Cancelled(f"Reading {name} was stopped. Add it again to have it read.")
            try:
                reader = self._idle.get(timeout=_LOOK_SECONDS)
                break
            except queue.Empty:
                continue
        try:
            return reader.read(name, data, password=password, columns=columns, cancel=cancel, progress=progress)
        finally:
            self._idle.put(reader)

    def close(self) -> None:
        """Ends all processes; the next file starts a new one. Only for when nothing is being read."""
        for reader in self._all:
            reader.end(wait=True)


@cache
def shared_readers() -> Readers:
    """The ones that the window uses as long as it lives."""
    return Readers()


def _listen(process: subprocess.Popen[bytes], answers: queue.Queue[Frame | None]) -> None:
    assert process.stdout is not None
    try:
        while True:
            answers.put(read_frame(process.stdout))
    except (BrokenFrame, OSError, ValueError):
        answers.put(None)


def _see_it_end(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(_GRACE_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdout is not None:
        try:
            process.stdout.close()
        except OSError:
            return


def _problem(header: Mapping[str, Any]) -> MedbillsError:
    text = str(header["text"])
    if header["kind"] == "mapping":
        return NeedsMapping(text, tuple(header["headers"]), tuple(tuple(row) for row in header["rows"]), dict(header["known"]))
    return {"password": NeedsPassword, "cancelled": Cancelled}.get(header["kind"], UnusableInput)(text)
