"""Building a packet of 300 pages with 40 exhibits against a bare merge-and-stamp of the same pages. Run by hand; aim 2.

The bare one does with pikepdf what a script of twenty lines would: it joins the exhibits and lays a stamp made by reportlab (label,
running number, page number, square code) over each page. It has no cover, index, links, bookmarks, lit spots, call log or chronology,
does not scale pages into a frame, and does not leave scripts and metadata behind.
"""

from __future__ import annotations

import dataclasses
import datetime
import io
import statistics
import time
from collections.abc import Callable

import pikepdf
import segno
from reportlab.pdfgen.canvas import Canvas

from medbills.domain.money import Money
from medbills.domain.packet import CallNote, Exhibit, Happening, Lit, Mailing, PacketPlan, Reason
from medbills.pdf import packet_code
from medbills.pdf.packet import packet_pdf

DAY = datetime.date(2026, 11, 17)
NUMBER = "K3F7Q2WX"
RUNS = 7


def paper(pages: int, word: str) -> bytes:
    """A bill's pages: a table of forty lines each."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(612, 792), invariant=1)
    for number in range(1, pages + 1):
        for line in range(40):
            top = 740 - 16 * line
            canvas.drawString(50, top, f"{word} 09/{line % 28 + 1:02d}/2026")
            canvas.drawString(200, top, f"99{number:02d}{line:02d} Service of line {line}")
            canvas.drawRightString(560, top, f"{line * 13 + number}.00")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def plan() -> PacketPlan:
    """Forty exhibits, a third with a lit spot and its call-out."""
    names = [chr(65 + place) if place < 26 else f"A{chr(39 + place)}" for place in range(40)]
    lit = (Lit(page=3, box=(48, 200, 562, 216), note="Charged twice: $410.00. The bill lists the same item twice on September 9."),)
    exhibits = tuple(
        Exhibit(label=name, title=f"Records {name}", pdf=paper(7 + place % 2, name), lit=lit if place % 3 == 0 else ())
        for place, name in enumerate(names)
    )
    return PacketPlan(
        title="Request to correct a bill", recipient="Riverbend General Hospital\nEaston, PA 18042", asks="Please correct the balance.",
        particulars=(("Patient", "Walter Calloway"),),
        reasons=(Reason(why="Charged twice", amount=Money(41000), proof=("A",), at=(("A", 3),)),),
        happenings=tuple(Happening(day=DAY, what=f"Paper {name} came", proof=name) for name in names), exhibits=exhibits,
        calls=(CallNote(day=DAY, time="10:42 AM", who="Dana", reference="R-1", said="On hold", promised=""),),
        footer="Calloway, Riverbend 2026", printed_on=DAY, number=NUMBER, mailing=Mailing(sender="Ruth Calloway"),
    )  # fmt: skip


def bare(exhibits: tuple[Exhibit, ...], *, codes: bool) -> bytes:
    """The same exhibits joined and stamped; with or without the square code."""
    out, drawn = io.BytesIO(), io.BytesIO()
    with pikepdf.new() as pdf:
        owners = []
        for exhibit in exhibits:
            with pikepdf.open(io.BytesIO(exhibit.pdf)) as source:
                pdf.pages.extend(source.pages)
                owners += [exhibit] * len(source.pages)
        canvas = Canvas(drawn, pagesize=(612, 792), invariant=1)
        for number, exhibit in enumerate(owners, 1):
            canvas.setFont("Helvetica", 9)
            canvas.drawString(30, 760, f"Exhibit {exhibit.label} · {exhibit.title}")
            canvas.drawRightString(540, 26, f"{NUMBER}-{number:04d}    Page {number} of {len(owners)}")
            canvas.showPage()
        canvas.save()
        with pikepdf.open(io.BytesIO(drawn.getvalue())) as stamps:
            for number, (page, stamp) in enumerate(zip(pdf.pages, stamps.pages, strict=True), 1):
                page.add_overlay(stamp)
                if codes:
                    made = segno.make(packet_code.code_text(NUMBER, number), error="m", mask=3, boost_error=False, micro=False)
                    rows = enumerate(made.matrix)
                    dark = [f"{x} {20 - y} 1 1 re" for y, row in rows for x, module in enumerate(row) if module]
                    page.contents_add(f"q 1.44 0 0 1.44 550 12 cm {' '.join(dark)} f Q".encode())
        pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def seconds(work: Callable[[], object]) -> float:
    packet_code._modules.cache_clear()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    """Prints the times and their ratios: with all three stamps on both sides, and without the square code on either."""
    whole = plan()
    uncoded = dataclasses.replace(whole, number="")
    packet_pdf(whole), bare(whole.exhibits, codes=True)
    for name, ours, theirs in (
        ("with square codes", lambda: packet_pdf(whole), lambda: bare(whole.exhibits, codes=True)),
        ("without square codes", lambda: packet_pdf(uncoded), lambda: bare(whole.exhibits, codes=False)),
    ):
        pairs = [(seconds(ours), seconds(theirs)) for _ in range(RUNS)]
        made, merged = (statistics.median(column) for column in zip(*pairs, strict=True))
        print(f"packet of 300 pages, {name}: {made:.2f} s, bare merge-and-stamp {merged:.2f} s, ratio {made / merged:.2f} (aim 2)")


if __name__ == "__main__":
    main()
