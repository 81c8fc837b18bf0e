"""Looks through a PDF for what a redaction must not leave: words, notes, older versions, anything but pictures of pages."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager

import pikepdf
from pikepdf import Name
from PIL import Image

from medbills.domain.paper import Box
from medbills.pdf.redacted_picture import placing

_BLACK = 48  # of 255: JPEG does not keep the edge of a spot quite black
_CERTAIN = 8  # letters: shorter words stand in pixels by chance
_TRAILER = frozenset({"/Size", "/Root", "/ID", "/Prev", "/XRefStm", "/Type", "/W", "/Index", "/Filter", "/DecodeParms", "/Length"})
_ALLOWED = {
    "/Catalog": frozenset({"/Type", "/Pages"}),
    "/Pages": frozenset({"/Type", "/Kids", "/Count"}),
    "/Page": frozenset({"/Type", "/Parent", "/MediaBox", "/Resources", "/Contents"}),
    "/XObject": frozenset(
        {"/Type", "/Subtype", "/Filter", "/Width", "/Height", "/BitsPerComponent", "/ColorSpace", "/Length", "/DecodeParms"}
    ),
}
_NO_LETTER = bytes(value for value in range(256) if not (value < 128 and chr(value).isalnum()))
_LOWER = bytes(range(256)).lower()
_JPEG = frozenset({0xE0, 0xDB, 0xC0, 0xC4, 0xDA, 0xC2})  # its plain parts: no notes, no camera data, no thumbnail


def traces(pdf: bytes, words: Iterable[str]) -> tuple[str, ...]:
    """What in the file is not a page that is a picture, and where one of `words` still stands; nothing for a clean file.

    Spaces, dashes, punctuation and case do not matter. Raises pikepdf.PdfError for what is no PDF.
    """
    needles = {needle for hidden in words for needle in _bare(hidden)}
    found: list[str] = []
    ends = _ends(pdf)
    if len(ends) != 1 or pdf[ends[-1] :].strip() or pdf.count(b"startxref") != 1:
        found.append("an older version lies in the file")
    for end in ends:
        with _opened(pdf[:end]) as version:
            if version is not None:
                found += _structure(version)
                found += _standing(version, needles)
    long = {needle for needle in needles if len(needle) >= _CERTAIN}
    if _holds(pdf, long):
        found.append("a hidden word stands in the file's bytes")
    return tuple(dict.fromkeys(found))


def uncovered(pdf: bytes, covers: Mapping[int, tuple[Box, ...]], told: Callable[[], None] = lambda: None) -> tuple[str, ...]:
    """Pages whose covered boxes (points from the page's top-left) are not black in the pixels of the picture itself."""
    found = []
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for number, boxes in covers.items():
            told()
            if boxes and not _is_black(opened.pages[number - 1], boxes):
                found.append(f"a spot on page {number} is not black")
    return tuple(found)


def _is_black(page: pikepdf.Page, boxes: tuple[Box, ...]) -> bool:
    resources = page.obj.get(Name.Resources, pikepdf.Dictionary())
    picture = resources.get(Name.XObject, pikepdf.Dictionary()).get(Name("/Picture"))
    if picture is None:
        return False
    image = pikepdf.PdfImage(picture).as_pil_image().convert("L")
    across = image.width / float(page.obj.MediaBox[2])
    down = image.height / float(page.obj.MediaBox[3])
    for x0, top, x1, bottom in boxes:
        area = (int(x0 * across), int(top * down), -int(-x1 * across // 1), -int(-bottom * down // 1))
        area = (area[0], area[1], min(area[2], image.width), min(area[3], image.height))
        if area[0] < area[2] and area[1] < area[3] and _brightest(image.crop(area)) > _BLACK:
            return False
    return True


def _brightest(image: Image.Image) -> int:
    return max(level for level, count in enumerate(image.histogram()) if count)


def _ends(pdf: bytes) -> list[int]:
    """Where each version of the file ends."""
    ends, at = [], pdf.find(b"%%EOF")
    while at >= 0:
        ends.append(at + 5)
        at = pdf.find(b"%%EOF", at + 5)
    return ends or [len(pdf)]


@contextmanager
def _opened(pdf: bytes) -> Iterator[pikepdf.Pdf | None]:
    """A version of the file, or None where that part of it is none."""
    try:
        version = pikepdf.open(io.BytesIO(pdf))
    except pikepdf.PdfError:
        yield None
        return
    with version:
        yield version


def _structure(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Everything that is not the bare frame of pages with one picture each."""
    yield from (f"the file has {key[1:]}" for key in pdf.trailer.keys() if key not in _TRAILER)  # noqa: SIM118 -- not a dict
    expected = {pdf.Root.objgen, pdf.Root.Pages.objgen}
    for number, page in enumerate(pdf.pages, 1):
        yield from _strange(page.obj, "/Page", f"page {number}")
        contents = page.obj.get(Name.Contents)
        inside = page.obj.get(Name.Resources, pikepdf.Dictionary())
        pictures = inside.get(Name.XObject, pikepdf.Dictionary())
        if set(inside.keys()) != {"/XObject"} or set(pictures.keys()) != {"/Picture"}:
            yield f"page {number} holds more than its picture"
            continue
        picture = pictures.Picture
        yield from _strange(picture, "/XObject", f"the picture of page {number}")
        if picture.get(Name.Filter) == Name.DCTDecode and not _plain_jpeg(picture.read_raw_bytes()):
            yield f"the picture of page {number} carries notes"
        wide, high = (float(page.obj.MediaBox[place]) for place in (2, 3))
        if not isinstance(contents, pikepdf.Stream) or contents.read_bytes() != placing(wide, high):
            yield f"page {number} holds more than its picture"
            continue
        expected |= {page.obj.objgen, contents.objgen, picture.objgen}
    yield from _strange(pdf.Root, "/Catalog", "the file")
    yield from _strange(pdf.Root.Pages, "/Pages", "the file")
    if any(item.objgen not in expected for item in pdf.objects if _is_content(item)):
        yield "something lies in the file that no page shows"


def _is_content(item: pikepdf.Object) -> bool:
    if isinstance(item, pikepdf.Stream) and item.get(Name.Type) in (Name.XRef, Name.ObjStm):
        return False
    return isinstance(item, pikepdf.Stream | pikepdf.Dictionary | pikepdf.Array | pikepdf.String)


def _strange(item: pikepdf.Object, kind: str, where: str) -> Iterator[str]:
    for key in item.keys():  # noqa: SIM118 -- not a dict
        if key not in _ALLOWED[kind]:
            yield f"{where} has {key[1:]}"


def _plain_jpeg(data: bytes) -> bool:
    """Whether a JPEG is its picture only, from the first byte to the last."""
    at = 2
    while data[at : at + 1] == b"\xff" and at + 4 <= len(data):
        if data[at + 1] not in _JPEG:
            return False
        if data[at + 1] == 0xDA:
            return data.endswith(b"\xff\xd9") and data.count(b"\xff\xd9") == 1
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return False


def _standing(pdf: pikepdf.Pdf, needles: set[bytes]) -> Iterator[str]:
    """Where a word stands in the strings and the unpacked streams of the file, pages' own frame and pixels aside."""
    long = {needle for needle in needles if len(needle) >= _CERTAIN}
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream):
            image = item.get(Name.Subtype) == Name.Image
            try:
                data = item.read_raw_bytes() if image and item.get(Name.Filter) == Name.DCTDecode else item.read_bytes()
            except pikepdf.PdfError:
                data = item.read_raw_bytes()
            if _holds(data, long if image or _is_frame(data) else needles):
                yield "a hidden word stands in a part of the file"
        if any(_holds(text, long if len(text) > _CERTAIN * 16 else needles) for text in _strings(item, 0)):
            yield "a hidden word stands in a note, a field or a title"


def _is_frame(data: bytes) -> bool:
    return data.startswith(b"q ") and data.endswith(b" 0 0 cm /Picture Do Q") and data.count(b" ") == 10


def _strings(item: object, deep: int) -> Iterator[bytes]:
    if isinstance(item, pikepdf.String):
        yield bytes(item)
        yield str(item).encode("utf-8", "replace")
    elif deep < 24 and isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        values = item.stream_dict if isinstance(item, pikepdf.Stream) else item
        for key in values.keys():  # noqa: SIM118 -- not a dict
            if key != "/Parent" and not (deep and getattr(values[key], "is_indirect", False)):
                yield from _strings(values[key], deep + 1)
    elif deep < 24 and isinstance(item, pikepdf.Array):
        for value in item:
            if not getattr(value, "is_indirect", False):
                yield from _strings(value, deep + 1)


def _holds(data: bytes, needles: set[bytes]) -> bool:
    """Whether a word stands in bytes, written with one byte a letter or with two."""
    bare = data.translate(_LOWER, _NO_LETTER) if needles else b""
    return any(needle in bare for needle in needles)


def _bare(words: str) -> Iterator[bytes]:
    """Plain letters and digits of hidden words, small: letters with an accent without it, and left out as `_holds` leaves them out."""
    small = words.lower()
    plain = unicodedata.normalize("NFKD", small)
    for text in (plain, small):
        kept = text.encode("ascii", "ignore").translate(None, _NO_LETTER)
        if kept:
            yield kept
