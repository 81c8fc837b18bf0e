"""Pages drawn outside this process, as images for the viewer and the printer."""

from __future__ import annotations

from PySide6.QtGui import QImage

from medbills.gui.widgets.page_sheet import PageImage
from medbills.services.show_page import PagePicture

LETTER = (612.0, 792.0)  # points


def as_page(picture: PagePicture) -> PageImage:
    """A drawn page with its size in points; the image has its own copy of the pixels."""
    width, height = picture.pixels
    image = QImage(picture.rgb, width, height, width * 3, QImage.Format.Format_RGB888).copy()
    return PageImage(image, picture.width, picture.height)


def blank_page() -> PageImage:
    """A page that is still being drawn: the paper, empty."""
    image = QImage(1, 1, QImage.Format.Format_RGB888)
    image.fill(0xFFFFFF)
    return PageImage(image, *LETTER)
