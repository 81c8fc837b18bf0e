"""A sheet of paper to print on: positions in points from the page's top-left corner, the same bytes every time."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from reportlab.lib.colors import HexColor
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

LETTER = (612.0, 792.0)
LANDSCAPE = (792.0, 612.0)
SANS, SANS_BOLD = "Helvetica", "Helvetica-Bold"
TIMES, TIMES_BOLD = "Times-Roman", "Times-Bold"
TYPED, TYPED_BOLD = "Courier", "Courier-Bold"
SERIF, SERIF_BOLD, SERIF_ITALIC = "Caladea", "Caladea-Bold", "Caladea-Italic"
INK, GREY, PALE, WHITE = "#1a1a1a", "#5a5a5a", "#eeeeee", "#ffffff"


class Column(NamedTuple):
    """A column of a table: its heading (lines divided by "\\n"), its left and right edge, and how it is set."""

    title: str
    left: float
    right: float
    align: str = "l"


def load_fonts() -> None:
    """Makes Caladea known to reportlab; only the glyphs used are embedded."""
    folder = files("font_caladea") / "files"
    for name, file in ((SERIF, "Caladea-Regular"), (SERIF_BOLD, "Caladea-Bold"), (SERIF_ITALIC, "Caladea-Italic")):
        registerFont(TTFont(name, str(folder / f"{file}.ttf")))


class Sheet:
    """One PDF under the pen. Every position is in points, y counted downward; `save` writes the file."""

    def __init__(self, path: Path, title: str, author: str, size: tuple[float, float] = LETTER) -> None:
        self.width, self.height = size
        self._canvas = Canvas(str(path), pagesize=size, invariant=1, pageCompression=1)
        self._canvas.setTitle(title)
        self._canvas.setAuthor(author)

    def text(self, x: float, y: float, words: str, size: float = 10, font: str = SANS, align: str = "l", color: str = INK) -> None:
        """One line; `x` is its left edge, its right edge ("r") or its middle ("c")."""
        self._canvas.setFont(font, size)
        self._canvas.setFillColor(HexColor(color))
        draw = {"l": self._canvas.drawString, "r": self._canvas.drawRightString, "c": self._canvas.drawCentredString}[align]
        draw(x, self.height - y, words)

    def lines(self, x: float, y: float, words: Sequence[str], size: float = 10, font: str = SANS, leading: float = 1.3,
              align: str = "l", color: str = INK) -> float:  # fmt: skip
        """Lines one under the other. Returns the y of the line that would follow."""
        for line in words:
            self.text(x, y, line, size, font, align, color)
            y += size * leading
        return y

    def paragraph(self, x: float, y: float, width: float, words: str, size: float = 10, font: str = SANS, leading: float = 1.35,
                  color: str = INK) -> float:  # fmt: skip
        """Words wrapped to the width. Returns the y of the line that would follow."""
        return self.lines(x, y, simpleSplit(words, font, size, width), size, font, leading, color=color)

    def pairs(self, x: float, right: float, y: float, pairs: Sequence[tuple[str, str]], size: float = 10, font: str = SANS,
              bold: str = SANS_BOLD, step: float = 15, last_bold: bool = False, align: str = "r") -> float:  # fmt: skip
        """Labels at `x`, values at `right` (right-aligned, or left-aligned with "l"). Returns the next y."""
        for number, (label, value) in enumerate(pairs):
            face = bold if last_bold and number == len(pairs) - 1 else font
            self.text(x, y, label, size, face)
            self.text(right, y, value, size, face, align)
            y += step
        return y

    def rule(self, x0: float, y: float, x1: float, width: float = 0.6, color: str = INK, dash: tuple[float, float] | None = None) -> None:
        self._canvas.setStrokeColor(HexColor(color))
        self._canvas.setLineWidth(width)
        self._canvas.setDash(*dash) if dash else self._canvas.setDash()
        self._canvas.line(x0, self.height - y, x1, self.height - y)
        self._canvas.setDash()

    def post(self, x: float, y0: float, y1: float, width: float = 0.4, color: str = INK) -> None:
        """A vertical rule."""
        self._canvas.setStrokeColor(HexColor(color))
        self._canvas.setLineWidth(width)
        self._canvas.line(x, self.height - y0, x, self.height - y1)

    def box(self, x0: float, y0: float, x1: float, y1: float, fill: str | None = None, edge: str | None = INK, width: float = 0.6,
            radius: float = 0) -> None:  # fmt: skip
        if fill:
            self._canvas.setFillColor(HexColor(fill))
        if edge:
            self._canvas.setStrokeColor(HexColor(edge))
            self._canvas.setLineWidth(width)
        self._canvas.roundRect(x0, self.height - y1, x1 - x0, y1 - y0, radius, stroke=int(bool(edge)), fill=int(bool(fill)))

    def disc(self, x: float, y: float, radius: float, fill: str) -> None:
        self._canvas.setFillColor(HexColor(fill))
        self._canvas.circle(x, self.height - y, radius, stroke=0, fill=1)

    def stroke(self, points: Sequence[tuple[float, float, float, float, float, float, float, float]], width: float = 1,
               color: str = INK) -> None:
        """Curves, each with its four control points: a hand's line or a mark."""
        self._canvas.setStrokeColor(HexColor(color))
        self._canvas.setLineWidth(width)
        for x1, y1, x2, y2, x3, y3, x4, y4 in points:
            h = self.height
            self._canvas.bezier(x1, h - y1, x2, h - y2, x3, h - y3, x4, h - y4)

    def head_row(self, y: float, columns: Sequence[Column], size: float = 8, font: str = SANS_BOLD, color: str = INK) -> float:
        """The headings of a table, set from the top down. Returns the y under the last heading line."""
        deepest = max(column.title.count("\n") for column in columns)
        for column in columns:
            parts = column.title.split("\n")
            top = y + (deepest - len(parts) + 1) * size * 1.15
            self.lines(_anchor(column), top, parts, size, font, 1.15, column.align, color)
        return y + deepest * size * 1.15

    def row(self, y: float, columns: Sequence[Column], cells: Sequence[str], size: float = 9, font: str = SANS, color: str = INK) -> None:
        """One row of a table on the baseline `y`. Raises ValueError when a cell would run into its neighbor."""
        for column, cell in zip(columns, cells, strict=True):
            if stringWidth(cell, font, size) > column.right - column.left + 0.5:
                raise ValueError(f"{cell!r} is wider than its column {column.title!r}")
            self.text(_anchor(column), y, cell, size, font, column.align, color)

    def page(self) -> None:
        self._canvas.showPage()

    def save(self) -> None:
        self._canvas.save()


def _anchor(column: Column) -> float:
    return {"l": column.left, "r": column.right, "c": (column.left + column.right) / 2}[column.align]
