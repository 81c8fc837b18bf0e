"""Lights the spots in question on an exhibit's page, and writes beside the page what is asked there."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from medbills.domain.packet import Lit
from medbills.pdf.exhibits import BAND, MARGIN, NOTES_WIDTH, Sheet
from medbills.pdf.type_setting import color, marked, style

Area = tuple[float, float, float, float]  # left, bottom, right, top on our paper, points

_AROUND = 3.0  # points between a spot and its outline
_SPACE = 7.0  # points between two call-outs
_SIZES = (9.5, 8.5, 7.5, 6.5, 5.5, 4.5)


def draw_lights(canvas: Canvas, sheet: Sheet, lit: Sequence[Lit]) -> None:
    """Paints each spot yellow with multiply, so that ink stays ink, outlines it, and sets its call-out."""
    spots = [(note, _around(sheet, note)) for note in lit]
    for _, (left, bottom, right, top) in spots:
        canvas.saveState()
        canvas.setBlendMode("Multiply")
        canvas.setFillColor(color("hl"))
        canvas.rect(left, bottom, right - left, top - bottom, stroke=0, fill=1)
        canvas.restoreState()
        canvas.setStrokeColor(color("hl-line"))
        canvas.setLineWidth(1)
        canvas.rect(left, bottom, right - left, top - bottom, stroke=1, fill=0)
    _call_out(canvas, sheet, [(note.note, box) for note, box in spots if note.note])


def _around(sheet: Sheet, lit: Lit) -> Area:
    left, bottom, right, top = sheet.on_paper(lit.box)
    room = _AROUND * sheet.scale
    return left - room, bottom - room, right + room, top + room


def _call_out(canvas: Canvas, sheet: Sheet, notes: list[tuple[str, Area]]) -> None:
    """One call-out for each different note, tied to every spot it speaks of."""
    spots: dict[str, list[Area]] = {}
    for note, area in sorted(notes, key=lambda item: (-item[1][3], item[1][0])):
        spots.setdefault(note, []).append(area)
    if not spots:
        return
    left = sheet.paper[0] - NOTES_WIDTH - MARGIN * 0.6
    texts, heights = _fitted(list(spots), sheet.paper[1] - 2 * BAND)
    tops = _stacked([areas[0][3] for areas in spots.values()], heights, sheet.paper[1] - BAND)
    edge = sheet.left + sheet.size[0] + 4
    for areas, text, height, top in zip(spots.values(), texts, heights, tops, strict=True):
        text.drawOn(canvas, left + 7, top - height)
        canvas.setStrokeColor(color("hl-line"))
        canvas.setLineWidth(1.5)
        canvas.line(left, top - height - 1, left, top)
        canvas.setLineWidth(0.75)
        for _, bottom, right, _ in areas:  # the line runs along the foot of the spot, between the rows
            canvas.line(right, bottom, edge, bottom)
            canvas.line(edge, bottom, left, top - height / 2)


def _fitted(notes: list[str], room: float) -> tuple[list[Paragraph], list[float]]:
    """The notes in the largest type that fits the column."""
    for size in _SIZES:
        texts = [Paragraph(marked(note), style(size, leading=1.2)) for note in notes]
        heights = [text.wrap(NOTES_WIDTH - 7, 10_000)[1] for text in texts]
        if sum(heights) + _SPACE * len(heights) <= room:
            break
    return texts, heights


def _stacked(wanted: list[float], heights: list[float], highest: float) -> list[float]:
    """Tops of the call-outs, each as near its spot as the one above it and the page's foot allow."""
    tops: list[float] = []
    ceiling = highest
    for want, height in zip(wanted, heights, strict=True):
        tops.append(min(want, ceiling))
        ceiling = tops[-1] - height - _SPACE
    floor = BAND
    for place in range(len(tops) - 1, -1, -1):
        if tops[place] - heights[place] < floor:
            tops[place] = floor + heights[place]
        floor = tops[place] + _SPACE
    return tops
