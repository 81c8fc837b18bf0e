"""A cover sheet for a fax: to whom, from whom, how many pages, and nothing about anybody's health."""

from __future__ import annotations

import datetime
import io
from dataclasses import dataclass

from reportlab.platypus import Flowable, HRFlowable, Spacer, Table, TableStyle

from medbills.domain.wording import long_day
from medbills.pdf.type_setting import INCH, PAGE, REGULAR, color, draw_page, finished, new_canvas, pages_of, paragraph, style

_FRAME = (INCH, INCH, PAGE[0] - 2 * INCH, PAGE[1] - 2 * INCH)
_BODY = 13.0
_ROOM = "\u00a0"  # nothing known: a line to write on, since the sheet speaks of the one named above and of calling the sender
_PRIVATE = (
    "This fax is private and meant only for the one named above. It may hold health information. "
    "If it came to you by mistake, please call the sender and destroy all pages. Do not read, copy or pass it on."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FaxCover:
    """What stands on the sheet. `pages` counts the sheet itself; `reference` is a number the reader knows, cut short or empty."""

    to: str
    fax: str
    sender: str
    phone: str
    day: datetime.date
    pages: int
    about: str
    reference: str = ""


def fax_cover_pdf(cover: FaxCover) -> bytes:
    """One page; the same input gives the same bytes."""
    rows = (
        ("To", cover.to or _ROOM), ("Fax", cover.fax or _ROOM), ("From", cover.sender or _ROOM), ("Phone", cover.phone or _ROOM),
        ("Day", long_day(cover.day)),
        ("Pages", f"{cover.pages}, with this one"), ("About", cover.about), ("Reference", cover.reference),
    )  # fmt: skip
    cells = [[paragraph(name, style(_BODY, shade="text2")), paragraph(value[:600], style(_BODY))] for name, value in rows if value]
    table = Table(cells, colWidths=[_FRAME[2] * 0.22, _FRAME[2] * 0.78], hAlign="LEFT", splitInRow=1)
    table.setStyle(TableStyle([
        ("FONTNAME", (0, 0), (-1, -1), REGULAR), ("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 8), ("LINEBELOW", (0, 0), (-1, -1), 0.5, color("hairline")),
    ]))  # fmt: skip
    story: list[Flowable] = [
        paragraph("Fax", style(30, bold=True, after=8, leading=1.2)),
        HRFlowable(width="100%", thickness=1.5, color=color("ink"), spaceBefore=0, spaceAfter=14),
        table,
        Spacer(1, 24),
        paragraph("Private", style(_BODY, bold=True, after=4)),
        paragraph(_PRIVATE, style(_BODY - 1)),
    ]
    out = io.BytesIO()
    canvas = new_canvas(out)
    for page in pages_of(story, _FRAME):
        draw_page(canvas, page, _FRAME)
        canvas.showPage()
    canvas.save()
    return finished(out.getvalue(), "Fax")
