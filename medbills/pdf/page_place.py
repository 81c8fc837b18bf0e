"""Where things stand on one PDFium page as it is shown, and as its print runs; runs in the worker only."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as pdfium

Point = Callable[[float, float], tuple[float, float]]

_TASTED = 400  # letters whose direction tells how the print runs
_MOSTLY = 0.8  # of them


def shown(page: Any, width: float, height: float) -> Point:
    """Turns PDF user space into points from the top-left corner of the page as it is shown (crop box, rotation)."""
    scale = 1000.0 / max(width, height)
    across, down = round(width * scale * 1000), round(height * scale * 1000)

    def device(x: float, y: float) -> tuple[float, float]:
        dx, dy = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDF_PageToDevice(page, 0, 0, across, down, 0, x, y, ctypes.byref(dx), ctypes.byref(dy))
        return dx.value * width / across, dy.value * height / down

    ox, oy = device(0, 0)
    (ax, ay), (bx, by) = device(width, 0), device(0, height)
    ax, ay, bx, by = (ax - ox) / width, (ay - oy) / width, (bx - ox) / height, (by - oy) / height
    return lambda x, y: (ox + ax * x + bx * y, oy + ay * x + by * y)


def print_turn(text_page: Any, place: Point) -> int:
    """How the print of a page runs as it is shown: 0 to the right, 1 upward, 2 on its head, 3 downward; 0 where it is mixed."""
    count = pdfium.FPDFText_CountChars(text_page)
    matrix = pdfium.FS_MATRIX()
    (ox, oy) = place(0, 0)
    turns: Counter[int] = Counter()
    for index in range(0, count, max(count // _TASTED, 1)):
        if pdfium.FPDFText_GetUnicode(text_page, index) > 0x20 and pdfium.FPDFText_GetMatrix(text_page, index, ctypes.byref(matrix)):
            x, y = place(matrix.a, matrix.b)
            turns[round(math.atan2(oy - y, x - ox) / (math.pi / 2)) % 4] += 1
    turn, most = max(turns.items(), key=lambda item: item[1], default=(0, 0))
    return turn if most >= _MOSTLY * turns.total() else 0


def turned(place: Point, width: float, height: float, turn: int) -> Point:
    """`place` on a page turned so that its print runs to the right; the sides of 1 and 3 change places."""

    def upright(x: float, y: float) -> tuple[float, float]:
        across, down = place(x, y)
        return {0: (across, down), 1: (height - down, across), 2: (width - across, height - down), 3: (down, width - across)}[turn]

    return upright if turn else place
