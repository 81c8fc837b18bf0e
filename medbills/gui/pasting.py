"""What lies on the clipboard as something to add: files, a picture, or the text of a bill."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData
from PySide6.QtGui import QImage

from medbills.gui.desk import Desk
from medbills.gui.window_habits import files_of

PICTURE, TEXT = "Pasted picture.png", "Pasted text"
NOTHING = "There is nothing to add on the clipboard. Copy a file, a picture or a bill’s text first."


def paste_into(desk: Desk, mime: QMimeData) -> None:
    """Files are read where they lie; pictures and texts are kept encrypted from the start."""
    files = files_of(mime.urls())
    if files:
        desk.add_papers(files)
        return
    if mime.hasImage():
        image = mime.imageData()
        data = _png(image) if isinstance(image, QImage) else b""
        if data:
            desk.add_contents([(PICTURE, data)])
            return
    text = mime.text() if mime.hasText() else ""
    if text.strip():
        desk.add_contents([(TEXT, text.encode())])
    else:
        desk.toast(NOTHING)


def _png(image: QImage) -> bytes:
    kept = QByteArray()
    buffer = QBuffer(kept)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    return bytes(kept.data()) if image.save(buffer, "PNG") else b""  # type: ignore[call-overload]
