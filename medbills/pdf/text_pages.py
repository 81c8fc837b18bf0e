"""Draws plain text on pages, every line where it stood, so that a bill sent as text is read, shown and lit like any paper."""

from __future__ import annotations

import io
import unicodedata
from functools import cache

from reportlab.pdfgen.canvas import Canvas

from medbills.errors import UnusableInput

_FONT = "Courier"  # one of the fourteen fonts that every PDF program has
_WIDTH_OF_SIZE = 0.6  # each of its letters is 0.6 of the size wide
_PAGE = (612.0, 792.0)  # US Letter, points
_MARGIN = 48.0
_LARGEST, _SMALLEST = 10.0, 6.0  # points
_LEADING = 1.2
_MOST_PAGES = 200
_TAB = 8
_ALIKE = str.maketrans({"│": "|", "┃": "|", "║": "|", "─": "-", "━": "-", "═": "=", "\u2010": "-", "\u2011": "-", "\u2012": "-",
                        "\u2212": "-", "•": "*", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u200b": None,
                        "\ufeff": None})  # fmt: skip
TOO_LONG = "{name} is longer than {pages} pages. Save the part that is the bill as a file of its own. Then add that."


def text_pdf(text: str, *, name: str) -> bytes:
    """A PDF of the text in a font whose letters are all equally wide; the same text gives the same bytes.

    The size follows the longest line; a line too long for the smallest one goes on below. Raises UnusableInput,
    which names the file, for a text of more than 200 pages.
    """
    lines = _lines(text)
    room = _PAGE[0] - 2 * _MARGIN
    longest = max((len(line) for line in lines), default=0)
    size = min(_LARGEST, max(_SMALLEST, room / (_WIDTH_OF_SIZE * max(longest, 1))))
    most = int(room / (_WIDTH_OF_SIZE * size) + 1e-6)
    placed = [line[at : at + most] for line in lines for at in range(0, max(len(line), 1), most)]
    high = int((_PAGE[1] - 2 * _MARGIN) / (size * _LEADING))
    pages: list[list[str]] = [[]]
    for line in placed:
        if line == "\f" or len(pages[-1]) == high:
            pages.append([])
        if line != "\f":
            pages[-1].append(line)
    if len(pages) > _MOST_PAGES:
        raise UnusableInput(TOO_LONG.format(name=name, pages=_MOST_PAGES))
    return _drawn([page for page in pages if any(line.strip() for line in page)] or [[]], size)


def _drawn(pages: list[list[str]], size: float) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=_PAGE, invariant=1, pageCompression=1)
    for page in pages:
        canvas.setFont(_FONT, size)
        for place, line in enumerate(page):
            if line.strip():
                canvas.drawString(_MARGIN, _PAGE[1] - _MARGIN - size - place * size * _LEADING, line)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _lines(text: str) -> list[str]:
    """The lines as the font can print them; a form feed is a line of its own."""
    whole = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\f\n")
    return [line if line == "\f" else _plain(line) for line in whole.split("\n")]


def _plain(line: str) -> str:
    return "".join(map(_printable, line.translate(_ALIKE).expandtabs(_TAB))).rstrip()


@cache
def _printable(char: str) -> str:
    for shape in (char, unicodedata.normalize("NFKC", char)):
        if _in_font(shape):
            return shape
    return "" if unicodedata.category(char).startswith("C") or unicodedata.combining(char) else "?"


def _in_font(shape: str) -> bool:
    try:
        shape.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return shape.isprintable()
