"""The paper worker: a process of its own that reads and renders strangers' PDF files, told what to do over its pipe."""

from __future__ import annotations

import sys
from typing import IO, Any

import pypdfium2
import pypdfium2.raw as pdfium

from medbills.pdf.confined import limit_ourselves
from medbills.pdf.frames import BrokenFrame, read_frame, write_frame
from medbills.pdf.limits import MAX_PAGES, MAX_PIXELS, MAX_SIDE, MAX_WORDS, WORKER_MEMORY
from medbills.pdf.page_picture import is_picture
from medbills.pdf.page_place import print_turn, shown, turned
from medbills.pdf.page_text import TooMuch, rules_of, words_of


class Refused(Exception):
    """The file cannot be used; the argument is the reason that `paper_worker` turns into a sentence."""


class Desk:
    """The file that lies open: kept between requests, so that a viewer sends it once."""

    def __init__(self) -> None:
        self.key: str | None = None
        self.document: Any = None

    def open(self, key: str, data: bytes, password: str | None) -> None:
        """Raises Refused for what PDFium cannot open."""
        self.close()
        try:
            self.document = pypdfium2.PdfDocument(data, password=password)
            count = len(self.document)
        except pypdfium2.PdfiumError as problem:
            raise Refused("password" if getattr(problem, "err_code", None) == pdfium.FPDF_ERR_PASSWORD else "damaged") from problem
        if not count:
            raise Refused("no_pages")
        if count > MAX_PAGES:
            raise Refused("too_many_pages")
        self.key = key

    def close(self) -> None:
        self.key = None
        if self.document is not None:
            self.document.close()
            self.document = None

    def page(self, number: int) -> tuple[Any, float, float]:
        """The page counted from 1, with its size in points as shown. Raises Refused."""
        try:
            page = self.document[number - 1]
        except (pypdfium2.PdfiumError, IndexError) as problem:
            raise Refused("damaged") from problem
        width, height = page.get_size()
        if not (1 <= width <= MAX_SIDE and 1 <= height <= MAX_SIDE):
            raise Refused("page_size")
        return page, width, height


def read_pages(desk: Desk, out: IO[bytes], *, slanted: bool) -> None:
    """Sends one frame for each page: its size, words and ruled lines, and how it must be turned for its print to run to the right."""
    count = len(desk.document)
    write_frame(out, {"event": "opened", "pages": count})
    total = 0
    for number in range(1, count + 1):
        try:
            frame = _read_page(desk, number, slanted)
        except TooMuch as problem:
            raise Refused("too_many_words") from problem
        total += len(frame["words"])
        if total > MAX_WORDS:
            raise Refused("too_many_words")
        write_frame(out, frame)
    write_frame(out, {"event": "done"})


def read_one(desk: Desk, out: IO[bytes], number: int) -> None:
    """Sends the frame of one page, as `read_pages` does for each."""
    write_frame(out, {"event": "opened", "pages": 1})
    try:
        write_frame(out, _read_page(desk, number, slanted=False))
    except TooMuch as problem:
        raise Refused("too_many_words") from problem
    write_frame(out, {"event": "done"})


def _read_page(desk: Desk, number: int, slanted: bool) -> dict[str, Any]:
    page, width, height = desk.page(number)
    text_page = page.get_textpage()
    try:
        as_shown = shown(page.raw, width, height)
        turn = print_turn(text_page.raw, as_shown)
        place = turned(as_shown, width, height, turn)
        if turn % 2:
            width, height = height, width
        words = words_of(text_page.raw, place, width, height)
        rules = rules_of(page.raw, place, width, height)
        scan = is_picture(page.raw, words, width, height)
        if slanted:
            words = words_of(text_page.raw, place, width, height, slanted=True)
    finally:
        text_page.close()
        page.close()
    return {"event": "page", "width": width, "height": height, "turn": turn, "words": words, "rules": rules, "scan": scan}


def render_page(desk: Desk, out: IO[bytes], number: int, dpi: float) -> None:
    """Sends one page as rows of red, green, blue bytes without padding."""
    page, width, height = desk.page(number)
    scale = dpi / 72
    if width * height * scale * scale > MAX_PIXELS:
        raise Refused("page_size")
    bitmap = page.render(scale=scale, rev_byteorder=True, force_bitmap_format=pdfium.FPDFBitmap_BGR, may_draw_forms=False)
    across, down, stride = bitmap.width, bitmap.height, bitmap.stride
    raw = bytes(bitmap.buffer)
    rows = raw if stride == across * 3 else b"".join(raw[y * stride : y * stride + across * 3] for y in range(down))
    bitmap.close()
    page.close()
    write_frame(out, {"event": "done", "width": across, "height": down, "pages": len(desk.document)}, rows)


def serve(inward: IO[bytes], out: IO[bytes]) -> None:
    """Answers requests until the pipe closes."""
    desk = Desk()
    while True:
        try:
            request, data = read_frame(inward)
        except BrokenFrame:
            return
        try:
            if data or desk.key != request["key"]:
                desk.open(request["key"], data, request.get("password"))
            if request["do"] == "read":
                read_pages(desk, out, slanted=bool(request.get("slanted")))
            elif request["do"] == "read_one":
                read_one(desk, out, request["page"])
            else:
                render_page(desk, out, request["page"], request["dpi"])
        except Refused as refusal:
            write_frame(out, {"event": "refused", "reason": str(refusal)})
        except MemoryError:
            desk.close()
            write_frame(out, {"event": "refused", "reason": "memory"})
        except pypdfium2.PdfiumError:
            write_frame(out, {"event": "refused", "reason": "damaged"})


def main() -> None:
    """Runs the worker on this process's standard input and output."""
    limit_ourselves(WORKER_MEMORY)
    serve(sys.stdin.buffer, sys.stdout.buffer)


if __name__ == "__main__":
    main()
