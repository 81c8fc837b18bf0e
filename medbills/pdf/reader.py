"""Reads a PDF file into pages of words and ruled lines, through the paper worker."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from medbills.domain.media import PDF, media_type
from medbills.domain.page import Lens, Page, Rule, Sheets, Word
from medbills.errors import UnusableInput
from medbills.pdf.limits import MAX_BYTES, MAX_PAGE_WORDS, MAX_PAGES, MAX_RULES, MAX_SIDE, MAX_WORDS
from medbills.pdf.paper_worker import PaperWorker
from medbills.pdf.refusals import too_large
from medbills.pdf.scans import read_scanned

_TAIL = 4096
# From a page whose print runs to the right to the page as it is shown, where it runs to the right, upward, on its head, downward.
_TURNED_BACK: tuple[Callable[[float, float], Lens | None], ...] = (
    lambda _width, _height: None,
    lambda width, _height: (0.0, 1.0, 0.0, -1.0, 0.0, width, 0.0, 0.0, 1.0),
    lambda width, height: (-1.0, 0.0, width, 0.0, -1.0, height, 0.0, 0.0, 1.0),
    lambda _width, height: (0.0, -1.0, height, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0),
)
_worker = PaperWorker()


def load_file(path: Path) -> bytes:
    """All bytes of a file, read once. Raises UnusableInput, which names the file, for what cannot be read."""
    name = path.name or str(path)
    try:
        if path.is_dir():
            raise UnusableInput(f"{name} is a folder. Open it and choose the papers inside.")
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise UnusableInput(f"{name} is not there any more. It may have been moved or deleted; choose it again.") from None
    except PermissionError:
        raise UnusableInput(
            f"{name} cannot be opened: you do not have permission to read it. Copy it to your own folder and try again."
        ) from None
    except (OSError, ValueError):
        raise UnusableInput(
            f"{name} could not be read from its disk. Check that the drive is connected, copy the file, and try again."
        ) from None
    if len(data) > MAX_BYTES:
        raise too_large(name)
    if not data:
        raise UnusableInput(f"{name} is empty: it holds no data at all. Download or copy it again.")
    return data


def read_pages(
    source: Path | str | bytes,
    *,
    name: str | None = None,
    password: str | None = None,
    cancel: threading.Event | None = None,
    progress: Callable[[int, int], None] | None = None,
    scans: bool = True,
    slanted: bool = False,
) -> Sheets:
    """The pages of a PDF, given as a path or as its bytes; `progress` hears (pages read, pages in all).

    A page that is a picture (a scan) is read by the scan worker, unless `scans` is off. `slanted`: also words that stand
    upright or aslant in the margins, letter by letter.

    Raises NeedsPassword when it is encrypted, UnusableInput when it cannot be read, Cancelled when `cancel` is set.
    """
    data = source if isinstance(source, bytes) else load_file(Path(source))
    title = name or (Path(source).name if not isinstance(source, bytes) else "The file")
    if not data:
        raise UnusableInput(f"{title} is empty: it holds no data at all. Download or copy it again.")
    if media_type(title, data) != PDF:
        raise UnusableInput(f"{title} is not a PDF, whatever its name says. Open it in the program it came from and save it as a PDF.")
    if b"%%EOF" not in data.rstrip(b"\0\r\n\t ")[-_TAIL:]:
        raise UnusableInput(f"{title} is cut off: the end of the PDF is missing. Download or copy it again.")
    gathering = _Gathering(title, progress)
    _worker.ask({"do": "read", "slanted": slanted}, data, name=title, password=password, cancel=cancel, on_frame=gathering.hear)
    pages = gathering.pages
    if gathering.scans and scans:
        plain = len(pages) - len(gathering.scans)
        told = progress
        found = read_scanned(
            data,
            gathering.scans,
            name=title,
            password=password,
            cancel=cancel,
            progress=(lambda done, _: told(plain + done, len(pages))) if told is not None else None,
        )
        pages = [found.get(page.number, page) for page in pages]
    return Sheets(name=title, media_type=PDF, pages=tuple(pages))


def read_page(data: bytes, number: int, *, name: str, password: str | None = None) -> Page:
    """One page of a PDF, counted from 1; a picture is read by the scan worker. The same file again costs no new opening.

    Raises NeedsPassword or UnusableInput, which names the file.
    """
    gathering = _Gathering(name, None)
    _worker.ask({"do": "read_one", "page": number}, data, name=name, password=password, cancel=None, on_frame=gathering.hear)
    page = replace(gathering.pages[0], number=number)
    if not gathering.scans:
        return page
    return read_scanned(data, [number], name=name, password=password, cancel=None, progress=None).get(number, page)


class _Gathering:
    """Collects the worker's pages, and trusts none of its figures: the limits are checked again here."""

    def __init__(self, name: str, progress: Callable[[int, int], None] | None) -> None:
        self.name, self.progress = name, progress
        self.pages: list[Page] = []
        self.scans: list[int] = []  # numbers of the pages whose words stand in a picture
        self.expected = 0
        self.words = 0

    def hear(self, header: dict[str, Any], _payload: bytes) -> None:
        if header["event"] == "opened":
            self.expected = int(header["pages"])
            self._within(0 < self.expected <= MAX_PAGES)
        elif header["event"] == "page":
            self.pages.append(self._page(header))
            if header["scan"]:
                self.scans.append(len(self.pages))
            elif self.progress is not None:
                self.progress(len(self.pages) - len(self.scans), self.expected)
        elif header["event"] == "done":
            self._within(len(self.pages) == self.expected)

    def _page(self, header: dict[str, Any]) -> Page:
        width, height = float(header["width"]), float(header["height"])
        self.words += len(header["words"])
        self._within(0 < width <= MAX_SIDE and 0 < height <= MAX_SIDE)
        self._within(len(header["words"]) <= MAX_PAGE_WORDS and self.words <= MAX_WORDS and len(header["rules"]) <= MAX_RULES)
        return Page(
            number=len(self.pages) + 1,
            width=width,
            height=height,
            words=tuple(Word(text, x0, top, x1, bottom, size, bool(bold)) for text, x0, top, x1, bottom, size, bold in header["words"]),
            rules=tuple(Rule(*edges) for edges in header["rules"]),
            lens=_TURNED_BACK[int(header["turn"]) % 4](width, height),
        )

    def _within(self, holds: bool) -> None:
        if not holds:
            raise UnusableInput(f"{self.name} holds more than a bill can hold. Print the pages you need to a new PDF, and add that one.")
