"""Prints a dispute packet: our own pages, then every exhibit with its label, its lit spots and the page numbers."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pikepdf
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph

from medbills.domain.packet import CallNote, PacketPlan
from medbills.errors import UnusableInput
from medbills.pdf.callouts import draw_lights
from medbills.pdf.exhibits import BAND, MARGIN, OpenExhibit, Sheet, keep_layers
from medbills.pdf.packet_front import FRAME, SIDE, anchor, call_log, chronology, cover
from medbills.pdf.redaction import Told, redacted_plan
from medbills.pdf.type_setting import (
    PAGE,
    REGULAR,
    color,
    draw_page,
    finished,
    marked,
    neutral,
    new_canvas,
    pages_of,
    plain,
    style,
)

COVER, STORY, CALLS = "Cover", "What happened, in order", "Calls"


@dataclass(frozen=True, slots=True)
class PrintedPacket:
    """A packet's PDF and what stands where in it.

    `contents` has label, title and first page of each part; `sheets` has page, exhibit's label and the sheet that lies there.
    """

    plan: PacketPlan  # as it is printed: redacted
    pdf: bytes
    contents: tuple[tuple[str, str, int], ...]
    sheets: tuple[tuple[int, str, Sheet], ...]


def print_plan(plan: PacketPlan, told: Told = lambda: None) -> PrintedPacket:
    """The packet as a PDF with bookmarks and a linked index; exhibits with spots to cover are redacted. Same plan, same bytes.

    A `Lit` names its page as the exhibit's own paper counts it, also where only some pages are taken.
    `told` is called before each page that is redacted, and may raise Cancelled.
    Raises UnusableInput naming the exhibit whose file cannot be used.
    """
    layout = _Layout(redacted_plan(plan, told))
    sheets = tuple((number, opened.exhibit.label, sheet) for number, opened, sheet in layout.sheets())
    return PrintedPacket(layout.plan, _assembled(layout, _drawn(layout)), layout.contents, sheets)


def packet_pdf(plan: PacketPlan) -> bytes:
    """The bytes of `print_plan` alone."""
    return print_plan(plan).pdf


def packet_contents(plan: PacketPlan) -> tuple[tuple[str, str, int], ...]:
    """Label, title and first page of each part, for the preview's side: ("", "Cover", 1), ("A", "Itemized bill", 3)."""
    return _Layout(plan).contents


def packet_page_count(plan: PacketPlan) -> int:
    """How many pages the packet has."""
    return _Layout(plan).count


def call_notes_pdf(calls: Sequence[CallNote]) -> bytes:
    """The call log alone, as a paper that can be an exhibit."""
    out = io.BytesIO()
    canvas = new_canvas(out)
    for page in pages_of(call_log(calls), FRAME):
        draw_page(canvas, page, FRAME)
        canvas.showPage()
    canvas.save()
    return finished(out.getvalue(), "Call notes")


class _Layout:
    """What stands on which page."""

    def __init__(self, plan: PacketPlan) -> None:
        labels = [exhibit.label for exhibit in plan.exhibits]
        if len(set(labels)) != len(labels):
            raise UnusableInput("Two exhibits have the same letter. Give each its own.")
        self.plan = plan
        self.exhibits = [OpenExhibit(exhibit) for exhibit in plan.exhibits]
        unknown = dict.fromkeys(labels, 0)
        story = chronology(plan, unknown) if plan.happenings else []
        fronts = len(pages_of(cover(plan, unknown), FRAME)), len(pages_of(story, FRAME)) if story else 0
        self.first_pages: dict[str, int] = {}
        page = sum(fronts) + 1
        for opened in self.exhibits:
            self.first_pages[opened.exhibit.label] = page
            page += len(opened.sheets)
        self.cover = pages_of(cover(plan, self.first_pages), FRAME)
        self.story = pages_of(chronology(plan, self.first_pages), FRAME) if plan.happenings else []
        self.calls = pages_of(call_log(plan.calls), FRAME) if plan.calls else []
        self.first_call_page = page
        self.count = page - 1 + len(self.calls)

    @property
    def contents(self) -> tuple[tuple[str, str, int], ...]:
        parts = [("", COVER, 1)]
        if self.story:
            parts.append(("", STORY, len(self.cover) + 1))
        parts += [(item.exhibit.label, item.exhibit.title, self.first_pages[item.exhibit.label]) for item in self.exhibits]
        if self.calls:
            parts.append(("", CALLS, self.first_call_page))
        return tuple(parts)

    def sheets(self) -> Iterator[tuple[int, OpenExhibit, Sheet]]:
        """Every sheet with its page number in the packet."""
        for opened in self.exhibits:
            for place, sheet in enumerate(opened.sheets):
                yield self.first_pages[opened.exhibit.label] + place, opened, sheet


def _drawn(layout: _Layout) -> bytes:
    """All pages with everything but the exhibits' own content."""
    out = io.BytesIO()
    canvas = new_canvas(out)
    _own_pages(canvas, layout, layout.cover, 1, COVER)
    if layout.story:
        _own_pages(canvas, layout, layout.story, len(layout.cover) + 1, STORY)
    for number, opened, sheet in layout.sheets():
        _exhibit_page(canvas, layout, number, opened, sheet)
    if layout.calls:
        _own_pages(canvas, layout, layout.calls, layout.first_call_page, CALLS)
    canvas.showOutline()
    canvas.save()
    return out.getvalue()


def _own_pages(canvas: Canvas, layout: _Layout, pages: list[list[Flowable]], first: int, title: str) -> None:
    for number, page in enumerate(pages, first):
        canvas.setPageSize(PAGE)
        if number == first:
            _bookmark(canvas, title, f"part-{first}")
        draw_page(canvas, page, FRAME)
        _foot(canvas, layout, number, PAGE[0], SIDE)
        canvas.showPage()


def _exhibit_page(canvas: Canvas, layout: _Layout, number: int, opened: OpenExhibit, sheet: Sheet) -> None:
    exhibit = opened.exhibit
    canvas.setPageSize(sheet.paper)
    if sheet is opened.sheets[0]:
        _bookmark(canvas, f"Exhibit {exhibit.label}: {exhibit.title}", anchor(exhibit.label))
    canvas.setStrokeColor(color("hairline"))
    canvas.setLineWidth(0.6)
    canvas.rect(sheet.left, sheet.bottom, *sheet.size, stroke=1, fill=0)
    draw_lights(canvas, sheet, [lit for lit in exhibit.lit if lit.page == sheet.number])
    _label(canvas, f"<b>Exhibit {marked(exhibit.label)}</b> · {marked(exhibit.title)}", sheet.paper)
    _foot(canvas, layout, number, sheet.paper[0], MARGIN)
    canvas.showPage()


def _label(canvas: Canvas, markup: str, paper: tuple[float, float]) -> None:
    """One line over the page; a long title is set smaller, and on two lines."""
    for size in (9.5, 8.0, 6.5, 5.0, 3.5):
        text = Paragraph(markup, style(size, leading=1.15))
        height = text.wrap(paper[0] - 2 * MARGIN, BAND)[1]
        if height <= 26:
            break
    text.drawOn(canvas, MARGIN, paper[1] - BAND + 8 if height < 14 else paper[1] - BAND + 4)


def _foot(canvas: Canvas, layout: _Layout, number: int, width: float, side: float) -> None:
    canvas.setFillColor(color("text2"))
    canvas.setFont(REGULAR, 9)
    canvas.drawString(side, 26, plain(layout.plan.footer)[:120])
    canvas.drawRightString(width - side, 26, f"Page {number} of {layout.count}")


def _bookmark(canvas: Canvas, title: str, key: str) -> None:
    canvas.bookmarkPage(key)
    canvas.addOutlineEntry(title, key, level=0)


def _assembled(layout: _Layout, drawn: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(drawn)) as packet:
        for number, opened, sheet in layout.sheets():
            opened.lay_under(packet, packet.pages[number - 1], sheet)
        for opened in layout.exhibits:
            keep_layers(packet, opened)
        neutral(packet, layout.plan.title)
        packet.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()
