"""Prints a claim that came as data (FHIR, 835, a spreadsheet) as pages, so that it can be shown and enclosed like a paper."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

from reportlab.platypus import Flowable, HRFlowable, Table, TableStyle

from medbills.domain.fields import Adjustment, FieldType, Value
from medbills.domain.paper import LINE_FIELDS, PAPER_FIELDS, Line, Paper
from medbills.pdf.type_setting import PAGE, REGULAR, color, draw_page, finished, marked, new_canvas, pages_of, paragraph, ruled_table, style

_SIDE = 48.0  # points, left and right
_FRAME = (_SIDE, 54.0, PAGE[0] - 2 * _SIDE, PAGE[1] - 54.0 - 48.0)
_WIDTH = _FRAME[2]
_SIZE = 9.0
# What tells the service stands in one cell; of the rest a sheet has room for the money.
_SERVICE = ("code", "modifiers", "revenue_code", "ndc", "tooth", "surface", "description", "units")
_DAYS = ("service_date", "service_from", "service_to")
_MOST_COLUMNS = 8
_ORIGIN = "Claim data, printed from the file {file}. Amounts and codes are as the file says."


def claim_sheet(paper: Paper, file_name: str) -> bytes:
    """The claim's fields and lines on as many pages as they need; says that it is printed from data, and from which file."""
    story: list[Flowable] = [
        paragraph(paper.payer_name or paper.issuer_name or "A claim", style(17, bold=True, after=2, leading=1.2)),
        paragraph(_ORIGIN.format(file=file_name), style(_SIZE, after=8, shade="text2")),
        HRFlowable(width="100%", thickness=1, color=color("ink"), spaceBefore=0, spaceAfter=8),
        _fields(paper),
    ]
    if paper.lines:
        story += [paragraph("Services", style(11, bold=True, before=12, after=4)), _lines(paper.lines)]
    out = io.BytesIO()
    canvas = new_canvas(out)
    pages = pages_of(story, _FRAME)
    for number, page in enumerate(pages, 1):
        draw_page(canvas, page, _FRAME)
        canvas.setFont(REGULAR, 8)
        canvas.setFillColor(color("text2"))
        canvas.drawRightString(PAGE[0] - _SIDE, 30, f"Page {number} of {len(pages)}")
        canvas.showPage()
    canvas.save()
    return finished(out.getvalue(), "Claim data")


def _fields(paper: Paper) -> Table:
    """Every field that the data gives, in the contract's order, two to a row."""
    said = [(spec.label, _words(spec.type, value)) for name, spec in PAPER_FIELDS.items() if (value := getattr(paper, name)) is not None]
    cells = [[paragraph(label, style(_SIZE, shade="text2")), paragraph(words, style(_SIZE))] for label, words in said]
    if not cells:
        return Table([[paragraph("The file says nothing more about this claim.", style(_SIZE))]], colWidths=[_WIDTH])
    blank = [paragraph("", style(_SIZE)), paragraph("", style(_SIZE))]
    half = (len(cells) + 1) // 2
    rows = [[*cells[n], *(cells[n + half] if n + half < len(cells) else blank)] for n in range(half)]
    table = Table(rows, colWidths=[_WIDTH * 0.18, _WIDTH * 0.32] * 2, splitInRow=1)
    whole = ((0, 0), (-1, -1))
    table.setStyle(TableStyle([("VALIGN", *whole, "TOP"), ("LEFTPADDING", (0, 0), (0, -1), 0), ("BOTTOMPADDING", *whole, 2)]))
    return table


def _lines(lines: Sequence[Line]) -> Table:
    """A row for each line: its day, its service, and the columns of money that any line has."""
    amounts = [name for name, spec in LINE_FIELDS.items() if spec.type is FieldType.MONEY]
    money = [name for name in amounts if any(getattr(line, name) is not None for line in lines)][: _MOST_COLUMNS - 2]
    rows = [[("Day", "Day"), ("Service", "Service"), *((label, label) for label in (LINE_FIELDS[name].label for name in money))]]
    for line in lines:
        texts = [_joined(line, _DAYS), _joined(line, _SERVICE), *(_said(line, name) for name in money)]
        rows.append([(marked(text), text) for text in texts])
    return ruled_table(rows, _WIDTH, _SIZE)


def _joined(line: Line, names: Sequence[str]) -> str:
    return " · ".join(dict.fromkeys(text for name in names if (text := _said(line, name))))


def _said(line: Line, name: str) -> str:
    value = getattr(line, name)
    return "" if value is None else _words(LINE_FIELDS[name].type, value)


def _words(type_: FieldType, value: Value) -> str:
    """A value as a person would write it."""
    match type_:
        case FieldType.MONEY:
            return str(value.text())
        case FieldType.DATE:
            return f"{value:%m/%d/%Y}"
        case FieldType.LIST:
            return ", ".join(value)
        case FieldType.ADJUSTMENTS:
            return ", ".join(f"{item.group}-{item.reason} {item.amount.text()}" for item in value if isinstance(item, Adjustment))
        case FieldType.AMOUNTS:
            return ", ".join(f"{name} {amount.text()}" for name, amount in value.items()) if isinstance(value, Mapping) else ""
        case _:
            return str(value)
