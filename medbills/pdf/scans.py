"""Reads photographs and scanned pages into words, through the scan worker, and hands pictures over as pages to see and to print."""

from __future__ import annotations

import io
import math
import threading
from collections.abc import Callable, Sequence
from typing import Any

import pikepdf
from pikepdf import Name

from medbills.domain.media import PICTURES, media_type
from medbills.domain.page import Lens, Page, Rule, Sheets, Word
from medbills.errors import UnusableInput
from medbills.pdf.limits import (
    MAX_PAGE_WORDS,
    MAX_RULES,
    MAX_SCANS,
    MAX_SIDE,
    PICTURE_SIDE,
    SCAN_STEP_SECONDS,
    SCAN_WHOLE_SECONDS,
)
from medbills.pdf.paper_worker import PaperWorker
from medbills.pdf.refusals import refusal

_MODULE = "medbills.pdf.scan_worker"
_reader = PaperWorker(SCAN_STEP_SECONDS, SCAN_WHOLE_SECONDS, module=_MODULE)
_drawer = PaperWorker(module=_MODULE)  # so that looking at a paper never waits for reading another
_PRINT_DPI = 200.0


def is_picture(data: bytes) -> bool:
    """Whether a file is a photograph or a scan by its first bytes."""
    return media_type("", data) in PICTURES


def read_picture(
    data: bytes,
    *,
    name: str,
    cancel: threading.Event | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Sheets:
    """The pages of a JPEG, PNG, TIFF or HEIC file. Raises UnusableInput, which names the file, or Cancelled."""
    gathering = _Gathering(name, progress, picture=True)
    _reader.ask({"do": "read"}, data, name=name, password=None, cancel=cancel, on_frame=gathering.hear, picture=True)
    return Sheets(name=name, media_type=media_type(name, data), pages=tuple(gathering.pages.values()))


def read_scanned(
    data: bytes,
    pages: Sequence[int],
    *,
    name: str,
    password: str | None,
    cancel: threading.Event | None,
    progress: Callable[[int, int], None] | None,
) -> dict[int, Page]:
    """Those pages of a PDF that are pictures, by their number from 1; `progress` hears (read, wanted)."""
    if len(pages) > MAX_SCANS:
        raise refusal("too_many_scans", name)
    gathering = _Gathering(name, progress, picture=False)
    request = {"do": "read", "pages": list(pages)}
    _reader.ask(request, data, name=name, password=password, cancel=cancel, on_frame=gathering.hear)
    gathering.within(list(gathering.pages) == list(pages))
    return gathering.pages


def draw_picture(data: bytes, page: int, dpi: float, name: str, on_frame: Callable[[dict[str, Any], bytes], None]) -> None:
    """Hands the pixels of a picture's page on, as `render_page` gets those of a PDF."""
    ask_drawer({"do": "render", "page": page, "dpi": dpi}, data, name, on_frame)


def ask_drawer(request: dict[str, Any], data: bytes, name: str, on_frame: Callable[[dict[str, Any], bytes], None]) -> None:
    """Asks the worker that draws pictures. Raises UnusableInput, which names the file."""
    _drawer.ask(request, data, name=name, password=None, cancel=None, on_frame=on_frame, picture=True)


def picture_pdf(data: bytes, *, name: str) -> bytes:
    """A PDF that shows the picture's pages in the sizes that their spots are measured in. The same picture gives the same bytes."""
    made: list[tuple[dict[str, Any], bytes]] = []
    count = 1
    while len(made) < count:
        request = {"do": "print", "page": len(made) + 1, "dpi": _PRINT_DPI}
        ask_drawer(request, data, name, lambda header, jpeg: made.append((header, jpeg)))
        count = min(int(made[0][0]["pages"]), MAX_SCANS)
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        for header, jpeg in made:
            across, down = int(header["width"]), int(header["height"])
            scale = PICTURE_SIDE / max(across, down)
            add_picture(pdf, (across, down), jpeg, (round(across * scale, 2), round(down * scale, 2)))
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def add_picture(pdf: pikepdf.Pdf, pixels: tuple[int, int], jpeg: bytes, size: tuple[float, float]) -> None:
    """Adds a page of this size in points that the picture fills."""
    image = pikepdf.Stream(pdf, jpeg)
    image.Type, image.Subtype, image.Filter = Name.XObject, Name.Image, Name.DCTDecode
    image.Width, image.Height, image.ColorSpace, image.BitsPerComponent = *pixels, Name.DeviceRGB, 8
    page = pdf.add_blank_page(page_size=size)
    page.add_resource(image, Name.XObject, Name("/Picture"))
    page.contents_add(f"q {size[0]} 0 0 {size[1]} 0 0 cm /Picture Do Q".encode())


class _Gathering:
    """Collects the worker's pages, and trusts none of its figures."""

    def __init__(self, name: str, progress: Callable[[int, int], None] | None, *, picture: bool) -> None:
        self.name, self.progress, self.picture = name, progress, picture
        self.pages: dict[int, Page] = {}
        self.expected = 0

    def hear(self, header: dict[str, Any], _payload: bytes) -> None:
        if header["event"] == "opened":
            self.expected = int(header["pages"])
            self.within(0 < self.expected <= MAX_SCANS)
        elif header["event"] == "page":
            page = self._page(header)
            self.pages[page.number] = page
            if self.progress is not None:
                self.progress(len(self.pages), self.expected)
        elif header["event"] == "done":
            self.within(len(self.pages) == self.expected)

    def _page(self, header: dict[str, Any]) -> Page:
        width, height = float(header["width"]), float(header["height"])
        lens = tuple(float(value) for value in header["lens"])
        self.within(0 < width <= 2 * MAX_SIDE and 0 < height <= 2 * MAX_SIDE and len(lens) == 9 and all(map(math.isfinite, lens)))
        self.within(len(header["words"]) <= MAX_PAGE_WORDS and len(header["rules"]) <= MAX_RULES)
        return Page(
            number=int(header["page"]),
            width=width,
            height=height,
            words=tuple(
                Word(str(text), x0, top, x1, bottom, size, confidence=min(max(float(sure), 0.0), 0.999))
                for text, x0, top, x1, bottom, size, sure in header["words"]
            ),
            rules=tuple(Rule(*edges) for edges in header["rules"]),
            lens=_lens(lens),
        )

    def within(self, holds: bool) -> None:
        """Raises UnusableInput where an answer is beyond what a paper can be."""
        if not holds:
            raise refusal("damaged", self.name, picture=self.picture)


def _lens(values: tuple[float, ...]) -> Lens:
    a, b, c, d, e, f, g, h, i = values
    return (a, b, c, d, e, f, g, h, i)


def not_a_picture(name: str) -> UnusableInput:
    """The sentence for a file that only its name calls a picture."""
    return UnusableInput(f"{name} is not a picture, whatever its name says. Take the photo again, or save it as JPEG, PNG or PDF.")
