"""A process that reads files for the window: pages, then documents, so that two are read at once and neither holds up the screen."""

from __future__ import annotations

import json
import os
import queue
import sys
import threading
import traceback
from typing import IO, Any

from medbills.errors import Cancelled, MedbillsError, NeedsMapping, NeedsPassword
from medbills.pdf.frames import BrokenFrame, Frame, read_frame, write_frame
from medbills.services.read_paper import read_bytes

_GRACE_SECONDS = 0.6  # for the work at hand to notice that nobody waits for it any more


def main() -> None:
    """Answers requests on standard input until it closes."""
    serve(sys.stdin.buffer, sys.stdout.buffer)


def serve(inward: IO[bytes], out: IO[bytes]) -> None:
    """One request after the other. The end of `inward` stops the one under way."""
    requests: queue.Queue[Frame | None] = queue.Queue()
    gone = threading.Event()
    threading.Thread(target=_listen, args=(inward, requests, gone), daemon=True).start()
    while (frame := requests.get()) is not None:
        try:
            _answer(out, *frame, gone)
        except OSError:  # the window is gone
            return


def _listen(inward: IO[bytes], requests: queue.Queue[Frame | None], gone: threading.Event) -> None:
    try:
        while True:
            requests.put(read_frame(inward))
    except (BrokenFrame, OSError, ValueError):
        gone.set()
        requests.put(None)
    # The worker that holds a stranger's file has ended by then: it ends with the work, or waits for a next page.
    threading.Event().wait(_GRACE_SECONDS)
    os._exit(0)


def _answer(out: IO[bytes], request: dict[str, Any], data: bytes, gone: threading.Event) -> None:
    def told(done: int, of: int) -> None:
        write_frame(out, {"event": "page", "done": done, "of": of})

    try:
        read = read_bytes(
            request["name"], data, password=request["password"], cancel=gone, progress=told, columns=request["columns"]
        )
    except MedbillsError as problem:
        write_frame(out, {"event": "refused", **_as_frame(problem)})
    except Exception as mistake:
        # Places in our own code, never the words of a paper.
        places = [f"{place.filename}:{place.lineno}" for place in traceback.extract_tb(mistake.__traceback__)]
        write_frame(out, {"event": "broken", "what": type(mistake).__name__, "places": places[-4:]})
    else:
        plain = json.dumps(read.reading.to_json(), separators=(",", ":")).encode()
        drawn = read.drawn or b""
        write_frame(out, {"event": "done", "drawn": len(drawn), "texts": read.texts}, drawn + plain)


def _as_frame(problem: MedbillsError) -> dict[str, Any]:
    told: dict[str, Any] = {"kind": "input", "text": str(problem)}
    if isinstance(problem, NeedsMapping):
        return {**told, "kind": "mapping", "headers": problem.headers, "rows": problem.rows, "known": dict(problem.known)}
    if isinstance(problem, NeedsPassword):
        return {**told, "kind": "password"}
    return {**told, "kind": "cancelled"} if isinstance(problem, Cancelled) else told


if __name__ == "__main__":
    main()
