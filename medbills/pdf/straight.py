"""Prints a photograph or scan as straight pages of the right size, and moves its lit spots along."""

from __future__ import annotations

import dataclasses
import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pikepdf

from medbills.domain.packet import Lit
from medbills.domain.page import Lens, from_shown
from medbills.pdf.limits import MAX_SCANS, MAX_SIDE
from medbills.pdf.refusals import refusal
from medbills.pdf.scans import add_picture, ask_drawer

_DPI = 200.0


@dataclass(frozen=True, slots=True)
class StraightPdf:
    """The pages as a PDF; `lenses` turn points of its pages into points of the picture as it is shown, page by page."""

    pdf: bytes
    lenses: tuple[Lens, ...]

    def lit(self, lit: Lit) -> Lit:
        """A spot measured on the picture, where it lies on the straight page."""
        return dataclasses.replace(lit, box=from_shown(self.lenses[lit.page - 1], lit.box)) if lit.page <= len(self.lenses) else lit


def straight_pdf(data: bytes, *, name: str) -> StraightPdf:
    """The same picture gives the same bytes. Raises UnusableInput, which names the file."""
    made: list[tuple[dict[str, Any], bytes]] = []
    count = 1
    while len(made) < count:
        ask_drawer({"do": "straight", "page": len(made) + 1, "dpi": _DPI}, data, name, lambda header, jpeg: made.append((header, jpeg)))
        count = min(int(made[0][0]["pages"]), MAX_SCANS)
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        for header, jpeg in made:
            size = float(header["across"]), float(header["along"])
            if not all(0 < side <= MAX_SIDE for side in size):
                raise refusal("damaged", name, picture=True)
            add_picture(pdf, (int(header["width"]), int(header["height"])), jpeg, size)
        pdf.save(out, deterministic_id=True)
    return StraightPdf(out.getvalue(), tuple(_lens(header["lens"], name) for header, _ in made))


def turned_pdf(straight: StraightPdf, quarters: Sequence[int]) -> StraightPdf:
    """The same with pages turned clockwise by these quarters, and their lenses with them. The same input gives the same bytes."""
    if not any(turn % 4 for turn in quarters):
        return straight
    out, lenses = io.BytesIO(), list(straight.lenses)
    with pikepdf.open(io.BytesIO(straight.pdf)) as pdf:
        for number, turn in enumerate(quarters):
            if turn % 4 and number < len(pdf.pages):
                page = pdf.pages[number]
                across, along = (float(page.mediabox[2]), float(page.mediabox[3]))
                page.rotate(90 * (turn % 4), relative=True)
                lenses[number] = _behind(lenses[number], turn % 4, across, along)
        pdf.save(out, deterministic_id=True)
    return StraightPdf(out.getvalue(), tuple(lenses))


def _behind(lens: Lens, quarters: int, across: float, along: float) -> Lens:
    """The lens of a page that was `across` by `along` points before it was turned."""
    back = {1: ((0, 1, 0), (-1, 0, along)), 2: ((-1, 0, across), (0, -1, along)), 3: ((0, -1, across), (1, 0, 0))}[quarters]
    turn = (*back, (0, 0, 1))
    rows = [lens[:3], lens[3:6], lens[6:]]
    a, b, c, d, e, f, g, h, i = (sum(row[k] * turn[k][column] for k in range(3)) for row in rows for column in range(3))
    return (a, b, c, d, e, f, g, h, i)


def _lens(told: Any, name: str) -> Lens:
    values = [float(value) for value in told]
    if len(values) != 9 or not all(map(math.isfinite, values)):
        raise refusal("damaged", name, picture=True)
    a, b, c, d, e, f, g, h, i = values
    return (a, b, c, d, e, f, g, h, i)
