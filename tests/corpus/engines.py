"""Ways to put ink on a PDF page: the same few strokes through reportlab, fpdf2, Qt, and a content stream by hand."""

from __future__ import annotations

import io
import os
from typing import Protocol

WIDTH, HEIGHT = 612.0, 792.0


class Pen(Protocol):
    """Draws in points from the top-left corner; `y` is the baseline."""

    def text(self, x: float, y: float, words: str, size: float = 10, bold: bool = False, right: bool = False) -> None: ...
    def line(self, x0: float, y0: float, x1: float, y1: float) -> None: ...
    def width(self, words: str, size: float = 10, bold: bool = False) -> float: ...
    def page(self) -> None: ...
    def pdf(self) -> bytes: ...


class ReportlabPen:
    """reportlab, Helvetica or Times."""

    def __init__(self, family: str = "Helvetica") -> None:
        from reportlab.pdfgen.canvas import Canvas

        self.out = io.BytesIO()
        self.canvas = Canvas(self.out, pagesize=(WIDTH, HEIGHT), invariant=1)
        self.plain, self.bold = {
            "Helvetica": ("Helvetica", "Helvetica-Bold"),
            "Times": ("Times-Roman", "Times-Bold"),
            "Courier": ("Courier", "Courier-Bold"),
        }[family]

    def text(self, x: float, y: float, words: str, size: float = 10, bold: bool = False, right: bool = False) -> None:
        self.canvas.setFont(self.bold if bold else self.plain, size)
        (self.canvas.drawRightString if right else self.canvas.drawString)(x, HEIGHT - y, words)

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.canvas.setLineWidth(0.6)
        self.canvas.line(x0, HEIGHT - y0, x1, HEIGHT - y1)

    def width(self, words: str, size: float = 10, bold: bool = False) -> float:
        return self.canvas.stringWidth(words, self.bold if bold else self.plain, size)

    def page(self) -> None:
        self.canvas.showPage()

    def pdf(self) -> bytes:
        self.canvas.save()
        return self.out.getvalue()


class FpdfPen:
    """fpdf2 with its core fonts."""

    def __init__(self, family: str = "helvetica") -> None:
        import fpdf

        self.made = fpdf.FPDF(unit="pt", format=(WIDTH, HEIGHT))
        self.made.set_auto_page_break(False)
        self.made.add_page()
        self.family = family

    def text(self, x: float, y: float, words: str, size: float = 10, bold: bool = False, right: bool = False) -> None:
        self.made.set_font(self.family, "B" if bold else "", size)
        self.made.text(x - (self.made.get_string_width(words) if right else 0), y, words)

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.made.set_line_width(0.5)
        self.made.line(x0, y0, x1, y1)

    def width(self, words: str, size: float = 10, bold: bool = False) -> float:
        self.made.set_font(self.family, "B" if bold else "", size)
        return float(self.made.get_string_width(words))

    def page(self) -> None:
        self.made.add_page()

    def pdf(self) -> bytes:
        return bytes(self.made.output())


class StreamPen:
    """A content stream written by hand, packed by pikepdf: words placed one by one, as some hospital systems do."""

    def __init__(self, family: str = "Courier") -> None:
        self.streams: list[list[str]] = [[]]
        self.family = family

    def width(self, words: str, size: float = 10, bold: bool = False) -> float:
        if self.family == "Courier":
            return 0.6 * size * len(words)
        from reportlab.pdfbase.pdfmetrics import stringWidth

        return float(stringWidth(words, "Helvetica-Bold" if bold else "Helvetica", size))

    def text(self, x: float, y: float, words: str, size: float = 10, bold: bool = False, right: bool = False) -> None:
        x -= self.width(words, size, bold) if right else 0
        for word in words.split(" "):  # no space characters at all: gaps alone part the words
            shown = word.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
            if word:
                self.streams[-1].append(f"BT /{'B' if bold else 'R'} {size} Tf 1 0 0 1 {x:.2f} {HEIGHT - y:.2f} Tm ({shown}) Tj ET")
            x += self.width(word + " ", size, bold)

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.streams[-1].append(f"{x0} {HEIGHT - y0} {x1 - x0 or 0.5} {y1 - y0 or 0.5} re f")

    def page(self) -> None:
        self.streams.append([])

    def pdf(self) -> bytes:
        import pikepdf

        made = pikepdf.new()
        names = ("Courier", "Courier-Bold") if self.family == "Courier" else ("Helvetica", "Helvetica-Bold")
        fonts = pikepdf.Dictionary(
            {
                key: pikepdf.Dictionary(
                    Type=pikepdf.Name.Font,
                    Subtype=pikepdf.Name.Type1,
                    BaseFont=pikepdf.Name("/" + name),
                    Encoding=pikepdf.Name.WinAnsiEncoding,
                )
                for key, name in zip(("/R", "/B"), names, strict=True)
            }
        )
        for stream in self.streams:
            page = made.add_blank_page(page_size=(WIDTH, HEIGHT))
            page.Contents = made.make_stream("\n".join(stream).encode("cp1252", "replace"))
            page.Resources = pikepdf.Dictionary(Font=fonts)
        out = io.BytesIO()
        made.save(out)
        return out.getvalue()


_kept: list[object] = []  # Qt's application lives as long as something holds it


def _application() -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    if QApplication.instance() is None:
        _kept.append(QApplication([]))


def qt_html(html: str) -> bytes:
    """HTML laid out by Qt's rich text and printed by its PDF writer."""
    _application()
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QSizeF
    from PySide6.QtGui import QFont, QPageSize, QPdfWriter, QTextDocument

    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.Letter))
    writer.setPageMargins(QMarginsF(12, 12, 12, 12))
    writer.setResolution(96)
    document = QTextDocument()
    document.setDefaultFont(QFont("Sans Serif", 9))
    document.setPageSize(QSizeF(writer.width(), writer.height()))
    document.setHtml(html)
    document.print_(writer)
    del writer
    buffer.close()
    return bytes(data.data())


def weasy_html(html: str) -> bytes | None:
    """The same by WeasyPrint, where its system libraries are; else None."""
    try:
        import weasyprint
    except (ImportError, OSError):
        return None
    return bytes(weasyprint.HTML(string=html).write_pdf())
