"""A chart or a timeline as a picture file: drawn by its own painter, in the light colors, at two pixels a point."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from medbills.gui.icons import drawn_at_least
from medbills.gui.theme import theme
from medbills.gui.type import set_fonts_again, type_
from medbills.gui.widgets.label import ReadingLabel

RATIO = 2.0  # pixels a point; fewer for a timeline so long that no program would show it
WIDTH = 820  # points at 100 % text
HIGHEST = 30_000  # pixels
MARGIN = 28


@dataclass(frozen=True, slots=True)
class Picture:
    """What is to be drawn: `make` builds the drawing anew, `told` stands above it in words, `name` is its file's."""

    name: str
    title: str
    told: str
    make: Callable[[], QWidget]


def drawn(picture: Picture) -> QImage:
    """The picture at the text size in use, whatever colors the window wears."""
    with theme().light_for_a_picture(), drawn_at_least(RATIO):
        sheet = _sheet_of_paper(picture)
        try:
            return _painted(sheet)
        finally:
            sheet.hide()
            sheet.deleteLater()


def png_of(image: QImage) -> bytes:
    """The picture's file: nothing in it but the picture."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # a name where the stub wants bytes
    return bytes(data.data())


def _sheet_of_paper(picture: Picture) -> QWidget:
    """Title, words and drawing on a light ground, laid out but never seen."""
    sheet = QWidget()
    sheet.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    sheet.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    sheet.setPalette(theme().palette())
    sheet.setStyleSheet(theme().sheet())
    column = QVBoxLayout(sheet)
    column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
    column.setSpacing(12)
    column.addWidget(ReadingLabel(picture.title, "head"))
    if picture.told:
        column.addWidget(ReadingLabel(picture.told, "body", "text2"))
    column.addWidget(picture.make())
    column.addStretch(1)
    width = round(WIDTH * type_().scale)
    sheet.resize(width, 10)
    sheet.show()
    set_fonts_again(sheet)  # a sheet of its own brings other fonts
    layout = sheet.layout()
    assert layout is not None
    for _ in range(2):  # what wraps knows its height once it has its width
        QApplication.sendPostedEvents(None, 0)
        layout.activate()
        height = layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else layout.totalSizeHint().height()
        sheet.resize(width, max(height, layout.totalMinimumSize().height()))
    return sheet


def _painted(sheet: QWidget) -> QImage:
    ratio = min(RATIO, HIGHEST / sheet.height())
    image = QImage(round(sheet.width() * ratio), round(sheet.height() * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(theme().color("surface"))
    painter = QPainter(image)
    sheet.render(painter, QPoint(0, 0), renderFlags=QWidget.RenderFlag.DrawChildren)
    painter.end()
    return image
