"""The scan worker: a process of its own that reads the words of photographs and scanned pages, and draws them."""

from __future__ import annotations

import io
import sys
from typing import IO, TYPE_CHECKING, Any, Protocol

import numpy as np
import pypdfium2
from PIL import Image

from medbills.domain.media import PDF, media_type
from medbills.pdf.confined import limit_ourselves
from medbills.pdf.frames import BrokenFrame, read_frame, write_frame
from medbills.pdf.limits import MAX_PAGE_WORDS, MAX_PIXELS, MAX_RULES, SCAN_MEMORY
from medbills.pdf.picture_file import PictureFile, points
from medbills.pdf.worker import Desk, Refused

if TYPE_CHECKING:
    from medbills.pdf.ocr_engine import Engine
    from medbills.pdf.straight_picture import StraightPicture

_DPI = 200  # of the picture that is read
_LONGEST = 2600  # pixels of its longer side
_JPEG_QUALITY = 85


class Pages(Protocol):
    """A file whose pages are pictures."""

    def size(self, number: int) -> tuple[float, float]:
        """Width and height of a page as shown, in points."""
        ...

    def gray(self, number: int) -> Any:
        """The page in gray."""
        ...


class ScannedPdf:
    """A PDF with pages that are pictures."""

    def __init__(self, data: bytes, password: str | None) -> None:
        self._desk = Desk()
        self._desk.open("", data, password)
        self.pages = len(self._desk.document)

    def size(self, number: int) -> tuple[float, float]:
        page, width, height = self._desk.page(number)
        page.close()
        return width, height

    def gray(self, number: int) -> Any:
        page, width, height = self._desk.page(number)
        scale = min(_DPI / 72, _LONGEST / max(width, height))
        bitmap = page.render(scale=scale, grayscale=True, may_draw_forms=False)
        gray = np.array(bitmap.to_numpy()).reshape(bitmap.height, bitmap.width)
        bitmap.close()
        page.close()
        return gray


class Photo:
    """A picture file, each frame a page."""

    def __init__(self, data: bytes) -> None:
        self._file = PictureFile(data)
        self.pages = self._file.pages

    def size(self, number: int) -> tuple[float, float]:
        return points(self._file.page(number).size)

    def gray(self, number: int) -> Any:
        return np.asarray(self._file.page(number).convert("L"))

    def drawn(self, number: int, dpi: float) -> Image.Image:
        """The page in color at so many dots an inch. Raises Refused."""
        if not 1 <= number <= self.pages:
            raise Refused("damaged")
        image = self._file.page(number).convert("RGB")
        width, height = points(image.size)
        size = max(round(width * dpi / 72), 1), max(round(height * dpi / 72), 1)
        if size[0] * size[1] > MAX_PIXELS:
            raise Refused("page_size")
        return image.resize(size, Image.Resampling.LANCZOS)

    def straight(self, number: int, dpi: float) -> StraightPicture:
        """The page flat, level and in color. Raises Refused."""
        from medbills.pdf.straight_picture import made_straight

        if not 1 <= number <= self.pages:
            raise Refused("damaged")
        image = self._file.page(number)
        return made_straight(image, np.asarray(image.convert("L")), points(image.size), dpi)


class Office:
    """The file that lies open, and the recognizer, loaded when the first page is read."""

    def __init__(self) -> None:
        self.key: str | None = None
        self.file: ScannedPdf | Photo | None = None
        self._engine: Engine | None = None

    def open(self, key: str, data: bytes, password: str | None) -> None:
        """Raises Refused."""
        self.key = self.file = None
        self.file = ScannedPdf(data, password) if media_type("", data) == PDF else Photo(data)
        self.key = key

    def page(self, number: int) -> dict[str, Any]:
        """What stands on a page: words, rules, its sizes, and how the upright page lies on the one shown."""
        from medbills.pdf.ocr_engine import Engine
        from medbills.pdf.ocr_page import in_points, read_picture

        assert self.file is not None
        if self._engine is None:
            self._engine = Engine()
        found = in_points(read_picture(self.file.gray(number), self._engine), self.file.size(number))
        if len(found["words"]) > MAX_PAGE_WORDS:
            raise Refused("too_many_words")
        if len(found["rules"]) > MAX_RULES:
            found["rules"] = []
        return {"event": "page", "page": number, **found}


def answer(office: Office, request: dict[str, Any], out: IO[bytes]) -> None:
    """Does what was asked. Raises Refused."""
    file = office.file
    assert file is not None
    if request["do"] == "read":
        wanted = request.get("pages") or range(1, file.pages + 1)
        write_frame(out, {"event": "opened", "pages": len(wanted)})
        for number in wanted:
            write_frame(out, office.page(number))
        write_frame(out, {"event": "done"})
        return
    assert isinstance(file, Photo)
    if request["do"] == "straight":
        made = file.straight(request["page"], request["dpi"])
        told = {"across": made.size[0], "along": made.size[1], "lens": made.lens}
        _write_picture(out, file, made.image, _jpeg(made.image), told)
        return
    image = file.drawn(request["page"], request["dpi"])
    _write_picture(out, file, image, _jpeg(image) if request["do"] == "print" else image.tobytes(), {})


def _write_picture(out: IO[bytes], file: Photo, image: Image.Image, payload: bytes, told: dict[str, Any]) -> None:
    write_frame(out, {"event": "done", "width": image.width, "height": image.height, "pages": file.pages, **told}, payload)


def _jpeg(image: Image.Image) -> bytes:
    made = io.BytesIO()
    image.save(made, "JPEG", quality=_JPEG_QUALITY)
    return made.getvalue()


def serve(inward: IO[bytes], out: IO[bytes]) -> None:
    """Answers requests until the pipe closes."""
    office = Office()
    while True:
        try:
            request, data = read_frame(inward)
        except BrokenFrame:
            return
        try:
            if data or office.key != request["key"]:
                office.open(request["key"], data, request.get("password"))
            answer(office, request, out)
        except Refused as refusal:
            write_frame(out, {"event": "refused", "reason": str(refusal)})
        except MemoryError:
            office.key = office.file = None
            write_frame(out, {"event": "refused", "reason": "memory"})
        except pypdfium2.PdfiumError:
            write_frame(out, {"event": "refused", "reason": "damaged"})


def main() -> None:
    """Runs the worker on this process's standard input and output."""
    limit_ourselves(SCAN_MEMORY)
    serve(sys.stdin.buffer, sys.stdout.buffer)


if __name__ == "__main__":
    main()
