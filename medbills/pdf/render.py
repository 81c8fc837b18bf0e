"""Renders one page of a PDF or of a picture as pixels for the screen, in a worker process of its own so that reading never waits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from medbills.errors import UnusableInput
from medbills.pdf.paper_worker import PaperWorker
from medbills.pdf.scans import draw_picture, is_picture

_worker = PaperWorker()


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as rows of red, green, blue bytes (three a pixel, no padding), with the number of pages in its file."""

    width: int
    height: int
    rgb: bytes
    pages: int


def render_page(data: bytes, page: int, *, dpi: float = 110.0, name: str = "The paper", password: str | None = None) -> Picture:
    """One page, counted from 1. Raises UnusableInput or NeedsPassword; the same file again costs no new opening."""
    made: list[Picture] = []

    def hear(header: dict[str, Any], payload: bytes) -> None:
        width, height = int(header["width"]), int(header["height"])
        if len(payload) != width * height * 3:
            raise UnusableInput(f"Page {page} of {name} could not be drawn. Open the file in another program to see it.")
        made.append(Picture(width, height, payload, int(header["pages"])))

    if is_picture(data):
        draw_picture(data, page, dpi, name, hear)
        return made[0]
    _worker.ask({"do": "render", "page": page, "dpi": dpi}, data, name=name, password=password, cancel=None, on_frame=hear)
    return made[0]
