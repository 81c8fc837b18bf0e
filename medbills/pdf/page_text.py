"""Words with boxes, and ruled lines, of one PDFium page; runs in the worker only."""

from __future__ import annotations

import ctypes
import math
import unicodedata
from typing import Any

import pypdfium2.raw as pdfium

from medbills.pdf.limits import MAX_CHARACTERS, MAX_PAGE_WORDS, MAX_RULES
from medbills.pdf.page_place import Point

RawWord = tuple[str, float, float, float, float, float, int]  # text, x0, top, x1, bottom, size, bold
RawRule = tuple[float, float, float, float]
Edges = tuple[float, float, float, float]  # x0, top, x1, bottom on the page as shown

_WORD_GAP = 0.22  # of the type's size: more than this between two characters parts them
_SPACED_GAP = 0.08  # the same where a space stands, or PDFium thinks that one belongs; less is but kerning
_TRACKED = 2.2  # times the gap before: less than this goes on with a word in spaced-out letters
_ASCENT, _DESCENT = 0.80, 0.22  # of the size above and below the baseline: the same for every font, so rows line up
_MAX_OBJECTS = 30_000
_MAX_SEGMENTS = 2_000


class TooMuch(Exception):
    """The page holds more than the limits allow."""


def words_of(text_page: Any, place: Point, width: float, height: float, *, slanted: bool = False) -> list[RawWord]:
    """The words of a page in the file's order; `slanted` ones come letter by letter. Raises TooMuch beyond what a paper can hold."""
    count = pdfium.FPDFText_CountChars(text_page)
    if count > MAX_CHARACTERS:
        raise TooMuch
    words: list[RawWord] = []
    seen: set[tuple[str, int, int]] = set()
    word = _Word(text_page, slanted)
    (ox, oy), (ax, ay), (bx, by) = place(0, 0), place(1, 0), place(0, 1)
    ax, ay, bx, by = ax - ox, ay - oy, bx - ox, by - oy
    box = pdfium.FS_RECTF()
    spot = ctypes.byref(box)
    unicode_of, box_of = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetLooseCharBox

    def close() -> None:
        made = word.finish(place, width, height)
        if made is not None:
            # Bold type is often faked by printing the same word twice, a hair apart.
            key = (made[0], round(made[1] / 2), round(made[2] / 2))
            if key not in seen:
                seen.add(key)
                words.append(made)
                if len(words) > MAX_PAGE_WORDS:
                    raise TooMuch
        word.clear()

    for index in range(count):
        letter = unicode_of(text_page, index)
        if letter == 0x20 and word.text:
            word.space(pdfium.FPDFText_IsGenerated(text_page, index) == 1)
            continue
        if letter in _BREAKS:
            if letter == 0x02:  # PDFium's mark for a hyphen at the end of a line
                word.text.append("-")
            close()
            continue
        if not box_of(text_page, index, spot):
            continue
        xa, ya = ox + ax * box.left + bx * box.top, oy + ay * box.left + by * box.top
        xb, yb = ox + ax * box.right + bx * box.bottom, oy + ay * box.right + by * box.bottom
        edges = (min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb))
        if word.text and word.parted_from(edges):
            close()
        word.add(index, letter, edges)
    close()
    return words


_BREAKS = frozenset(
    {0x00, 0x02, 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x20, 0xA0, 0xAD, 0xFFFE, 0xFFFF, *range(0x2000, 0x200C), 0x202F, 0x3000, 0xFEFF}
)


class _Word:
    """The word being put together: its characters, and its edges on the page as shown."""

    def __init__(self, text_page: Any, slanted: bool) -> None:
        self.text_page = text_page
        self.slanted = slanted
        self.text: list[str] = []
        self.clear()

    def clear(self) -> None:
        self.text = []
        self.first = 0
        self.left = self.top = math.inf
        self.right = self.bottom = -math.inf
        self.last = (0.0, 0.0, 0.0, 0.0)
        self.gap = 0.0
        self.maybe_over = False  # a space follows, in the file or by PDFium's guess

    def add(self, index: int, letter: int, edges: Edges) -> None:
        if not self.text:
            self.first = index
        else:
            self.gap = edges[0] - self.last[2]
        self.maybe_over = False
        self.text.append(chr(letter) if not 0xD800 <= letter < 0xE000 and letter <= 0x10FFFF else "\ufffd")
        self.last = edges
        self.left, self.top = min(self.left, edges[0]), min(self.top, edges[1])
        self.right, self.bottom = max(self.right, edges[2]), max(self.bottom, edges[3])

    def space(self, guessed: bool) -> None:
        """A space follows; the next character's place says whether the word is over."""
        self.maybe_over = True
        if not guessed:
            self.gap = 0.0

    def parted_from(self, edges: Edges) -> bool:
        """Whether the next character stands apart from the last: a gap, a jump back, another line."""
        left, top, right, bottom = self.last
        size = max(bottom - top, 1.0)
        gap = edges[0] - right
        if edges[0] < left - 0.6 * size or gap > (_SPACED_GAP if self.maybe_over else _WORD_GAP) * size + _TRACKED * max(self.gap, 0.0):
            return True
        return min(edges[3], bottom) - max(edges[1], top) < 0.3 * min(size, max(edges[3] - edges[1], 1.0))

    def finish(self, place: Point, width: float, height: float) -> RawWord | None:
        text = unicodedata.normalize("NFKC", "".join(self.text)).replace("\u2011", "-").strip()
        if not text:
            return None
        x = ctypes.c_double()
        y = ctypes.c_double()
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFText_GetCharOrigin(self.text_page, self.first, ctypes.byref(x), ctypes.byref(y))
        pdfium.FPDFText_GetMatrix(self.text_page, self.first, ctypes.byref(matrix))
        level = self._slant(place, matrix) <= 0.03
        if not level and not self.slanted:
            return None  # slanted or upright text is a watermark or a margin note, not part of a row
        x0, top, x1, bottom = self.left, self.top, self.right, self.bottom
        size = abs(pdfium.FPDFText_GetFontSize(self.text_page, self.first)) * math.hypot(matrix.c, matrix.d)
        loose = bottom - top
        if level and 0.5 * loose <= size <= 1.6 * loose:
            base = place(x.value, y.value)[1]
            top, bottom = base - _ASCENT * size, base + _DESCENT * size
        else:
            size = loose / 1.2
        if x1 <= 0 or bottom <= 0 or x0 >= width or top >= height or x1 - x0 < 0.1 or size < 1:
            return None
        box = (max(x0, 0.0), max(top, 0.0), min(x1, width), min(bottom, height))
        return (text, *(round(edge, 2) for edge in box), round(size, 2), self._bold())

    def _slant(self, place: Point, matrix: Any) -> float:
        """How far the text leans from a line that runs to the right on the page as shown: the sine of the angle."""
        (ox, oy), (ex, ey) = place(0, 0), place(matrix.a, matrix.b)
        length = math.hypot(ex - ox, ey - oy)
        if not length:
            return 0.0
        return abs(ey - oy) / length if ex >= ox else 1.0

    def _bold(self) -> int:
        if pdfium.FPDFText_GetFontWeight(self.text_page, self.first) >= 600:
            return 1
        buffer = ctypes.create_string_buffer(128)
        length = pdfium.FPDFText_GetFontInfo(self.text_page, self.first, buffer, 128, None)
        name = buffer.value.lower() if 0 < length <= 128 else b""
        return int(b"bold" in name or b"black" in name or b"heavy" in name or b"semibold" in name)


def rules_of(page: Any, place: Point, width: float, height: float) -> list[RawRule]:
    """Straight level and upright lines, and the edges of boxes; none when the page is a drawing with thousands."""
    rules: list[RawRule] = []
    for index in range(min(pdfium.FPDFPage_CountObjects(page), _MAX_OBJECTS)):
        item = pdfium.FPDFPage_GetObject(page, index)
        if pdfium.FPDFPageObj_GetType(item) != pdfium.FPDF_PAGEOBJ_PATH:
            continue
        rules += _rules_of_path(item, place)
        if len(rules) > MAX_RULES:
            return []
    return [rule for rule in rules if rule[2] > 0 and rule[3] > 0 and rule[0] < width and rule[1] < height]


def _rules_of_path(item: Any, place: Point) -> list[RawRule]:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(item, *(ctypes.byref(edge) for edge in (left, bottom, right, top))):
        return []
    (xa, ya), (xb, yb) = place(left.value, top.value), place(right.value, bottom.value)
    x0, x1, y0, y1 = min(xa, xb), max(xa, xb), min(ya, yb), max(ya, yb)
    if x1 - x0 < 6 and y1 - y0 < 6:
        return []
    if x1 - x0 < 3 or y1 - y0 < 3:  # a stroke, or a thin filled box drawn as one
        return [(round(x0, 1), round(y0, 1), round(x1, 1), round(y1, 1))]
    count = pdfium.FPDFPath_CountSegments(item)
    if not 2 <= count <= _MAX_SEGMENTS:
        return []
    return _rules_of_segments(item, count, place)


def _rules_of_segments(item: Any, count: int, place: Point) -> list[RawRule]:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(item, ctypes.byref(matrix))
    x, y = ctypes.c_float(), ctypes.c_float()
    rules: list[RawRule] = []
    start = last = (0.0, 0.0)
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(item, index)
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        here = place(
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = here
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            rules += _level_or_upright(last, here)
        last = here
        if pdfium.FPDFPathSegment_GetClose(segment):
            rules += _level_or_upright(here, start)
    return rules


def _level_or_upright(a: tuple[float, float], b: tuple[float, float]) -> list[RawRule]:
    x0, x1, y0, y1 = min(a[0], b[0]), max(a[0], b[0]), min(a[1], b[1]), max(a[1], b[1])
    if max(x1 - x0, y1 - y0) < 6 or min(x1 - x0, y1 - y0) > 1:
        return []
    return [(round(x0, 1), round(y0, 1), round(x1, 1), round(y1, 1))]
