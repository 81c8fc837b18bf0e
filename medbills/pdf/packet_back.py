"""The last pages of a packet: the certificate of mailing, and the fingerprints of the files behind the exhibits."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable, Spacer, Table, TableStyle

from medbills.domain.packet import Exhibit, Mailing, PacketPlan
from medbills.domain.wording import counted
from medbills.pdf.packet_front import WIDTH, ruled
from medbills.pdf.type_setting import REGULAR, color, paragraph, style

_BODY, _SMALL = 11.5, 9.5
_ROW = 30.0  # points: room to write by hand
_HOW = (
    "Fill in the empty lines on the day you mail this packet, and sign. At the counter, ask for PS Form 3817 if you want the post "
    "office’s own certificate as well. Keep a copy of this page with the receipt."
)
_FILES = (
    "Each file that an exhibit was printed from has a fingerprint (SHA-256). Anyone who has the file can work it out again. "
    "If one character was changed, the fingerprint is another."
)


def certificate(plan: PacketPlan, mailing: Mailing, pages: int) -> list[Flowable]:
    """Who mailed what to whom; day, number and signature are lines to write on unless they are known. `pages` is the packet's count."""
    labels = [exhibit.label for exhibit in plan.exhibits]
    span = f", Exhibits {labels[0]} to {labels[-1]}" if len(labels) > 1 else f", Exhibit {labels[0]}" if labels else ""
    number = f", number {plan.number}" if plan.number else ""
    rows = (
        ("To", plan.recipient),
        ("What", f"{plan.title}{number}: {counted(pages, 'page')}{span}"),
        ("How", mailing.method),
        ("Certified number", mailing.tracking),
        ("Day mailed", ""),
        ("Place", ""),
        ("Name", mailing.sender),
        ("Signature", ""),
    )
    return [
        paragraph("Certificate of mailing", style(18, bold=True, after=10, leading=1.2)),
        paragraph("I put this packet in the mail, postage paid, as written here.", style(_BODY, after=10)),
        _lines_to_fill(rows),
        Spacer(1, 12),
        paragraph(_HOW, style(_SMALL, shade="text2")),
    ]


def fingerprints(exhibits: Sequence[Exhibit]) -> list[Flowable]:
    """The SHA-256 of each exhibit's file, in groups of eight that can be read out."""
    rows: list[list[object]] = [[paragraph(text, style(_SMALL)) for text in ("Exhibit", "File", "Fingerprint")]]
    for exhibit in exhibits:
        digest = exhibit.fingerprint
        grouped = " ".join(digest[place : place + 8] for place in range(0, len(digest), 8))
        rows.append([paragraph(text, style(_SMALL)) for text in (exhibit.label, exhibit.file[:200], grouped)])
    return [
        paragraph("Files and their fingerprints", style(18, bold=True, after=8, leading=1.2)),
        paragraph(_FILES, style(_SMALL, shade="text2", after=10)),
        ruled(rows, [WIDTH * 0.1, WIDTH * 0.38, WIDTH * 0.52], gap=9),
    ]


def _lines_to_fill(rows: Sequence[tuple[str, str]]) -> Table:
    cells = [[paragraph(name, style(_BODY, shade="text2")), paragraph(value, style(_BODY))] for name, value in rows]
    heights = [None if value else _ROW for _, value in rows]
    table = Table(cells, colWidths=[WIDTH * 0.26, WIDTH * 0.74], rowHeights=heights, hAlign="LEFT")
    table.setStyle(TableStyle([
        ("FONTNAME", (0, 0), (-1, -1), REGULAR), ("VALIGN", (0, 0), (-1, -1), "BOTTOM"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0), ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 6), ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
        ("LINEBELOW", (1, 0), (1, -1), 0.6, color("control")),
    ]))  # fmt: skip
    return table
