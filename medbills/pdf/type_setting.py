"""How our own paper is set: the fonts, the colors, and text that prints literally whatever is in it."""

from __future__ import annotations

import io
import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

import font_caladea  # type: ignore[import-untyped]
import fontpkg_inter
import pikepdf
from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.fonts import addMapping
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import ActionFlowable, Flowable, Frame, Paragraph, Table, TableStyle

from medbills.paths import resource

REGULAR, BOLD, FALLBACK = "Caladea", "Caladea-Bold", "Inter"
PAGE = (612.0, 792.0)  # US Letter, points
INCH = 72.0
SUBSTITUTE = "[?]"
_SUM = re.compile("[\N{MINUS SIGN}-]?\\$[\\d,]+\\.\\d\\d")
_ALIKE = {"\u2010": "-", "\u2011": "-", "\u2012": "–", "\u2015": "—", "\u202f": "\u00a0", "\u2009": " ", "\u200a": " "}
_ALIKE |= {"\u2028": "\n", "\t": " "}


@cache
def register_fonts() -> None:
    """Makes the letter's fonts known to reportlab. Inter only helps out with what Caladea lacks (Greek, Cyrillic)."""
    folder = Path(font_caladea.__file__).parent / "files"
    for name, file in ((REGULAR, "Caladea-Regular"), (BOLD, "Caladea-Bold")):
        pdfmetrics.registerFont(TTFont(name, str(folder / f"{file}.ttf")))
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=REGULAR, boldItalic=BOLD)


@cache
def _fallback() -> TTFont:
    folder = Path(fontpkg_inter.__file__).parent / "files"
    font = TTFont(FALLBACK, str(next(path for path in sorted(folder.glob("Inter*.ttf")) if "Italic" not in path.name)))
    pdfmetrics.registerFont(font)
    for bold in (0, 1):
        for italic in (0, 1):
            addMapping(FALLBACK, bold, italic, FALLBACK)
    return font


@cache
def color(token: str) -> Color:
    """A color of the design's tokens; paper is always light."""
    tokens = json.loads(resource("style", "tokens.json").read_text(encoding="utf-8"))
    return HexColor(tokens[token]["light"])


@cache
def style(size: float = 11, *, bold: bool = False, right: bool = False, after: float = 0, before: float = 0, shade: str = "ink",
          leading: float = 1.36) -> ParagraphStyle:  # fmt: skip
    """A paragraph style; `size`, `after` and `before` in points."""
    register_fonts()
    return ParagraphStyle(
        name=f"{size}{bold}{right}{after}{before}{shade}{leading}", fontName=BOLD if bold else REGULAR, fontSize=size,
        leading=round(size * leading, 2), textColor=color(shade), spaceAfter=after, spaceBefore=before,
        alignment=TA_RIGHT if right else 0, splitLongWords=1, allowWidows=0, allowOrphans=0,
    )  # fmt: skip


def marked(text: str, *, bold: bool = False) -> str:
    """`text` for a Paragraph: every character literal, line ends kept, and a font found for each character.

    What no font here can print (emoji, Chinese) becomes "[?]", one for each run of such characters; see `unprintable`.
    """
    parts: list[str] = []
    for name, piece in _by_font(text):
        words = escape(piece).replace("\n", "<br/>")
        parts.append(words if name == REGULAR else f'<font name="{FALLBACK}">{words}</font>')
    joined = "".join(parts)
    return f"<b>{joined}</b>" if bold else joined


def plain(text: str) -> str:
    """`text` as Caladea alone can print it, for what is drawn without a Paragraph."""
    return "".join(piece if name == REGULAR else SUBSTITUTE for name, piece in _by_font(" ".join(text.split())))


def cut(text: str, longest: int) -> list[str]:
    """The text in pieces of at most `longest` characters, cut at a space where there is one; one empty piece for none."""
    pieces: list[str] = []
    rest = text
    while len(rest) > longest:
        at = max(rest.rfind(" ", 1, longest), rest.rfind("\n", 1, longest))
        at = at if at > 0 else longest
        pieces.append(rest[:at])
        rest = rest[at:].lstrip(" \n")
    return [*pieces, rest]


def unprintable(texts: Iterable[str]) -> tuple[str, ...]:
    """The distinct characters that would print as "[?]"."""
    found: dict[str, None] = {}
    for text in texts:
        for char in unicodedata.normalize("NFC", text):
            if _font_of(char)[0] is None:
                found[char] = None
    return tuple(found)


def paragraph(text: str, chosen: ParagraphStyle, *, bold: bool = False) -> Paragraph:
    """A paragraph of plain text."""
    return Paragraph(marked(text, bold=bold), chosen)


def new_canvas(out: io.BytesIO, *, compressed: bool = True) -> Canvas:
    """A canvas whose bytes depend on nothing but what is drawn. What is saved anew by pikepdf need not be compressed here."""
    register_fonts()
    return Canvas(out, pagesize=PAGE, invariant=1, pageCompression=int(compressed), initialFontName=REGULAR)  # type: ignore[arg-type]


Area = tuple[float, float, float, float]  # x, y, width, height in points


def pages_of(story: Sequence[Flowable], frame: Area, first: Area | None = None) -> list[list[Flowable]]:
    """The story cut into pages of one frame (the first page may have another): what stands on each."""
    pages: list[list[Flowable]] = []
    waiting = list(story)
    scratch = Canvas(io.BytesIO(), pagesize=PAGE)
    while waiting:
        placer = _placer(first if first and not pages else frame)
        page: list[Flowable] = []
        while waiting:
            item = waiting.pop(0)
            if _placed(placer, item, scratch):
                page.append(item)
                continue
            parts = placer.split(item, scratch)
            if page and parts and isinstance(parts[0], ActionFlowable):  # it asks for the next page itself
                waiting[:0] = [part for part in parts if not isinstance(part, ActionFlowable)]
            elif len(parts) > 1:
                waiting[:0] = parts
                continue
            elif not page:
                raise ValueError("a block of our own is higher than a page")
            else:
                waiting.insert(0, item)
            break
        pages.append(page)
    return pages or [[]]


def _placed(placer: Frame, item: Flowable, scratch: Canvas) -> bool:
    """Whether the frame has room for it. A frame draws as it fills; here nothing is drawn, which takes most of the time."""
    item.drawOn = _nothing  # type: ignore[method-assign]
    try:
        return bool(placer.add(item, scratch))
    finally:
        del item.drawOn


def _nothing(*_place: object, **_options: object) -> None:
    return None


def draw_page(canvas: Canvas, flowables: Sequence[Flowable], frame: tuple[float, float, float, float]) -> None:
    """Draws what `pages_of` put on one page."""
    placer = _placer(frame)
    for item in flowables:
        placer.add(item, canvas)


def ruled_table(rows: Sequence[Sequence[tuple[str, str]]], width: float, size: float, *, bold_last: bool = False) -> Table:
    """A table with hairlines: rows of (markup, plain text); sums stand at the right, columns share `width` by content."""
    register_fonts()
    count = max(len(row) for row in rows)
    filled = [[*row, *([("", "")] * (count - len(row)))] for row in rows]
    money = [all(_is_sum(row[place][1]) for row in filled[1:]) and any(row[place][1] for row in filled[1:]) for place in range(count)]
    widths = _shared_widths([[text for _, text in row] for row in filled], width, size)
    cells = []
    for number, row in enumerate(filled):
        bold = number == 0 or (bold_last and number == len(filled) - 1)
        cells.append([Paragraph(cell[0], style(size, bold=bold, right=money[place], leading=1.25)) for place, cell in enumerate(row)])
    table = Table(cells, colWidths=widths, repeatRows=1, splitInRow=1)
    table.setStyle(TableStyle([
        ("FONTNAME", (0, 0), (-1, -1), REGULAR),
        ("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (0, -1), 0), ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
        ("LEFTPADDING", (1, 0), (-1, -1), 4), ("RIGHTPADDING", (0, 0), (-2, -1), 4), ("TOPPADDING", (0, 0), (-1, -1), 3),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 4), ("LINEBELOW", (0, 0), (-1, 0), 0.75, color("control")),
        ("LINEBELOW", (0, 1), (-1, -1), 0.5, color("hairline")),
    ]))  # fmt: skip
    return table


def finished(pdf: bytes, title: str) -> bytes:
    """The file with neutral metadata: a title and a language, no author, no times; the same input gives the same bytes."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        neutral(opened, title)
        opened.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def neutral(pdf: pikepdf.Pdf, title: str) -> None:
    """Leaves in the file's information only what a stranger may know."""
    for key in list(pdf.docinfo.keys()):
        del pdf.docinfo[key]
    pdf.docinfo["/Title"] = title
    pdf.Root["/Lang"] = pikepdf.String("en-US")
    pdf.Root["/ViewerPreferences"] = pikepdf.Dictionary(DisplayDocTitle=True)


def _placer(frame: tuple[float, float, float, float]) -> Frame:
    return Frame(*frame, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)


def _by_font(text: str) -> list[tuple[str, str]]:
    pieces: list[tuple[str, str]] = []
    lost = False
    for char in unicodedata.normalize("NFC", text):
        name, shown = _font_of(char)
        if name is None:
            if lost:
                continue
            name, shown, lost = REGULAR, SUBSTITUTE, True
        elif shown:
            lost = False
        if pieces and pieces[-1][0] == name:
            pieces[-1] = (name, pieces[-1][1] + shown)
        else:
            pieces.append((name, shown))
    return pieces


@cache
def _font_of(char: str) -> tuple[str | None, str]:
    """The font that prints `char`, and what is printed; nothing for marks without a shape of their own."""
    register_fonts()
    glyphs = pdfmetrics.getFont(REGULAR).face.charToGlyph  # type: ignore[attr-defined]
    char = _ALIKE.get(char, char)
    if char == "\n" or ord(char) in glyphs:
        return REGULAR, char
    if unicodedata.category(char) == "Cf" or "\ufe00" <= char <= "\ufe0f":
        return REGULAR, ""
    alike = unicodedata.normalize("NFKC", char)
    if alike and all(ord(part) in glyphs for part in alike):
        return REGULAR, alike
    if ord(char) in _fallback().face.charToGlyph:
        return FALLBACK, char
    return None, SUBSTITUTE


def _is_sum(text: str) -> bool:
    return not text or _SUM.fullmatch(text) is not None


def _shared_widths(rows: list[list[str]], width: float, size: float) -> list[float]:
    """Each column gets its longest word, and the rest is shared by how much more its texts would like."""
    columns = list(zip(*rows, strict=True))
    pad = 8.0
    wanted = [max(_width(text, size) for text in column) + pad for column in columns]
    cap = width / len(columns) * 1.6
    least = [min(max((_width(word, size) for text in column for word in text.split()), default=0) + pad, cap) for column in columns]
    if sum(least) >= width:
        return [part * width / sum(least) for part in least]
    if sum(wanted) <= width:
        widths = list(wanted)
        longest = max(range(len(wanted)), key=lambda place: wanted[place])
        widths[longest] += width - sum(wanted)
        return widths
    more = [min(want, width) - low for want, low in zip(wanted, least, strict=True)]
    spare = width - sum(least)
    return [low + spare * extra / sum(more) for low, extra in zip(least, more, strict=True)]


def _width(text: str, size: float) -> float:
    return max(pdfmetrics.stringWidth(plain(line), BOLD, size) for line in (text.split("\n") or [""]))
