"""Envelopes: a number 10 envelope to print on, and the places where an address shows through a window."""

from __future__ import annotations

import io
from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from medbills.pdf.type_setting import INCH, color, finished, marked, new_canvas, style

NUMBER_10 = (9.5 * INCH, 4.125 * INCH)
_SIZES = (12.0, 11.0, 10.0, 9.0, 8.0)  # no smaller: the post office's machines read from 8 points on
_MOST = 400  # characters of an address that are looked at

Place = tuple[float, float, float, float]  # left, top, width, height: inches from the page's top-left corner


@dataclass(frozen=True, slots=True)
class Window:
    """Where a letter's addresses must stand so that they show however the letter slips; inches from the page's top-left corner.

    `back` is the place of the return address (None: it shows through no window), `fold` where to fold, `body` where the text begins.
    """

    address: Place
    back: Place | None
    fold: tuple[float, ...]
    body: float


# Number 10 with one window (1 1/8 by 4 1/2 inches, 7/8 from the left, 1/2 from the bottom), letter folded at 4 and 8 inches so that it
# fills the envelope; an eighth of an inch stays free all around, as the post office asks (DMM 202.5.9).
# Number 9 with two windows: what shows of a letter folded in three, wherever it slips.
WINDOWS = {
    "single": Window(address=(1.0, 2.625, 3.25, 0.75), back=None, fold=(4.0, 8.0), body=4.2),
    "double": Window(address=(0.5625, 2.2125, 3.625, 0.8), back=(0.5625, 0.7875, 3.125, 1.0), fold=(3.667, 7.333), body=3.9),
}


def envelope_pdf(*, sender: str, recipient: str) -> bytes:
    """A number 10 envelope: the sender at the upper left, the recipient where the post office's machines look for it."""
    out = io.BytesIO()
    canvas = new_canvas(out)
    canvas.setPageSize(NUMBER_10)
    draw_address(canvas, sender, (0.4, 0.35, 3.2, 1.1), NUMBER_10[1], largest=10.0)
    draw_address(canvas, recipient, (4.0, 1.9, 4.8, 1.4), NUMBER_10[1])
    canvas.showPage()
    canvas.save()
    return finished(out.getvalue(), "Envelope")


def draw_address(canvas: Canvas, address: str, place: Place, page_height: float, *, largest: float = 12.0) -> None:
    """Draws an address into its place in the largest type that fits, literally; what no type can fit is cut at the foot."""
    left, top, width, height = (part * INCH for part in place)
    lines = [line for line in address[:_MOST].split("\n") if line.strip()]
    for size in (size for size in _SIZES if size <= largest):
        text = Paragraph(marked("\n".join(lines)), style(size, leading=1.15))
        high = text.wrap(width, 10_000)[1]
        if high <= height:
            break
    else:
        text = Paragraph(marked("\n".join(lines[: max(int(height / (_SIZES[-1] * 1.15)), 1)])), style(_SIZES[-1], leading=1.15))
        high = min(text.wrap(width, 10_000)[1], height)
    canvas.saveState()
    clip = canvas.beginPath()
    clip.rect(left, page_height - top - height, width, height)
    canvas.clipPath(clip, stroke=0, fill=0)
    text.drawOn(canvas, left, page_height - top - high)
    canvas.restoreState()


def draw_folds(canvas: Canvas, window: Window, page_height: float) -> None:
    """Short marks at the left edge where to fold."""
    canvas.setStrokeColor(color("control"))
    canvas.setLineWidth(0.5)
    for fold in window.fold:
        canvas.line(10, page_height - fold * INCH, 22, page_height - fold * INCH)
