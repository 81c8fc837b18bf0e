"""Prints the page that sums up one person's affairs for whoever takes them over."""

from __future__ import annotations

import io

from reportlab.platypus import Flowable, HRFlowable, Table, TableStyle

from medbills.domain.briefing import Briefing, BriefingLine, BriefingPart
from medbills.pdf.type_setting import PAGE, REGULAR, color, draw_page, finished, new_canvas, pages_of, paragraph, style

_SIDE = 48.0  # points
_FRAME = (_SIDE, 44.0, PAGE[0] - 2 * _SIDE, PAGE[1] - 44.0 - 40.0)
_WIDTH = _FRAME[2]
_SIZES = (9.5, 9.0, 8.5, 8.0, 7.5)  # tried in turn until all of it fits on one page
_LONGEST = 150  # characters of a row


def briefing_pdf(briefing: Briefing) -> bytes:
    """One page. What it has no room for is counted on it, never dropped in silence."""
    pages = next(
        (found for size in _SIZES for cut in (0, 2, 4) if len(found := pages_of(_story(briefing, size, cut), _FRAME)) == 1),
        None,
    ) or pages_of(_story(briefing, _SIZES[-1], 6), _FRAME)[:1]
    out = io.BytesIO()
    canvas = new_canvas(out)
    draw_page(canvas, pages[0], _FRAME)
    canvas.setFont(REGULAR, 7.5)
    canvas.setFillColor(color("text2"))
    canvas.drawString(_SIDE, 26, briefing.foot)
    canvas.showPage()
    canvas.save()
    return finished(out.getvalue(), "Briefing")


def _story(briefing: Briefing, size: float, cut: int) -> list[Flowable]:
    story: list[Flowable] = [
        paragraph(f"Taking over for {briefing.name}", style(17, bold=True, after=2, leading=1.2)),
        paragraph(briefing.subtitle, style(size, after=6, shade="text2")),
        HRFlowable(width="100%", thickness=1, color=color("ink"), spaceBefore=0, spaceAfter=6),
        _sums(briefing.sums, size),
    ]
    for part in briefing.parts:
        story += [paragraph(part.title, style(size + 2, bold=True, before=8, after=2)), *_rows(part, size, cut)]
    return story


def _sums(sums: tuple[BriefingLine, ...], size: float) -> Table:
    heads = [paragraph(line.what, style(size, shade="text2")) for line in sums]
    values = [paragraph(line.says, style(size + 2, bold=True), bold=True) for line in sums]
    table = Table([heads, values], colWidths=[_WIDTH / max(1, len(sums))] * len(sums))
    table.setStyle(TableStyle([("LEFTPADDING", (0, 0), (-1, -1), 0), ("BOTTOMPADDING", (0, 0), (-1, -1), 1)]))
    return table


def _rows(part: BriefingPart, size: float, cut: int) -> list[Flowable]:
    shown = part.lines[: max(3, len(part.lines) - cut)]
    left_out = part.left_out + len(part.lines) - len(shown)
    if not shown:
        return [paragraph(part.empty, style(size, shade="text2"))]
    cells = [[paragraph(_short(line.what, 60), style(size)), paragraph(_short(line.says, _LONGEST), style(size))] for line in shown]
    table = Table(cells, colWidths=[_WIDTH * 0.28, _WIDTH * 0.72])
    whole = ((0, 0), (-1, -1))
    table.setStyle(
        TableStyle([
            ("VALIGN", *whole, "TOP"), ("LEFTPADDING", (0, 0), (0, -1), 0), ("TOPPADDING", *whole, 1.5), ("BOTTOMPADDING", *whole, 1.5),
            ("LINEBELOW", *whole, 0.4, color("hairline")),
        ])
    )  # fmt: skip
    more = [paragraph(f"And {left_out} more, in the copy.", style(size, shade="text2"))] if left_out else []
    return [table, *more]


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rsplit(' ', 1)[0]} …"
