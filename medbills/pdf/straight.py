"""Prints a photograph or scan as straight pages of the right size, and moves its lit spots along."""

from __future__ import annotations

import dataclasses
import io
import math
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


def _lens(told: Any, name: str) -> Lens:
    values = [float(value) for value in told]
    if len(values) != 9 or not all(map(math.isfinite, values)):
        raise refusal("damaged", name, picture=True)
    a, b, c, d, e, f, g, h, i = values
    return (a, b, c, d, e, f, g, h, i)
