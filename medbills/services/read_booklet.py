"""Reads a plan's booklet page by page, in the paper worker; pages without words are told, never passed over."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from medbills.domain.passage import text_of
from medbills.pdf.reader import load_file, read_pages


@dataclass(frozen=True, slots=True, kw_only=True)
class BookletRead:
    """A booklet's bytes and the words of its pages, in order."""

    name: str
    data: bytes = field(repr=False)
    texts: tuple[str, ...] = field(repr=False)
    password: str | None = field(default=None, repr=False)

    @property
    def without_words(self) -> tuple[int, ...]:
        """The pages, from 1, on which no word could be read."""
        return tuple(number for number, text in enumerate(self.texts, 1) if not text.strip())


def read_booklet(
    path: Path, *, password: str | None = None, cancel: threading.Event | None = None, progress: Callable[[int, int], None] | None = None
) -> BookletRead:
    """The words that the file itself holds: hundreds of pages in seconds. Pages that are pictures stay without words.

    Raises UnusableInput with one sentence that names the file, NeedsPassword when it is encrypted, and Cancelled.
    """
    return read_booklet_bytes(path.name, load_file(path), password=password, cancel=cancel, progress=progress)


def read_booklet_bytes(
    name: str,
    data: bytes,
    *,
    password: str | None = None,
    pictures: bool = False,
    cancel: threading.Event | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> BookletRead:
    """The same for bytes at hand. With `pictures`, pages that are pictures are read too, some seconds for each."""
    sheets = read_pages(data, name=name, password=password, cancel=cancel, progress=progress, scans=pictures)
    return BookletRead(name=name, data=data, texts=tuple(text_of(page) for page in sheets.pages), password=password)
