"""Prints a PDF of ours through the system's own print dialog, a few pages at a time so that long packets fit into memory."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QRectF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from medbills.errors import UnusableInput
from medbills.gui.desk import Desk
from medbills.gui.language import tr
from medbills.gui.parts.page_pictures import as_page
from medbills.gui.widgets.page_sheet import PageImage
from medbills.services.draw_pages import DrawnPages, draw_pages

PRINT_DPI = 200.0  # sharp enough for small print
AT_ONCE = 6  # pages, 11 MB each


def ask_printer(parent: QWidget | None, pages: int, title: str) -> QPrinter | None:
    """The printer the user chose, or None. Paper is US Letter, without margins: our pages bring their own."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.Letter))
    printer.setFullPage(True)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(tr(f"Print: {title}"))
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
    dialog.setMinMax(1, pages)
    return printer if dialog.exec() == QDialog.DialogCode.Accepted else None


class PrintRun(QObject):
    """One run of the printer over a PDF. `on_done` gets the number of pages printed."""

    def __init__(self, desk: Desk, parent: QWidget, pdf: bytes, title: str, on_done: Callable[[int], None]) -> None:
        super().__init__(parent)
        self._desk, self._over, self._pdf, self._title, self._on_done = desk, parent, pdf, title, on_done
        self._printer: QPrinter | None = None
        self._painter: QPainter | None = None
        self._last, self._printed = 0, 0

    def start(self) -> None:
        """Look at the first pages, ask which printer, and print."""
        self._desk.paper_job(partial(self._draw, 1), self._ask)

    def _draw(self, first: int, _job: object) -> DrawnPages:
        return draw_pages(self._pdf, first, first + AT_ONCE - 1, dpi=PRINT_DPI, name=self._title)

    def _ask(self, drawn: DrawnPages) -> None:
        self._printer = ask_printer(self._over, drawn.count, self._title)
        if self._printer is None:
            self.deleteLater()
            return
        first = max(self._printer.fromPage(), 1)
        self._last = min(self._printer.toPage() or drawn.count, drawn.count)
        if first == 1:
            self._print(drawn)
        else:
            self._desk.paper_job(partial(self._draw, first), self._print)

    def _print(self, drawn: DrawnPages) -> None:
        for number, picture in enumerate(drawn.pages, drawn.first):
            if number <= self._last and not self._put(as_page(picture)):
                self._desk.show_problem(UnusableInput("The printer does not answer. Check that it is on, and print again."))
                self.deleteLater()
                return
        following = drawn.first + len(drawn.pages)
        if following <= self._last:
            self._desk.paper_job(partial(self._draw, following), self._print)
            return
        if self._painter is not None:
            self._painter.end()
        self._on_done(self._printed)
        self.deleteLater()

    def _put(self, page: PageImage) -> bool:
        """One page on its own sheet, turned as it is; False when the printer did not begin."""
        assert self._printer is not None
        wide = page.width > page.height
        self._printer.setPageOrientation(QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait)
        if self._painter is None:
            self._painter = QPainter()
            if not self._painter.begin(self._printer):
                return False
        else:
            self._printer.newPage()
        paper = QRectF(self._printer.pageLayout().paintRectPixels(self._printer.resolution()))
        factor = min(paper.width() / page.width, paper.height() / page.height)
        width, height = page.width * factor, page.height * factor
        self._painter.drawImage(QRectF((paper.width() - width) / 2, (paper.height() - height) / 2, width, height), page.image)
        self._printed += 1
        return True
