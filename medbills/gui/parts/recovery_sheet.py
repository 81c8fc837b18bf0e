"""The printed recovery key: one plain sheet, on paper or as a PDF."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMarginsF, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFont, QPageSize, QPainter, QPdfWriter
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from medbills.errors import MedbillsError
from medbills.gui.language import tr
from medbills.gui.parts.printing import ask_printer

WIDTH, HEIGHT = 612, 792  # US Letter in points
MARGIN, COLUMNS = 72, 4
HOW = (
    "To use it: open Medbills and choose “Use the printed recovery key”. Type all groups in their order. "
    "Spaces, dashes and small letters do not matter. The key checks itself: a typing mistake is named as one. "
    "Making a new sheet ends this one."
)
ABOUT = (
    "This key opens your papers when the passphrase is lost. Keep it with your important papers. "
    "Whoever has it and your computer can read everything."
)


def print_key(parent: QWidget | None, name: str, groups: Sequence[str]) -> None:
    """Through the system's own print dialog. Raises MedbillsError when the printer does not answer."""
    printer = ask_printer(parent, 1, "Recovery key")
    if printer is not None:
        _put_on(printer, name, groups, "The printer does not answer. Check that it is on, and print again.")


def save_key(path: Path, name: str, groups: Sequence[str]) -> None:
    """As a PDF. Raises MedbillsError when it cannot be written."""
    writer = QPdfWriter(str(path))
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.Letter))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    writer.setTitle("Recovery key")
    _put_on(writer, name, groups, f"{path.name} could not be written. Choose another place for it.")


def _put_on(device: QPdfWriter | QPrinter, name: str, groups: Sequence[str], refused: str) -> None:
    painter = QPainter()
    if not painter.begin(device):
        raise MedbillsError(refused)
    painter.scale(device.width() / WIDTH, device.height() / HEIGHT)
    _paint(painter, name, groups)
    painter.end()


def _font(points: int, bold: bool = False) -> QFont:
    font = QFont("Caladea")
    font.setPixelSize(points)  # the painter is scaled to points
    font.setBold(bold)
    return font


def _paint(painter: QPainter, name: str, groups: Sequence[str]) -> None:
    wide = WIDTH - 2 * MARGIN
    wrap = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft)
    painter.setPen(QColor(Qt.GlobalColor.black))
    painter.setFont(_font(22, True))
    painter.drawText(QPoint(MARGIN, MARGIN + 22), tr("Medbills recovery key"))
    painter.setFont(_font(13))
    named = painter.fontMetrics().elidedText(f"For: {name}", Qt.TextElideMode.ElideRight, wide)
    painter.drawText(QRect(MARGIN, MARGIN + 40, wide, 24), wrap, tr(named))
    painter.drawText(QRect(MARGIN, MARGIN + 72, wide, 80), wrap, tr(ABOUT))
    rows = (len(groups) + COLUMNS - 1) // COLUMNS
    painter.drawText(QRect(MARGIN, MARGIN + 190 + rows * 64, wide, 120), wrap, tr(HOW))
    for at, group in enumerate(groups):
        left = MARGIN + (at % COLUMNS) * wide // COLUMNS
        top = MARGIN + 190 + (at // COLUMNS) * 64
        painter.setFont(_font(10))
        painter.drawText(QPoint(left, top), tr(str(at + 1)))
        painter.setFont(_font(24, True))
        painter.drawText(QPoint(left, top + 26), tr(group))
