"""Prints a dispute packet: our own pages, then every exhibit with its label, its lit spots and the page numbers."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from textwrap import shorten

import pikepdf
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph

from medbills.domain.letter import rules_line
from medbills.domain.packet import CallNote, Exhibit, PacketPlan
from medbills.errors import UnusableInput
from medbills.pdf.callouts import draw_lights
from medbills.pdf.exhibits import BAND, MARGIN, OpenExhibit, Sheet, keep_layers
from medbills.pdf.packet_back import certificate, fingerprints
from medbills.pdf.packet_code import SIDE as CODE_SIDE
from medbills.pdf.packet_code import code_drawing
from medbills.pdf.packet_front import FRAME, SIDE, anchor, call_log, chronology, cover, criteria, first_taken
from medbills.pdf.packet_limits import limits_in_time
from medbills.pdf.packet_time import in_time
from medbills.pdf.redaction import Told, redacted_plan
from medbills.pdf.type_setting import (
    BOLD,
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

COVER, RULES, STORY, CALLS = "Cover", "Rules and how they are met", "What happened, in order", "Calls"
TIME, LIMITS = "This case in time", "Limits of the plan year"
MAILING, FILES = "Certificate of mailing", "Files and their fingerprints"
Pages = list[list[Flowable]]
_NUMBER_ROOM = 60.0  # points kept for an exhibit page's own number, "A-12"
_CODE_BOTTOM = 12.0  # points
_LONGEST_MARK = 90  # characters of a bookmark to a lit page


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
        fronts = sum(len(pages) for _, pages in self._fronts(dict.fromkeys(labels, 0)))
        self.first_pages: dict[str, int] = {}
        page = fronts + 1
        for opened in self.exhibits:
            self.first_pages[opened.exhibit.label] = page
            page += len(opened.sheets)
        self.fronts = self._fronts(self.first_pages)
        self.first_back = page
        backs = self._backs(0)
        self.count = page - 1 + sum(len(pages) for _, pages in backs)
        self.backs = self._backs(self.count)

    def _fronts(self, first_pages: Mapping[str, int]) -> list[tuple[str, Pages]]:
        """Title and pages of what stands before the exhibits."""
        plan = self.plan
        parts = [(COVER, cover(plan, first_pages))]
        if plan.criteria:
            parts.append((RULES, criteria(plan, first_pages)))
        if plan.happenings:
            parts.append((STORY, chronology(plan, first_pages)))
        if plan.happenings and plan.draws_time:
            parts.append((TIME, in_time(plan, first_pages)))
        if plan.limits:
            parts.append((LIMITS, limits_in_time(plan, first_pages)))
        return [(title, pages_of(story, FRAME)) for title, story in parts]

    def _backs(self, count: int) -> list[tuple[str, Pages]]:
        """Title and pages of what stands after the exhibits; `count` is how many pages the packet has."""
        plan = self.plan
        parts = [(CALLS, call_log(plan.calls))] if plan.calls else []
        if plan.mailing is not None:
            parts.append((MAILING, certificate(plan, plan.mailing, count)))
        kept = [exhibit for exhibit in plan.exhibits if exhibit.fingerprint]
        if plan.lists_files and kept:
            parts.append((FILES, fingerprints(kept)))
        return [(title, pages_of(story, FRAME)) for title, story in parts]

    @property
    def contents(self) -> tuple[tuple[str, str, int], ...]:
        """Label, title and first page of each part."""
        ours = {first: ("", title, first) for title, first, _ in self.own_parts()}
        exhibits = [(item.exhibit.label, item.exhibit.title, self.first_pages[item.exhibit.label]) for item in self.exhibits]
        return tuple(sorted([*ours.values(), *exhibits], key=lambda part: part[2]))

    def own_parts(self) -> Iterator[tuple[str, int, Pages]]:
        """Title, first page and pages of each part that we write."""
        for first, parts in ((1, self.fronts), (self.first_back, self.backs)):
            number = first
            for title, pages in parts:
                yield title, number, pages
                number += len(pages)

    def sheets(self) -> Iterator[tuple[int, OpenExhibit, Sheet]]:
        """Every sheet with its page number in the packet."""
        for opened in self.exhibits:
            for place, sheet in enumerate(opened.sheets):
                yield self.first_pages[opened.exhibit.label] + place, opened, sheet


def _drawn(layout: _Layout) -> bytes:
    """All pages with everything but the exhibits' own content and the square codes."""
    out = io.BytesIO()
    pen = _Pen(layout, new_canvas(out, compressed=False))
    parts = list(layout.own_parts())
    before = len(layout.fronts)
    for part in parts[:before]:
        pen.own_pages(*part)
    for number, opened, sheet in layout.sheets():
        pen.exhibit_page(number, opened, sheet)
    for part in parts[before:]:
        pen.own_pages(*part)
    pen.canvas.showOutline()
    pen.canvas.save()
    return out.getvalue()


class _Pen:
    """Draws page after page; what is the same on many pages is drawn once and shown again."""

    def __init__(self, layout: _Layout, canvas: Canvas) -> None:
        self.layout, self.canvas = layout, canvas
        self._frames: dict[tuple[str, tuple[float, float]], str] = {}
        self._referred = {place for reason in layout.plan.reasons for place in reason.at}

    def own_pages(self, title: str, first: int, pages: Pages) -> None:
        """The pages of a part that we write."""
        for number, page in enumerate(pages, first):
            self.canvas.setPageSize(PAGE)
            frame = self._frame(None, PAGE, SIDE)
            if number == first:
                self._bookmark(title, f"part-{first}")
            draw_page(self.canvas, page, FRAME)
            self.canvas.doForm(frame)
            self._number(number, PAGE[0], SIDE)
            self.canvas.showPage()

    def exhibit_page(self, number: int, opened: OpenExhibit, sheet: Sheet) -> None:
        """The frame of an exhibit's page: label, number within the exhibit, lit spots, foot."""
        canvas, exhibit = self.canvas, opened.exhibit
        canvas.setPageSize(sheet.paper)
        frame = self._frame(exhibit, sheet.paper, MARGIN)
        within = sheet.number - first_taken(exhibit) + 1
        lit = [spot for spot in exhibit.lit if spot.page == sheet.number]
        if sheet is opened.sheets[0]:
            self._bookmark(f"Exhibit {exhibit.label}: {exhibit.title}", anchor(exhibit.label))
        notes = list(dict.fromkeys(spot.note for spot in lit if spot.note))
        if notes or (exhibit.label, within) in self._referred:
            canvas.bookmarkPage(anchor(exhibit.label, within))
        for note in notes:
            words = shorten(f"{exhibit.label}-{within}: {note}", _LONGEST_MARK, placeholder="…")
            canvas.addOutlineEntry(words, anchor(exhibit.label, within), level=1, closed=True)
        canvas.setStrokeColor(color("hairline"))
        canvas.setLineWidth(0.6)
        canvas.rect(sheet.left, sheet.bottom, *sheet.size, stroke=1, fill=0)
        draw_lights(canvas, sheet, lit)
        canvas.doForm(frame)
        canvas.setFillColor(color("ink"))
        canvas.setFont(BOLD, 9.5)
        canvas.drawRightString(sheet.paper[0] - MARGIN, sheet.paper[1] - BAND + 10, plain(f"{exhibit.label}-{within}"))
        self._number(number, sheet.paper[0], MARGIN)
        canvas.showPage()

    def _frame(self, exhibit: Exhibit | None, paper: tuple[float, float], side: float) -> str:
        """The name of the drawing with what the pages of an exhibit (None: ours) have in common: label and foot."""
        key = (exhibit.label if exhibit else "", paper)
        if key not in self._frames:
            canvas = self.canvas
            name = self._frames[key] = f"frame-{len(self._frames)}"
            canvas.beginForm(name, 0, 0, *paper)
            if exhibit is not None:
                _label(canvas, f"<b>Exhibit {marked(exhibit.label)}</b> · {marked(exhibit.title)}", paper)
            canvas.setFillColor(color("text2"))
            canvas.setFont(REGULAR, 9)
            plan = self.layout.plan
            foot = " · ".join(part for part in (plain(plan.footer)[:60], rules_line(plan.rules_version)) if part)
            canvas.drawString(side, 26, plain(foot))
            canvas.endForm()
        return self._frames[key]

    def _number(self, number: int, width: float, side: float) -> None:
        """The page's number, and its running number where the packet has one of its own."""
        plan = self.layout.plan
        self.canvas.setFillColor(color("text2"))
        self.canvas.setFont(REGULAR, 9)
        right = width - side - (CODE_SIDE + 8 if plan.number else 0)
        words = f"Page {number} of {self.layout.count}"
        self.canvas.drawRightString(right, 26, f"{plan.number}-{number:04d}    {words}" if plan.number else words)

    def _bookmark(self, title: str, key: str) -> None:
        self.canvas.bookmarkPage(key)
        self.canvas.addOutlineEntry(title, key, level=0, closed=True)


def _label(canvas: Canvas, markup: str, paper: tuple[float, float]) -> None:
    """One line over the page; a long title is set smaller, and on two lines."""
    for size in (9.5, 8.0, 6.5, 5.0, 3.5):
        text = Paragraph(markup, style(size, leading=1.15))
        height = text.wrap(paper[0] - 2 * MARGIN - _NUMBER_ROOM, BAND)[1]
        if height <= 26:
            break
    text.drawOn(canvas, MARGIN, paper[1] - BAND + 8 if height < 14 else paper[1] - BAND + 4)


def _assembled(layout: _Layout, drawn: bytes) -> bytes:
    out = io.BytesIO()
    on_exhibits = range(len(layout.exhibits) and layout.first_pages[layout.exhibits[0].exhibit.label], layout.first_back)
    with pikepdf.open(io.BytesIO(drawn)) as packet:
        pages = list(packet.pages)
        for number, opened, sheet in layout.sheets():
            opened.lay_under(packet, pages[number - 1], sheet)
        if layout.plan.number:
            for number, page in enumerate(pages, 1):
                right = float(page.mediabox[2]) - (MARGIN if number in on_exhibits else SIDE)
                page.contents_add(code_drawing(layout.plan.number, number, right - CODE_SIDE, _CODE_BOTTOM))
        for opened in layout.exhibits:
            keep_layers(packet, opened)
        neutral(packet, layout.plan.title)
        packet.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()
