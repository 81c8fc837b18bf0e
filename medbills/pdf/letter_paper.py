"""Sets a letter on US Letter paper as a good typist would, on one page where that is possible."""

from __future__ import annotations

import io
from collections.abc import Sequence

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, KeepTogether, Paragraph, Spacer, Table, TableStyle

from medbills.domain.letter import Block, BlockKind, RenderedLetter, Run
from medbills.pdf.envelope import WINDOWS, Window, draw_address, draw_folds
from medbills.pdf.type_setting import (
    INCH,
    PAGE,
    REGULAR,
    SUBSTITUTE,
    Area,
    color,
    cut,
    draw_page,
    finished,
    marked,
    new_canvas,
    pages_of,
    paragraph,
    ruled_table,
    style,
    unprintable,
)

DRAFT = "Draft: not ready to send"
_DRAFT = {"en": DRAFT, "es": "Borrador: todavía no está lista para enviar"}
_PAGE_OF = {"en": "Page {} of {}", "es": "Página {} de {}"}
_TOTALS = frozenset({"Together", "En total"})  # a last row with one of these is the sum of the table
_SIZES = (11.0, 10.5, 10.0)  # tried in this order, so that a letter stays on one page
_FRAME = (INCH, INCH, PAGE[0] - 2 * INCH, PAGE[1] - 2 * INCH)
_RAISED, _LOWERED = INCH * 0.25, INCH * 0.1  # what the upper and the lower margin give up where that keeps a letter on one page
_SENDER = (1.0, 0.75, 4.0, 1.3)  # inches: where the sender stands on a letter for one window
_IN_WINDOWS = frozenset({BlockKind.SENDER, BlockKind.ADDRESSEE})
_FEW_WORDS = 800  # characters: what is kept with its neighbor on one page
_LONGEST_PIECE = 4000  # characters set as one paragraph; longer text is cut so that a page can break in it


def letter_pdf(letter: RenderedLetter, *, window: str = "") -> bytes:
    """The letter as a PDF. The same letter gives the same bytes; evidence numbers are for the screen and never print.

    With `window`, a key of WINDOWS, the addresses stand where they show through an envelope's windows.
    """
    seen = WINDOWS.get(window)
    pages, first = _fitted(letter, seen)
    out = io.BytesIO()
    canvas = new_canvas(out)
    for number, page in enumerate(pages, 1):
        if number == 1 and seen is not None:
            _through_windows(canvas, letter, seen)
        draw_page(canvas, page, first if number == 1 else _FRAME)
        _edge(canvas, number, len(pages), letter)
        canvas.showPage()
    canvas.save()
    return finished(out.getvalue(), letter.title)


def letter_unprintable(letter: RenderedLetter) -> tuple[str, ...]:
    """The characters of this letter that no font here can print; they show as "[?]"."""
    return unprintable(run.text for block in letter.blocks for runs in (block.runs, *_cells(block)) for run in runs)


def _through_windows(canvas: Canvas, letter: RenderedLetter, seen: Window) -> None:
    """The addresses at their fixed places, and the marks where to fold."""
    texts = {block.kind: _joined(block.runs) for block in reversed(letter.blocks)}
    draw_address(canvas, texts.get(BlockKind.ADDRESSEE, ""), seen.address, PAGE[1])
    draw_address(canvas, texts.get(BlockKind.SENDER, ""), seen.back or _SENDER, PAGE[1], largest=11.0)
    draw_folds(canvas, seen, PAGE[1])


def _fitted(letter: RenderedLetter, seen: Window | None) -> tuple[list[list[Flowable]], Area]:
    """The pages, and the place of the text on the first: in the largest type that takes one page, else in the usual one."""
    blocks = tuple(block for block in letter.blocks if not (seen and block.kind in _IN_WINDOWS))
    left, low, width, _ = _FRAME
    usual = (left, low, width, PAGE[1] - low - seen.body * INCH) if seen else _FRAME
    close = (left, low - _LOWERED, width, usual[3] + _LOWERED + (0 if seen else _RAISED))
    for size, first in (*((size, usual) for size in _SIZES), (_SIZES[-1], close)):
        pages = pages_of(_story(letter, blocks, size), _FRAME, first)
        if len(pages) == 1:
            return pages, first
    return pages_of(_story(letter, blocks, _SIZES[0], over_pages=True), _FRAME, usual), usual


def _story(letter: RenderedLetter, blocks: Sequence[Block], size: float, *, over_pages: bool = False) -> list[Flowable]:
    """The blocks set one after the other; `over_pages` keeps a signature by its last paragraph, and a list by what announces it."""
    groups: list[tuple[list[Flowable], bool]] = []  # what is set, and whether it stays on one page
    for place, block in enumerate(blocks):
        following = blocks[place + 1].kind if place + 1 < len(blocks) else None
        set_block = _set(block, size, last_item=following is not BlockKind.LIST_ITEM)
        if over_pages and place and _belongs(block, blocks[place - 1]):
            groups[-1] = ([*groups[-1][0], *set_block], True)
        else:
            groups.append((set_block, block.kind is BlockKind.SIGNATURE and len(_joined(block.runs)) < _LONGEST_PIECE))
    story = [flowable for group, tied in groups for flowable in ([KeepTogether(group)] if tied else group)]
    if letter_unprintable(letter):
        note = f"{SUBSTITUTE} stands for characters that this letter's type does not have."
        story += [Spacer(1, size), paragraph(note, style(size - 2, shade="text2"))]
    return story


def _belongs(block: Block, before: Block) -> bool:
    """Whether a page must not end between the two: what is signed and the signature, it and the enclosures, a list and its colon."""
    words, said = _joined(block.runs), _joined(before.runs)
    if not 0 < len(said) <= _FEW_WORDS or len(words) > _FEW_WORDS:
        return False
    match before.kind, block.kind:
        case (BlockKind.PARAGRAPH, BlockKind.SIGNATURE) | (BlockKind.SIGNATURE, BlockKind.ENCLOSURES):
            return True
        case BlockKind.PARAGRAPH, BlockKind.LIST_ITEM:
            return said.endswith(":")
        case _:
            return False


def _set(block: Block, size: float, *, last_item: bool) -> list[Flowable]:
    text = _joined(block.runs)
    match block.kind:
        case BlockKind.TABLE:
            return [Spacer(1, 2), _table(block, size), Spacer(1, size)]
        case BlockKind.LIST_ITEM:
            return _item(text, size, after=size * 0.85 if last_item else 2)
        case BlockKind.SUBJECT:
            return _paragraphs(text, size, bold=True)
        case BlockKind.SIGNATURE:
            greeting, _, rest = text.partition("\n")
            room = 30 if size > 10.5 else 24  # points, to sign by hand
            return [*_paragraphs(greeting, size, after=room, before=2), *_paragraphs(rest, size)]
        case BlockKind.ENCLOSURES:
            return _paragraphs(text, size - 1)
        case BlockKind.SENDER | BlockKind.DATE | BlockKind.METHOD | BlockKind.ADDRESSEE:
            return _paragraphs(text, size, after=size)
        case BlockKind.PARAGRAPH:
            return _paragraphs(text, size)


def _paragraphs(text: str, size: float, *, bold: bool = False, after: float | None = None, before: float = 0) -> list[Flowable]:
    chosen = style(size, bold=bold, after=size * 0.85 if after is None else after, before=before)
    return [Paragraph(marked(piece), chosen) for piece in _pieces(text)]


def _item(text: str, size: float, *, after: float) -> list[Flowable]:
    head, _, words = text.partition("\t")
    rows: list[Flowable] = []
    for place, piece in enumerate(_pieces(words)):
        cells = [paragraph(head if place == 0 else "", style(size)), Paragraph(marked(piece), style(size))]
        row = Table([cells], colWidths=[18, _FRAME[2] - 18], splitInRow=1)
        row.setStyle(TableStyle([
            ("FONTNAME", (0, 0), (-1, -1), REGULAR), ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0), ("RIGHTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 0), ("BOTTOMPADDING", (0, 0), (-1, -1), after),
        ]))  # fmt: skip
        rows.append(row)
    return rows


def _table(block: Block, size: float) -> Table:
    rows = [[(marked(_joined(cell)), _joined(cell)) for cell in row] for row in block.rows]
    summed = any(_joined(cell) in _TOTALS for cell in block.rows[-1])
    return ruled_table(rows, _FRAME[2], size - 1.5 if len(block.rows[0]) > 4 else size - 1, bold_last=summed)


def _pieces(text: str) -> list[str]:
    return cut(text, _LONGEST_PIECE) if text else []


def _joined(runs: Sequence[Run]) -> str:
    return "".join(run.text for run in runs)


def _cells(block: Block) -> list[tuple[Run, ...]]:
    return [cell for row in block.rows for cell in row]


def _edge(canvas: Canvas, number: int, count: int, letter: RenderedLetter) -> None:
    canvas.setFillColor(color("text2"))
    canvas.setFont(REGULAR, 9.5)
    if not letter.final:
        canvas.drawRightString(PAGE[0] - INCH, PAGE[1] - INCH * 0.62, _DRAFT[letter.language])
    canvas.drawString(INCH, INCH * 0.6, letter.foot)
    if count > 1:
        canvas.drawCentredString(PAGE[0] / 2, INCH * 0.6, _PAGE_OF[letter.language].format(number, count))
