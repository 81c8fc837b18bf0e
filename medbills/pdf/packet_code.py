"""The square code at the foot of a packet's pages: the packet's number and the page, and nothing about anybody's health."""

from __future__ import annotations

from functools import lru_cache

import segno

MODULES = 21  # along a side: version 1
SIDE = 30.24  # points; a module is 4 dots of a fine fax wide (200 an inch)
_MASK = 3


def code_text(number: str, page: int) -> str:
    """What the code says: "MB-K3F9Q2WX-0012"."""
    return f"MB-{number}-{page:04d}"


def code_drawing(number: str, page: int, left: float, bottom: float) -> bytes:
    """The operators that draw a page's code with its lower left corner there (points)."""
    rows = _rows(number, page)
    size = len(rows)
    runs = []
    for place, row in enumerate(rows):
        at = row.find("1")
        while at >= 0:
            end = row.find("0", at)
            end = size if end < 0 else end
            runs.append(f"{at} {size - 1 - place} {end - at} 1 re")
            at = row.find("1", end)
    scale = SIDE / size
    return f"q 0 g {scale:.4f} 0 0 {scale:.4f} {left:.2f} {bottom:.2f} cm {' '.join(runs)} f Q\n".encode()


def _rows(number: str, page: int) -> list[str]:
    """The modules of each row, from the top, as "1" (dark) and "0".

    Error correction and masking only add bits modulo 2, so the codes of all pages are put together from those of their two halves:
    a hundredth of the work for a thick packet.
    """
    if page > 9999:
        bits, size = _modules(code_text(number, page))
    else:
        start = _modules(code_text(number, 0))
        bits = _modules(code_text(number, page // 100 * 100))[0] ^ _modules(code_text(number, page % 100))[0] ^ start[0]
        size = start[1]
    text = f"{bits:0{size * size}b}"
    return [text[place : place + size] for place in range(0, size * size, size)]


@lru_cache(maxsize=512)
def _modules(text: str) -> tuple[int, int]:
    """A code as one number, its upper left module first, and how many modules stand along its side."""
    made = segno.make(text, mode="alphanumeric", error="m", mask=_MASK, boost_error=False, micro=False)
    bits = "".join("1" if module else "0" for row in made.matrix for module in row)
    return int(bits, 2), len(made.matrix)
