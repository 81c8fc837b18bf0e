"""Tells whether what a PDFium page says stands in a picture on it; runs in the worker only."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from typing import Any

import pypdfium2.raw as pdfium

_MAX_OBJECTS = 30_000
_DEPTH = 4  # forms within forms
_LEAST_DPI = 40  # a coarser image holds no print that could be read
_FEW_WORDS = 6  # fewer on a page with a picture are a stamp on a scan
_STAMPED = 40  # as many may stand along the edges of a scan: a fax's headline, a scanning program's mark
_EDGE = 0.07  # of the page's height
_OUTLINES = 200  # drawn shapes on a page without words: letters turned into outlines


def is_picture(page: Any, words: Sequence[tuple[Any, ...]], width: float, height: float) -> bool:
    """Whether it is a scan, a photograph or letters drawn as outlines; `words` are (text, x0, top, x1, bottom, …) as shown."""
    inner = sum(_EDGE * height < word[2] and word[4] < (1 - _EDGE) * height for word in words)
    if len(words) >= _FEW_WORDS and (inner or len(words) > _STAMPED):
        return False
    covered, drawn = 0.0, 0
    for item, form in _parts(page):
        kind = pdfium.FPDFPageObj_GetType(item)
        drawn += kind == pdfium.FPDF_PAGEOBJ_PATH
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            area = _area(form or item, width, height)
            covered += 0.0 if _is_coarse(item, area) else area
    few = len(words) < _FEW_WORDS
    return covered >= (0.15 if few else 0.6) * width * height or (few and drawn >= _OUTLINES)


def _parts(page: Any) -> Iterator[tuple[Any, Any]]:
    """The page's objects, also those within forms, each with the outermost form it is in: only that one's place is the page's own."""
    waiting = [
        (pdfium.FPDFPage_GetObject(page, index), None, 0) for index in range(min(pdfium.FPDFPage_CountObjects(page), _MAX_OBJECTS))
    ]
    seen = 0
    while waiting and seen < _MAX_OBJECTS:
        item, form, depth = waiting.pop()
        seen += 1
        if pdfium.FPDFPageObj_GetType(item) != pdfium.FPDF_PAGEOBJ_FORM:
            yield item, form
        elif depth < _DEPTH:
            inside = range(min(pdfium.FPDFFormObj_CountObjects(item), _MAX_OBJECTS))
            waiting += [(pdfium.FPDFFormObj_GetObject(item, index), form or item, depth + 1) for index in inside]


def _is_coarse(image: Any, area: float) -> bool:
    """Whether an image that covers so many square points has too few pixels for print; one that PDFium cannot measure has not."""
    across, down = ctypes.c_uint(), ctypes.c_uint()
    told = pdfium.FPDFImageObj_GetImagePixelSize(image, ctypes.byref(across), ctypes.byref(down))
    return bool(told) and across.value * down.value < area * (_LEAST_DPI / 72) ** 2


def _area(item: Any, width: float, height: float) -> float:
    """Square points that an object covers; no more than the page twice across and down."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(item, *(ctypes.byref(edge) for edge in (left, bottom, right, top))):
        return 0.0
    return max(min(right.value - left.value, 2 * width), 0.0) * max(min(top.value - bottom.value, 2 * height), 0.0)
