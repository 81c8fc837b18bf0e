"""Prints the estimate of dental work, with consent in plain words: two copies of one page, signed by both sides."""

from __future__ import annotations

import io
from collections.abc import Sequence

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, HRFlowable, Table, TableStyle

from medbills.domain.estimate_sheet import EstimateLine, EstimateSheet
from medbills.domain.money import Money
from medbills.domain.wording import long_day
from medbills.pdf.packet_front import ruled
from medbills.pdf.type_setting import PAGE, REGULAR, color, draw_page, finished, new_canvas, pages_of, paragraph, plain, style

_SIDE = 54.0  # points, left and right
_FRAME = (_SIDE, 48.0, PAGE[0] - 2 * _SIDE, PAGE[1] - 48.0 - 40.0)
_WIDTH = _FRAME[2]
_SIZES = (11.0, 10.0, 9.0, 8.0)  # tried in this order, so that a copy stays on one page
_BLANK = "\u00a0\n\u00a0"
_LEAST_ROWS = 3
_COPIES = ("Copy for the patient", "Copy for the office")
_POINTS = (
    "This is an estimate. The plan decides only after the work, and may pay less.",
    "The plan may pay for a cheaper treatment instead of mine. It is called an alternate benefit, or a downgrade.",
    "Then I may be asked for more than my usual share. The last column shows how much, as far as we know today.",
    "I can ask the plan for a written estimate (predetermination) first, and wait for its answer.",
    "I can ask which other treatments would do, and what each would cost me.",
    "If the work changes, the office tells me the new price before it goes on.",
)


def estimate_sheet_pdf(sheet: EstimateSheet) -> bytes:
    """The same sheet twice, one for each side to keep. The same sheet gives the same bytes."""
    out = io.BytesIO()
    canvas = new_canvas(out)
    for whose in _COPIES:
        for page in _fitted(sheet, whose):
            draw_page(canvas, page, _FRAME)
            _foot(canvas, sheet, whose)
            canvas.showPage()
    canvas.save()
    return finished(out.getvalue(), "Estimate and consent")


def _fitted(sheet: EstimateSheet, whose: str) -> list[list[Flowable]]:
    for size in _SIZES:
        pages = pages_of(_page(sheet, size), _FRAME)
        if len(pages) == 1:
            break
    return pages


def _page(sheet: EstimateSheet, size: float) -> list[Flowable]:
    return [
        paragraph("What this dental work will cost", style(size + 9, bold=True, after=2, leading=1.2)),
        paragraph("Estimate and consent, before the work begins", style(size, shade="text2", after=6)),
        HRFlowable(width="100%", thickness=1, color=color("ink"), spaceBefore=0, spaceAfter=8),
        _pairs([("Dental office", sheet.office), ("Patient", sheet.patient), ("Dental plan", sheet.plan)], size),
        paragraph("", style(size, after=6)),
        _treatments(sheet, size),
        paragraph("What I understand", style(size + 1, bold=True, before=size, after=4)),
        *(paragraph(f"{place}. {text}", style(size, after=3)) for place, text in enumerate(_POINTS, 1)),
        paragraph("The office told me this before the work, and I could ask my questions.", style(size, before=4, after=size)),
        _signatures(size),
    ]


def _treatments(sheet: EstimateSheet, size: float) -> Table:
    head = ("Treatment", "Tooth", "The office bills", "The plan may pay", "You may pay")
    rows = [_row(head, size, bold=True)]
    rows += [_row((_named(line), line.tooth, _sum(line.fee), _sum(line.plan_pays), _sum(line.you_pay)), size) for line in sheet.lines]
    rows += [_row((_BLANK, "", "", "", ""), size) for _ in range(_LEAST_ROWS - len(sheet.lines))]
    sums = [sheet.summed(name) for name in ("fee", "plan_pays", "you_pay")]
    rows.append(_row(("Together", "", *map(_sum, sums)), size, bold=True))
    return ruled(rows, [_WIDTH * share for share in (0.38, 0.1, 0.17, 0.18, 0.17)], gap=8)


def _named(line: EstimateLine) -> str:
    told = " ".join(part for part in (line.words, f"({line.code})" if line.code and line.words else line.code) if part)
    return f"{told or _BLANK}\nThe plan may pay it as {line.paid_as}." if line.paid_as else told or _BLANK


def _row(cells: Sequence[str], size: float, *, bold: bool = False) -> list[Flowable]:
    return [paragraph(text, style(size, bold=bold, right=at > 1)) for at, text in enumerate(cells)]


def _sum(amount: Money | None) -> str:
    return "" if amount is None else str(amount)


def _pairs(rows: Sequence[tuple[str, str]], size: float) -> Table:
    cells = [[paragraph(name, style(size, shade="text2")), paragraph(value[:200], style(size))] for name, value in rows]
    table = Table(cells, colWidths=[_WIDTH * 0.22, _WIDTH * 0.78], rowHeights=[None if value else 24.0 for _, value in rows])
    return _styled(table, [("LINEBELOW", (1, 0), (1, -1), 0.5, color("hairline"))])


def _signatures(size: float) -> Table:
    """Two lines to sign on, side by side, each with its day."""
    words = ("Patient, or who signs for the patient", "Day", "", "For the office", "Day")
    cells: list[list[object]] = [[""] * 5, [paragraph(text, style(size - 1, shade="text2")) for text in words]]
    table = Table(cells, colWidths=[_WIDTH * share for share in (0.34, 0.13, 0.06, 0.34, 0.13)], rowHeights=[34.0, None])
    lines = [("LINEBELOW", (0, 0), (1, 0), 0.7, color("ink")), ("LINEBELOW", (3, 0), (4, 0), 0.7, color("ink"))]
    return _styled(table, lines)


def _styled(table: Table, more: Sequence[object]) -> Table:
    whole = ((0, 0), (-1, -1))
    commands = [
        ("FONTNAME", *whole, REGULAR), ("VALIGN", *whole, "BOTTOM"), ("LEFTPADDING", *whole, 0), ("RIGHTPADDING", *whole, 6),
        ("TOPPADDING", *whole, 2), ("BOTTOMPADDING", *whole, 3), *more,
    ]  # fmt: skip
    table.setStyle(TableStyle(commands))  # type: ignore[arg-type]
    table.hAlign = "LEFT"
    return table


def _foot(canvas: Canvas, sheet: EstimateSheet, whose: str) -> None:
    canvas.setFillColor(color("text2"))
    canvas.setFont(REGULAR, 9)
    canvas.drawString(_SIDE, 28, plain(f"Estimate of {long_day(sheet.day)}"))
    canvas.drawRightString(PAGE[0] - _SIDE, 28, whose)
