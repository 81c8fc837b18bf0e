"""Work whose values all stay: Python's search for garbage would look through them over and over, and find none."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def nothing_swept() -> Iterator[None]:
    """No search for garbage meanwhile. It took a fifth of the time of the checks, and a third of reading a long life of papers."""
    sweeping = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if sweeping:
            gc.enable()
