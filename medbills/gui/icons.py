"""Icons as outlines in the color of the text beside them, drawn at the screen's own pixels."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap

from medbills.gui.theme import theme
from medbills.gui.type import type_
from medbills.paths import resource

APP = "medbills"
APP_TILE = QRectF(16, 16, 224, 224)
_least_ratio = [1.0]


@cache
def _source(name: str) -> str:
    return resource("icons", f"{name}.svg").read_text("utf-8")


@lru_cache(maxsize=1024)
def _drawn(name: str, color: str, size: int, ratio: float) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer  # late: the first window is laid out without it

    renderer = QSvgRenderer(_source(name).replace("currentColor", color).encode())
    if name == APP:
        renderer.setViewBox(APP_TILE)  # without the room its file leaves around the tile
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap


def pixmap(name: str, tone: str = "text", size: int = 20, ratio: float = 1.0) -> QPixmap:
    """The icon in a token's color; `size` in logical pixels, `ratio` the screen's. FileNotFoundError for no such icon."""
    return _drawn(name, theme().hex(tone), size, max(ratio, _least_ratio[0]))


@contextmanager
def drawn_at_least(ratio: float) -> Iterator[None]:
    """So many pixels a point, for a picture finer than the screen."""
    before, _least_ratio[0] = _least_ratio[0], ratio
    try:
        yield
    finally:
        _least_ratio[0] = before


def icon(name: str, tone: str = "text", size: int = 20) -> QIcon:
    """The same for the parts of Qt that want a QIcon, sharp on screens of one and two pixels a point."""
    made = QIcon()
    for ratio in (1.0, 2.0):
        made.addPixmap(pixmap(name, tone, size, ratio))
    return made


def scaled(size: int) -> int:
    """An icon's size beside text of the present scale: it grows half as fast as the text."""
    return round(size * (1 + (type_().scale - 1) * 0.5))
