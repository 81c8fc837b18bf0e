"""The pages of a packet that we write: the cover, the insurer's rules, what happened in order, and the call log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reportlab.platypus import Flowable, HRFlowable, Paragraph, Spacer, Table, TableStyle

from medbills.domain.money import total
from medbills.domain.packet import CallNote, Exhibit, PacketPlan, Reason
from medbills.domain.wording import long_day
from medbills.pdf.type_setting import PAGE, REGULAR, color, cut, marked, paragraph, style

SIDE = 60.0  # points, left and right
FRAME = (SIDE, 66.0, PAGE[0] - 2 * SIDE, PAGE[1] - 66.0 - 58.0)
WIDTH = FRAME[2]
_BODY, _SMALL = 11.5, 9.5
_FLAT = (
    ("FONTNAME", (0, 0), (-1, -1), REGULAR), ("LEFTPADDING", (0, 0), (-1, -1), 0), ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
)  # fmt: skip
_LONGEST_CELL = 1500  # characters of one table cell; longer notes go on in the next row


def anchor(label: str, page: int | None = None) -> str:
    """The name of the place in the file where an exhibit starts, or of one of its pages (from 1)."""
    return f"exhibit-{label}" if page is None else f"exhibit-{label}-{page}"


def first_taken(exhibit: Exhibit) -> int:
    """The page of the paper that is the exhibit's first."""
    return max(exhibit.pages[0], 1) if exhibit.pages else 1


def cover(plan: PacketPlan, first_pages: Mapping[str, int]) -> list[Flowable]:
    """Title, recipient, particulars, what is asked, why, and the exhibits with the pages they start on."""
    story: list[Flowable] = [
        paragraph(plan.title, style(23, bold=True, after=5, leading=1.2)),
        paragraph(plan.recipient, style(_BODY, after=10)),
        HRFlowable(width="100%", thickness=1, color=color("ink"), spaceBefore=0, spaceAfter=9),
    ]
    if plan.particulars:
        rows = [[paragraph(name, style(_BODY)), paragraph(value, style(_BODY))] for name, value in plan.particulars]
        story += [_table(rows, [WIDTH * 0.29, WIDTH * 0.71], [("BOTTOMPADDING", (0, 0), (-1, -1), 8), ("TOPPADDING", (0, 0), (-1, -1), 0)])]
    if plan.asks:
        story += [*_heading("What we ask"), paragraph(plan.asks, style(_BODY, after=12))]
    if plan.reasons:
        story += [_reasons(plan, first_pages)]
    if plan.exhibits:
        story += [*_heading("Exhibits"), _exhibits(plan, first_pages)]
    return story


def chronology(plan: PacketPlan, first_pages: Mapping[str, int]) -> list[Flowable]:
    """What happened, in order, each with the exhibit that shows it."""
    rows = [[paragraph(text, style(_BODY)) for text in ("Day", "What happened")] + [paragraph("Proof", style(_BODY, right=True))]]
    for happening in sorted(plan.happenings, key=lambda item: item.day):
        for place, detail in enumerate(cut(happening.detail, _LONGEST_CELL)):
            words = marked(happening.what) if place == 0 else ""
            said = [Paragraph(words, style(_BODY))] if words else []
            if detail:
                said.append(paragraph(detail, style(_SMALL, shade="text2")))
            proof = proofs([happening.proof] if happening.proof and place == 0 else [], first_pages)
            rows.append([paragraph(long_day(happening.day) if place == 0 else "", style(_BODY)), said, proof])  # type: ignore[list-item]
    return [
        paragraph("What happened, in order", style(18, bold=True, after=12, leading=1.2)),
        ruled(rows, [WIDTH * 0.28, WIDTH * 0.6, WIDTH * 0.12]),
    ]  # fmt: skip


def criteria(plan: PacketPlan, first_pages: Mapping[str, int]) -> list[Flowable]:
    """The insurer's rules one by one, how each is met, and the exhibit that shows it."""
    rows = [[paragraph(text, style(_BODY)) for text in ("The rule", "How it is met")] + [paragraph("Proof", style(_BODY, right=True))]]
    for one in plan.criteria:
        rules, answers = cut(one.rule, _LONGEST_CELL), cut(one.met or "Not answered yet.", _LONGEST_CELL)
        for place in range(max(len(rules), len(answers))):
            cells = [paragraph(texts[place] if place < len(texts) else "", style(_BODY)) for texts in (rules, answers)]
            rows.append([*cells, proofs(one.proof if place == 0 else (), first_pages)])
    return [
        paragraph("Rules and how they are met", style(18, bold=True, after=12, leading=1.2)),
        ruled(rows, [WIDTH * 0.4, WIDTH * 0.46, WIDTH * 0.14], gap=9),
    ]  # fmt: skip


def call_log(calls: Sequence[CallNote]) -> list[Flowable]:
    """Every call with what was said and what was promised."""
    rows: list[list[object]] = [[paragraph(text, style(_SMALL)) for text in ("Day", "Who", "What was said", "What was promised")]]
    for call in sorted(calls, key=lambda item: (item.day, item.time)):
        said, promised = cut(call.said, _LONGEST_CELL), cut(call.promised, _LONGEST_CELL)
        for place in range(max(len(said), len(promised))):
            first = place == 0
            when = f"{long_day(call.day)}\n{call.time}".strip() if first else ""
            who = f"{call.who}\n{f'Reference {call.reference}' if call.reference else ''}".strip() if first else ""
            parts = (when, who, said[place] if place < len(said) else "", promised[place] if place < len(promised) else "")
            rows.append([paragraph(text, style(_SMALL)) for text in parts])
    return [
        paragraph("Calls", style(18, bold=True, after=12, leading=1.2)),
        ruled(rows, [WIDTH * 0.19, WIDTH * 0.22, WIDTH * 0.34, WIDTH * 0.25], gap=9),
    ]  # fmt: skip


def _heading(text: str) -> list[Flowable]:
    return [Spacer(1, 8), paragraph(text, style(_BODY + 0.5, bold=True, after=3))]


def _reasons(plan: PacketPlan, first_pages: Mapping[str, int]) -> Table:
    right = style(_BODY, right=True)
    rows: list[list[object]] = [[paragraph("Why", style(_BODY)), paragraph("Amount", right), paragraph("Proof", right)]]
    rows += [
        [paragraph(reason.why, style(_BODY)), paragraph(reason.amount.text(), right), _shown(reason, first_pages)]
        for reason in plan.reasons
    ]
    together = total(reason.amount for reason in plan.reasons).text()
    rows.append([paragraph("Together", style(_BODY), bold=True), paragraph(together, right, bold=True), paragraph("", right)])
    return ruled(rows, [WIDTH * 0.63, WIDTH * 0.22, WIDTH * 0.15])


def _exhibits(plan: PacketPlan, first_pages: Mapping[str, int]) -> Table:
    rows = []
    for exhibit in plan.exhibits:
        texts = (f"<b>{marked(exhibit.label)}</b>", marked(exhibit.title), str(first_pages.get(exhibit.label, 0)))
        rows.append([Paragraph(_linked(text, anchor(exhibit.label)), style(_BODY, right=place == 2)) for place, text in enumerate(texts)])
    wide = max(20.0, 12.0 + 8 * max(len(exhibit.label) for exhibit in plan.exhibits))
    return _table(
        rows, [wide, WIDTH - wide - 50, 50], [("BOTTOMPADDING", (0, 0), (-1, -1), 5), ("TOPPADDING", (0, 0), (-1, -1), 0)]
    )  # fmt: skip


def _shown(reason: Reason, first_pages: Mapping[str, int]) -> Paragraph:
    """The pages that show it ("A-2"), and the exhibits of which no page is known ("B")."""
    parts = [_linked(f"{marked(label)}-{page}", anchor(label, page)) for label, page in reason.at]
    labels = [label for label in reason.proof if label not in {label for label, _ in reason.at}]
    return Paragraph(", ".join([*parts, *_links(labels, first_pages)]), style(_BODY, right=True))


def proofs(labels: Sequence[str], first_pages: Mapping[str, int]) -> Paragraph:
    """Letters of exhibits at the right of a row, each leading to its first page."""
    return Paragraph(", ".join(_links(labels, first_pages)), style(_BODY, right=True))


def _links(labels: Sequence[str], first_pages: Mapping[str, int]) -> list[str]:
    return [_linked(marked(label), anchor(label)) if label in first_pages else marked(label) for label in labels]


def _linked(markup: str, place: str) -> str:
    return f'<a href="#{marked(place).replace(chr(34), "")}">{markup}</a>'


def ruled(rows: Sequence[Sequence[object]], widths: Sequence[float], gap: float = 0) -> Table:
    """A table with a head row and hairlines; `widths` and `gap` (between columns) in points."""
    commands = [
        ("TOPPADDING", (0, 0), (-1, -1), 3), ("BOTTOMPADDING", (0, 0), (-1, -1), 6), ("RIGHTPADDING", (0, 0), (-2, -1), gap),
        ("LINEBELOW", (0, 0), (-1, 0), 0.9, color("control")), ("LINEBELOW", (0, 1), (-1, -1), 0.6, color("hairline")),
    ]  # fmt: skip
    return _table(rows, widths, commands, repeat=1)


def _table(rows: Sequence[Sequence[object]], widths: Sequence[float], commands: Sequence[object], repeat: int = 0) -> Table:
    table = Table([list(row) for row in rows], colWidths=list(widths), repeatRows=repeat, splitInRow=1, hAlign="LEFT")
    table.setStyle(TableStyle([*_FLAT, *commands]))  # type: ignore[list-item]
    return table
