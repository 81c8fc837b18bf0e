"""Prints the doctor's kit: on two pages what a busy office needs to call the insurer's doctor and to write on why care is needed."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, HRFlowable, Table, TableStyle

from medbills.domain.packet import Criterion
from medbills.domain.wording import long_day, week_day
from medbills.pdf.packet_front import ruled
from medbills.pdf.type_setting import PAGE, REGULAR, color, cut, draw_page, finished, new_canvas, pages_of, paragraph, plain, style

_SIDE = 54.0  # points, left and right
_FRAME = (_SIDE, 48.0, PAGE[0] - 2 * _SIDE, PAGE[1] - 48.0 - 44.0)
_WIDTH = _FRAME[2]
_SIZES = (11.0, 10.0, 9.0, 8.0)  # tried in this order, so that each sheet stays on one page
_LONGEST = 700  # characters of one answer on these sheets; the rest stands in the case
_EMPTY_RULES, _EMPTY_POINTS = 4, 3
_ROOM = 26.0  # points of an empty row, to write by hand


@dataclass(frozen=True, slots=True, kw_only=True)
class DoctorsKit:
    """What stands on the two pages; an empty text is a line to write on."""

    doctor: str
    patient: str
    born: str
    insurer: str
    member: str
    request: str  # number of the refused request
    service: str
    refused_on: datetime.date | None
    reason: str  # in the insurer's words
    phone: str  # for the doctors' call
    call_by: datetime.date | None
    appeal_by: datetime.date | None
    points: tuple[str, ...]
    criteria: tuple[Criterion, ...]
    contact: str  # who asks, and how to reach them
    day: datetime.date


def doctors_kit_pdf(kit: DoctorsKit) -> bytes:
    """Two pages: the call between doctors, and the letter with the insurer's rules. The same kit gives the same bytes."""
    out = io.BytesIO()
    canvas = new_canvas(out)
    pages = [page for sheet in (_call_sheet, _letter_sheet) for page in _fitted(kit, sheet)]
    for number, page in enumerate(pages, 1):
        draw_page(canvas, page, _FRAME)
        _foot(canvas, kit, number, len(pages))
        canvas.showPage()
    canvas.save()
    return finished(out.getvalue(), "For the doctor's office")


def _fitted(kit: DoctorsKit, sheet: Callable[[DoctorsKit, float], list[Flowable]]) -> list[list[Flowable]]:
    for size in _SIZES:
        pages = pages_of(sheet(kit, size), _FRAME)
        if len(pages) == 1:
            break
    return pages_of(sheet(kit, size), _FRAME)


def _call_sheet(kit: DoctorsKit, size: float) -> list[Flowable]:
    """Page one: whom to call, by when, what to say, and room for the answer."""
    rows = [
        ("Insurer", kit.insurer), ("Number to call", kit.phone), ("Call by", week_day(kit.call_by) if kit.call_by else ""),
        ("Patient", f"{kit.patient}{f', born {kit.born}' if kit.born else ''}"), ("Member number", kit.member),
        ("Request number", kit.request), ("Care", kit.service), ("They said no on", long_day(kit.refused_on) if kit.refused_on else ""),
        ("Their reason", f"“{kit.reason}”" if kit.reason else ""),
    ]  # fmt: skip
    points = [*(point[:_LONGEST] for point in kit.points[:8]), *([""] * max(_EMPTY_POINTS - len(kit.points), 0))]
    said = ("Insurer’s doctor, name and field", "Day and time", "Decision", "What else they need")
    ask = "Please call the insurer’s doctor about this patient. The numbers you need stand here."
    note = "This call does not stop the time to appeal."
    if kit.appeal_by:
        note += f" The last day to appeal is {long_day(kit.appeal_by)}."
    return [
        *_head("Call to the insurer’s doctor", f"For {kit.doctor}" if kit.doctor else "For the doctor who ordered the care", size),
        paragraph(ask, style(size, after=size * 0.7)),
        _pairs(rows, size),
        *_section("Points for the call", size),
        _numbered(points, size),
        *_section("What came of it", size),
        _pairs([(name, "") for name in said], size, always=True),
        paragraph(f"{note} {_back(kit)}", style(size - 1, shade="text2", before=size * 0.7)),
    ]


def _letter_sheet(kit: DoctorsKit, size: float) -> list[Flowable]:
    """Page two: what the letter must say, and the insurer's rules against the chart."""
    parts = (
        "Diagnosis, with its ICD-10 code", "What was tried before, with dates and result", "Why this care, how often and how long",
        "What may happen without it", "Your name, degree, field, NPI, phone, signature and date",
    )  # fmt: skip
    whose = ", ".join(part for part in (kit.patient, f"request {kit.request}" if kit.request else "") if part)
    reader, care = kit.insurer or "the insurer", kit.service or "see page 1"
    ask = f"Please write a letter to {reader} on why this care is needed: {care}. It should say:"
    head = ("The insurer’s rule", "What we know of it", "In the chart")
    known = [(cut(one.rule, _LONGEST)[0], cut(one.met, _LONGEST)[0], "") for one in kit.criteria[:8]]
    blank = [("\u00a0\n\u00a0", "", "")] * max(_EMPTY_RULES - len(known), 1)
    rows = [[paragraph(text, style(size)) for text in row] for row in (head, *known, *blank)]
    only = "Only the doctor states medical facts. The family gathered the middle column from its papers; please check each line."
    return [
        *_head("Letter on why the care is needed", whose or "For the doctor who ordered the care", size),
        paragraph(ask, style(size, after=3)),
        _numbered(parts, size),
        *_section("The insurer’s rules, one by one", size),
        ruled(rows, [_WIDTH * 0.36, _WIDTH * 0.36, _WIDTH * 0.28], gap=9),
        paragraph(f"{only} {_back(kit)}", style(size - 1, shade="text2", before=size * 0.7)),
    ]


def _head(title: str, below: str, size: float) -> list[Flowable]:
    return [
        paragraph(title, style(size + 9, bold=True, after=2, leading=1.2)),
        paragraph(below, style(size, shade="text2", after=6)),
        HRFlowable(width="100%", thickness=1, color=color("ink"), spaceBefore=0, spaceAfter=8),
    ]


def _section(title: str, size: float) -> list[Flowable]:
    return [paragraph(title, style(size + 1, bold=True, before=size, after=4))]


def _back(kit: DoctorsKit) -> str:
    return f"Thank you. Please tell us what was decided: {kit.contact}." if kit.contact else "Thank you."


def _pairs(rows: Sequence[tuple[str, str]], size: float, *, always: bool = False) -> Table:
    """Names and values; an empty value is a line to write on."""
    cells = [[paragraph(name, style(size, shade="text2")), paragraph(value[:_LONGEST], style(size))] for name, value in rows]
    heights = [None if value else _ROOM for _, value in rows]
    table = Table(cells, colWidths=[_WIDTH * (0.36 if always else 0.24), _WIDTH * (0.64 if always else 0.76)], rowHeights=heights)
    return _styled(table, [("LINEBELOW", (1, 0), (1, -1), 0.5, color("hairline"))])


def _numbered(items: Sequence[str], size: float) -> Table:
    cells = [[paragraph(f"{place}.", style(size)), paragraph(text, style(size))] for place, text in enumerate(items, 1)]
    table = Table(cells, colWidths=[20, _WIDTH - 20], rowHeights=[None if text else _ROOM for text in items])
    return _styled(table, [("LINEBELOW", (1, row), (1, row), 0.5, color("hairline")) for row, text in enumerate(items) if not text])


def _styled(table: Table, more: Sequence[object]) -> Table:
    whole = ((0, 0), (-1, -1))
    commands = [
        ("FONTNAME", *whole, REGULAR), ("VALIGN", *whole, "BOTTOM"), ("LEFTPADDING", *whole, 0), ("RIGHTPADDING", *whole, 0),
        ("TOPPADDING", *whole, 2), ("BOTTOMPADDING", *whole, 3), *more,
    ]  # fmt: skip
    table.setStyle(TableStyle(commands))  # type: ignore[arg-type]
    table.hAlign = "LEFT"
    return table


def _foot(canvas: Canvas, kit: DoctorsKit, number: int, count: int) -> None:
    canvas.setFillColor(color("text2"))
    canvas.setFont(REGULAR, 9)
    canvas.drawString(_SIDE, 28, plain(long_day(kit.day)))
    canvas.drawRightString(PAGE[0] - _SIDE, 28, f"Page {number} of {count}")
